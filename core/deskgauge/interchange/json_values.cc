#include "deskgauge/interchange/json_values.h"

namespace deskgauge::interchange {
namespace {

json uncertainty(const value::Uncertainty& u) {
  if (u.method == value::IntervalMethod::none) return {{"absent", u.absent_reason.empty() ? json(nullptr) : json(u.absent_reason)}};
  return {{"low", u.low}, {"high", u.high}, {"confidence", u.confidence}, {"method", to_text(u.method)}};
}

}  // namespace

std::string dump(const json& document, int indent) { return document.dump(indent, ' ', false, json::error_handler_t::replace); }

json instant(time::Instant t) { return t == time::kBeginning || t == time::kNever ? json(nullptr) : json(time::to_text(t)); }
json instant(const std::optional<time::Instant>& t) { return t ? instant(*t) : json(nullptr); }
json interval(time::Interval window) { return {{"from", instant(window.from)}, {"to", instant(window.to)}}; }

std::string hex(std::uint64_t number) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out(16, '0');
  for (std::size_t i = 16; i-- > 0; number >>= 4) out[i] = kDigits[number & 15];
  return out;
}

json group(const engine::Group& pairs) {
  json out = json::object();
  for (auto const& [dimension, value] : pairs) out[dimension] = value.empty() ? json(nullptr) : json(value);
  return out;
}

json value_object(const value::Value& v) {
  json out{{"value", optional(v.number)},
           {"n", v.n},
           {"interval", uncertainty(v.uncertainty)},
           {"low_n", v.low_n},
           {"provisional", v.provisional},
           {"pending", v.pending}};
  if (!v.number) out["reason"] = to_text(v.reason);
  if (v.numerator) out["numerator"] = *v.numerator;
  if (v.denominator) out["denominator"] = *v.denominator;
  if (v.error_bound != 0) out["error_bound"] = v.error_bound;
  if (!v.distribution.empty()) {
    json& steps = out["distribution"] = json::array();
    for (auto const& [rating, count] : v.distribution) steps.push_back({{"rating", rating}, {"count", count}});
  }
  return out;
}

json excluded_event(const engine::ExcludedEvent& e) {
  return {{"subject", e.subject}, {"id", e.id}, {"source", e.source}, {"type", e.type}, {"time", instant(e.time)}, {"reason", e.reason}};
}

}  // namespace deskgauge::interchange

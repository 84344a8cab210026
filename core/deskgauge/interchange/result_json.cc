#include "deskgauge/interchange/result_json.h"

#include <nlohmann/json.hpp>

namespace deskgauge::interchange {
namespace {

using nlohmann::json;

std::string dump(const json& document, int indent) { return document.dump(indent, ' ', false, json::error_handler_t::replace); }

json instant(time::Instant t) { return t == time::kBeginning || t == time::kNever ? json(nullptr) : json(time::to_text(t)); }
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

template <class T>
json optional(const std::optional<T>& number) {
  return number ? json(*number) : json(nullptr);
}

json uncertainty(const value::Uncertainty& u) {
  if (u.method == value::IntervalMethod::none) return {{"absent", u.absent_reason.empty() ? json(nullptr) : json(u.absent_reason)}};
  return {{"low", u.low}, {"high", u.high}, {"confidence", u.confidence}, {"method", to_text(u.method)}};
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

json row(const engine::Row& r) {
  json out = value_object(r.value);
  out["metric"] = r.metric;
  out["group"] = group(r.group);
  out["window"] = interval(r.window);
  if (!r.bucket.empty()) out["bucket"] = r.bucket;
  if (r.compared) {
    out["compared"] = value_object(*r.compared);
    out["compared"]["window"] = interval(r.compared_window);
  }
  out["path"] = r.path == engine::Path::cells ? "cells" : "replay";
  if (r.groups_overlap) out["groups_overlap"] = true;
  return out;
}

json left_out(const engine::LeftOut& left) {
  return {{"merged", left.merged}, {"spam", left.spam},         {"deleted", left.deleted},
          {"test", left.test},     {"orphaned", left.orphaned}, {"retracted", left.retracted}};
}

json metric_object(const metric::Metric& m) {
  return {{"label", m.label},
          {"version", m.version},
          {"unit", to_text(m.unit)},
          {"direction", to_text(m.direction)},
          {"hash", hex(semantic_hash(m))}};
}

json fact(const engine::ExplainedFact& f) {
  json out{{"subject", f.subject},
           {"fact", f.fact},
           {"dimensions", group(f.dimensions)},
           {"sample", f.sample},
           {"pending", f.pending},
           {"notes", f.notes},
           {"agent", f.agent.empty() ? json(nullptr) : json(f.agent)}};
  json& instants = out["instants"] = json::object();
  for (auto const& [name, t] : f.instants) instants[name] = instant(t);
  if (!f.start_rule.empty()) out["start_rule"] = f.start_rule;
  if (!f.stop_rule.empty()) out["stop_rule"] = f.stop_rule;
  json& segments = out["segments"] = json::array();
  for (const engine::ClockSegment& s : f.segments) {
    json segment = interval(s.interval);
    segment["state"] = s.state;
    if (!s.reason.empty()) segment["reason"] = s.reason;
    if (!s.schedule.empty()) segment["schedule"] = s.schedule;
    segments.push_back(std::move(segment));
  }
  return out;
}

json position(const definition::Position& at) { return {{"file", at.file}, {"line", at.line}, {"column", at.column}}; }

}  // namespace

std::string answer_json(const engine::Answer& answer, const metric::Catalogue& catalogue, int indent) {
  json out{{"schema", "deskgauge.answer.v1"},
           {"at", instant(answer.at)},
           {"revision", answer.revision},
           {"definitions_fingerprint", hex(answer.definitions_fingerprint)}};
  out["left_out"] = answer.left_out ? left_out(*answer.left_out) : json(nullptr);
  json& metrics = out["metrics"] = json::object();
  json& rows = out["rows"] = json::array();
  for (const engine::Row& r : answer.rows) {
    rows.push_back(row(r));
    if (const metric::Metric* const m = catalogue.find_metric(r.metric); m && !metrics.contains(r.metric))
      metrics[r.metric] = metric_object(*m);
  }
  return dump(out, indent);
}

std::string explanation_json(const engine::Explanation& explanation, const metric::Catalogue& catalogue, int indent) {
  json out{{"schema", "deskgauge.explanation.v1"},
           {"id", explanation.id},
           {"definition", explanation.definition},
           {"row", row(explanation.row)},
           {"total_facts", explanation.total_facts}};
  if (const metric::Metric* const m = catalogue.find_metric(explanation.row.metric)) out["metric"] = metric_object(*m);
  json& facts = out["facts"] = json::array();
  for (const engine::ExplainedFact& f : explanation.facts) facts.push_back(fact(f));
  json& excluded = out["excluded"] = json::array();
  for (const engine::ExcludedEvent& e : explanation.excluded)
    excluded.push_back(
        {{"subject", e.subject}, {"id", e.id}, {"source", e.source}, {"type", e.type}, {"time", instant(e.time)}, {"reason", e.reason}});
  return dump(out, indent);
}

std::string findings_json(const std::vector<definition::Diagnostic>& findings, int indent) {
  json out{{"schema", "deskgauge.findings.v1"}};
  json& list = out["findings"] = json::array();
  for (const definition::Diagnostic& d : findings) {
    json finding = position(d.at);
    finding.update({{"rule", d.rule}, {"rule_name", d.rule_name}, {"severity", to_text(d.severity)}, {"message", d.message}});
    if (!d.hint.empty()) finding["hint"] = d.hint;
    for (const definition::Diagnostic::Related& related : d.related) {
      json place = position(related.at);
      place["message"] = related.message;
      finding["related"].push_back(std::move(place));
    }
    list.push_back(std::move(finding));
  }
  return dump(out, indent);
}

}  // namespace deskgauge::interchange

#include "words.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace deskgauge::cli {
namespace {

using metric::Metric;
using metric::Unit;

constexpr std::string_view kDash = "\u2013", kUnbounded = "\u221e";

/// Whole counts as they are, means of counts with their decimals.
std::string count_text(double number) {
  return number == std::floor(number) && std::abs(number) < 1e15 ? grouped(static_cast<std::int64_t>(number)) : rounded(number, 2);
}

/// To the second, below ten seconds to a tenth, below one to the millisecond.
std::string span_text(double seconds) {
  double const length = std::abs(seconds);
  if (!(length < 9e12)) return rounded(seconds, 0) + "s";
  double const step = length < 1 ? 1 : length < 10 ? 100 : 1000;
  return time::to_text(time::milliseconds(std::llround(seconds * 1000 / step) * static_cast<std::int64_t>(step)));
}

/// Parts of 1 are shown in per cent; the mean of a count without a unit is none.
bool is_share(const Metric& metric) {
  using enum aggregate::Aggregation;
  auto const aggregation = metric.aggregation.aggregation;
  bool const shares = aggregation == csat || aggregation == ces || aggregation == survival_within;
  return metric.unit == Unit::one && (metric.type != metric::MetricType::simple || shares);
}

/// The number alone, without the sign of its unit.
std::string bare_text(double number, const Metric& metric) {
  switch (metric.unit) {
    case Unit::seconds: return span_text(number);
    case Unit::one: return is_share(metric) ? rounded(number * 100, 1) : count_text(number);
    case Unit::score: return rounded(number, 2);
    case Unit::points:
    case Unit::days: return rounded(number, 1);
    default: return count_text(number);
  }
}

std::string two_digits(std::int32_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  std::size_t const first = digits.front() == '-' ? 1 : 0;
  for (std::size_t i = digits.size(); i > first + 3;) digits.insert(i -= 3, 1, ' ');
  return digits;
}

std::string counted(std::int64_t number, std::string_view thing) {
  return grouped(number) + " " + std::string(thing) + (number == 1 ? "" : "s");
}

std::string rounded(double number, int decimals) {
  char buffer[400];
  auto const [end, fault] = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::fixed, decimals);
  if (fault != std::errc{}) return "?";
  std::string text(buffer, end);
  return text.front() == '-' && text.find_first_of("123456789") == text.npos ? text.substr(1) : text;
}

std::string number_text(double number, const Metric& metric) {
  std::string text = bare_text(number, metric);
  if (is_share(metric)) text += " %";
  if (metric.unit == Unit::days) text += " d";
  return text;
}

std::string words_of(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}
std::string reason_text(value::Reason reason) { return words_of(to_text(reason)); }

std::string value_text(const value::Value& value, const Metric& metric) {
  return value.number ? number_text(*value.number, metric) : reason_text(value.reason);
}

std::string interval_text(const value::Uncertainty& u, const Metric& metric) {
  return u.method == value::IntervalMethod::none ? std::string() : range_text(u.low, u.high, metric);
}

std::string range_text(double low, double high, const Metric& metric) {
  std::string const end = std::isinf(high) ? std::string(kUnbounded) : bare_text(high, metric);
  return "[" + bare_text(low, metric) + " " + std::string(kDash) + " " + end + "]";
}

std::string change_text(double difference, const Metric& metric) {
  std::string text = bare_text(std::abs(difference), metric);
  if (is_share(metric)) text += " pts";
  if (metric.unit == Unit::days) text += " d";
  bool const nothing = text.find_first_of("123456789") == text.npos;
  return (nothing ? "\u2192 " : difference < 0 ? "\u2193 " : "\u2191 ") + text;
}

std::string percent(double share) {
  double const tenths = std::round(share * 1000);
  return rounded(tenths / 10, std::fmod(tenths, 10) == 0 ? 0 : 1) + " %";
}

std::string daily_text(double per_day, const Metric& metric) {
  if (metric.unit == Unit::seconds) return span_text(std::abs(per_day));
  double const number = std::abs(per_day) * (is_share(metric) ? 100 : 1);
  int const decimals = number > 0 ? std::clamp(1 - static_cast<int>(std::floor(std::log10(number))), 0, 6) : 0;
  return rounded(number, decimals) + (is_share(metric) ? " pts" : metric.unit == Unit::days ? " d" : "");
}

std::string comparison_text(const score::Comparison& c, const Metric& metric) {
  if (c.method == score::ComparisonMethod::none) return {};
  bool const ratio = c.scale == score::ComparisonScale::ratio;
  auto const text = [&](double x) { return std::isinf(x) ? std::string(kUnbounded) : ratio ? rounded(x, 2) : bare_text(x, metric); };
  std::string const bounds = "[" + text(c.low) + " " + std::string(kDash) + " " + text(c.high) + "]";
  return ratio && c.effect ? "\u00d7" + text(*c.effect) + " " + bounds : bounds;
}

std::string p_text(double p) { return p < 0.001 ? "< 0.001" : rounded(p, 3); }

int judged(double before, double after, const Metric& metric) {
  auto const sign = [](double x) { return x > 0 ? 1 : x < 0 ? -1 : 0; };
  auto const outside = [&](double x) {
    return x < metric.band_low ? metric.band_low - x : x > metric.band_high ? x - metric.band_high : 0.0;
  };
  switch (metric.direction) {
    case metric::Direction::up: return sign(after - before);
    case metric::Direction::down: return sign(before - after);
    case metric::Direction::band: return sign(outside(before) - outside(after));
    default: return 0;
  }
}

std::string local_text(time::Instant t, const time::Zone& zone) {
  time::Civil const civil = zone.civil(t);
  std::int32_t const minute = civil.ms_of_day / 60'000, second = civil.ms_of_day / 1000 % 60;
  std::string text = time::to_text(civil.date) + " " + two_digits(minute / 60) + ":" + two_digits(minute % 60);
  return second == 0 ? text : text + ":" + two_digits(second);
}

std::string window_text(time::Interval window, std::optional<time::Instant> at, const time::Zone& zone) {
  bool const open = at && window.to == *at;
  auto const whole = [&](time::Instant t) { return zone.midnight(zone.date(t)) == t; };
  auto const text = [&](time::Instant t) { return whole(t) ? time::to_text(zone.date(t)) : local_text(t, zone); };
  if (window.from == time::kBeginning) return open || window.to == time::kNever ? "all events" : "all events up to " + text(window.to);
  if (open) return "since " + text(window.from);
  std::string const dash = " " + std::string(kDash) + " ";
  if (!whole(window.from) || !whole(window.to)) return text(window.from) + dash + local_text(window.to, zone);
  time::Date const first = zone.date(window.from), last = zone.date(window.to) + -1;
  return first == last ? time::to_text(first) : time::to_text(first) + dash + time::to_text(last);
}

}  // namespace deskgauge::cli

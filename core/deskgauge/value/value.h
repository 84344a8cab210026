#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace deskgauge::value {

/// Why there is no number. Empty is a reason, never 0.
enum class Reason : std::uint8_t {
  none,                 ///< there is a number
  no_data,              ///< nothing in the window
  zero_denominator,     ///< a derived value divides by 0
  immature,             ///< only cohorts whose maturity has not come
  not_applicable,       ///< an operand of a derived value has no number
  too_many_participants,///< split credit over more than 16
  not_reached,          ///< survival: too few have ended for the quantile; the interval still bounds it from below
  beyond_observation,   ///< survival: nothing was followed for as long as was asked, and some is still open
};
std::string_view to_text(Reason reason);

enum class IntervalMethod : std::uint8_t { none, wilson, student_t, order_statistic, adjusted_wald_nps, poisson, greenwood };
std::string_view to_text(IntervalMethod method);

/// Uncertainty of a value at its metric's confidence; `method` none with a reason where there is none. A high of infinity: no upper end.
struct Uncertainty {
  double low = 0, high = 0;
  double confidence = 0;
  IntervalMethod method = IntervalMethod::none;
  std::string_view absent_reason;   ///< "derived", "level", "count_is_exact", "n_too_small", "no_variance"; empty with a method
  friend bool operator==(const Uncertainty&, const Uncertainty&) = default;
};

/// A finished number or a reason, and what it rests on. Durations are seconds; rates are 0 … 1; NPS is -100 … 100.
struct Value {
  std::optional<double> number;
  Reason reason = Reason::no_data;
  std::int64_t n = 0;                         ///< sample size
  std::optional<std::int64_t> numerator, denominator;  ///< survival: the numerator is how many ended, of n; it has no denominator
  Uncertainty uncertainty;
  bool low_n = false;                         ///< n < minimum_sample
  bool provisional = false;                   ///< may still change by silence: immature cohorts in the window, or the window is not over
  std::int64_t pending = 0;                   ///< immature members left out
  double error_bound = 0;                     ///< relative error of a sketch's quantile
  std::vector<std::pair<std::int64_t, std::int64_t>> distribution;  ///< aggregation distribution: rating, count
  friend bool operator==(const Value&, const Value&) = default;
};

}  // namespace deskgauge::value

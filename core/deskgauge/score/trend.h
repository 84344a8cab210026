#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "deskgauge/base/result.h"

namespace deskgauge::score {

/// A value at a time; t in any unit (days since the first point, say), which the slope is then per.
struct TrendPoint {
  double t = 0, value = 0;
};

/// Theil and Sen's slope with Mann and Kendall's test. A plain value. absent_reason: "n_too_small" (fewer than three points: nothing is
/// there; or too few for the interval: slope and p are there), "no_variation" (all values equal: slope 0, p 1, no interval).
struct Trend {
  std::int64_t n = 0;
  std::optional<double> slope;      ///< median of the slopes of all pairs
  double intercept = 0;             ///< median of value - slope·t: the line at t = 0
  double low = 0, high = 0;         ///< of the slope; hold where `interval` is true
  bool interval = false;
  std::int64_t s = 0;               ///< Kendall's S: rising pairs - falling pairs
  std::optional<double> p;          ///< two-sided, of "no monotone trend"; exact for n <= 10 without ties
  std::string_view absent_reason;
};

/// All pairs are looked at, so at most this many points: three years of days.
inline constexpr std::size_t kMaxTrendPoints = 1100;

/// Points of disjoint windows, in any order; points of rolling windows repeat one another's events, which makes interval and p too sure.
/// Errors: two points at one t ("repeated_instant"), not finite ("value_not_finite"), more than kMaxTrendPoints ("too_many_points"), a
/// confidence outside (0, 1) ("confidence_out_of_range").
base::Result<Trend> trend(std::span<const TrendPoint> points, double confidence);

}  // namespace deskgauge::score

#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "deskgauge/base/result.h"
#include "deskgauge/score/comparison.h"
#include "deskgauge/time/interval.h"

namespace deskgauge::score {

/// Points [first, first + n) of a series, declared to be the process as it was; limits come from them and are frozen for the rest.
struct Baseline {
  std::size_t first = 0, n = 0;
};

/// A point that the rule of that name calls out; positions count from 0.
struct Signal {
  std::size_t point = 0;
  std::string_view rule;  ///< "beyond_limits", "two_of_three", "run_of_eight", "cusum_high", "cusum_low", "ewma"
  friend bool operator==(const Signal&, const Signal&) = default;
};

/// A point as it is charted, with its own limits.
struct ChartPoint {
  double value = 0, low = 0, high = 0;
};

/// A control chart. A plain value. A signal opens an exception; it changes no rating. `finding` is advice that does not stop the chart:
/// "baseline_below_20_points" (limits from so few raise false alarms: in a third of clean series of thirty from a baseline of eight).
/// absent_reason: "no_variation" (a baseline that never moves has no limits); points then carry their values, and nothing is judged.
struct Chart {
  double centre = 0;
  double sigma = 0;               ///< XmR, EWMA: of one value; Laney: the factor σz on each point's binomial σ
  std::vector<ChartPoint> points;
  std::vector<Signal> signals;    ///< by point, then in the order of the rules
  std::string_view finding, absent_reason;
};

/// Beyond the limits always; the others on request, as they cost false alarms: in control a signal comes every 370 points by limits alone,
/// every 121 with both.
enum class ChartRules : std::uint8_t { limits, limits_and_runs };

/// Individuals and moving ranges (Shewhart; Wheeler). For values of disjoint windows, with any weekday pattern removed.
/// Errors, here and below: a baseline of fewer than two points or outside the series ("baseline_out_of_range"), a value that is not finite
/// ("value_not_finite").
base::Result<Chart> xmr_chart(std::span<const double> values, Baseline baseline, ChartRules rules = ChartRules::limits);

/// How a chart of rates scales its binomial limits.
enum class RateLimits : std::uint8_t {
  binomial,  ///< the p chart: chance only; with thousands of tickets a day it alarms on any day effect
  laney,     ///< p′: widened by what the baseline varied beyond chance, never narrowed
};
/// Rates by period, each with its own n > 0; limits at three sigma, cut to [0, 1]. Further errors: "hits_out_of_range", and "n_too_small"
/// for a period without trials (leave it out).
base::Result<Chart> rate_chart(std::span<const RateSample> periods, Baseline baseline, RateLimits limits = RateLimits::laney,
                               ChartRules rules = ChartRules::limits);

/// Overlapping (rolling) windows share events, so neighbours move together and no limit holds: they are never charted.
/// Errors: windows that overlap or are not in the order of time ("overlapping_windows").
base::Result<void> check_disjoint(std::span<const time::Interval> windows);

/// Values less the mean deviation of their season (0 … seasons - 1, say weekdays) from the baseline's mean, learnt on the baseline.
/// Errors: a season outside the range or of another length ("season_out_of_range"), one that the baseline never saw
/// ("season_without_baseline").
base::Result<std::vector<double>> remove_pattern(std::span<const double> values, std::span<const std::uint32_t> season,
                                                 std::uint32_t seasons, Baseline baseline);

/// What the charts of small shifts compare with: declared, or estimated by `level_of`.
struct Level {
  double mean = 0, sigma = 1;  ///< sigma > 0
};
/// Mean and mean moving range / 1.128 of the baseline. Errors as above, and "no_variation".
base::Result<Level> level_of(std::span<const double> values, Baseline baseline);

struct CusumOptions {
  double k = 0.5;  ///< allowance, in sigma: half the shift looked for
  double h = 5;    ///< decision limit, in sigma
};
/// One point's two sums, in sigma; neither is reset by a signal.
struct CusumPoint {
  double high = 0, low = 0;
};
struct Cusum {
  std::vector<CusumPoint> points;
  std::vector<Signal> signals;  ///< "cusum_high", "cusum_low": every point whose sum is above h
};
/// Cumulative sums (Page 1954): finds lasting shifts of about one sigma in ten points. Errors: sigma, h <= 0 or k < 0 ("chart_parameter"),
/// "value_not_finite".
base::Result<Cusum> cusum(std::span<const double> values, Level level, CusumOptions options = {});

struct EwmaOptions {
  double lambda = 0.2;  ///< weight of the newest value, in (0, 1]
  double width = 2.962; ///< L, in sigma of the average: in control a signal every 500 points
};
/// Exponentially weighted moving average (Roberts 1959) with its growing limits; points carry the average. Errors as for cusum.
base::Result<Chart> ewma_chart(std::span<const double> values, Level level, EwmaOptions options = {});

}  // namespace deskgauge::score

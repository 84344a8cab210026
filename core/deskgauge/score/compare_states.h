#pragma once
#include <cstdint>
#include <span>

#include "deskgauge/aggregate/state.h"
#include "deskgauge/metric/metric.h"
#include "deskgauge/score/comparison.h"
#include "deskgauge/value/value.h"

namespace deskgauge::score {

/// What a metric held in one period: its state, the finished value, and how long the period was.
struct Period {
  const aggregate::State& state;
  const value::Value& value;
  double exposure = 1;                 ///< of counts: length, in any unit, the same for both periods
};

/// Compares two periods of a metric by what suits its kind:
///   ratio, csat, ces      rates by Newcombe and the pooled z          nps             scores by z
///   mean, rating_mean     means by Welch                              count           rates of a Poisson count, exactly
///   quantile of durations geometric means by Welch on logs, a ratio   other quantiles by their order-statistic intervals
///   survival              by their Greenwood intervals
/// A level, a sum, a distribution, a distinct count and a derived metric have a difference and no interval, for that reason. So has a split
/// credit. `positive`: the positive set of csat and ces. Confidence is the metric's.
Comparison compare_periods(const metric::Metric& metric, const Period& before, const Period& after, std::span<const std::int64_t> positive);

/// n, mean and unbiased variance of the natural logarithms of a state's durations in seconds; nothing for a state that does not keep its
/// samples. A duration of 0 is taken as its resolution, a millisecond.
std::optional<MeanSample> log_durations(const aggregate::State& state);
/// Hits and trials of a rate's state; nothing for other metrics.
std::optional<RateSample> rate_of(const metric::Metric& metric, const aggregate::State& state, std::span<const std::int64_t> positive);

}  // namespace deskgauge::score

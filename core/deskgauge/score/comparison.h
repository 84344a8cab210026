#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "deskgauge/aggregate/state.h"
#include "deskgauge/value/value.h"

namespace deskgauge::score {

enum class ComparisonMethod : std::uint8_t {
  none,                  ///< there is no interval; `absent_reason` says why
  newcombe,              ///< rates: hybrid score interval; p by the pooled two-proportion z
  nps_wald,              ///< net promoter scores: z on the difference
  welch_t,               ///< means
  welch_t_log,           ///< durations by n, mean and deviation of their logarithms: a ratio of geometric means
  conditional_binomial,  ///< counts: exact, a ratio of rates
  square_and_add,        ///< any two estimates with intervals of their own; no p
};
std::string_view to_text(ComparisonMethod method);

enum class ComparisonScale : std::uint8_t { difference, ratio };
std::string_view to_text(ComparisonScale scale);

/// What changed between two periods: after - before, or after / before, with its interval and the two-sided p of "nothing changed".
/// A plain value. low and high hold where `method` is not none. `absent_reason` is empty when effect, interval and p are all there;
/// otherwise it says what the missing ones lack: "n_too_small", "no_variation", "no_events", "zero_before", "no_interval",
/// "no_test_statistic". An effect may be there without an interval, and both without a p; never the other way round, except
/// "zero_before" (counts), where the p is known and the ratio is not.
struct Comparison {
  ComparisonScale scale = ComparisonScale::difference;
  std::optional<double> effect;
  double low = 0, high = 0;
  std::optional<double> p;
  double confidence = 0;
  ComparisonMethod method = ComparisonMethod::none;
  std::string_view absent_reason;
};

/// Hits of n trials, 0 <= hits <= n.
struct RateSample {
  std::int64_t hits = 0, n = 0;
};
/// Promoters and detractors among n responses.
struct NpsSample {
  std::int64_t promoters = 0, detractors = 0, n = 0;
};
/// n samples, their mean and unbiased variance, in any unit; of logarithms for durations.
struct MeanSample {
  std::int64_t n = 0;
  double mean = 0, variance = 0;
};
/// Events over an exposure (days, tickets, agent hours: the same unit on both sides), exposure > 0.
struct CountSample {
  std::int64_t events = 0;
  double exposure = 1;
};
/// A number with an interval of its own, low <= estimate <= high.
struct Estimate {
  double estimate = 0, low = 0, high = 0;
};

/// Each takes the confidence of the interval in (0, 1). Broken preconditions on samples (n <= 0, exposure <= 0) are "n_too_small"; formulas
/// stand beside the code.
Comparison compare_rates(RateSample before, RateSample after, double confidence);
/// In points, -200 … 200.
Comparison compare_nps(NpsSample before, NpsSample after, double confidence);
Comparison compare_means(MeanSample before, MeanSample after, double confidence);
/// Samples are of natural logarithms; the effect is the ratio of geometric means.
Comparison compare_durations(MeanSample before, MeanSample after, double confidence);
Comparison compare_counts(CountSample before, CountSample after, double confidence);
/// Medians, percentiles, standardised or shrunken values: whatever has an estimate and an interval at `confidence`, from independent
/// samples.
Comparison compare_estimates(Estimate before, Estimate after, double confidence);
/// q-quantiles of two states with order-statistic intervals, divided by `divisor` (1000 for ms -> s).
Comparison compare_quantiles(const aggregate::State& before, const aggregate::State& after, double q, aggregate::QuantileMethod method,
                             double confidence, double divisor);

/// The exact interval of a rate of events per unit of exposure (Garwood 1936); [0, high] for no events; absent for exposure <= 0.
value::Uncertainty poisson_interval(CountSample sample, double confidence);

}  // namespace deskgauge::score

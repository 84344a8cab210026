#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "deskgauge/score/comparison.h"

namespace deskgauge::score {

/// One agent's value pulled towards the pool by as much as its n is small, with a credible interval. A plain value; no number where the
/// agent has no samples ("no_data") or the pool gives no prior (the pool's reason). The interval holds the pool's parameters for known.
struct Shrunk {
  std::optional<double> raw;       ///< the agent's own value; absent for n = 0
  std::optional<double> estimate;
  double low = 0, high = 0;
  double weight = 0;               ///< of the agent's own value, 0 … 1; the pool's is the rest
  double below_pool = 0;           ///< posterior probability that the agent's true value is below the pool's mean
  std::string_view absent_reason;
};

/// The bounds of the intraclass correlation ρ, the share of variance that lies between agents. The lower one: a pool that shows no
/// difference at all is still not proof of none. The upper one: a prior always weighs at least one sample (M >= 1), or an agent
/// with five of five would have no uncertainty left.
inline constexpr double kLeastCorrelation = 1e-4, kGreatestCorrelation = 0.5;

/// Beta-binomial shrinkage of rates. absent_reason: "too_few_agents" (fewer than two with samples), "n_too_small" (no agent has two
/// samples), "no_variation" (all hits or none at all).
struct RateShrinkage {
  double mean = 0;                               ///< p̄, of all samples
  double msb = 0, msw = 0, n0 = 0;               ///< mean squares between and within agents; the effective n of one agent
  double correlation = 0;                        ///< ρ, within its bounds
  double prior_n = 0, alpha = 0, beta = 0;       ///< M; the prior Beta(α, β)
  std::vector<Shrunk> agents;                    ///< in the order given
  std::string_view absent_reason;
};
/// Agents in the caller's order, in which sums are made; 0 <= hits <= n. Confidence in (0, 1).
RateShrinkage shrink_rates(std::span<const RateSample> agents, double confidence);

/// Normal-normal shrinkage of mean log durations; estimates, intervals and the mean are geometric means, in the unit of the durations.
/// Reasons as above; "no_variation": every agent's durations are constant.
struct DurationShrinkage {
  double mean_log = 0, mean = 0;                 ///< of all samples; mean = exp(mean_log)
  double within = 0, between = 0, n0 = 0;        ///< variances of logs: s², τ²; the effective n of one agent
  std::vector<Shrunk> agents;
  std::string_view absent_reason;
};
/// Samples are of natural logarithms of durations: n, mean, unbiased variance (ignored for n = 1).
DurationShrinkage shrink_durations(std::span<const MeanSample> agents, double confidence);

}  // namespace deskgauge::score

#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "deskgauge/base/result.h"
#include "deskgauge/score/comparison.h"

namespace deskgauge::score {

/// How a funnel is drawn. A plain value.
struct FunnelOptions {
  std::optional<double> centre;        ///< the declared rate to compare with, in (0, 1); absent: the pool's own
  double inner = 0.95, outer = 0.998;  ///< the two confidences of the limits
  std::int64_t exact_below = 20;       ///< under this n the normal law means nothing: limits and p are exact binomial
  bool widen = true;                   ///< multiply standard errors by √φ where φ is significantly above 1
};

/// The limits of a rate at one n if it only differed by chance from the centre.
struct FunnelLimits {
  double inner_low = 0, inner_high = 1, outer_low = 0, outer_high = 1;
};

/// One agent in the funnel. n = 0: no rate, no p. z is absent where the exact law is used.
struct FunnelPoint {
  std::int64_t n = 0;
  std::optional<double> rate, z, p, q;  ///< p two-sided; q over all agents that have a p
  FunnelLimits limits;
  bool outside_inner = false, outside_outer = false;
};

/// Rates of agents against their n (Spiegelhalter 2005): who differs from the centre by more than chance allows. Exploratory: a signal
/// opens an exception, it changes no rating. absent_reason: "no_data", "no_variation" (a centre of 0 or 1).
struct Funnel {
  double centre = 0;
  double dispersion = 1;              ///< φ: mean of z² over agents with samples, not winsorised
  std::optional<double> dispersion_p; ///< of "all agents share the centre", by χ²
  bool widened = false;
  std::vector<FunnelPoint> agents;    ///< in the order given
  std::string_view absent_reason;
};

/// Sums are made in the caller's order. Errors: hits outside 0 … n ("hits_out_of_range"), a centre outside (0, 1) ("centre_out_of_range"),
/// confidences outside (0, 1) or inner > outer ("confidence_out_of_range").
base::Result<Funnel> funnel(std::span<const RateSample> agents, const FunnelOptions& options = {});

/// The limits at one n >= 1, for drawing. `inflation` (√φ, or 1) multiplies the standard error; exact limits do not take it.
FunnelLimits funnel_limits(double centre, std::int64_t n, const FunnelOptions& options, double inflation);

}  // namespace deskgauge::score

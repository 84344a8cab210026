#pragma once
#include <cstdint>

#include "deskgauge/base/result.h"

namespace deskgauge::score {

/// How many responses a statement takes. Every function gives the least whole n that is enough.

/// What is planned for: the two-sided level of the test and the probability to see the change if it is there.
struct Power {
  double level = 0.05, power = 0.8;
};
/// Responses in each of two periods to tell the rates `before` and `after` apart: the feasibility of a goal.
/// Errors: a rate outside [0, 1] or both equal ("rate_out_of_range"), level or power outside (0, 1) ("probability_out_of_range").
base::Result<std::int64_t> n_to_detect(double before, double after, Power power = {});

/// Responses for a Wilson interval of at most ± half_width around a rate (half_width in the rate's unit, in (0, 0.5)).
/// Errors: "rate_out_of_range", "half_width_out_of_range", "probability_out_of_range".
base::Result<std::int64_t> n_for_rate(double rate, double half_width, double confidence);

/// Responses for a net promoter score within ± half_width points (0 … 100). The variance of one response, promoters + detractors - score²
/// with each as a share, is in (0, 1]: 1 if half promote and half detract.
/// Errors: "variance_out_of_range", "half_width_out_of_range", "probability_out_of_range".
base::Result<std::int64_t> n_for_nps(double variance, double half_width, double confidence);

}  // namespace deskgauge::score

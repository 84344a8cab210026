#pragma once
#include <cstdint>

#include "deskgauge/aggregate/state.h"
#include "deskgauge/value/value.h"

namespace deskgauge::value {

/// Intervals by kind. Each formula is derived in the .cc beside its code; distributions are Boost.Math's.
Uncertainty wilson(std::int64_t hits, std::int64_t trials, double confidence);
/// Student t on n, mean and unbiased variance; absent for n < 2 ("n_too_small").
Uncertainty student_t(std::int64_t n, double mean, double variance, double confidence);
/// Ranks from Binomial(n, q), read off the state; absent where n is too small for both ends ("n_too_small").
Uncertainty order_statistic(const aggregate::State& state, double q, double confidence, double divisor);
/// Adjusted Wald for a net promoter score: ¾ added to promoters and detractors, 3 to n (Rocks 2016). In points, cut to [-100, 100].
Uncertainty adjusted_wald_nps(std::int64_t promoters, std::int64_t detractors, std::int64_t n, double confidence);
Uncertainty absent(std::string_view reason);
/// The standard normal quantile that leaves half of 1 - confidence above it: 1.96 for 0.95.
double two_sided_z(double confidence);

}  // namespace deskgauge::value

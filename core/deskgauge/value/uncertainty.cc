#include "deskgauge/value/uncertainty.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace deskgauge::value {

double two_sided_z(double confidence) { return boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2); }

Uncertainty absent(std::string_view reason) {
  Uncertainty u;
  u.absent_reason = reason;
  return u;
}

/// Wilson 1927. The p for which (p̂ - p)² = z² p(1-p)/n, solved for p:
///   centre = (p̂ + z²/2n) / (1 + z²/n),  half width = z √(p̂(1-p̂)/n + z²/4n²) / (1 + z²/n).
Uncertainty wilson(std::int64_t hits, std::int64_t trials, double confidence) {
  if (trials <= 0) return absent("n_too_small");
  double const n = static_cast<double>(trials), p = static_cast<double>(hits) / n;
  double const z = two_sided_z(confidence), z2n = z * z / n;
  double const centre = (p + z2n / 2) / (1 + z2n);
  double const half = z * std::sqrt(p * (1 - p) / n + z2n / (4 * n)) / (1 + z2n);
  // at the ends one limit is exactly 0 or 1; rounding must not leave a trace of it
  return {hits == 0 ? 0.0 : centre - half, hits == trials ? 1.0 : centre + half, confidence, IntervalMethod::wilson, {}};
}

/// mean ± t(1-α/2, n-1) · √(s²/n).
Uncertainty student_t(std::int64_t n, double mean, double variance, double confidence) {
  if (n < 2) return absent("n_too_small");
  double const t = boost::math::quantile(boost::math::students_t(static_cast<double>(n - 1)), 0.5 + confidence / 2);
  double const half = t * std::sqrt(variance / static_cast<double>(n));
  return {mean - half, mean + half, confidence, IntervalMethod::student_t, {}};
}

/// The number of samples at or below the q-quantile is Binomial(n, q). The largest rank l with P(B < l) <= α/2 and the smallest rank u with
/// P(B >= u) <= α/2 enclose the quantile with at least the confidence: l = largest with cdf(l-1) <= α/2, u = smallest with 1 - cdf(u-1) <=
/// α/2.
Uncertainty order_statistic(const aggregate::State& state, double q, double confidence, double divisor) {
  std::int64_t const n = state.n();
  if (n < 2) return absent("n_too_small");
  boost::math::binomial const below(static_cast<double>(n), q);
  double const tail = (1 - confidence) / 2;
  std::int64_t low = 0, high = n;                       // binary searches over the monotone cdf
  for (std::int64_t span = n; span > 0; span /= 2)
    while (low + span <= n && boost::math::cdf(below, static_cast<double>(low + span - 1)) <= tail) low += span;
  for (std::int64_t span = n; span > 0; span /= 2)
    while (high - span >= 1 && boost::math::cdf(boost::math::complement(below, static_cast<double>(high - span - 1))) <= tail) high -= span;
  bool const high_holds = boost::math::cdf(boost::math::complement(below, static_cast<double>(high - 1))) <= tail;
  if (low < 1 || !high_holds) return absent("n_too_small");
  return {*state.order_statistic(low) / divisor, *state.order_statistic(high) / divisor, confidence, IntervalMethod::order_statistic, {}};
}

/// With p = (P + ¾)/(n + 3), d = (D + ¾)/(n + 3): s = p - d, SE = √((p + d - s²)/(n + 3)), s ± z·SE (arXiv 1601.07235).
Uncertainty adjusted_wald_nps(std::int64_t promoters, std::int64_t detractors, std::int64_t n, double confidence) {
  if (n <= 0) return absent("n_too_small");
  double const total = static_cast<double>(n) + 3;
  double const p = (static_cast<double>(promoters) + 0.75) / total, d = (static_cast<double>(detractors) + 0.75) / total;
  double const s = p - d, half = two_sided_z(confidence) * std::sqrt((p + d - s * s) / total);
  return {std::max(-100.0, 100 * (s - half)), std::min(100.0, 100 * (s + half)), confidence, IntervalMethod::adjusted_wald_nps, {}};
}

}  // namespace deskgauge::value

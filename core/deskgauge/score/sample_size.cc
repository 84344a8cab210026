#include "deskgauge/score/sample_size.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "deskgauge/metric/feasibility.h"
#include "deskgauge/score/distribution.h"

namespace deskgauge::score {
namespace {

base::Unexpected refused(std::string_view reason, std::string_view field, double value, std::string_view remedy) {
  return base::unexpected(base::Code::invalid_argument, std::string(reason), "A sample cannot be planned for this.", std::string(field),
                          std::to_string(value), std::string(remedy));
}

base::Result<void> check_probability(double p, std::string_view field) {
  if (p > 0 && p < 1) return {};
  return refused("probability_out_of_range", field, p, "Give a number strictly between 0 and 1.");
}

base::Result<void> check_rate(double p, std::string_view field) {
  if (p >= 0 && p <= 1) return {};
  return refused("rate_out_of_range", field, p, "Give a rate from 0 to 1.");
}

/// Whole n beyond the range of an integer are as good as never.
base::Result<std::int64_t> whole(double n) {
  if (!(n < 9e15)) return refused("half_width_out_of_range", "n", n, "Ask for a coarser statement.");
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(n)));
}

/// Wilson's half width at n, with z² = z·z.
double wilson_half(double p, double n, double z) { return z * std::sqrt(p * (1 - p) * n + z * z / 4) / (n + z * z); }

}  // namespace

base::Result<std::int64_t> n_to_detect(double before, double after, Power power) {
  DESKGAUGE_TRY(check_rate(before, "before"));
  DESKGAUGE_TRY(check_rate(after, "after"));
  DESKGAUGE_TRY(check_probability(power.level, "level"));
  DESKGAUGE_TRY(check_probability(power.power, "power"));
  if (before == after) return refused("rate_out_of_range", "after", after, "Give a target that differs from the baseline.");
  return whole(metric::responses_to_tell(before, after, two_sided_z(1 - power.level), normal_quantile(power.power)));
}

/// h ≥ z√(pq·n + z²/4)/(n + z²), which falls in n because pq ≤ ¼. Squared, h²n² + (2h² - pq)z²n + (h² - ¼)z⁴ = 0, and its greater root is
///   n = z²·(pq - 2h² + √((pq - 2h²)² + h²(1 - 4h²)))/(2h²). Rounding of the root is mended by the inequality itself.
base::Result<std::int64_t> n_for_rate(double rate, double half_width, double confidence) {
  DESKGAUGE_TRY(check_rate(rate, "rate"));
  DESKGAUGE_TRY(check_probability(confidence, "confidence"));
  if (!(half_width > 0 && half_width < 0.5))
    return refused("half_width_out_of_range", "half_width", half_width, "Give a half width between 0 and 0.5.");
  double const z = two_sided_z(confidence), h2 = half_width * half_width, b = rate * (1 - rate) - 2 * h2;
  DESKGAUGE_ASSIGN(n, whole(z * z * (b + std::sqrt(b * b + h2 * (1 - 4 * h2))) / (2 * h2)));
  while (n > 1 && wilson_half(rate, static_cast<double>(n - 1), z) <= half_width) --n;
  while (wilson_half(rate, static_cast<double>(n), z) > half_width) ++n;
  return n;
}

/// h ≥ 100·z·√(variance/n), solved for n.
base::Result<std::int64_t> n_for_nps(double variance, double half_width, double confidence) {
  DESKGAUGE_TRY(check_probability(confidence, "confidence"));
  if (!(variance > 0 && variance <= 1))
    return refused("variance_out_of_range", "variance", variance, "Give promoters + detractors - score².");
  if (!(half_width > 0 && half_width <= 100))
    return refused("half_width_out_of_range", "half_width", half_width, "Give points, between 0 and 100.");
  double const root = 100 * two_sided_z(confidence) / half_width;
  return whole(variance * root * root);
}

}  // namespace deskgauge::score

#include "deskgauge/score/funnel.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "deskgauge/score/distribution.h"
#include "deskgauge/score/multiplicity.h"

namespace deskgauge::score {
namespace {

/// Above this tail of χ² the spread between agents may be chance, and φ is not used.
constexpr double kDispersionLevel = 0.05;

/// centre ± z·√(c(1 - c)/n)·inflation, cut to [0, 1].
std::pair<double, double> normal_limits(double centre, double n, double confidence, double inflation) {
  double const half = two_sided_z(confidence) * std::sqrt(centre * (1 - centre) / n) * inflation;
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

/// The least count whose lower tail exceeds α/2 and the greatest whose upper tail does: a rate outside has P(X <= x) or P(X >= x) <= α/2.
std::pair<double, double> exact_limits(double centre, double n, double confidence) {
  double const tail = (1 - confidence) / 2;
  double low = 0, high = n;
  while (low < n && binomial_cdf(low, n, centre) <= tail) ++low;
  while (high > 0 && binomial_upper(high - 1, n, centre) <= tail) --high;
  return {low / n, high / n};
}

/// Twice the smaller tail: below α exactly where the exact limits are left.
double exact_p(RateSample sample, double centre) {
  double const x = static_cast<double>(sample.hits), n = static_cast<double>(sample.n);
  return std::min(1.0, 2 * std::min(binomial_cdf(x, n, centre), binomial_upper(x - 1, n, centre)));
}

double z_of(RateSample sample, double centre) {
  double const n = static_cast<double>(sample.n);
  return (static_cast<double>(sample.hits) / n - centre) / std::sqrt(centre * (1 - centre) / n);
}

base::Result<void> check(std::span<const RateSample> agents, const FunnelOptions& options) {
  for (std::size_t i = 0; i < agents.size(); ++i)
    if (agents[i].hits < 0 || agents[i].hits > std::max<std::int64_t>(0, agents[i].n))
      return base::unexpected(base::Code::invalid_argument, "hits_out_of_range", "There are at most as many hits as trials.",
                              "agents[" + std::to_string(i) + "].hits",
                              std::to_string(agents[i].hits) + "/" + std::to_string(agents[i].n), "Give 0 <= hits <= n.");
  if (options.centre && !(*options.centre > 0 && *options.centre < 1))
    return base::unexpected(base::Code::invalid_argument, "centre_out_of_range", "The centre is a rate strictly between 0 and 1.", "centre",
                            std::to_string(*options.centre), "Declare a rate such as 0.85, or leave it out.");
  if (!(options.inner > 0 && options.inner <= options.outer && options.outer < 1))
    return base::unexpected(base::Code::invalid_argument, "confidence_out_of_range", "Confidences are 0 < inner <= outer < 1.", "inner",
                            std::to_string(options.inner) + ", " + std::to_string(options.outer), "Use 0.95 and 0.998.");
  return {};
}

FunnelPoint place(RateSample sample, const Funnel& f, const FunnelOptions& options, double inflation) {
  FunnelPoint point;
  point.n = sample.n;
  if (sample.n <= 0) return point;
  point.rate = static_cast<double>(sample.hits) / static_cast<double>(sample.n);
  point.limits = funnel_limits(f.centre, sample.n, options, inflation);
  if (sample.n < options.exact_below) {
    point.p = exact_p(sample, f.centre);
  } else {
    point.z = z_of(sample, f.centre) / inflation;
    point.p = two_sided_p(*point.z);
  }
  point.outside_inner = *point.rate < point.limits.inner_low || *point.rate > point.limits.inner_high;
  point.outside_outer = *point.rate < point.limits.outer_low || *point.rate > point.limits.outer_high;
  return point;
}

/// If all k agents shared the centre, Σz² would be χ² with k degrees, one less where the centre was estimated from them; φ = Σz²/k.
void measure_dispersion(std::span<const RateSample> agents, const FunnelOptions& options, Funnel& f) {
  double squares = 0, k = 0;
  for (RateSample const& a : agents)
    if (a.n > 0) squares += z_of(a, f.centre) * z_of(a, f.centre), k += 1;
  f.dispersion = squares / k;
  double const df = options.centre ? k : k - 1;
  if (df > 0) f.dispersion_p = chi_squared_upper(squares, df);
  f.widened = options.widen && f.dispersion > 1 && f.dispersion_p && *f.dispersion_p < kDispersionLevel;
}

}  // namespace

FunnelLimits funnel_limits(double centre, std::int64_t n, const FunnelOptions& options, double inflation) {
  double const size = static_cast<double>(n);
  bool const exact = n < options.exact_below;
  auto const inner = exact ? exact_limits(centre, size, options.inner) : normal_limits(centre, size, options.inner, inflation);
  auto const outer = exact ? exact_limits(centre, size, options.outer) : normal_limits(centre, size, options.outer, inflation);
  return {inner.first, inner.second, outer.first, outer.second};
}

base::Result<Funnel> funnel(std::span<const RateSample> agents, const FunnelOptions& options) {
  DESKGAUGE_TRY(check(agents, options));
  Funnel f;
  double hits = 0, n = 0;
  for (RateSample const& a : agents) hits += static_cast<double>(a.hits), n += static_cast<double>(std::max<std::int64_t>(0, a.n));
  f.absent_reason = n == 0 ? "no_data" : !options.centre && (hits == 0 || hits == n) ? "no_variation" : "";
  f.agents.resize(agents.size());
  if (!f.absent_reason.empty()) return f;
  f.centre = options.centre.value_or(hits / n);
  measure_dispersion(agents, options, f);
  std::vector<std::optional<double>> p;
  for (std::size_t i = 0; i < agents.size(); ++i) {
    f.agents[i] = place(agents[i], f, options, f.widened ? std::sqrt(f.dispersion) : 1);
    p.push_back(f.agents[i].p);
  }
  DESKGAUGE_ASSIGN(q, benjamini_hochberg(p));
  for (std::size_t i = 0; i < q.size(); ++i) f.agents[i].q = q[i];
  return f;
}

}  // namespace deskgauge::score

#include "deskgauge/score/shrinkage.h"

#include <algorithm>
#include <cmath>

#include "deskgauge/score/distribution.h"

namespace deskgauge::score {
namespace {

/// Sizes of the agents that have samples: k agents, N samples, and n₀ = (N - Σn²/N)/(k - 1), the n at which unequal agents weigh like
/// equal ones.
struct Sizes {
  double agents = 0, total = 0, squares = 0;
  void add(double n) { agents += 1, total += n, squares += n * n; }
  double n0() const { return (total - squares / total) / (agents - 1); }
  std::string_view reason() const { return agents < 2 ? "too_few_agents" : total <= agents ? "n_too_small" : ""; }
};

/// Method of moments (Kleinman 1973; the ANOVA estimator). E[MSB] = σ²(1 + (n₀ - 1)ρ) and E[MSW] = σ²(1 - ρ); solved for ρ:
///   ρ = (MSB - MSW) / (MSB + (n₀ - 1)·MSW), within its bounds. MSW = 0: all variance lies between agents.
double correlation(double msb, double msw, double n0) {
  double const below = msb + (n0 - 1) * msw;
  return below > 0 ? std::clamp((msb - msw) / below, kLeastCorrelation, kGreatestCorrelation) : kLeastCorrelation;
}

template <class Sample>
void mark_absent(std::span<const Sample> samples, std::string_view reason, std::vector<Shrunk>& agents) {
  for (std::size_t i = 0; i < samples.size(); ++i) {
    agents[i].absent_reason = samples[i].n <= 0 ? "no_data" : reason;
  }
}

/// The prior is Beta(α, β) with α = p̄M, β = (1 - p̄)M, whose intraclass correlation is 1/(M + 1), so M = (1 - ρ)/ρ. It is conjugate: after
/// x hits of n the posterior is Beta(α + x, β + n - x), its mean (x + p̄M)/(n + M), a mean of raw and pooled with weights n and M.
Shrunk posterior(RateSample sample, const RateShrinkage& pool, double confidence) {
  Shrunk s;
  double const x = static_cast<double>(sample.hits), n = static_cast<double>(sample.n), tail = (1 - confidence) / 2;
  double const a = pool.alpha + x, b = pool.beta + n - x;
  s.raw = x / n;
  s.estimate = a / (a + b);
  s.low = beta_quantile(tail, a, b);
  s.high = beta_quantile(1 - tail, a, b);
  s.weight = n / (n + pool.prior_n);
  s.below_pool = beta_cdf(pool.mean, a, b);
  return s;
}

}  // namespace

/// MSB = Σ n(p - p̄)²/(k - 1), MSW = Σ n·p(1 - p)/(N - k) over the agents with samples. Efron and Morris 1975 for the idea.
RateShrinkage shrink_rates(std::span<const RateSample> agents, double confidence) {
  RateShrinkage pool;
  pool.agents.resize(agents.size());
  Sizes sizes;
  double hits = 0, between = 0, within = 0;
  for (RateSample const& a : agents)
    if (a.n > 0) sizes.add(static_cast<double>(a.n)), hits += static_cast<double>(a.hits);
  pool.absent_reason = sizes.reason();
  if (pool.absent_reason.empty() && (hits == 0 || hits == sizes.total)) pool.absent_reason = "no_variation";
  mark_absent(agents, pool.absent_reason, pool.agents);
  if (sizes.total > 0) pool.mean = hits / sizes.total;
  for (std::size_t i = 0; i < agents.size(); ++i) {
    if (agents[i].n <= 0) continue;
    double const n = static_cast<double>(agents[i].n), p = static_cast<double>(agents[i].hits) / n;
    pool.agents[i].raw = p;
    between += n * (p - pool.mean) * (p - pool.mean);
    within += n * p * (1 - p);
  }
  if (!pool.absent_reason.empty()) return pool;
  pool.msb = between / (sizes.agents - 1);
  pool.msw = within / (sizes.total - sizes.agents);
  pool.n0 = sizes.n0();
  pool.correlation = correlation(pool.msb, pool.msw, pool.n0);
  pool.prior_n = (1 - pool.correlation) / pool.correlation;
  pool.alpha = pool.mean * pool.prior_n;
  pool.beta = (1 - pool.mean) * pool.prior_n;
  for (std::size_t i = 0; i < agents.size(); ++i)
    if (agents[i].n > 0) pool.agents[i] = posterior(agents[i], pool, confidence);
  return pool;
}

namespace {

/// An agent's mean log m has variance s²/n around its true mean μ, and μ is Normal(grand, τ²). The posterior of μ is normal with mean
/// w·m + (1 - w)·grand, w = τ²/(τ² + s²/n), and variance (1/τ² + n/s²)⁻¹ = w·s²/n; exp carries mean and limits to durations.
Shrunk posterior(const MeanSample& sample, const DurationShrinkage& pool, double confidence) {
  Shrunk s;
  double const noise = pool.within / static_cast<double>(sample.n), w = pool.between / (pool.between + noise);
  double const centre = w * sample.mean + (1 - w) * pool.mean_log, sd = std::sqrt(w * noise), half = two_sided_z(confidence) * sd;
  s.raw = std::exp(sample.mean);
  s.estimate = std::exp(centre);
  s.low = std::exp(centre - half);
  s.high = std::exp(centre + half);
  s.weight = w;
  s.below_pool = normal_cdf((pool.mean_log - centre) / sd);
  return s;
}

}  // namespace

/// s² = Σ(n - 1)v/(N - k), MSB = Σ n(m - grand)²/(k - 1), τ² = (MSB - s²)/n₀. In terms of ρ = τ²/(τ² + s²), which has the ANOVA form above,
/// τ² = s²·ρ/(1 - ρ); so the same lower bound keeps τ² above 0. No upper one is needed: s² > 0 leaves every agent uncertain.
DurationShrinkage shrink_durations(std::span<const MeanSample> agents, double confidence) {
  DurationShrinkage pool;
  pool.agents.resize(agents.size());
  Sizes sizes;
  double sum = 0, between = 0, within = 0;
  for (MeanSample const& a : agents) {
    if (a.n <= 0) continue;
    double const n = static_cast<double>(a.n);
    sizes.add(n);
    sum += n * a.mean;
    if (a.n > 1) within += (n - 1) * a.variance;
  }
  pool.absent_reason = sizes.reason();
  if (pool.absent_reason.empty() && !(within > 0)) pool.absent_reason = "no_variation";
  mark_absent(agents, pool.absent_reason, pool.agents);
  if (sizes.total > 0) pool.mean_log = sum / sizes.total, pool.mean = std::exp(pool.mean_log);
  for (std::size_t i = 0; i < agents.size(); ++i) {
    if (agents[i].n <= 0) continue;
    pool.agents[i].raw = std::exp(agents[i].mean);
    between += static_cast<double>(agents[i].n) * (agents[i].mean - pool.mean_log) * (agents[i].mean - pool.mean_log);
  }
  if (!pool.absent_reason.empty()) return pool;
  pool.within = within / (sizes.total - sizes.agents);
  pool.n0 = sizes.n0();
  double const least = pool.within * kLeastCorrelation / (1 - kLeastCorrelation);
  pool.between = std::max(least, (between / (sizes.agents - 1) - pool.within) / pool.n0);
  for (std::size_t i = 0; i < agents.size(); ++i)
    if (agents[i].n > 0) pool.agents[i] = posterior(agents[i], pool, confidence);
  return pool;
}

}  // namespace deskgauge::score

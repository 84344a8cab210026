#include "deskgauge/score/comparison.h"

#include <algorithm>
#include <cmath>

#include "deskgauge/score/distribution.h"
#include "deskgauge/value/uncertainty.h"

namespace deskgauge::score {
namespace {

Comparison absent(ComparisonScale scale, double confidence, std::string_view reason) {
  Comparison c;
  c.scale = scale;
  c.confidence = confidence;
  c.absent_reason = reason;
  return c;
}

Comparison found(double effect, double low, double high, std::optional<double> p, double confidence, ComparisonMethod method) {
  return {ComparisonScale::difference, effect, low, high, p, confidence, method, {}};
}

double as_double(std::int64_t n) { return static_cast<double>(n); }

}  // namespace

std::string_view to_text(ComparisonMethod method) {
  switch (method) {
    case ComparisonMethod::newcombe: return "newcombe";
    case ComparisonMethod::nps_wald: return "nps_wald";
    case ComparisonMethod::welch_t: return "welch_t";
    case ComparisonMethod::welch_t_log: return "welch_t_log";
    case ComparisonMethod::conditional_binomial: return "conditional_binomial";
    case ComparisonMethod::square_and_add: return "square_and_add";
    case ComparisonMethod::none: break;
  }
  return "none";
}

std::string_view to_text(ComparisonScale scale) { return scale == ComparisonScale::ratio ? "ratio" : "difference"; }

/// Zou and Donner 2008 (MOVER). For one estimate with limits l, u the variance near its lower limit is (e - l)²/z², near its upper one
/// (u - e)²/z². The lower limit of a difference is approached with the later estimate near its lower and the earlier near its upper
/// limit, and variances of independent estimates add:
///   low = d - √((e2 - l2)² + (u1 - e1)²),  high = d + √((u2 - e2)² + (e1 - l1)²).
/// There is no test statistic behind it, hence no p.
Comparison compare_estimates(Estimate before, Estimate after, double confidence) {
  double const d = after.estimate - before.estimate;
  Comparison c = found(d, d - std::hypot(after.estimate - after.low, before.high - before.estimate),
                       d + std::hypot(after.high - after.estimate, before.estimate - before.low), {}, confidence,
                       ComparisonMethod::square_and_add);
  c.absent_reason = "no_test_statistic";
  return c;
}

/// Interval: method 10 of Newcombe 1998, the square-and-add of Wilson limits. p: under no change both periods share
/// p̄ = (k1 + k2)/(n1 + n2), and z = (p2 - p1) / √(p̄(1 - p̄)(1/n1 + 1/n2)). With p̄ of 0 or 1 both rates are equal and p is 1.
Comparison compare_rates(RateSample before, RateSample after, double confidence) {
  if (before.n <= 0 || after.n <= 0) return absent(ComparisonScale::difference, confidence, "n_too_small");
  double const n1 = as_double(before.n), n2 = as_double(after.n);
  double const p1 = as_double(before.hits) / n1, p2 = as_double(after.hits) / n2;
  value::Uncertainty const w1 = value::wilson(before.hits, before.n, confidence), w2 = value::wilson(after.hits, after.n, confidence);
  Comparison c = compare_estimates({p1, w1.low, w1.high}, {p2, w2.low, w2.high}, confidence);
  double const pooled = as_double(before.hits + after.hits) / (n1 + n2);
  double const se = std::sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));
  c.p = se > 0 ? two_sided_p((p2 - p1) / se) : 1.0;
  c.method = ComparisonMethod::newcombe;
  c.absent_reason = {};
  return c;
}

namespace {

struct Nps {
  double score, variance;  ///< in points; the variance of the score
};

/// s = (P - D)/n. One response is +1, 0 or -1, so its variance is (P + D)/n - s², and that of the mean is this over n. Where every answer
/// was the same the plug-in variance is 0, a certainty that no sample gives: it is then taken from the adjusted counts of Rocks 2016
/// (¾ more promoters and detractors, 3 more responses).
Nps nps_of(NpsSample sample) {
  double const n = as_double(sample.n), p = as_double(sample.promoters) / n, d = as_double(sample.detractors) / n, s = p - d;
  double variance = (p + d - s * s) / n;
  if (sample.promoters == sample.n || sample.detractors == sample.n || sample.promoters + sample.detractors == 0) {
    double const m = n + 3, ap = (as_double(sample.promoters) + 0.75) / m, ad = (as_double(sample.detractors) + 0.75) / m;
    variance = (ap + ad - (ap - ad) * (ap - ad)) / m;
  }
  return {100 * s, 1e4 * variance};
}

}  // namespace

/// d = s2 - s1, SE² = SE1² + SE2², z = d/SE, d ± z(confidence)·SE, cut to the range of a difference.
Comparison compare_nps(NpsSample before, NpsSample after, double confidence) {
  if (before.n <= 0 || after.n <= 0) return absent(ComparisonScale::difference, confidence, "n_too_small");
  Nps const first = nps_of(before), second = nps_of(after);
  double const d = second.score - first.score, se = std::sqrt(first.variance + second.variance), half = two_sided_z(confidence) * se;
  return found(d, std::max(-200.0, d - half), std::min(200.0, d + half), two_sided_p(d / se), confidence, ComparisonMethod::nps_wald);
}

/// Welch 1947: d = m2 - m1 with SE² = v1/n1 + v2/n2 follows Student's t with (Satterthwaite 1946)
///   df = SE⁴ / ((v1/n1)²/(n1 - 1) + (v2/n2)²/(n2 - 1)).
/// Computed from the moments: Boost's own two-sample helper chooses between pooled and Welch by itself.
Comparison compare_means(MeanSample before, MeanSample after, double confidence) {
  if (before.n < 1 || after.n < 1) return absent(ComparisonScale::difference, confidence, "n_too_small");
  double const d = after.mean - before.mean;
  Comparison c = absent(ComparisonScale::difference, confidence, "n_too_small");
  c.effect = d;
  if (before.n < 2 || after.n < 2) return c;
  double const n1 = as_double(before.n), n2 = as_double(after.n), e1 = before.variance / n1, e2 = after.variance / n2, se2 = e1 + e2;
  c.absent_reason = "no_variation";
  if (!(se2 > 0)) return c;
  double const df = se2 * se2 / (e1 * e1 / (n1 - 1) + e2 * e2 / (n2 - 1)), half = two_sided_t(confidence, df) * std::sqrt(se2);
  return found(d, d - half, d + half, two_sided_t_p(d / std::sqrt(se2), df), confidence, ComparisonMethod::welch_t);
}

/// Durations are near log-normal: the difference of mean logarithms is the logarithm of the ratio of geometric means, so Welch's
/// interval there becomes the interval of the ratio by exp, which is monotone; the p is the same.
Comparison compare_durations(MeanSample before, MeanSample after, double confidence) {
  Comparison c = compare_means(before, after, confidence);
  c.scale = ComparisonScale::ratio;
  if (c.effect) c.effect = std::exp(*c.effect);
  if (c.method == ComparisonMethod::none) return c;
  c.low = std::exp(c.low);
  c.high = std::exp(c.high);
  c.method = ComparisonMethod::welch_t_log;
  return c;
}

/// Przyborowski and Wilenski 1940. Given N = k1 + k2 events, k2 is Binomial(N, π) with π = r·e2/(e1 + r·e2), r the ratio of rates. π grows
/// with r, so Clopper and Pearson's limits of π (beta quantiles) become limits of r = π·e1/((1 - π)·e2). p is twice the smaller tail of
/// Binomial(N, e2/(e1 + e2)), at most 1, so that p < α exactly where the interval leaves out 1.
Comparison compare_counts(CountSample before, CountSample after, double confidence) {
  Comparison c = absent(ComparisonScale::ratio, confidence, "n_too_small");
  if (!(before.exposure > 0) || !(after.exposure > 0) || before.events < 0 || after.events < 0) return c;
  c.absent_reason = "no_events";
  double const k1 = as_double(before.events), k2 = as_double(after.events), n = k1 + k2, odds = before.exposure / after.exposure;
  if (n == 0) return c;
  double const even = after.exposure / (before.exposure + after.exposure);
  c.p = std::min(1.0, 2 * std::min(binomial_cdf(k2, n, even), binomial_upper(k2 - 1, n, even)));
  c.absent_reason = "zero_before";
  if (k1 == 0) return c;
  double const tail = (1 - confidence) / 2, low = k2 == 0 ? 0 : beta_quantile(tail, k2, k1 + 1), high = beta_quantile(1 - tail, k2 + 1, k1);
  return {ComparisonScale::ratio, k2 / k1 * odds, low / (1 - low) * odds, high / (1 - high) * odds, c.p, confidence,
          ComparisonMethod::conditional_binomial, {}};
}

/// Order-statistic limits for each quantile, then square-and-add.
Comparison compare_quantiles(const aggregate::State& before, const aggregate::State& after, double q, aggregate::QuantileMethod method,
                             double confidence, double divisor) {
  std::optional<double> const first = before.quantile(q, method), second = after.quantile(q, method);
  if (!first || !second) return absent(ComparisonScale::difference, confidence, "n_too_small");
  value::Uncertainty const u1 = value::order_statistic(before, q, confidence, divisor);
  value::Uncertainty const u2 = value::order_statistic(after, q, confidence, divisor);
  double const e1 = *first / divisor, e2 = *second / divisor;
  if (u1.method != value::IntervalMethod::none && u2.method != value::IntervalMethod::none)
    return compare_estimates({e1, u1.low, u1.high}, {e2, u2.low, u2.high}, confidence);
  Comparison c = absent(ComparisonScale::difference, confidence, "no_interval");
  c.effect = e2 - e1;
  return c;
}

/// Garwood 1936. P(X >= k | low) = P(X <= k | high) = α/2, and a Poisson tail is a χ² one:
///   low = χ²(α/2; 2k)/2,  high = χ²(1 - α/2; 2k + 2)/2.
value::Uncertainty poisson_interval(CountSample sample, double confidence) {
  if (!(sample.exposure > 0) || sample.events < 0) return value::absent("n_too_small");
  double const k = as_double(sample.events), tail = (1 - confidence) / 2;
  double const low = k == 0 ? 0 : chi_squared_quantile(tail, 2 * k) / 2, high = chi_squared_quantile(1 - tail, 2 * k + 2) / 2;
  return {low / sample.exposure, high / sample.exposure, confidence, value::IntervalMethod::poisson, {}};
}

}  // namespace deskgauge::score

#include "deskgauge/score/trend.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "deskgauge/score/distribution.h"

namespace deskgauge::score {
namespace {

constexpr std::size_t kExactUpTo = 10;

using Points = std::vector<TrendPoint>;

base::Result<Points> sorted(std::span<const TrendPoint> points, double confidence) {
  if (points.size() > kMaxTrendPoints)
    return base::unexpected(base::Code::exhausted, "too_many_points", "A trend looks at every pair of points.", "points",
                            std::to_string(points.size()),
                            "Give at most " + std::to_string(kMaxTrendPoints) + ", say weeks instead of days.");
  if (!(confidence > 0 && confidence < 1))
    return base::unexpected(base::Code::invalid_argument, "confidence_out_of_range", "A confidence is between 0 and 1.", "confidence",
                            std::to_string(confidence), "Use 0.95.");
  for (std::size_t i = 0; i < points.size(); ++i)
    if (!std::isfinite(points[i].t) || !std::isfinite(points[i].value))
      return base::unexpected(base::Code::invalid_argument, "value_not_finite", "A trend goes through numbers only.",
                              "points[" + std::to_string(i) + "]", std::to_string(points[i].value), "Leave out periods without a value.");
  Points out(points.begin(), points.end());
  std::sort(out.begin(), out.end(), [](const TrendPoint& a, const TrendPoint& b) { return a.t < b.t; });
  for (std::size_t i = 1; i < out.size(); ++i)
    if (out[i].t == out[i - 1].t)
      return base::unexpected(base::Code::invalid_argument, "repeated_instant", "A trend has one value at a time.", "points",
                              "t = " + std::to_string(out[i].t), "Combine the two values, or chart each series by itself.");
  return out;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  std::size_t const n = values.size(), half = n / 2;
  return n % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// Without a trend, the signs of all pairs sum to S with mean 0 and (Kendall 1975) variance
///   [n(n - 1)(2n + 5) - Σ t(t - 1)(2t + 5)] / 18, the sum over groups of t equal values.
double variance_of_s(const Points& points) {
  std::vector<double> values;
  for (TrendPoint const& p : points) values.push_back(p.value);
  std::sort(values.begin(), values.end());
  auto const term = [](double n) { return n * (n - 1) * (2 * n + 5); };
  double sum = term(static_cast<double>(values.size()));
  for (std::size_t i = 0; i < values.size();) {
    std::size_t j = i;
    while (j < values.size() && values[j] == values[i]) ++j;
    sum -= term(static_cast<double>(j - i));
    i = j;
  }
  return sum / 18;
}

bool has_ties(const Points& points) {
  std::vector<double> values;
  for (TrendPoint const& p : points) values.push_back(p.value);
  std::sort(values.begin(), values.end());
  return std::adjacent_find(values.begin(), values.end()) != values.end();
}

/// Of the n! orders, how many have i falling pairs: the n-th value can be put behind 0 … n - 1 larger ones, whatever the order of the
/// others, so c(n, i) = Σ c(n - 1, i - j) over j < n. S = n(n - 1)/2 - 2i; p is the share of orders with |S| at least the one seen.
double exact_p(std::size_t n, std::int64_t s) {
  std::vector<double> count{1};
  for (std::size_t size = 2; size <= n; ++size) {
    std::vector<double> next(count.size() + size - 1);
    for (std::size_t i = 0; i < count.size(); ++i)
      for (std::size_t j = 0; j < size; ++j) next[i + j] += count[i];
    count = std::move(next);
  }
  auto const pairs = static_cast<std::int64_t>(n * (n - 1) / 2);
  double all = 0, as_far = 0;
  for (std::size_t i = 0; i < count.size(); ++i) {
    all += count[i];
    if (std::abs(pairs - 2 * static_cast<std::int64_t>(i)) >= std::abs(s)) as_far += count[i];
  }
  return as_far / all;
}

/// z = (S ∓ 1)/√Var: S moves in steps of two, so one is taken off towards 0 (Mann 1945, Kendall 1975).
double normal_p(std::int64_t s, double variance) {
  if (s == 0) return 1;
  return two_sided_p((std::abs(static_cast<double>(s)) - 1) / std::sqrt(variance));
}

/// Sen 1968. If b is the true slope, S of value - b·t is as without a trend; it stays within C = z·√Var(S) while b lies between the
/// slopes of rank (N - C)/2 and (N + C)/2 + 1 of the N sorted pairwise slopes. Ranks are rounded outwards, so the confidence is at least
/// the one asked.
void set_interval(const std::vector<double>& slopes, double variance, double confidence, Trend& out) {
  double const n = static_cast<double>(slopes.size()), c = two_sided_z(confidence) * std::sqrt(variance);
  double const low = std::floor((n - c) / 2), high = std::ceil((n + c) / 2) + 1;
  out.interval = low >= 1 && high <= n;
  if (!out.interval) {
    out.absent_reason = "n_too_small";
    return;
  }
  out.low = slopes[static_cast<std::size_t>(low) - 1];
  out.high = slopes[static_cast<std::size_t>(high) - 1];
}

}  // namespace

/// Theil 1950, Sen 1968: the slope is the median of (v_j - v_i)/(t_j - t_i) over all pairs; up to 29 % of wild points do not move it far.
/// The intercept is the median of what the slope leaves.
base::Result<Trend> trend(std::span<const TrendPoint> points, double confidence) {
  DESKGAUGE_ASSIGN(series, sorted(points, confidence));
  Trend out;
  out.n = static_cast<std::int64_t>(series.size());
  out.absent_reason = "n_too_small";
  if (series.size() < 3) return out;
  std::vector<double> slopes, left;
  for (std::size_t j = 1; j < series.size(); ++j)
    for (std::size_t i = 0; i < j; ++i) {
      double const rise = series[j].value - series[i].value;
      slopes.push_back(rise / (series[j].t - series[i].t));
      out.s += (rise > 0) - (rise < 0);
    }
  std::sort(slopes.begin(), slopes.end());
  out.slope = median(slopes);
  for (TrendPoint const& p : series) left.push_back(p.value - *out.slope * p.t);
  out.intercept = median(left);
  double const variance = variance_of_s(series);
  out.p = series.size() <= kExactUpTo && !has_ties(series) ? exact_p(series.size(), out.s) : normal_p(out.s, variance);
  out.absent_reason = variance > 0 ? "" : "no_variation";
  if (variance > 0) set_interval(slopes, variance, confidence, out);
  return out;
}

}  // namespace deskgauge::score

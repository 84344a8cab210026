#include "deskgauge/value/survival.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "deskgauge/value/uncertainty.h"

namespace deskgauge::value {
namespace {

using Limits = std::optional<std::pair<double, double>>;

/// Of a step. With v = Σ d/(r(r-d)), Var(ln S) ≈ v (Greenwood), so SE(S) = S√v. On u = ln(-ln S) the delta method gives
/// SE(u) = √v/|ln S|, and S^exp(±z·SE(u)) back on S. At S = 1 nothing ended: the limits are both 1. At S = 0 the variance has no
/// estimate: no limits.
Limits limits(const SurvivalStep& step, double z, SurvivalInterval kind) {
  double const s = step.survival, v = step.hazard_variance;
  if (s <= 0) return std::nullopt;
  if (s >= 1) return std::pair{1.0, 1.0};
  if (kind == SurvivalInterval::plain) return std::pair{std::max(0.0, s - z * s * std::sqrt(v)), std::min(1.0, s + z * s * std::sqrt(v))};
  double const spread = z * std::sqrt(v) / std::abs(std::log(s));
  return std::pair{std::pow(s, std::exp(spread)), std::pow(s, std::exp(-spread))};
}

SurvivalEstimate no_estimate(std::string_view reason) {
  SurvivalEstimate estimate;
  estimate.absent_reason = reason;
  return estimate;
}

base::Result<void> check(const std::vector<DurationCount>& counts) {
  std::int64_t n = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    DurationCount const& c = counts[i];
    std::string const field = "counts[" + std::to_string(i) + "]";
    if (c.duration_ms < 0 || c.deaths < 0 || c.censored < 0)
      return base::unexpected(base::Code::invalid_argument, "count_out_of_range", "A duration or a count is negative.", field,
                              std::to_string(std::min({c.duration_ms, c.deaths, c.censored})), "Give durations and counts of at least 0.");
    if (i > 0 && counts[i - 1].duration_ms >= c.duration_ms)
      return base::unexpected(base::Code::invalid_argument, "durations_not_ordered", "Durations must ascend.", field,
                              std::to_string(c.duration_ms), "Sort them and give each once.");
    n += c.deaths + c.censored;
  }
  if (n > 0) return {};
  return base::unexpected(base::Code::precondition, "no_data", "Nothing was counted.", "counts", "",
                          "Read the curve when there is something.");
}

}  // namespace

/// S = Π (r_i - d_i)/r_i. Between two censorings r_{i+1} = r_i - d_i, so the product of such a run is one fraction, (r - d at its end)/
/// (r at its start): one division a run, and without censoring S is the share left, exactly.
base::Result<SurvivalCurve> SurvivalCurve::make(const std::vector<DurationCount>& counts) {
  DESKGAUGE_TRY(check(counts));
  SurvivalCurve curve;
  for (DurationCount const& c : counts) {
    curve.n_ += c.deaths + c.censored;
    curve.deaths_ += c.deaths;
    if (c.deaths + c.censored > 0) curve.last_ms_ = c.duration_ms;
  }
  std::int64_t at_risk = curve.n_, run_start = curve.n_;
  double before_run = 1, variance = 0;
  for (DurationCount const& c : counts) {
    if (c.deaths > 0) {
      double const r = static_cast<double>(at_risk), left = static_cast<double>(at_risk - c.deaths);
      variance += left > 0 ? static_cast<double>(c.deaths) / (r * left) : std::numeric_limits<double>::infinity();
      curve.steps_.push_back({c.duration_ms, at_risk, c.deaths, before_run * (left / static_cast<double>(run_start)), variance});
    }
    at_risk -= c.deaths + c.censored;
    if (c.censored > 0) {
      before_run = curve.steps_.empty() ? 1 : curve.steps_.back().survival;
      run_start = at_risk;
    }
  }
  curve.first_.at_risk = curve.n_;
  return curve;
}

const SurvivalStep& SurvivalCurve::step_at(std::int64_t duration_ms) const {
  auto const after = std::upper_bound(steps_.begin(), steps_.end(), duration_ms,
                                      [](std::int64_t t, const SurvivalStep& s) { return t < s.duration_ms; });
  return after == steps_.begin() ? first_ : *(after - 1);
}

/// Beyond the last duration S is known only where nothing was left running.
bool SurvivalCurve::observed(std::int64_t duration_ms) const {
  return duration_ms <= last_ms_ || (!steps_.empty() && steps_.back().survival <= 0);
}

SurvivalEstimate SurvivalCurve::survival(std::int64_t duration_ms, double confidence, SurvivalInterval kind) const {
  if (!observed(duration_ms)) return no_estimate("beyond_observation");
  SurvivalStep const& step = step_at(duration_ms);
  SurvivalEstimate estimate;
  estimate.number = step.survival;
  if (auto const l = limits(step, two_sided_z(confidence), kind)) {
    estimate.standard_error = step.survival * std::sqrt(step.hazard_variance);
    estimate.low = l->first;
    estimate.high = l->second;
  }
  return estimate;
}

SurvivalEstimate SurvivalCurve::share_within(std::int64_t duration_ms, double confidence, SurvivalInterval kind) const {
  SurvivalEstimate estimate = survival(duration_ms, confidence, kind);
  if (!estimate.number) return estimate;
  estimate.number = 1 - *estimate.number;
  auto const low = estimate.low;
  estimate.low = estimate.high ? std::optional(1 - *estimate.high) : std::nullopt;
  estimate.high = low ? std::optional(1 - *low) : std::nullopt;
  return estimate;
}

SurvivalEstimate SurvivalCurve::quantile(double q, double confidence, SurvivalInterval kind) const {
  double const left = 1 - q + 1e-12, z = two_sided_z(confidence);    // an S of one half in fractions may stand a rounding above
  SurvivalEstimate estimate;
  for (SurvivalStep const& step : steps_) {
    double const t = static_cast<double>(step.duration_ms);
    auto const l = limits(step, z, kind);
    if (!estimate.number && step.survival <= left) estimate.number = t;
    if (!estimate.low && (l ? l->first : 0) <= left) estimate.low = t;
    if (!estimate.high && l && l->second <= left) estimate.high = t;
  }
  if (estimate.number) return estimate;
  estimate.absent_reason = "not_reached";
  return estimate;
}

/// Area = Σ S·(stretch). Its variance is Σ A_i² d_i/(r_i(r_i - d_i)), A_i the area from the i-th death to the horizon (Kaplan and Meier
/// 1958); where nobody is left A_i is 0 and so is its part.
SurvivalEstimate SurvivalCurve::restricted_mean(std::int64_t horizon_ms, double confidence) const {
  if (!observed(horizon_ms)) return no_estimate("beyond_observation");
  double area = 0, variance = 0;
  std::int64_t end = horizon_ms;
  for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
    if (step->duration_ms >= horizon_ms) continue;
    area += step->survival * static_cast<double>(end - step->duration_ms);
    end = step->duration_ms;
    double const r = static_cast<double>(step->at_risk), left = static_cast<double>(step->at_risk - step->deaths);
    if (left > 0) variance += area * area * static_cast<double>(step->deaths) / (r * left);
  }
  area += static_cast<double>(end);    // S is 1 up to the first death
  SurvivalEstimate estimate;
  estimate.number = area;
  estimate.standard_error = std::sqrt(variance);
  double const half = two_sided_z(confidence) * std::sqrt(variance);
  estimate.low = std::max(0.0, area - half);
  estimate.high = std::min(static_cast<double>(horizon_ms), area + half);
  return estimate;
}

}  // namespace deskgauge::value

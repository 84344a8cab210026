#include "deskgauge/score/level_forecast.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "deskgauge/score/distribution.h"

namespace deskgauge::score {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kUnknownN = 99;

using Series = std::vector<std::optional<double>>;    // on the scale

base::Unexpected refuse(std::string reason, std::string message, std::string value, std::string remedy) {
  return base::unexpected(base::Code::precondition, std::move(reason), std::move(message), "weeks", std::move(value), std::move(remedy));
}

double logit(double p) {
  if (p <= 0) return -kInfinity;
  return p >= 1 ? kInfinity : std::log(p / (1 - p));
}

double expit(double z) { return z >= 0 ? 1 / (1 + std::exp(-z)) : std::exp(z) / (1 + std::exp(z)); }

/// Exactly 0 or 1 has no logit: half a hit is added to what happened and half to what did not, as Haldane and Anscombe do. Other rates
/// stay.
double continuous(double p, double n) {
  if (p != 0 && p != 1) return p;
  double const trials = n > 0 ? n : kUnknownN;
  return (p * trials + 0.5) / (trials + 1);
}

/// φ + φ² + … + φ^h.
double damped_sum(double phi, int h) { return phi * (1 - std::pow(phi, h)) / (1 - phi); }

/// σ_h²/σ²: 1 + α²(h - 1) without a trend.
double step_variance(const Smoothing& s, int h) {
  return s.method == LevelMethod::damped_trend ? damped_variance(s.alpha, s.beta, s.phi, h) : 1 + s.alpha * s.alpha * (h - 1);
}

/// One filter, three times at once: on the data from the state (0, 0), and on zeros from (1, 0) and (0, 1). Errors are linear in the first
/// state, e = e₀ + ℓ₀e₁ + b₀e₂, so that the state with the least squares follows from sums instead of a search.
struct Filter {
  std::array<double, 3> level{0, 1, 0}, slope{0, 0, 1};

  std::array<double, 3> step(const Smoothing& s, double y, int h) {
    bool const trend = s.method == LevelMethod::damped_trend;
    double const fade = !trend ? 0 : h == 1 ? s.phi : std::pow(s.phi, h);    // this is the inner loop: no powers for an ordinary week
    double const sum = h == 1 ? fade : trend ? damped_sum(s.phi, h) : 0;
    std::array<double, 3> error{};
    for (std::size_t i = 0; i < 3; ++i) {
      double const expected = level[i] + sum * slope[i];
      error[i] = (i == 0 ? y : 0) - expected;
      level[i] = expected + s.alpha * error[i];
      slope[i] = fade * slope[i] + s.beta * error[i];
    }
    return error;
  }
};

/// Fits the first state of given α, β, φ and fills in level, slope, σ, df and AICc. An error over h steps has variance σ²c_h: it is
/// weighted by 1/c_h, and ln c_h enters the likelihood. AICc = n ln(SSE/n) + Σ ln c + 2k + 2k(k + 1)/(n - k - 1), k counting σ.
void fit_first_state(Smoothing& s, const Series& series, double n) {
  bool const trend = s.method == LevelMethod::damped_trend;
  Filter filter;
  double yy = 0, yl = 0, yb = 0, ll = 0, lb = 0, bb = 0, log_variance = 0;
  int h = 1;
  for (auto const& y : series) {
    if (!y) {
      ++h;
      continue;
    }
    auto const e = filter.step(s, *y, h);
    double const c = h == 1 ? 1 : step_variance(s, h), w = 1 / c;
    yy += w * e[0] * e[0], yl += w * e[0] * e[1], yb += w * e[0] * e[2];
    ll += w * e[1] * e[1], lb += w * e[1] * e[2], bb += w * e[2] * e[2];
    if (h > 1) log_variance += std::log(c);
    h = 1;
  }
  double l0 = -yl / ll, b0 = 0;    // ∂/∂ℓ₀ Σw(e₀ + ℓ₀e₁)² = 0
  double const determinant = ll * bb - lb * lb;
  if (trend && determinant > 1e-12 * ll * bb) {
    l0 = (lb * yb - bb * yl) / determinant;
    b0 = (lb * yl - ll * yb) / determinant;
  }
  double const sse = std::max(0.0, yy + 2 * (l0 * yl + b0 * yb) + l0 * l0 * ll + 2 * l0 * b0 * lb + b0 * b0 * bb);
  double const k = trend ? 6 : 3;
  s.level = filter.level[0] + l0 * filter.level[1] + b0 * filter.level[2];
  s.slope = filter.slope[0] + l0 * filter.slope[1] + b0 * filter.slope[2];
  s.df = n - (k - 1);
  s.sigma = std::sqrt(sse / s.df);
  s.aicc = n * std::log(sse / n) + log_variance + 2 * k + 2 * k * (k + 1) / (n - k - 1);
}

void keep_better(Smoothing& best, Smoothing candidate, const Series& series, double n) {
  fit_first_state(candidate, series, n);
  if (candidate.aicc < best.aicc) best = candidate;
}

/// α from 0.02 to 1 by the least weighted squares of the one-step errors (with the same k, AICc orders as they do).
Smoothing fit_smoothing(const Series& series, double n) {
  Smoothing best;
  best.aicc = kInfinity;
  for (int i = 1; i <= 50; ++i) keep_better(best, {LevelMethod::exponential_smoothing, i / 50.0}, series, n);
  return best;
}

Smoothing fit_trend(const Series& series, double n) {
  Smoothing best;
  best.aicc = kInfinity;
  for (int i = 1; i <= 10; ++i)
    for (double part : {0.05, 0.1, 0.2, 0.5, 1.0})
      for (double phi : {0.80, 0.90, 0.95, 0.98}) keep_better(best, {LevelMethod::damped_trend, i / 10.0, part * i / 10.0, phi}, series, n);
  return best;
}

/// Smoothing follows a shifted series by the same shift; sums of squares around the mean lose no digits to it.
double subtract_mean(Series& series, double n) {
  double mean = 0;
  for (auto const& y : series) mean += y.value_or(0) / n;
  for (auto& y : series)
    if (y) *y -= mean;
  return mean;
}

bool in_scale(Scale scale, double v) {
  if (!std::isfinite(v)) return false;
  return scale == Scale::logit ? v >= 0 && v <= 1 : scale != Scale::nps || (v >= -100 && v <= 100);
}

base::Result<void> check_weeks(const std::vector<LevelPoint>& weeks, const LevelOptions& options) {
  if (!(options.confidence > 0 && options.confidence < 1))
    return base::unexpected(base::Code::invalid_argument, "confidence_out_of_range", "A confidence lies between 0 and 1.", "confidence",
                            std::to_string(options.confidence), "Give 0.8, for example.");
  int points = 0;
  double highest = 0;
  for (LevelPoint const& week : weeks) {
    if (!week.value) continue;
    ++points;
    highest = std::max(highest, *week.value);
    if (!in_scale(options.scale, *week.value))
      return refuse("out_of_scale", "A week's value lies outside its scale.", std::to_string(*week.value),
                    "Choose the scale of the metric.");
    if (options.scale == Scale::log && *week.value < 0)
      return refuse("not_positive", "A duration is negative.", std::to_string(*week.value), "Choose the linear scale.");
  }
  if (points < std::max(5, options.minimum_points))
    return refuse("too_few_points", "Too few weeks have a value for a forecast.", std::to_string(points), "Wait for more weeks.");
  if (options.scale == Scale::log && !(highest > 0)) return refuse("not_positive", "No week is above 0.", "0", "Choose the linear scale.");
  return {};
}

}  // namespace

std::string_view to_text(Scale scale) {
  constexpr std::array<std::string_view, 4> kNames{"linear", "log", "logit", "nps"};
  return kNames[static_cast<std::size_t>(scale)];
}

std::string_view to_text(LevelMethod method) {
  return method == LevelMethod::damped_trend ? "damped_trend" : "exponential_smoothing";
}

/// With c_j = α + βφ(1 - φ^j)/(1 - φ) the sum Σ c_j² is of geometric series; collected by powers of φ^h:
///   1 + α²(h-1) + βφh/(1-φ)²·(2α(1-φ) + βφ) - βφ(1-φ^h)/((1-φ)²(1-φ²))·(2α(1-φ²) + βφ(1 + 2φ - φ^h)).
double damped_variance(double alpha, double beta, double phi, int h) {
  double const q = 1 - phi, q2 = 1 - phi * phi, faded = std::pow(phi, h), bp = beta * phi;
  return 1 + alpha * alpha * (h - 1) + bp * h / (q * q) * (2 * alpha * q + bp) -
         bp * (1 - faded) / (q * q * q2) * (2 * alpha * q2 + bp * (1 + 2 * phi - faded));
}

base::Result<LevelForecast> LevelForecast::fit(const std::vector<LevelPoint>& weeks, const LevelOptions& options) {
  DESKGAUGE_TRY(check_weeks(weeks, options));
  LevelForecast forecast;
  forecast.options_ = options;
  double sum_n = 0, smallest = kInfinity;
  for (LevelPoint const& week : weeks) {
    if (!week.value) continue;
    ++forecast.points_;
    sum_n += static_cast<double>(week.n);
    if (*week.value > 0) smallest = std::min(smallest, *week.value);
  }
  double const n = static_cast<double>(forecast.points_);
  forecast.floor_ = smallest / 2;
  forecast.mean_n_ = sum_n / n;

  Series series;
  bool varies = false;
  std::optional<double> first;
  for (LevelPoint const& week : weeks) {
    series.push_back(week.value ? std::optional(forecast.to_scale(*week.value, static_cast<double>(week.n))) : std::nullopt);
    forecast.silent_ = week.value ? 0 : forecast.silent_ + 1;
    if (!week.value) continue;
    if (!first) first = week.value;
    varies = varies || *week.value != *first;
  }
  if (!varies) return refuse("no_variation", "Every week has the same value.", std::to_string(*first), "Read the value itself.");
  series.resize(series.size() - static_cast<std::size_t>(forecast.silent_));
  double const mean = subtract_mean(series, n);
  forecast.smoothing_ = fit_smoothing(series, n);
  if (options.allow_trend && n >= 10) {
    Smoothing const trend = fit_trend(series, n);
    if (trend.aicc < forecast.smoothing_.aicc) forecast.smoothing_ = trend;
  }
  forecast.smoothing_.level += mean;
  return forecast;
}

double LevelForecast::to_scale(double value, double n) const {
  switch (options_.scale) {
    case Scale::linear: break;
    case Scale::log: return value == 0 ? std::log(floor_) : value < 0 ? -kInfinity : std::log(value);
    case Scale::logit: return logit(continuous(value, n));
    case Scale::nps: return logit(continuous((value + 100) / 200, n));
  }
  return value;
}

double LevelForecast::from_scale(double z) const {
  switch (options_.scale) {
    case Scale::linear: break;
    case Scale::log: return std::exp(z);
    case Scale::logit: return expit(z);
    case Scale::nps: return 200 * expit(z) - 100;
  }
  return z;
}

double LevelForecast::centre(int h) const {
  int const steps = std::max(1, h) + silent_;
  if (smoothing_.method == LevelMethod::exponential_smoothing) return smoothing_.level;
  return smoothing_.level + smoothing_.slope * damped_sum(smoothing_.phi, steps);
}

double LevelForecast::spread(int h) const {
  return options_.width_scale * smoothing_.sigma * std::sqrt(step_variance(smoothing_, std::max(1, h) + silent_));
}

LevelPrediction LevelForecast::at(int h) const {
  double const half = two_sided_t(options_.confidence, smoothing_.df) * spread(h), mid = centre(h);
  return {from_scale(mid), from_scale(mid - half), from_scale(mid + half)};
}

/// F((τ - forecast)/s), τ the bound on the scale; a bound outside the scale is always or never passed.
double LevelForecast::probability(const Target& target, int h) const {
  auto const below = [&](double bound) {
    double const tau = to_scale(bound, mean_n_);
    double const distance = tau - centre(h), s = spread(h);
    if (std::isinf(tau) || !(s > 0)) return distance > 0 ? 1.0 : 0.0;    // s is 0 where the filter follows every week exactly
    return student_t_cdf(distance / s, smoothing_.df);
  };
  switch (target.kind) {
    case TargetKind::increase_to:
    case TargetKind::stay_at_or_above: return 1 - below(target.value);
    case TargetKind::decrease_to:
    case TargetKind::stay_at_or_below: return below(target.value);
    case TargetKind::stay_within: break;
  }
  return std::max(0.0, below(target.high) - below(target.value));
}

Crossing LevelForecast::crossing(const Target& target, int weeks) const {
  Crossing crossing;
  if (maintains(target)) return crossing;
  double const tail = (1 - options_.confidence) / 2;
  for (int h = 1; h <= weeks; ++h) {
    double const p = probability(target, h);
    if (!crossing.earliest && p >= tail) crossing.earliest = h;
    if (!crossing.median && p >= 0.5) crossing.median = h;
    if (!crossing.latest && p >= 1 - tail) crossing.latest = h;
  }
  return crossing;
}

double LevelForecast::error_ratio(const LevelPoint& actual, int h) const {
  double const half = two_sided_t(options_.confidence, smoothing_.df) * spread(h);
  double const error = std::abs(to_scale(actual.value.value_or(0), static_cast<double>(actual.n)) - centre(h));
  return error > 0 ? error / half : 0;
}

}  // namespace deskgauge::score

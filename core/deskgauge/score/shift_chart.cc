#include <algorithm>
#include <cmath>
#include <string>

#include "deskgauge/score/chart.h"

// The charts that remember: they find small lasting shifts, which single points hide.
namespace deskgauge::score {
namespace {

base::Result<void> check(std::span<const double> values, Level level, bool parameters_hold, std::string parameters) {
  if (!(parameters_hold && level.sigma > 0 && std::isfinite(level.sigma) && std::isfinite(level.mean)))
    return base::unexpected(base::Code::invalid_argument, "chart_parameter", "A chart parameter is outside its range.", "parameters",
                            std::move(parameters) + ", sigma " + std::to_string(level.sigma),
                            "Use sigma > 0, k >= 0, h > 0, 0 < lambda <= 1, width > 0.");
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!std::isfinite(values[i]))
      return base::unexpected(base::Code::invalid_argument, "value_not_finite", "A chart holds numbers only.",
                              "values[" + std::to_string(i) + "]", std::to_string(values[i]), "Leave out periods without a value.");
  return {};
}

}  // namespace

/// With z = (x - μ)/σ: high_t = max(0, high_{t-1} + z - k), low_t = max(0, low_{t-1} - z - k), from 0. In control each step falls by k on
/// average and the sum hugs 0; after a shift of more than k sigma it climbs until it passes h.
base::Result<Cusum> cusum(std::span<const double> values, Level level, CusumOptions options) {
  DESKGAUGE_TRY(check(values, level, options.k >= 0 && options.h > 0,
                      "k " + std::to_string(options.k) + ", h " + std::to_string(options.h)));
  Cusum out;
  CusumPoint sums;
  for (std::size_t i = 0; i < values.size(); ++i) {
    double const z = (values[i] - level.mean) / level.sigma;
    sums = {std::max(0.0, sums.high + z - options.k), std::max(0.0, sums.low - z - options.k)};
    out.points.push_back(sums);
    if (sums.high > options.h) out.signals.push_back({i, "cusum_high"});
    if (sums.low > options.h) out.signals.push_back({i, "cusum_low"});
  }
  return out;
}

/// w_t = λx_t + (1 - λ)w_{t-1}, w_0 = μ. Unrolled, w_t = λΣ(1 - λ)^j x_{t-j} + (1 - λ)^t μ, so its variance is the geometric sum
///   σ²λ²·(1 - (1 - λ)^{2t})/(1 - (1 - λ)²) = σ²·λ/(2 - λ)·(1 - (1 - λ)^{2t}),
/// and the limits μ ± L·√ of it grow to their final width.
base::Result<Chart> ewma_chart(std::span<const double> values, Level level, EwmaOptions options) {
  double const lambda = options.lambda, keep = 1 - lambda;
  DESKGAUGE_TRY(check(values, level, lambda > 0 && lambda <= 1 && options.width > 0,
                      "lambda " + std::to_string(lambda) + ", width " + std::to_string(options.width)));
  Chart chart;
  chart.centre = level.mean;
  chart.sigma = level.sigma;
  double average = level.mean, faded = 1;
  for (std::size_t i = 0; i < values.size(); ++i) {
    average = lambda * values[i] + keep * average;
    faded *= keep * keep;
    double const half = options.width * level.sigma * std::sqrt(lambda / (2 - lambda) * (1 - faded));
    chart.points.push_back({average, level.mean - half, level.mean + half});
    if (average < level.mean - half || average > level.mean + half) chart.signals.push_back({i, "ewma"});
  }
  return chart;
}

}  // namespace deskgauge::score

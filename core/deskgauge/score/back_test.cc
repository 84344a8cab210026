#include "deskgauge/score/back_test.h"

#include <algorithm>
#include <cmath>

#include "deskgauge/score/distribution.h"
#include "deskgauge/value/uncertainty.h"

namespace deskgauge::score {
namespace {

void judge_coverage(BackTest& test, const std::vector<Origin>& origins) {
  std::vector<double> ratios;
  std::int64_t held = 0;
  for (Origin const& o : origins) {
    ratios.push_back(o.error_ratio);
    held += o.error_ratio <= 1;
  }
  test.coverage = static_cast<double>(held) / static_cast<double>(test.origins);
  value::Uncertainty const interval = value::wilson(held, test.origins, 0.95);
  test.coverage_low = interval.low;
  test.coverage_high = interval.high;
  if (!test.testable || (*test.coverage >= 0.70 && *test.coverage <= 0.90)) return;
  auto const rank = static_cast<std::size_t>((test.origins * 4 + 4) / 5);    // ⌈0.8 n⌉ in integers
  std::nth_element(ratios.begin(), ratios.begin() + static_cast<std::ptrdiff_t>(rank - 1), ratios.end());
  test.width_scale = ratios[rank - 1];
}

void judge_probabilities(BackTest& test, const std::vector<Origin>& origins) {
  double const n = static_cast<double>(test.origins);
  double squares = 0, met = 0;
  std::array<double, 10> forecast{}, observed{};
  for (Origin const& o : origins) {
    double const error = o.probability - (o.met ? 1 : 0);
    squares += error * error;
    met += o.met;
    auto const bin = static_cast<std::size_t>(std::clamp(o.probability * 10, 0.0, 9.0));
    ++test.reliability[bin].n;
    forecast[bin] += o.probability;
    observed[bin] += o.met;
  }
  test.brier = squares / n;
  test.base_rate = met / n;
  double const without_skill = *test.base_rate * (1 - *test.base_rate);    // mean of (base rate - met)²
  if (without_skill > 0) test.skill = 1 - *test.brier / without_skill;
  for (std::size_t i = 0; i < 10; ++i) {
    ReliabilityBin& bin = test.reliability[i];
    if (bin.n == 0) continue;
    bin.forecast = forecast[i] / static_cast<double>(bin.n);
    bin.observed = observed[i] / static_cast<double>(bin.n);
  }
}

/// The forecast after `origin` days beside the rate at the end of the period.
std::optional<Origin> period_origin(const std::vector<DayCount>& days, const PastPeriod& period, std::size_t origin, const Target& target,
                                    double confidence) {
  PeriodInput input;
  input.history.assign(days.begin(), days.begin() + static_cast<std::ptrdiff_t>(origin));
  input.days_left = static_cast<int>(period.end - origin);
  input.confidence = confidence;
  double hits = 0, n = 0;
  for (std::size_t i = period.first; i < period.end; ++i) {
    hits += static_cast<double>(days[i].hits);
    n += static_cast<double>(days[i].n);
    if (i >= origin) continue;
    input.hits += days[i].hits;
    input.n += days[i].n;
  }
  auto const forecast = forecast_period(input);
  if (!forecast || n == 0 || !(forecast->spread > 0)) return std::nullopt;
  double const half = two_sided_z(confidence) * forecast->spread, rate = hits / n;
  return Origin{forecast->probability(target), meets(target, rate), std::abs(rate - forecast->rate) / half};
}

}  // namespace

BackTest judge(const std::vector<Origin>& origins) {
  BackTest test;
  test.origins = static_cast<std::int64_t>(origins.size());
  test.testable = test.origins >= BackTest::kMinimumOrigins;
  if (origins.empty()) return test;
  judge_coverage(test, origins);
  judge_probabilities(test, origins);
  return test;
}

std::vector<Origin> roll_level(const std::vector<LevelPoint>& weeks, const LevelOptions& options, const Target& target, int horizon,
                               const KnownThen& known_then) {
  LevelOptions plain = options;
  plain.width_scale = 1;
  std::vector<Origin> origins;
  auto const ahead = static_cast<std::size_t>(std::max(1, horizon));
  for (std::size_t count = 1; count + ahead <= weeks.size(); ++count) {
    LevelPoint const& actual = weeks[count + ahead - 1];
    if (!actual.value) continue;
    auto const known =
        known_then ? known_then(count) : std::vector<LevelPoint>(weeks.begin(), weeks.begin() + static_cast<std::ptrdiff_t>(count));
    auto const forecast = LevelForecast::fit(known, plain);
    if (!forecast) continue;
    int const h = static_cast<int>(ahead);
    origins.push_back({forecast->probability(target, h), meets(target, *actual.value), forecast->error_ratio(actual, h)});
  }
  return origins;
}

std::vector<Origin> roll_period(const std::vector<DayCount>& days, const std::vector<PastPeriod>& periods, const Target& target,
                                double confidence) {
  std::vector<Origin> origins;
  for (PastPeriod const& period : periods) {
    if (period.end > days.size()) continue;
    for (std::size_t at = period.first + 7; at < period.end; at += 7)
      if (auto const origin = period_origin(days, period, at, target, confidence)) origins.push_back(*origin);
  }
  return origins;
}

}  // namespace deskgauge::score

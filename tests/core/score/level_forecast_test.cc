#include "deskgauge/score/level_forecast.h"

#include <array>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>

#include "tests/core/score/random_series.h"

namespace deskgauge::score {
namespace {

std::vector<LevelPoint> weeks_of(const std::vector<double>& values, std::int64_t n = 0) {
  std::vector<LevelPoint> weeks;
  for (double v : values) weeks.push_back({v, n});
  return weeks;
}

LevelForecast fitted(const std::vector<LevelPoint>& weeks, const LevelOptions& options = {}) { return *LevelForecast::fit(weeks, options); }

LevelOptions without_trend(Scale scale = Scale::linear) {
  LevelOptions options;
  options.scale = scale;
  options.allow_trend = false;
  return options;
}

const std::vector<double> kResponses{41, 44, 38, 47, 45, 52, 43, 39, 50, 46, 48, 55, 49, 44, 51, 53};    // hours, made up

TEST(level_forecast, the_closed_variance_of_damped_holt_is_its_sum) {
  for (double alpha : {0.1, 0.5, 1.0})
    for (double beta : {0.02, 0.1, 0.5})
      for (double phi : {0.8, 0.9, 0.98})
        for (int h : {1, 2, 4, 8, 13, 26}) {
          double sum = 1;
          for (int j = 1; j < h; ++j) {
            double slope = 0;
            for (int i = 1; i <= j; ++i) slope += std::pow(phi, i);
            sum += std::pow(alpha + beta * slope, 2);
          }
          EXPECT_NEAR(damped_variance(alpha, beta, phi, h) / sum, 1, 1e-12) << alpha << ' ' << beta << ' ' << phi << ' ' << h;
        }
}

/// Sum of squares of one-step errors of simple smoothing, with the first level that makes it least (the sum is a parabola in it).
double least_squares(const std::vector<double>& y, double alpha, double* level = nullptr) {
  auto const sse = [&](double first, double* last) {
    double l = first, total = 0;
    for (double v : y) {
      total += (v - l) * (v - l);
      l += alpha * (v - l);
    }
    if (last) *last = l;
    return total;
  };
  double const a = sse(-100, nullptr), b = sse(0, nullptr), c = sse(100, nullptr);
  double const curvature = (a - 2 * b + c) / 2e4, slope = (c - a) / 200;
  return sse(-slope / (2 * curvature), level);
}

TEST(level_forecast, smoothing_is_the_least_squares_of_one_step_errors) {
  Smoothing const s = fitted(weeks_of(kResponses), without_trend()).smoothing();
  double best = 1e300, best_alpha = 0, level = 0;
  for (int i = 1; i <= 50; ++i)
    if (double const sse = least_squares(kResponses, i / 50.0); sse < best) best = sse, best_alpha = i / 50.0;
  least_squares(kResponses, best_alpha, &level);
  EXPECT_NEAR(s.alpha, best_alpha, 1e-12);
  EXPECT_NEAR(s.sigma, std::sqrt(best / 14), 1e-6);
  EXPECT_NEAR(s.level, level, 1e-6);
  EXPECT_EQ(s.df, 14);
}

TEST(level_forecast, the_interval_widens_as_one_plus_alpha_squared) {
  LevelForecast const f = fitted(weeks_of(kResponses), without_trend());
  Smoothing const& s = f.smoothing();
  constexpr double kT = 1.345030;    // t(.9, 14), tables
  for (int h : {1, 4, 8}) {
    double const half = kT * s.sigma * std::sqrt(1 + s.alpha * s.alpha * (h - 1));
    EXPECT_NEAR(f.at(h).low, s.level - half, 1e-4);
    EXPECT_NEAR(f.at(h).high, s.level + half, 1e-4);
    EXPECT_NEAR(f.probability({TargetKind::increase_to, s.level + half}, h), .1, 1e-6);
    EXPECT_NEAR(f.probability({TargetKind::decrease_to, s.level + half}, h), .9, 1e-6);
    EXPECT_NEAR(f.probability({TargetKind::stay_within, s.level - half, s.level + half}, h), .8, 1e-6);
  }
}

TEST(level_forecast, a_clear_damped_trend_is_preferred_and_a_flat_series_is_not) {
  RandomSeries random(3);
  std::vector<double> rising, flat;
  for (int t = 0; t < 30; ++t) {
    rising.push_back(2.0 * t + 0.3 * random.normal());
    flat.push_back(50 + random.normal());
  }
  EXPECT_EQ(fitted(weeks_of(rising)).smoothing().method, LevelMethod::damped_trend);
  EXPECT_GT(fitted(weeks_of(rising)).at(4).median, 60);
  EXPECT_EQ(fitted(weeks_of(rising), without_trend()).smoothing().method, LevelMethod::exponential_smoothing);
  EXPECT_EQ(fitted(weeks_of(flat)).smoothing().method, LevelMethod::exponential_smoothing);
}

TEST(level_forecast, no_interval_leaves_the_bounds_of_its_scale) {
  std::vector<double> const rates{.97, .99, 1, .96, 1, 1, .98, .99, 1, .97}, nps{80, 95, 100, 90, 100, 70, 85, 100, 90, 95};
  for (int h : {1, 8, 40}) {
    LevelPrediction const rate = fitted(weeks_of(rates, 80), without_trend(Scale::logit)).at(h);
    EXPECT_GT(rate.low, 0);
    EXPECT_LT(rate.high, 1);
    EXPECT_LT(rate.low, rate.median);
    LevelPrediction const score = fitted(weeks_of(nps, 40), without_trend(Scale::nps)).at(h);
    EXPECT_GT(score.low, -100);
    EXPECT_LT(score.high, 100);
    EXPECT_GT(fitted(weeks_of({9, 4, 0, 2, 7, 1, 3, 12, 5}), without_trend(Scale::log)).at(h).low, 0);
  }
}

TEST(level_forecast, a_target_outside_the_scale_is_always_or_never_met) {
  LevelForecast const rate = fitted(weeks_of({.8, .82, .79, .85, .81, .83, .8, .84}, 50), without_trend(Scale::logit));
  EXPECT_EQ(rate.probability({TargetKind::increase_to, 1.04}, 3), 0);
  EXPECT_EQ(rate.probability({TargetKind::increase_to, -.1}, 3), 1);
  EXPECT_GT(rate.probability({TargetKind::increase_to, 1}, 3), 0);
  LevelForecast const hours = fitted(weeks_of(kResponses), without_trend(Scale::log));
  EXPECT_EQ(hours.probability({TargetKind::decrease_to, -1}, 3), 0);
}

TEST(level_forecast, a_rate_of_one_counts_as_half_a_miss_of_its_n) {
  // ln((n + ½)/½) for every week, so that weeks of other n differ
  LevelForecast const f = fitted({{1, 10}, {1, 12}, {.9, 10}, {1, 10}, {1, 12}, {1, 10}, {.9, 10}, {1, 10}}, without_trend(Scale::logit));
  EXPECT_LT(f.at(1).median, 1);
  EXPECT_NEAR(f.error_ratio({1.0, 10}, 1), f.error_ratio({10.5 / 11, 0}, 1), 1e-9);
}

TEST(level_forecast, the_log_scale_of_scaled_durations_is_the_scaled_forecast) {
  std::vector<double> seconds;
  for (double hours : kResponses) seconds.push_back(hours * 3600);
  LevelPrediction const a = fitted(weeks_of(kResponses), without_trend(Scale::log)).at(5);
  LevelPrediction const b = fitted(weeks_of(seconds), without_trend(Scale::log)).at(5);
  EXPECT_NEAR(b.median / a.median, 3600, 1e-6);
  EXPECT_NEAR(b.high / a.high, 3600, 1e-6);
}

TEST(level_forecast, a_shifted_series_shifts_the_forecast_and_loses_no_digits) {
  std::vector<double> far;
  for (double hours : kResponses) far.push_back(hours + 1e8);
  LevelPrediction const a = fitted(weeks_of(kResponses)).at(5), b = fitted(weeks_of(far)).at(5);
  EXPECT_NEAR(b.median - 1e8, a.median, 1e-5);
  EXPECT_NEAR(b.high - b.low, a.high - a.low, 1e-5);
}

TEST(level_forecast, a_straight_or_silent_series_still_has_a_probability) {
  std::vector<double> const late{0, 0, 0, 0, 0, 0, 0, 1};
  LevelForecast const f = fitted(weeks_of(late), without_trend());
  EXPECT_GE(f.probability({TargetKind::increase_to, .5}, 1), 0);
  std::vector<double> straight;
  for (int t = 0; t < 16; ++t) straight.push_back(t);
  LevelForecast const line = fitted(weeks_of(straight));
  for (double bound : {-1e6, 14.0, 1e6}) {
    double const p = line.probability({TargetKind::increase_to, bound}, 2);
    EXPECT_GE(p, 0);
    EXPECT_LE(p, 1);
  }
}

TEST(level_forecast, weeks_without_a_value_widen_it) {
  auto weeks = weeks_of(kResponses);
  LevelForecast const whole = fitted(weeks, without_trend());
  weeks.push_back({});
  weeks.push_back({});
  LevelForecast const silent = fitted(weeks, without_trend());
  EXPECT_DOUBLE_EQ(silent.at(1).high, whole.at(3).high);
  EXPECT_EQ(silent.points(), whole.points());
  weeks.push_back({45.0, 0});
  EXPECT_TRUE(LevelForecast::fit(weeks, without_trend()));
}

TEST(level_forecast, the_crossing_is_where_meeting_becomes_likely) {
  std::vector<double> falling;
  for (int t = 0; t < 24; ++t) falling.push_back(60 - 1.5 * t + (t % 2 ? .4 : -.4));    // 25.5 in the last week
  LevelForecast const f = fitted(weeks_of(falling));
  Target const target{TargetKind::decrease_to, 20};
  Crossing const c = f.crossing(target, 12);
  ASSERT_TRUE(c.median && c.earliest && c.latest);
  EXPECT_LE(*c.earliest, *c.median);
  EXPECT_LE(*c.median, *c.latest);
  EXPECT_GE(f.probability(target, *c.median), .5);
  EXPECT_LT(f.probability(target, *c.median - 1), .5);
  EXPECT_FALSE(f.crossing({TargetKind::decrease_to, 0}, 3).median);
  EXPECT_FALSE(f.crossing({TargetKind::stay_at_or_below, 200}, 12).median);
  EXPECT_EQ(f.crossing({TargetKind::decrease_to, 200}, 12).latest, 1);
}

TEST(level_forecast, the_error_ratio_is_one_at_the_end_of_the_interval) {
  for (Scale scale : {Scale::linear, Scale::log}) {
    LevelForecast const f = fitted(weeks_of(kResponses), without_trend(scale));
    EXPECT_NEAR(f.error_ratio({f.at(3).high, 0}, 3), 1, 1e-9);
    EXPECT_NEAR(f.error_ratio({f.at(3).low, 0}, 3), 1, 1e-9);
    EXPECT_NEAR(f.error_ratio({f.at(3).median, 0}, 3), 0, 1e-9);
  }
}

TEST(level_forecast, a_scaled_width_scales_the_interval) {
  LevelOptions options = without_trend();
  LevelPrediction const plain = fitted(weeks_of(kResponses), options).at(4);
  options.width_scale = 1.5;
  LevelPrediction const wide = fitted(weeks_of(kResponses), options).at(4);
  EXPECT_NEAR((wide.high - wide.low) / (plain.high - plain.low), 1.5, 1e-9);
}

TEST(level_forecast, refuses_by_name) {
  struct Case { std::vector<double> values; LevelOptions options; const char* reason; };
  for (Case const& c : {Case{{1, 2, 3, 4, 5, 6, 7}, {}, "too_few_points"},
                        {std::vector<double>(12, .9), {Scale::logit}, "no_variation"},
                        {{.9, .8, 1.1, .9, .8, .7, .9, .9}, {Scale::logit}, "out_of_scale"},
                        {std::vector<double>(8, 0), {Scale::log}, "not_positive"},
                        {{1, 2, 3, -1, 2, 3, 4, 5}, {Scale::log}, "not_positive"},
                        {kResponses, {Scale::linear, 1.0}, "confidence_out_of_range"}}) {
    auto const forecast = LevelForecast::fit(weeks_of(c.values), c.options);
    ASSERT_FALSE(forecast) << c.reason;
    EXPECT_EQ(forecast.error().reason, c.reason);
  }
}

/// What the weekly values of a desk may do: `n` weeks to learn from, and on to `all`.
struct Scenario {
  const char* name;
  std::function<std::vector<double>(RandomSeries&, int n, int all)> draw;
};

std::vector<double> constant(RandomSeries& random, int, int all) {
  std::vector<double> y;
  for (int t = 0; t < all; ++t) y.push_back(random.normal());
  return y;
}
std::vector<double> drifting(RandomSeries& random, int, int all) {
  std::vector<double> y;
  double level = 0;
  for (int t = 0; t < all; ++t) {
    level += .5 * random.normal();
    y.push_back(level + random.normal());
  }
  return y;
}
std::vector<double> shifted(RandomSeries& random, int n, int all) {
  auto y = constant(random, n, all);
  for (auto t = static_cast<std::size_t>(n * 2 / 3); t < y.size(); ++t) y[t] += 2;
  return y;
}
std::vector<double> damped_trend(RandomSeries& random, int, int all) {
  std::vector<double> y;
  double level = 0, slope = .4, noise = 0;
  for (int t = 0; t < all; ++t) {
    slope *= .95;
    level += slope;
    noise = .4 * noise + random.normal();
    y.push_back(level + noise);
  }
  return y;
}

constexpr std::array<int, 3> kHorizons{1, 4, 8};

std::array<double, 3> coverage(const Scenario& scenario, int n, std::uint64_t seed) {
  constexpr int kSeries = 300;
  RandomSeries random(seed);
  std::array<double, 3> held{};
  for (int i = 0; i < kSeries; ++i) {
    auto const y = scenario.draw(random, n, n + kHorizons.back());
    auto const forecast = LevelForecast::fit(weeks_of({y.begin(), y.begin() + n}), {});
    for (std::size_t k = 0; forecast && k < held.size(); ++k) {
      double const actual = y[static_cast<std::size_t>(n + kHorizons[k] - 1)];
      held[k] += (forecast->error_ratio({actual, 0}, kHorizons[k]) <= 1) / static_cast<double>(kSeries);
    }
  }
  return held;
}

TEST(level_forecast, its_eighty_per_cent_hold_in_every_scenario) {
  // SES or Holt by AICc over 12 scenarios (algorithms.md §6): 1 week .77-.88, 4 weeks .76-.94, 8 weeks .72-.98; 3 standard errors of 300
  constexpr std::array<double, 3> kLow{.77, .76, .72}, kHigh{.88, .94, .98};
  constexpr double kNoise = 3 * .023;
  for (Scenario const& scenario : {Scenario{"constant", constant}, {"drifting", drifting}, {"shifted", shifted}, {"damped", damped_trend}})
    for (int n : {16, 26, 52}) {
      std::array<double, 3> const found = coverage(scenario, n, 11);
      for (std::size_t k = 0; k < found.size(); ++k) {
        EXPECT_GE(found[k], kLow[k] - kNoise) << scenario.name << ' ' << n << " weeks, " << kHorizons[k] << " ahead";
        EXPECT_LE(found[k], kHigh[k] + kNoise) << scenario.name << ' ' << n << " weeks, " << kHorizons[k] << " ahead";
      }
    }
}

TEST(level_forecast, is_a_function_of_the_weeks) {
  LevelPrediction const a = fitted(weeks_of(kResponses)).at(6), b = fitted(weeks_of(kResponses)).at(6);
  EXPECT_EQ(a.median, b.median);
  EXPECT_EQ(a.low, b.low);
  EXPECT_EQ(a.high, b.high);
}

}  // namespace
}  // namespace deskgauge::score

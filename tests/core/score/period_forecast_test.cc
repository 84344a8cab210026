#include "deskgauge/score/period_forecast.h"

#include <cmath>
#include <gtest/gtest.h>

#include "tests/core/score/random_series.h"

namespace deskgauge::score {
namespace {

PeriodInput input_of(std::vector<DayCount> history, std::int64_t hits, std::int64_t n, int days_left) {
  PeriodInput input;
  input.history = std::move(history);
  input.hits = hits;
  input.n = n;
  input.days_left = days_left;
  return input;
}

TEST(period_forecast, expects_the_volume_of_each_weekday_to_come) {
  // today is a Monday: 10 a working day, 2 on Saturdays, none on Sundays; before the last eight weeks it was ten times that
  std::vector<DayCount> days;
  for (int i = 0; i < 12 * 7; ++i) {
    std::int64_t const n = i % 7 < 5 ? 10 : i % 7 == 5 ? 2 : 0;
    days.push_back({n / 2, i < 28 ? 10 * n : n});
  }
  struct Case { int left; double m; };
  for (Case c : {Case{1, 10}, {5, 50}, {6, 52}, {7, 52}, {8, 62}, {14, 104}})
    EXPECT_NEAR(forecast_period(input_of(days, 0, 0, c.left))->expected_n, c.m, 1e-9) << c.left;
}

TEST(period_forecast, is_the_beta_binomial_where_nothing_disperses_or_drifts) {
  std::vector<DayCount> const days(56, {8, 10});
  PeriodForecast const f = *forecast_period(input_of(days, 400, 500, 20));
  double const p = (8 * 28 + .8) / (280 + 1), m = 200;
  EXPECT_NEAR(f.recent_rate, p, 1e-12);
  EXPECT_EQ(f.dispersion, 1);
  EXPECT_EQ(f.drift, 0);
  EXPECT_NEAR(f.rate, (400 + m * p) / 700, 1e-12);
  EXPECT_NEAR(f.spread, std::sqrt(m * p * (1 - p) * (1 + 199.0 / 282)) / 700, 1e-12);
  EXPECT_NEAR(f.high - f.rate, 1.281552 * f.spread, 1e-6);
  EXPECT_NEAR(f.probability({TargetKind::increase_to, f.high}), .1, 1e-6);
  EXPECT_NEAR(f.probability({TargetKind::decrease_to, f.high}), .9, 1e-6);
  EXPECT_NEAR(f.probability({TargetKind::stay_within, f.low, f.high}), .8, 1e-6);
}

TEST(period_forecast, finds_the_dispersion_and_the_drift_that_were_put_in) {
  RandomSeries random(21);
  double dispersed = 0, plain = 0, drift = 0, steady = 0;
  for (int series = 0; series < 60; ++series) {
    std::vector<DayCount> clustered, independent, walking;
    double level = .8;
    for (int i = 0; i < 182; ++i) {
      clustered.push_back({4 * random.binomial(10, .8), 40});    // fours agree: φ is 4
      independent.push_back({random.binomial(40, .8), 40});
      level = std::min(.95, std::max(.65, level + .008 * random.normal()));
      walking.push_back({random.binomial(40, level), 40});
    }
    dispersed += forecast_period(input_of(clustered, 0, 0, 30))->dispersion / 60;
    plain += forecast_period(input_of(independent, 0, 0, 30))->dispersion / 60;
    drift += forecast_period(input_of(walking, 0, 0, 30))->drift / 60;
    steady += forecast_period(input_of(independent, 0, 0, 30))->drift / 60;
  }
  EXPECT_NEAR(dispersed, 4, .15);
  EXPECT_NEAR(plain, 1, .08);              // cut below at 1
  EXPECT_NEAR(drift / (.008 * .008), 1, .25);
  EXPECT_LT(steady, drift / 2);            // cut below at 0, so not 0 on average
}

TEST(period_forecast, a_period_that_is_over_is_a_fact) {
  PeriodForecast const f = *forecast_period(input_of({}, 87, 100, 0));
  EXPECT_EQ(f.rate, .87);
  EXPECT_EQ(f.low, .87);
  EXPECT_EQ(f.high, .87);
  EXPECT_EQ(f.probability({TargetKind::increase_to, .87}), 1);
  EXPECT_EQ(f.probability({TargetKind::increase_to, .88}), 0);
}

TEST(period_forecast, no_outcome_lies_beyond_what_can_still_come) {
  std::vector<DayCount> const days(56, {10, 10});
  PeriodForecast const f = *forecast_period(input_of(days, 899, 1000, 1));
  EXPECT_LE(f.high, (899 + 10.0) / 1010);
  EXPECT_GE(f.low, 899.0 / 1010);
  EXPECT_EQ(f.probability({TargetKind::increase_to, .95}), 0);
  EXPECT_EQ(f.probability({TargetKind::increase_to, .88}), 1);
  EXPECT_EQ(f.probability({TargetKind::stay_at_or_below, .95}), 1);
}

TEST(period_forecast, refuses_by_name) {
  std::vector<DayCount> const days(56, {8, 10}), silent(56, {0, 0});
  EXPECT_EQ(forecast_period(input_of({days.begin(), days.begin() + 27}, 0, 0, 5)).error().reason, "too_few_days");
  EXPECT_EQ(forecast_period(input_of(silent, 5, 9, 5)).error().reason, "no_recent_data");
  EXPECT_EQ(forecast_period(input_of({}, 0, 0, 0)).error().reason, "no_data");
  EXPECT_EQ(forecast_period(input_of(days, 6, 5, 5)).error().reason, "count_out_of_range");
  PeriodInput input = input_of(days, 5, 9, 5);
  input.confidence = 0;
  EXPECT_EQ(forecast_period(input).error().reason, "confidence_out_of_range");
}

/// Share of 80 % intervals that held the final rate of a quarter, forecast after 45 of its 91 days from half a year of history.
double coverage(double drift_a_day, double day_effect, std::uint64_t seed) {
  constexpr int kQuarters = 600, kBefore = 182, kSoFar = 45, kQuarter = 91;
  RandomSeries random(seed);
  int held = 0;
  for (int i = 0; i < kQuarters; ++i) {
    std::vector<DayCount> days;
    double level = std::log(.87 / .13);
    for (int t = 0; t < kBefore + kQuarter; ++t) {
      level += drift_a_day * random.normal();
      double const z = level + day_effect * random.normal();
      std::int64_t const n = random.poisson(t % 7 < 5 ? 24 : 6);
      days.push_back({random.binomial(n, 1 / (1 + std::exp(-z))), n});
    }
    DayCount so_far, all;
    for (int t = kBefore; t < kBefore + kQuarter; ++t) {
      auto const& day = days[static_cast<std::size_t>(t)];
      all.hits += day.hits, all.n += day.n;
      if (t < kBefore + kSoFar) so_far.hits += day.hits, so_far.n += day.n;
    }
    days.resize(kBefore + kSoFar);
    PeriodForecast const f = *forecast_period(input_of(days, so_far.hits, so_far.n, kQuarter - kSoFar));
    double const rate = static_cast<double>(all.hits) / static_cast<double>(all.n);
    held += f.low <= rate && rate <= f.high;
  }
  return held / static_cast<double>(kQuarters);
}

TEST(period_forecast, its_eighty_per_cent_hold_where_the_rate_stays_and_where_it_drifts) {
  // algorithms.md §6: level constant .87 [.85-.88], drifting .79 [.68-.85]; 3 standard errors of 600 quarters
  constexpr double kNoise = 3 * .016;
  struct Case { double drift, day_effect, low, high; };
  for (Case c : {Case{0, 0, .85, .88}, {0, .3, .85, .88}, {.02, 0, .68, .85}, {.04, .3, .68, .85}}) {
    double const found = coverage(c.drift, c.day_effect, 31);
    EXPECT_GE(found, c.low - kNoise) << c.drift << ' ' << c.day_effect;
    EXPECT_LE(found, c.high + kNoise) << c.drift << ' ' << c.day_effect;
  }
}

}  // namespace
}  // namespace deskgauge::score

#include "deskgauge/score/chart.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <random>

namespace deskgauge::score {
namespace {

using Signals = std::vector<Signal>;
const std::vector<double> kValues{42, 45, 39, 47, 44, 41, 43, 46, 40, 44, 61, 43};
const std::vector<RateSample> kWeeks{{172, 200}, {168, 200}, {330, 400}, {158, 180}, {201, 250},
                                     {176, 200}, {240, 300}, {133, 190}, {260, 310}, {150, 170}};
const std::vector<double> kSliding{.82, .83, .81, .80, .78, .79, .77, .78};

TEST(chart, xmr_over_all_data_hides_its_outlier) {
  Chart const c = *xmr_chart(kValues, {0, 12});
  EXPECT_NEAR(c.centre, 44.583333, 1e-6);
  EXPECT_NEAR(c.sigma * 1.128, 6.636364, 1e-6);
  EXPECT_NEAR(c.points[0].high, 62.236061, 1e-6);
  EXPECT_TRUE(c.signals.empty());
}

TEST(chart, xmr_on_a_declared_baseline_finds_it) {
  Chart const c = *xmr_chart(kValues, {0, 10});
  EXPECT_NEAR(c.centre, 43.1, 1e-9);
  EXPECT_NEAR(c.sigma * 1.128, 4.222222, 1e-6);
  EXPECT_NEAR(c.points[11].low, 31.868889, 1e-6);
  EXPECT_NEAR(c.points[11].high, 54.331111, 1e-6);
  EXPECT_EQ(c.signals, (Signals{{10, "beyond_limits"}}));
}

TEST(chart, advises_twenty_points_of_baseline) {
  std::vector<double> values(25);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i % 3);
  EXPECT_EQ(xmr_chart(values, {0, 19})->finding, "baseline_below_20_points");
  EXPECT_EQ(xmr_chart(values, {5, 20})->finding, "");
}

TEST(chart, of_a_baseline_that_never_moves_has_no_limits) {
  Chart const c = *xmr_chart(std::vector<double>{5, 5, 5, 9}, {0, 3});
  EXPECT_EQ(c.absent_reason, "no_variation");
  EXPECT_TRUE(c.signals.empty());
  EXPECT_EQ(rate_chart(std::vector<RateSample>{{5, 5}, {6, 6}, {1, 5}}, {0, 2})->absent_reason, "no_variation");
}

TEST(chart, of_rates_by_chance_alone_flags_week_eight) {
  Chart const c = *rate_chart(kWeeks, {0, 10}, RateLimits::binomial);
  EXPECT_NEAR(c.centre, .828333, 1e-6);
  EXPECT_NEAR(c.points[7].value, .70, 1e-9);
  EXPECT_NEAR(c.points[7].low, .746262, 1e-6);
  EXPECT_NEAR((c.points[7].value - c.centre) / ((c.centre - c.points[7].low) / 3), -4.691057, 1e-6);
  EXPECT_EQ(c.signals, (Signals{{7, "beyond_limits"}}));
}

TEST(chart, of_laney_with_the_outlier_in_its_baseline_hides_it) {
  Chart const c = *rate_chart(kWeeks, {0, 10});
  EXPECT_NEAR(c.sigma, 2.189261, 1e-6);
  EXPECT_NEAR(c.points[7].low, .648658, 1e-6);
  EXPECT_TRUE(c.signals.empty());
}

TEST(chart, of_laney_on_a_frozen_baseline_does_not_let_the_outlier_widen_its_own_limits) {
  Chart const c = *rate_chart(kWeeks, {0, 7});
  EXPECT_NEAR(c.sigma, 1.898316656, 1e-6);
  EXPECT_NEAR(c.points[7].low, 0.682002042, 1e-6);
  std::vector<RateSample> const calm{{820, 1000}, {835, 1000}, {815, 1000}, {830, 1000},
                                     {822, 1000}, {838, 1000}, {700, 1000}, {825, 1000}};
  EXPECT_TRUE(rate_chart(calm, {0, 8})->signals.empty());
  EXPECT_EQ(rate_chart(calm, {0, 6})->signals, (Signals{{6, "beyond_limits"}}));
}

TEST(chart, of_rates_judges_runs_by_sigma_and_not_by_limits_cut_at_one) {
  // centre .95, n 25: sigma .0436, so the upper limit is cut to 1 and a rate of 1 is only 1.15 sigma away
  std::vector<RateSample> weeks{{24, 25}, {23, 25}, {24, 25}, {24, 25}, {25, 25}, {25, 25}};
  Chart const c = *rate_chart(weeks, {0, 4}, RateLimits::binomial, ChartRules::limits_and_runs);
  EXPECT_EQ(c.points[4].high, 1);
  EXPECT_TRUE(c.signals.empty());
}

TEST(chart, of_laney_never_narrows_the_limits) {
  Chart const c = *rate_chart(std::vector<RateSample>{{80, 100}, {80, 100}, {81, 100}, {80, 100}}, {0, 4});
  EXPECT_EQ(c.sigma, 1);
}

TEST(chart, finds_runs_only_where_they_are_asked_for) {
  std::vector<double> values{10, 12, 10, 12, 10, 12, 10, 12, 11.5, 11.4, 11.6, 11.2, 11.3, 11.5, 11.1};
  EXPECT_TRUE(xmr_chart(values, {0, 8})->signals.empty());
  Chart const c = *xmr_chart(values, {0, 8}, ChartRules::limits_and_runs);  // 12 at place 7 begins the run
  EXPECT_EQ(c.signals, (Signals{{14, "run_of_eight"}}));
  values = {10, 12, 10, 12, 10, 12, 10, 12, 15.2, 11, 15.1, 11};  // limits 11 ± 5.32; two thirds at 14.55
  EXPECT_TRUE(xmr_chart(values, {0, 8})->signals.empty());
  EXPECT_EQ(xmr_chart(values, {0, 8}, ChartRules::limits_and_runs)->signals, (Signals{{10, "two_of_three"}}));
}

TEST(chart, refuses_overlapping_windows) {
  auto const day = [](std::int64_t d) { return time::Instant{d * 86'400'000}; };
  EXPECT_TRUE(check_disjoint(std::vector<time::Interval>{{day(0), day(7)}, {day(7), day(14)}, {day(15), day(22)}}));
  auto const rolling = check_disjoint(std::vector<time::Interval>{{day(0), day(7)}, {day(1), day(8)}});
  ASSERT_FALSE(rolling);
  EXPECT_EQ(rolling.error().reason, "overlapping_windows");
  EXPECT_FALSE(check_disjoint(std::vector<time::Interval>{{day(7), day(14)}, {day(0), day(7)}}));
}

TEST(chart, removes_the_weekday_pattern_that_the_baseline_shows) {
  std::vector<double> values, level;
  std::vector<std::uint32_t> weekday;
  double const effect[] = {20, 5, 0, 0, -5, -10, -10};
  for (std::uint32_t i = 0; i < 28; ++i) {
    weekday.push_back(i % 7);
    level.push_back(100.0 + (i >= 21 ? 7 : 0));  // a shift after three weeks
    values.push_back(level.back() + effect[i % 7]);
  }
  auto const flat = *remove_pattern(values, weekday, 7, {0, 21});
  for (std::size_t i = 0; i < flat.size(); ++i) EXPECT_NEAR(flat[i], level[i], 1e-12) << i;
  EXPECT_EQ(remove_pattern(values, weekday, 7, {0, 6}).error().reason, "season_without_baseline");
  EXPECT_EQ(remove_pattern(values, weekday, 6, {0, 21}).error().reason, "season_out_of_range");
}

TEST(chart, cusum_signals_at_the_sixth_point) {
  Cusum const c = *cusum(kSliding, {.82, .015}, {.5, 4});
  double const low[] = {0, 0, .1667, 1.0, 3.1667, 4.6667};
  for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(c.points[i].low, low[i], 5e-5) << i;
  ASSERT_FALSE(c.signals.empty());
  EXPECT_EQ(c.signals[0], (Signal{5, "cusum_low"}));
  std::vector<double> mirrored;
  for (double v : kSliding) mirrored.push_back(2 * .82 - v);
  Cusum const up = *cusum(mirrored, {.82, .015}, {.5, 4});
  EXPECT_EQ(up.signals[0], (Signal{5, "cusum_high"}));
  EXPECT_NEAR(up.points[5].high, c.points[5].low, 1e-9);
}

TEST(chart, ewma_signals_at_the_sixth_point) {
  Chart const c = *ewma_chart(kSliding, {.82, .015}, {.2, 3});  // the published limit has L = 3
  EXPECT_NEAR(c.points[5].value, .804835, 1e-6);
  EXPECT_NEAR(c.points[5].low, .805525, 1e-6);
  EXPECT_EQ(c.signals[0], (Signal{5, "ewma"}));
  Chart const whole = *ewma_chart(kSliding, {.82, .015}, {1, 3});  // λ = 1 is Shewhart's chart
  EXPECT_NEAR(whole.points[7].low, .82 - .045, 1e-12);
  EXPECT_NEAR(whole.points[7].value, .78, 1e-12);
}

/// Mean run length until the first signal, on standard normal noise around `shift`.
template <class Signals>
double run_length(double shift, Signals signals_of) {
  std::mt19937_64 random(42);
  double sum = 0;
  int const rounds = 400;
  for (int round = 0; round < rounds; ++round) {
    std::normal_distribution<double> noise(shift, 1);
    std::vector<double> values(5000);
    for (double& v : values) v = noise(random);
    auto const signals = signals_of(values);
    sum += signals.empty() ? 5000 : static_cast<double>(signals[0].point + 1);
  }
  return sum / rounds;
}

TEST(chart, cusum_and_ewma_have_the_run_lengths_of_the_literature) {
  auto const by_cusum = [](const std::vector<double>& v) { return cusum(v, {0, 1})->signals; };
  auto const by_ewma = [](const std::vector<double>& v) { return ewma_chart(v, {0, 1})->signals; };
  EXPECT_NEAR(run_length(0, by_cusum), 465, 70);   // Montgomery: 465 in control, 10.4 at one sigma
  EXPECT_NEAR(run_length(1, by_cusum), 10.4, 1);
  EXPECT_NEAR(run_length(0, by_ewma), 500, 75);
  EXPECT_NEAR(run_length(1, by_ewma), 9.5, 1);
}

TEST(chart, estimates_its_level_on_the_baseline) {
  Level const level = *level_of(kValues, {0, 10});
  EXPECT_NEAR(level.mean, 43.1, 1e-9);
  EXPECT_NEAR(level.sigma, 4.222222 / 1.128, 1e-6);
  EXPECT_EQ(level_of(std::vector<double>{1, 1, 1}, {0, 3}).error().reason, "no_variation");
}

TEST(chart, refuses_what_it_cannot_draw) {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  for (Baseline bad : {Baseline{0, 1}, {0, 13}, {11, 2}, {99, 2}, {0, std::numeric_limits<std::size_t>::max()}})
    EXPECT_EQ(xmr_chart(kValues, bad).error().reason, "baseline_out_of_range");
  EXPECT_EQ(xmr_chart(std::vector<double>{1, nan, 2}, {0, 2}).error().reason, "value_not_finite");
  EXPECT_EQ(rate_chart(std::vector<RateSample>{{1, 2}, {0, 0}}, {0, 2}).error().reason, "n_too_small");
  EXPECT_EQ(rate_chart(std::vector<RateSample>{{1, 2}, {4, 3}}, {0, 2}).error().reason, "hits_out_of_range");
  EXPECT_EQ(cusum(kValues, {0, 0}).error().reason, "chart_parameter");
  EXPECT_EQ(cusum(kValues, {0, 1}, {.5, 0}).error().reason, "chart_parameter");
  EXPECT_EQ(ewma_chart(kValues, {0, 1}, {1.5, 3}).error().reason, "chart_parameter");
  EXPECT_EQ(ewma_chart(std::vector<double>{nan}, {0, 1}).error().reason, "value_not_finite");
}

}  // namespace
}  // namespace deskgauge::score

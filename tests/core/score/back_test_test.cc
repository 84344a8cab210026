#include "deskgauge/score/back_test.h"

#include <gtest/gtest.h>

#include "tests/core/score/random_series.h"

namespace deskgauge::score {
namespace {

std::vector<Origin> repeated(const std::vector<Origin>& origins, int times) {
  std::vector<Origin> all;
  for (int i = 0; i < times; ++i) all.insert(all.end(), origins.begin(), origins.end());
  return all;
}

TEST(back_test, scores_by_hand) {
  // squares .04, .09, .36, .01: Brier .125; base rate .5, so without skill .25
  BackTest const test = judge(repeated({{.8, true, .5}, {.3, false, .9}, {.6, false, 1.2}, {.9, true, 1}}, 5));
  EXPECT_TRUE(test.testable);
  EXPECT_EQ(test.origins, 20);
  EXPECT_NEAR(*test.brier, .125, 1e-12);
  EXPECT_NEAR(*test.base_rate, .5, 1e-12);
  EXPECT_NEAR(*test.skill, .5, 1e-12);
  EXPECT_NEAR(*test.coverage, .75, 1e-12);
  EXPECT_EQ(test.width_scale, 1);
}

TEST(back_test, the_coverage_has_its_wilson_interval) {
  // 41 of 50: [.692039, .902298] (kpis.md, V-WILSON)
  auto origins = repeated({{.5, true, .5}}, 41);
  for (auto const& o : repeated({{.5, false, 2}}, 9)) origins.push_back(o);
  BackTest const test = judge(origins);
  EXPECT_NEAR(test.coverage_low, .692039, 1e-6);
  EXPECT_NEAR(test.coverage_high, .902298, 1e-6);
}

TEST(back_test, the_reliability_table_has_ten_bins) {
  BackTest const test = judge(repeated({{0, false, 0}, {.05, false, 0}, {.1, true, 0}, {.55, true, 0}, {.59, false, 0}, {1, true, 0}}, 4));
  EXPECT_EQ(test.reliability[0].n, 8);
  EXPECT_NEAR(*test.reliability[0].forecast, .025, 1e-12);
  EXPECT_EQ(*test.reliability[0].observed, 0);
  EXPECT_EQ(test.reliability[1].n, 4);
  EXPECT_EQ(*test.reliability[5].observed, .5);
  EXPECT_EQ(test.reliability[9].n, 4);
  EXPECT_FALSE(test.reliability[3].observed);
}

TEST(back_test, under_twenty_origins_it_is_not_yet_testable) {
  BackTest const test = judge(repeated({{.5, true, 3}}, 19));
  EXPECT_FALSE(test.testable);
  EXPECT_EQ(test.width_scale, 1);
  EXPECT_FALSE(judge({}).coverage);
}

TEST(back_test, a_coverage_outside_its_bounds_scales_the_width) {
  std::vector<Origin> narrow, wide;
  for (int i = 1; i <= 25; ++i) {
    narrow.push_back({.5, i % 2 == 0, .1 * i});     // 10 of 25 hold; the 20th smallest ratio is 2.0
    wide.push_back({.5, i % 2 == 0, .03 * i});      // all hold; the 20th is .6
  }
  EXPECT_NEAR(judge(narrow).width_scale, 2.0, 1e-12);
  EXPECT_NEAR(judge(wide).width_scale, .6, 1e-12);
}

TEST(back_test, has_no_skill_to_show_where_the_goal_was_always_met) {
  EXPECT_FALSE(judge(repeated({{.9, true, .5}}, 30)).skill);
}

TEST(back_test, refits_at_every_week_end_on_what_was_over_then) {
  RandomSeries random(41);
  std::vector<LevelPoint> weeks;
  for (int t = 0; t < 60; ++t) weeks.push_back({50 + 3 * random.normal(), 0});
  Target const target{TargetKind::decrease_to, 50};
  LevelOptions options;
  options.allow_trend = false;
  auto const origins = roll_level(weeks, options, target, 4);
  ASSERT_EQ(origins.size(), 60u - 8 - 4 + 1);    // from the eighth week to the fourth before the last
  auto const forecast = LevelForecast::fit({weeks.begin(), weeks.begin() + 20}, options);
  EXPECT_EQ(origins[12].probability, forecast->probability(target, 4));
  EXPECT_EQ(origins[12].met, *weeks[23].value <= 50);
  EXPECT_EQ(origins[12].error_ratio, forecast->error_ratio(weeks[23], 4));
  BackTest const test = judge(origins);
  EXPECT_GT(*test.coverage, .6);
  EXPECT_LT(*test.brier, .35);
}

TEST(back_test, what_was_known_then_is_what_is_refitted) {
  std::vector<LevelPoint> weeks;
  for (int t = 0; t < 12; ++t) weeks.push_back({t % 3 + 10.0, 0});
  std::vector<std::size_t> asked;
  auto const origins = roll_level(weeks, {}, {TargetKind::increase_to, 11}, 1, [&](std::size_t count) {
    asked.push_back(count);
    std::vector<LevelPoint> known(weeks.begin(), weeks.begin() + static_cast<std::ptrdiff_t>(count));
    for (auto& week : known) *week.value += 100;    // all were corrected later
    return known;
  });
  EXPECT_EQ(asked.size(), 11u);
  ASSERT_EQ(origins.size(), 4u);
  for (Origin const& o : origins) EXPECT_GT(o.error_ratio, 10);
}

TEST(back_test, rolls_over_the_weeks_of_past_periods) {
  RandomSeries random(42);
  std::vector<DayCount> days;
  for (int t = 0; t < 56 + 4 * 91; ++t) days.push_back({random.binomial(20, .85), 20});
  std::vector<PastPeriod> periods;
  for (std::size_t q = 0; q < 4; ++q) periods.push_back({56 + 91 * q, 56 + 91 * (q + 1)});
  auto const origins = roll_period(days, periods, {TargetKind::increase_to, .84});
  EXPECT_EQ(origins.size(), 4u * 12);            // 13 weeks have 12 ends inside
  BackTest const test = judge(origins);
  EXPECT_TRUE(test.testable);
  EXPECT_GT(*test.coverage, .6);
  periods.push_back({56 + 91 * 4, 56 + 91 * 5});
  EXPECT_EQ(roll_period(days, periods, {TargetKind::increase_to, .84}).size(), 48u);
}

}  // namespace
}  // namespace deskgauge::score

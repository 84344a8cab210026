#include "deskgauge/score/rating.h"

#include <gtest/gtest.h>

namespace deskgauge::score {
namespace {

std::vector<RatedElement> elements_of(const std::vector<int>& levels, bool critical = true) {
  std::vector<RatedElement> elements;
  for (int level : levels) elements.push_back({"e", critical, 1, {level, level, level}});
  return elements;
}

TEST(rating, follows_v_opm) {
  struct Case { std::vector<int> levels; double mean; int summary; };
  for (Case const& c : {Case{{4, 3, 5, 3}, 3.75, 4},
                        {{5, 5, 5, 2}, 4.25, 2},
                        {{5, 5, 5, 1}, 3.75, 1},
                        {{5, 5, 4, 5}, 4.75, 5},
                        {{5, 5, 5, 3}, 4.5, 4},
                        {{5, 5, 4, 4}, 4.5, 4},
                        {{3, 3, 3, 3}, 3, 3},
                        {{3, 3, 3, 2}, 2.75, 2},
                        {{4, 4, 4, 3}, 3.75, 4}}) {
    Rating const rating = *summarise(five_levels(), points5(), elements_of(c.levels));
    EXPECT_EQ(rating.level.level, c.summary);
    EXPECT_NEAR(rating.total, c.mean, 1e-12);
    EXPECT_FALSE(rating.level.indeterminate());
  }
}

TEST(rating, only_a_critical_element_fails_the_whole) {
  Rating const failed = *summarise(five_levels(), points5(), elements_of({5, 5, 5, 1}));
  EXPECT_EQ(failed.because, "critical_element");
  EXPECT_EQ(summarise(five_levels(), points5(), elements_of({5, 5, 5, 1}, false)).value().level.level, 2);
  Rating const saved = *summarise(five_levels(), weighted500(), elements_of({1, 1}, false));
  EXPECT_EQ(saved.level.level, 2);
  EXPECT_EQ(saved.because, "only_critical");
}

TEST(rating, weighted500_reads_its_bands) {
  struct Case { std::vector<int> levels; std::vector<double> weights; double total; int summary; };
  for (Case const& c : {Case{{5, 4}, {60, 40}, 460, 5}, {{5, 4}, {59, 41}, 459, 4}, {{4, 3}, {80, 20}, 380, 4}, {{3, 2}, {90, 10}, 290, 3},
                        {{3, 2}, {89, 11}, 289, 2}, {{2, 2}, {50, 50}, 200, 2}}) {
    auto elements = elements_of(c.levels);
    for (std::size_t i = 0; i < elements.size(); ++i) elements[i].weight = c.weights[i];
    Rating const rating = *summarise(five_levels(), weighted500(), elements);
    EXPECT_NEAR(rating.total, c.total, 1e-9);
    EXPECT_EQ(rating.level.level, c.summary) << c.total;
  }
}

TEST(rating, a_level_without_a_threshold_is_not_assignable) {
  Standard const only{{{3, .85}}, false};
  ASSERT_TRUE(check(five_levels(), only));
  EXPECT_EQ(element_level(five_levels(), only, .99).level, 3);
  EXPECT_EQ(element_level(five_levels(), only, .849).level, 1);
  Standard const minutes{{{2, 90}, {3, 45}, {5, 15}}, true};
  ASSERT_TRUE(check(five_levels(), minutes));
  struct Case { double x; int level; };
  for (Case c : {Case{91, 1}, {90, 2}, {45, 3}, {16, 3}, {15, 5}})
    EXPECT_EQ(element_level(five_levels(), minutes, c.x).level, c.level) << c.x;
}

TEST(rating, an_interval_over_two_levels_is_indeterminate) {
  Standard const standard{{{2, .7}, {3, .8}, {4, .9}}, false};
  AssignedLevel const unsure = element_level(five_levels(), standard, .82, std::pair{.78, .86});
  EXPECT_TRUE(unsure.indeterminate());
  EXPECT_EQ(unsure.level, 3);
  EXPECT_EQ(unsure.low, 2);
  EXPECT_EQ(unsure.high, 3);
  EXPECT_FALSE(element_level(five_levels(), standard, .85, std::pair{.81, .89}).indeterminate());
  Standard const minutes{{{3, 45}, {4, 30}}, true};
  EXPECT_EQ(element_level(five_levels(), minutes, 40, std::pair{28., 52.}).low, 1);
  EXPECT_EQ(element_level(five_levels(), minutes, 40, std::pair{28., 52.}).high, 4);
}

TEST(rating, the_summary_is_indeterminate_only_where_its_elements_could_change_it) {
  auto elements = elements_of({4, 4, 4, 4});
  elements[0].level = {4, 3, 5};
  Rating const sure = *summarise(five_levels(), points5(), elements);
  EXPECT_FALSE(sure.level.indeterminate());
  elements[1].level = {4, 1, 5};
  Rating const unsure = *summarise(five_levels(), points5(), elements);
  EXPECT_EQ(unsure.level.level, 4);
  EXPECT_EQ(unsure.level.low, 1);
  EXPECT_EQ(unsure.level.high, 4);
}

TEST(rating, levels_are_data) {
  RatingScheme const three{{{1, "below", 0}, {3, "at", 3}, {5, "above", 5}}, 3};
  PointsRule const rule{{{5, 4.5, 3}, {3, 2.5, 0}}, 3};
  EXPECT_EQ(summarise(three, rule, elements_of({5, 5, 5, 3})).value().level.level, 5);
  EXPECT_EQ(summarise(three, rule, elements_of({5, 5, 2})).error().reason, "level_unknown");
}

TEST(rating, refuses_by_name) {
  RatingScheme const five = five_levels();
  EXPECT_EQ(check(five, {{{5, .9}}, false}).error().reason, "standard_without_mandatory");
  EXPECT_EQ(check(five, {{{3, .9}, {4, .8}}, false}).error().reason, "thresholds_not_ordered");
  EXPECT_EQ(check(five, {{{4, .9}, {3, .8}}, false}).error().reason, "thresholds_not_ordered");
  EXPECT_EQ(check(five, {{{1, .1}, {3, .8}}, false}).error().reason, "level_unknown");
  EXPECT_EQ(check({{{1, "only", 0}}, 1}, {}).error().reason, "scheme_not_ordered");
  EXPECT_EQ(summarise(five, points5(), {}).error().reason, "elements_missing");
  auto elements = elements_of({3});
  elements[0].weight = 0;
  EXPECT_EQ(summarise(five, weighted500(), elements).error().reason, "weight_out_of_range");
}

}  // namespace
}  // namespace deskgauge::score

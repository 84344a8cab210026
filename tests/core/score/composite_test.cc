#include "deskgauge/score/composite.h"

#include <cmath>
#include <gtest/gtest.h>

namespace deskgauge::score {
namespace {

/// The card of V-SCORE-1 with its attainments on the 80 scale.
std::vector<ScoreItem> card() {
  return {{"csat", "customer", .25, 224.0 / 3, {}},         {"nps", "customer", .10, 81, {}},
          {"frt_p50_min", "internal", .15, 656.0 / 9, {}},  {"fcr", "internal", .15, 82, {}},
          {"reopen_rate", "internal", .05, 220.0 / 3, {}},  {"cost_per_ticket", "financial", .15, 208.0 / 3, {}},
          {"upsell", "financial", .05, 81, {}},             {"qa", "learning", .10, 72, {}}};
}

std::vector<ScoreItem> card_without_nps() {
  auto items = card();
  items[1].attainment.reset();
  return items;
}

TEST(composite, follows_the_numbers_of_the_balanced_card) {
  Composite const c = *compose(card(), {});
  EXPECT_NEAR(*c.total.score, 75.316667, 1e-6);
  EXPECT_NEAR(c.total.coverage, 1, 1e-12);
  struct Case { const char* name; double score, weight; };
  Case const cases[] = {{"customer", 76.476190, .35}, {"internal", 76.857143, .35}, {"financial", 72.25, .20}, {"learning", 72, .10}};
  ASSERT_EQ(c.perspectives.size(), 4u);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(c.perspectives[i].name, cases[i].name);
    EXPECT_NEAR(*c.perspectives[i].score.score, cases[i].score, 1e-6);
    EXPECT_NEAR(c.perspectives[i].score.weight, cases[i].weight, 1e-12);
  }
}

TEST(composite, the_geometric_mean_compensates_less) {
  EXPECT_NEAR(*compose(card(), {MeanKind::geometric}).value().total.score, 75.190912, 1e-6);
}

TEST(composite, the_geometric_mean_takes_nothing_as_one) {
  EXPECT_NEAR(*compose({{"a", "x", 1, 0, {}}, {"b", "x", 1, 100, {}}}, {MeanKind::geometric}).value().total.score, 10, 1e-9);
}

TEST(composite, what_is_missing_is_renormalised_zero_or_the_end) {
  Composite const stretched = *compose(card_without_nps(), {});
  EXPECT_NEAR(*stretched.total.score, 74.685185, 1e-6);
  EXPECT_NEAR(stretched.total.coverage, .9, 1e-12);
  EXPECT_NEAR(*compose(card_without_nps(), {MeanKind::arithmetic, MissingPolicy::as_zero}).value().total.score, 67.216667, 1e-6);
  Composite const none = *compose(card_without_nps(), {MeanKind::arithmetic, MissingPolicy::absent});
  EXPECT_FALSE(none.total.score);
  EXPECT_EQ(none.total.absent_reason, "item_missing");
}

TEST(composite, below_the_minimum_coverage_there_is_no_score) {
  Composite const c = *compose(card_without_nps(), {MeanKind::arithmetic, MissingPolicy::renormalise, .95});
  EXPECT_FALSE(c.total.score);
  EXPECT_EQ(c.total.absent_reason, "below_minimum_coverage");
  EXPECT_NEAR(c.total.coverage, .9, 1e-12);
  EXPECT_TRUE(compose(card_without_nps(), {MeanKind::arithmetic, MissingPolicy::renormalise, .9}).value().total.score);
  EXPECT_EQ(compose({{"a", "x", 1, std::nullopt, {}}}, {}).value().total.absent_reason, "no_items");
}

TEST(composite, intervals_of_independent_items_add_as_squares) {
  // equal weights, half widths 3 and 4: √(3² + 4²)/2 = 2.5
  Composite const c = *compose({{"a", "x", 1, 80, AttainmentInterval{77, 83}}, {"b", "x", 1, 60, AttainmentInterval{56, 64}}}, {});
  EXPECT_NEAR(c.total.interval->low, 67.5, 1e-9);
  EXPECT_NEAR(c.total.interval->high, 72.5, 1e-9);
  EXPECT_FALSE(compose(card(), {}).value().total.interval);
}

TEST(composite, refuses_by_name) {
  EXPECT_EQ(compose({{"a", "x", -1, 50, {}}}, {}).error().reason, "weight_out_of_range");
  EXPECT_EQ(compose({{"a", "x", 0, 50, {}}}, {}).error().reason, "weights_without_sum");
  EXPECT_EQ(compose({}, {}).error().reason, "weights_without_sum");
  EXPECT_EQ(compose(card(), {MeanKind::arithmetic, MissingPolicy::renormalise, 1.5}).error().reason, "coverage_out_of_range");
}

}  // namespace
}  // namespace deskgauge::score

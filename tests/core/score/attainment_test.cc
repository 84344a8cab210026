#include "deskgauge/score/attainment.h"

#include <gtest/gtest.h>

namespace deskgauge::score {
namespace {

TEST(attainment, follows_v_score_1_on_both_scales) {
  struct Case { const char* item; double x; Anchors anchors; double att80, att120; };
  Case const cases[] = {
      {"csat", .84, {.70, .85, .92}, 74.666667, 93.333333},        {"nps", 31, {0, 30, 50}, 81, 101},
      {"frt_p50_min", 38, {120, 30, 15}, 72.888889, 91.111111},    {"fcr", .71, {.50, .70, .80}, 82, 102},
      {"reopen_rate", .09, {.20, .08, .04}, 73.333333, 91.666667}, {"cost_per_ticket", 6.4, {9, 6, 4.5}, 69.333333, 86.666667},
      {"upsell", .031, {0, .03, .05}, 81, 101},                    {"qa", .88, {.70, .90, .97}, 72, 90},
  };
  for (Case const& c : cases) {
    ASSERT_TRUE(check(c.anchors, kTarget80)) << c.item;
    EXPECT_NEAR(attainment(c.anchors, c.x, kTarget80), c.att80, 1e-6) << c.item;
    EXPECT_NEAR(attainment(c.anchors, c.x, kTarget100Cap120), c.att120, 1e-6) << c.item;
  }
}

TEST(attainment, is_cut_at_the_floor_and_at_the_stretch) {
  for (Anchors a : {Anchors{.7, .85, .92}, Anchors{120, 30, 15}}) {
    double const beyond = a.stretch - a.floor;
    EXPECT_EQ(attainment(a, a.floor, kTarget80), 0);
    EXPECT_EQ(attainment(a, a.floor - beyond, kTarget80), 0);
    EXPECT_EQ(attainment(a, a.target, kTarget80), 80);
    EXPECT_EQ(attainment(a, a.stretch, kTarget80), 100);
    EXPECT_EQ(attainment(a, a.stretch + beyond, kTarget80), 100);
  }
}

TEST(attainment, a_band_is_whole_within_its_targets_and_falls_on_both_sides) {
  Band const occupancy{.60, .75, .85, .95};
  struct Case { double x, attained; };
  for (Case c : {Case{.5, 0}, {.60, 0}, {.675, 50}, {.75, 100}, {.80, 100}, {.85, 100}, {.90, 50}, {.95, 0}, {1, 0}}) {
    EXPECT_NEAR(attainment(occupancy, c.x, kTarget80), c.attained, 1e-9) << c.x;
    EXPECT_NEAR(attainment(occupancy, c.x, kTarget100Cap120), c.attained, 1e-9) << c.x;
  }
}

TEST(attainment, steps_hold_until_the_next) {
  Steps const up{{.7, 40}, {.85, 80}, {.92, 100}}, down{{120, 40}, {30, 80}};
  struct Case { Steps const& steps; double x, attained; };
  for (Case const& c :
       {Case{up, .69, 0}, {up, .7, 40}, {up, .849, 40}, {up, .92, 100}, {down, 121, 0}, {down, 120, 40}, {down, 30, 80}, {down, 5, 80}})
    EXPECT_EQ(attainment(c.steps, c.x, kTarget80), c.attained) << c.x;
}

TEST(attainment, an_interval_keeps_its_ends_in_order) {
  AttainmentInterval const lower = attainment(Anchors{120, 30, 15}, 28, 60, kTarget80);
  EXPECT_NEAR(lower.low, 80.0 * 60 / 90, 1e-9);
  EXPECT_NEAR(lower.high, 80 + 20.0 * 2 / 15, 1e-9);
  AttainmentInterval const band = attainment(Band{.60, .75, .85, .95}, .70, .94, kTarget80);
  EXPECT_NEAR(band.low, 10, 1e-9);
  EXPECT_EQ(band.high, 100);
}

TEST(attainment, refuses_by_name) {
  struct Case { AttainmentRule rule; AttainmentScale scale; const char* reason; };
  for (Case const& c : {Case{Anchors{.7, .7, .9}, kTarget80, "anchors_not_ordered"},
                        {Anchors{.7, .9, .8}, kTarget80, "anchors_not_ordered"},
                        {Anchors{.7, .9, std::numeric_limits<double>::infinity()}, kTarget80, "anchor_not_finite"},
                        {Band{.6, .8, .7, .9}, kTarget80, "band_not_ordered"},
                        {Steps{}, kTarget80, "steps_missing"},
                        {Steps{{1, 50}, {2, 40}}, kTarget80, "steps_not_ordered"},
                        {Steps{{1, 50}, {3, 60}, {2, 70}}, kTarget80, "steps_not_ordered"},
                        {Steps{{1, 101}}, kTarget80, "attainment_out_of_range"},
                        {Anchors{0, 1, 2}, {100, 100}, "scale_out_of_range"}}) {
    auto const result = check(c.rule, c.scale);
    ASSERT_FALSE(result) << c.reason;
    EXPECT_EQ(result.error().reason, c.reason);
  }
}

}  // namespace
}  // namespace deskgauge::score

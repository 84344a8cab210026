#include "deskgauge/score/plan_curve.h"

#include <gtest/gtest.h>

namespace deskgauge::score {
namespace {

constexpr time::Instant day(int n) { return time::Instant{} + time::days(n); }

TEST(plan_curve, a_linear_plan_expects_the_share_of_the_time) {
  PlanCurve const plan = *PlanCurve::linear(day(0), day(90));
  struct Case { int at; double share; };
  for (Case c : {Case{-5, 0}, {0, 0}, {45, 0.5}, {89, 89.0 / 90}, {90, 1}, {120, 1}}) {
    EXPECT_DOUBLE_EQ(plan.share(day(c.at)), c.share) << c.at;
    EXPECT_DOUBLE_EQ(plan.elapsed(day(c.at)), c.share) << c.at;
  }
  EXPECT_NEAR(plan.expected(0.82, 0.87, day(89)), 0.869444, 1e-6);
  EXPECT_NEAR(plan.expected(60, 45, day(45)), 52.5, 1e-12);
}

TEST(plan_curve, a_stepped_plan_jumps_at_its_dates_and_is_whole_when_due) {
  PlanCurve const plan = *PlanCurve::steps(day(0), day(90), {{day(10), 0.25}, {day(40), 0.6}});
  struct Case { time::Instant at; double share; };
  for (Case c : {Case{day(0), 0},
                 {day(10) - time::milliseconds(1), 0},
                 {day(10), 0.25},
                 {day(39), 0.25},
                 {day(40), 0.6},
                 {day(89), 0.6},
                 {day(90), 1}})
    EXPECT_DOUBLE_EQ(plan.share(c.at), c.share) << to_text(c.at);
}

TEST(plan_curve, a_weighted_plan_stands_still_where_nobody_works) {
  // five days of weight 1, a weekend of 0, a day of weight 5, which is half of all
  PlanCurve const plan = *PlanCurve::weighted(day(0), day(8), {{day(0), 1}, {day(1), 1}, {day(2), 1}, {day(3), 1}, {day(4), 1},
                                                               {day(5), 0}, {day(6), 0}, {day(7), 5}});
  EXPECT_DOUBLE_EQ(plan.share(day(2)), 0.2);
  EXPECT_DOUBLE_EQ(plan.share(day(2) + time::hours(12)), 0.25);
  EXPECT_DOUBLE_EQ(plan.share(day(5)), 0.5);
  EXPECT_DOUBLE_EQ(plan.share(day(7)), 0.5);
  EXPECT_DOUBLE_EQ(plan.share(day(7) + time::hours(12)), 0.75);
  EXPECT_DOUBLE_EQ(plan.share(day(8)), 1);
}

TEST(plan_curve, equal_weights_are_the_linear_plan) {
  std::vector<PlanWeight> weights;
  for (int i = 0; i < 30; ++i) weights.push_back({day(i), 7.5});
  PlanCurve const plan = *PlanCurve::weighted(day(0), day(30), weights), linear = *PlanCurve::linear(day(0), day(30));
  for (int hour = 0; hour <= 30 * 24; hour += 5)
    EXPECT_NEAR(plan.share(time::Instant{} + time::hours(hour)), linear.share(time::Instant{} + time::hours(hour)), 1e-12);
}

TEST(plan_curve, refuses_by_name_what_is_no_plan) {
  EXPECT_EQ(PlanCurve::linear(day(1), day(1)).error().reason, "due_before_start");
  EXPECT_EQ(PlanCurve::steps(day(0), day(9), {{day(1), 1.5}}).error().reason, "plan_share_out_of_range");
  EXPECT_EQ(PlanCurve::steps(day(0), day(9), {{day(4), 0.5}, {day(3), 0.6}}).error().reason, "plan_steps_not_ordered");
  EXPECT_EQ(PlanCurve::steps(day(0), day(9), {{day(3), 0.5}, {day(4), 0.4}}).error().reason, "plan_steps_not_ordered");
  EXPECT_EQ(PlanCurve::weighted(day(0), day(9), {{day(1), -1}}).error().reason, "plan_weight_negative");
  EXPECT_EQ(PlanCurve::weighted(day(0), day(9), {{day(9), 1}}).error().reason, "plan_weights_not_ordered");
  EXPECT_EQ(PlanCurve::weighted(day(0), day(9), {{day(1), 0}}).error().reason, "plan_without_weight");
}

}  // namespace
}  // namespace deskgauge::score

#include "deskgauge/score/progress.h"

#include <gtest/gtest.h>

namespace deskgauge::score {
namespace {

time::Instant at(const char* day) { return *time::parse_instant(std::string(day) + "T00:00:00Z"); }

PlanCurve first_quarter() { return *PlanCurve::linear(at("2026-01-01"), at("2026-04-01")); }

TEST(progress, follows_v_goal_1) {
  struct Case { const char* day; double v, elapsed, expected, progress, pace, gap, required; };
  Case const cases[] = {
      {"2026-02-15", .84, .5, .845, .4, .8, -.005, .000667},
      {"2026-02-15", .85, .5, .845, .6, 1.2, .005, .000444},
      {"2026-02-15", .81, .5, .845, -.2, -.4, -.035, .001333},
      {"2026-03-31", .865, .988889, .869444, .9, .910112, -.004444, .005},
  };
  for (Case const& c : cases) {
    Progress const p = progress_at(first_quarter(), .82, {TargetKind::increase_to, .87}, at(c.day), c.v);
    EXPECT_NEAR(p.elapsed, c.elapsed, 1e-6);
    EXPECT_NEAR(*p.expected, c.expected, 1e-6);
    EXPECT_NEAR(*p.progress, c.progress, 1e-6);
    EXPECT_NEAR(*p.pace, c.pace, 1e-6);
    EXPECT_NEAR(*p.gap, c.gap, 1e-6);
    EXPECT_NEAR(*p.required_per_day, c.required, 1e-6);
    EXPECT_NEAR(*p.planned_per_day, .000556, 1e-6);
    EXPECT_EQ(p.absent_reason, "");
  }
}

TEST(progress, lower_is_better_needs_no_other_formula) {
  Progress const p = progress_at(first_quarter(), 60, {TargetKind::decrease_to, 45}, at("2026-02-15"), 52);
  EXPECT_NEAR(*p.expected, 52.5, 1e-6);
  EXPECT_NEAR(*p.progress, .533333, 1e-6);
  EXPECT_NEAR(*p.pace, 1.066667, 1e-6);
}

TEST(progress, pace_is_against_the_plan_and_not_the_calendar) {
  PlanCurve const late = *PlanCurve::steps(at("2026-01-01"), at("2026-04-01"), {{at("2026-02-01"), .25}});
  Progress const p = progress_at(late, .82, {TargetKind::increase_to, .86}, at("2026-02-15"), .83);
  EXPECT_NEAR(*p.pace, 1, 1e-9);
}

TEST(progress, says_why_there_is_none) {
  struct Case { TargetKind kind; double baseline, target; std::optional<double> v; const char* reason; };
  for (Case const& c : {Case{TargetKind::increase_to, .87, .87, .9, "target_equals_baseline"},
                        Case{TargetKind::increase_to, .9, .87, .88, "baseline_beyond_target"},
                        Case{TargetKind::decrease_to, 40, 45, 44, "baseline_beyond_target"},
                        Case{TargetKind::increase_to, .82, .87, std::nullopt, "no_value"},
                        Case{TargetKind::stay_at_or_above, .9, .9, .91, "maintain_goal"},
                        Case{TargetKind::stay_at_or_below, .9, .9, std::nullopt, "no_value"}}) {
    Progress const p = progress_at(first_quarter(), c.baseline, {c.kind, c.target}, at("2026-02-15"), c.v);
    EXPECT_EQ(p.absent_reason, c.reason);
    EXPECT_FALSE(p.progress);
    EXPECT_FALSE(p.pace);
  }
}

TEST(progress, requires_no_rate_once_it_is_due_and_has_no_pace_before_the_plan_begins) {
  Progress const due = progress_at(first_quarter(), .82, {TargetKind::increase_to, .87}, at("2026-04-01"), .86);
  EXPECT_FALSE(due.required_per_day);
  EXPECT_NEAR(*due.pace, .8, 1e-9);
  EXPECT_FALSE(progress_at(first_quarter(), .82, {TargetKind::increase_to, .87}, at("2026-01-01"), .83).pace);
}

TEST(progress, a_maintain_goal_is_measured_from_the_nearer_bound) {
  Target const band{TargetKind::stay_within, 0.7, 0.85};
  Progress const p = progress_at(first_quarter(), 0, band, at("2026-02-15"), .83);
  EXPECT_DOUBLE_EQ(*p.expected, .85);
  EXPECT_NEAR(*p.gap, -.02, 1e-12);
}

TEST(progress, targets_contain_their_bounds) {
  struct Case { Target target; double v; bool met; };
  for (Case const& c : {Case{{TargetKind::increase_to, .87}, .87, true}, Case{{TargetKind::increase_to, .87}, .8699, false},
                        Case{{TargetKind::decrease_to, 45}, 45, true}, Case{{TargetKind::stay_at_or_below, 45}, 45.1, false},
                        Case{{TargetKind::stay_within, .7, .85}, .7, true}, Case{{TargetKind::stay_within, .7, .85}, .85, true},
                        Case{{TargetKind::stay_within, .7, .85}, .851, false}})
    EXPECT_EQ(meets(c.target, c.v), c.met) << to_text(c.target.kind) << ' ' << c.v;
}

TEST(progress, the_pass_rate_counts_days_with_a_value) {
  PassRate const rate = pass_rate({TargetKind::stay_at_or_above, .9}, {.91, std::nullopt, .89, .9, std::nullopt});
  EXPECT_EQ(rate.met, 2);
  EXPECT_EQ(rate.days, 3);
  EXPECT_NEAR(*rate.rate(), 2.0 / 3, 1e-12);
  EXPECT_FALSE(pass_rate({TargetKind::stay_at_or_above, .9}, {std::nullopt}).rate());
}

}  // namespace
}  // namespace deskgauge::score

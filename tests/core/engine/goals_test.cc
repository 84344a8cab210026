// Where a goal stands, on desks whose numbers are known by counting.
#include "tests/core/engine/score_support.h"

namespace deskgauge::engine {
namespace {

constexpr double kTolerance = 1e-6;

Counted desk_of(const Goal& goal, std::vector<Metric> metrics = {csat_metric()}) {
  metric::Catalogue c = catalogue_of(std::move(metrics));
  c.goals = {goal};
  return Counted(std::move(c));
}
GoalReport report(const Counted& desk, Instant when, GoalRequest request = {}) {
  request.at = when;
  return time::must(desk.engine.goals(request)).goals.at(0);
}
/// A goal on single days: what each day's window holds is independent of its neighbours'.
Goal daily_goal() {
  Goal g = goal_of();
  g.window = window("1d");
  return g;
}
std::string statuses(const GoalReport& r) {
  std::string out;
  for (const GoalDay& day : r.days) out += (out.empty() ? "" : " ") + std::string(score::to_text(day.status));
  return out;
}

TEST(goals, stand_where_the_vector_says) {
  struct Case { const char* day; int hits, n; double v, elapsed, expected, progress, pace, gap, required; };
  Case const cases[] = {{"02-15", 21, 25, .84, .5, .845, .4, .8, -.005, .000667},
                        {"02-15", 17, 20, .85, .5, .845, .6, 1.2, .005, .000444},
                        {"02-15", 81, 100, .81, .5, .845, -.2, -.4, -.035, .001333},
                        {"03-31", 173, 200, .865, .988889, .869444, .9, .910112, -.004444, .005}};
  for (const Case& c : cases) {
    Counted desk = desk_of(goal_of());
    desk.surveys(std::string(c.day) == "02-15" ? "02-12 10:00" : "03-28 10:00", c.hits, c.n);
    desk.send();
    GoalReport const r = report(desk, midnight(c.day));
    EXPECT_NEAR(*r.value.number, c.v, kTolerance);
    EXPECT_EQ(r.value.numerator, c.hits);
    EXPECT_NEAR(r.progress.elapsed, c.elapsed, kTolerance);
    EXPECT_NEAR(*r.progress.expected, c.expected, kTolerance);
    EXPECT_NEAR(*r.progress.progress, c.progress, kTolerance);
    EXPECT_NEAR(*r.progress.pace, c.pace, kTolerance);
    EXPECT_NEAR(*r.progress.gap, c.gap, kTolerance);
    EXPECT_NEAR(*r.progress.required_per_day, c.required, kTolerance);
    EXPECT_NEAR(*r.progress.planned_per_day, .000556, kTolerance);
  }
}

TEST(goals, need_no_other_formula_where_lower_is_better) {
  Goal g = goal_of("frt");
  g.baseline = 3600, g.target = {TargetKind::decrease_to, 2700, 0};
  Counted desk = desk_of(g, {response_metric("frt", aggregate::Aggregation::mean)});
  desk.answered("02-12 10:00", "02-12 10:50");
  desk.answered("02-12 10:00", "02-12 10:54");
  desk.send();
  GoalReport const r = report(desk, midnight("02-15"));
  EXPECT_NEAR(*r.value.number, 52 * 60, kTolerance);
  EXPECT_NEAR(*r.progress.expected, 52.5 * 60, kTolerance);
  EXPECT_NEAR(*r.progress.progress, .533333, kTolerance);
  EXPECT_NEAR(*r.progress.pace, 1.066667, kTolerance);
}

TEST(goals, measure_a_baseline_that_is_not_given_over_the_window_that_ends_at_the_start) {
  Goal g = goal_of();
  g.baseline.reset(), g.baseline_n.reset();
  struct Case { metric::ChangeUnit unit; double change, target; };
  Case const cases[] = {{metric::ChangeUnit::points, 5, .87},
                        {metric::ChangeUnit::percent, 5, .861},
                        {metric::ChangeUnit::absolute, .05, .87}};
  for (const Case& c : cases) {
    g.change = c.unit, g.target.value = c.change;
    Counted desk = desk_of(g);
    desk.surveys("2025-12-24T23:59:59Z", 0, 10);                   // before the window
    desk.surveys("2025-12-25T00:00:00Z", 41, 50);
    desk.surveys("2026-01-01T00:00:00Z", 0, 10);                   // of the next day
    desk.send();
    GoalReport const r = report(desk, midnight("01-05"));
    EXPECT_NEAR(*r.baseline, .82, kTolerance);
    EXPECT_TRUE(r.baseline_measured);
    EXPECT_EQ(r.baseline_n, 50);
    EXPECT_NEAR(r.target->value, c.target, kTolerance);
    GoalReport const before = report(desk, at("2025-12-30T00:00:00Z"));
    EXPECT_FALSE(before.baseline || before.target);
    EXPECT_EQ(before.status.status, GoalStatus::not_started);
    EXPECT_EQ(before.progress.absent_reason, "no_baseline");
  }
}

TEST(goals, of_every_kind_are_met_by_their_own_side_of_the_bound) {
  struct Case { Target target; int hits; GoalStatus status; };       // of 20 answers on the last day
  using enum TargetKind;
  using enum GoalStatus;
  Case const cases[] = {{{increase_to, .85, 0}, 17, met},      {{increase_to, .85, 0}, 16, missed},
                        {{decrease_to, .80, 0}, 16, met},      {{decrease_to, .80, 0}, 17, missed},
                        {{stay_at_or_above, .85, 0}, 17, met}, {{stay_at_or_above, .85, 0}, 16, missed},
                        {{stay_at_or_below, .85, 0}, 17, met}, {{stay_at_or_below, .85, 0}, 18, missed},
                        {{stay_within, .80, .90}, 18, met},    {{stay_within, .80, .90}, 19, missed}};
  for (const Case& c : cases) {
    Goal g = goal_of();
    g.target = c.target, g.met = metric::FinalValue{};
    Counted desk = desk_of(g);
    desk.surveys("03-31 23:59", c.hits, 20);
    desk.surveys("04-01 00:00", 20 - c.hits, 20);                    // after the goal
    desk.send();
    EXPECT_EQ(report(desk, midnight("04-01")).status.status, c.status) << metric::to_text(c.target.kind) << " " << c.hits;
    EXPECT_NE(report(desk, midnight("03-31")).status.status, c.status);
  }
}

TEST(goals, that_keep_something_have_no_way_but_a_share_of_days) {
  Goal g = daily_goal();
  g.target = {TargetKind::stay_at_or_above, .8, 0};
  Counted desk = desk_of(g);
  for (int day = 0; day < 10; ++day) desk.surveys(noon(day), day < 9 ? 9 : 7, 10);
  desk.send();
  GoalReport const r = report(desk, midnight("01-11"));
  EXPECT_EQ(report(desk, at("01-10 23:59")).progress.absent_reason, "maintain_goal");
  EXPECT_EQ(r.passed.met, 9);
  EXPECT_EQ(r.passed.days, 10);
  EXPECT_NEAR(*r.days.back().signal, 6.0 / 7, kTolerance);           // of its last seven days
}

TEST(goals, are_sustained_on_the_close_of_the_fourteenth_day_and_not_before) {
  Counted desk = desk_of(goal_of());
  for (int day = 0; day < 20; ++day) desk.surveys(noon(day), 9, 10);
  desk.send();
  GoalReport const before = report(desk, midnight("01-15") - time::milliseconds(1));
  EXPECT_EQ(before.met.verdict, score::Verdict::not_yet);
  EXPECT_EQ(before.met.running, 13);
  EXPECT_EQ(before.met.needed, 14);
  GoalReport const then = report(desk, midnight("01-15"));
  EXPECT_EQ(then.met.verdict, score::Verdict::yes);
  EXPECT_EQ(then.met.since, midnight("01-15"));
  EXPECT_EQ(then.status.status, GoalStatus::met);
}

TEST(goals, with_a_rule_of_evidence_are_met_by_the_bound_or_the_posterior) {
  struct Case { metric::MetRule rule; int hits, n; double target; bool met; };
  Case const cases[] = {{metric::Confident{.95}, 37, 50, .6275, true},   {metric::Confident{.95}, 37, 50, .6276, false},    // bound .627539
                        {metric::Posterior{.4852}, 87, 100, .87, true},  {metric::Posterior{.4853}, 87, 100, .87, false},   // .485225
                        {metric::Posterior{.4895}, 37, 50, .74, true},   {metric::Posterior{.4896}, 37, 50, .74, false}};   // .489592
  for (const Case& c : cases) {
    Goal g = goal_of();
    g.baseline = .5, g.target.value = c.target, g.met = c.rule;
    Counted desk = desk_of(g);
    desk.surveys("02-12 10:00", c.hits, c.n);
    desk.send();
    EXPECT_EQ(report(desk, midnight("02-15")).met.verdict == score::Verdict::yes, c.met) << c.hits << " of " << c.n << " for " << c.target;
  }
}

TEST(goals, of_durations_are_confident_by_the_one_sided_bound_of_their_own_interval) {
  Goal g = goal_of("frt");
  g.baseline = 3600, g.met = metric::Confident{.95};
  // answers after 10, 20 and 30 minutes: mean 1200 s, s 600 s, one-sided bound 1200 + 2.919986 · 600 / √3 = 2211.513
  for (auto const& [target, met] : {std::pair{2212.0, true}, {2211.0, false}}) {
    g.target = {TargetKind::decrease_to, target, 0};
    Counted desk = desk_of(g, {response_metric("frt", aggregate::Aggregation::mean)});
    for (const char* answer : {"02-12 10:10", "02-12 10:20", "02-12 10:30"}) desk.answered("02-12 10:00", answer);
    desk.send();
    EXPECT_EQ(report(desk, midnight("02-15")).met.verdict == score::Verdict::yes, met);
  }
}

TEST(goals, change_their_status_only_past_a_second_threshold_and_after_three_days) {
  Goal g = daily_goal();
  g.baseline = .5, g.target.value = 1;
  between(g, "2026-01-01", "2026-04-11");                              // 100 days: a hundredth of the way each
  Counted desk = desk_of(g);
  int const hits[] = {6, 4, 4, 4, 3, 3, 3, 3};                         // signals 1.19 .78 .77 .76 .55 .54 .53 .52
  for (int day = 0; day < 8; ++day) desk.surveys(noon(day), hits[day], 10);
  desk.send();
  EXPECT_EQ(statuses(report(desk, midnight("01-09"))), "on_track on_track on_track at_risk at_risk at_risk off_track off_track");
  GoalReport const r = report(desk, midnight("01-09"));
  EXPECT_NEAR(*r.days[1].signal, .78, kTolerance);
  EXPECT_EQ(r.status.since, midnight("01-08"));
  EXPECT_EQ(r.status.days, 2);
  EXPECT_EQ(report(desk, midnight("01-16")).status.status, GoalStatus::no_data);   // seven days of silence
}

TEST(goals, whose_baseline_meets_the_target_already_are_judged_by_their_days) {
  Goal g = daily_goal();
  g.baseline = .9;
  Counted desk = desk_of(g);
  for (int day = 0; day < 10; ++day) desk.surveys(noon(day), 5, 10);
  desk.send();
  GoalReport const r = report(desk, midnight("01-11"));
  EXPECT_EQ(report(desk, at("01-10 23:59")).progress.absent_reason, "baseline_beyond_target");
  EXPECT_EQ(r.status.status, GoalStatus::off_track);
}

TEST(goals, are_not_started_before_they_start_and_missed_after_they_were_due) {
  Counted desk = desk_of(goal_of());
  desk.surveys("02-12 10:00", 1, 10);
  desk.send();
  EXPECT_EQ(report(desk, midnight("01-01") - time::milliseconds(1)).status.status, GoalStatus::not_started);
  EXPECT_EQ(report(desk, midnight("01-02")).status.status, GoalStatus::no_data);
  EXPECT_EQ(report(desk, midnight("05-01")).status.status, GoalStatus::missed);
  EXPECT_EQ(report(desk, midnight("05-01")).days.size(), 90u);
}

TEST(goals, follow_a_plan_of_working_hours_and_weekdays) {
  Goal g = goal_of();
  between(g, "2026-01-05", "2026-01-12");                              // Monday to Monday
  g.plan.shape = metric::PlanSpec::Shape::weighted;
  g.plan.schedule = "office";
  g.plan.weekdays = {1, 1, 1, 1, .5, 1, 1};
  metric::Catalogue c = catalogue_of({csat_metric()});
  c.goals = {g};
  c.schedules.push_back(time::Schedule("office", time::Zone::utc(), {time::weekly(time::kWorkdays, {time::range(9, 17)})}));
  Counted desk(std::move(c));
  desk.send();
  // 8 h on Monday to Thursday, 4 on Friday: 36 in all
  for (auto const& [day, share] : {std::pair{"01-05", 0.0}, {"01-07", 16 / 36.0}, {"01-10", 1.0}, {"01-11", 1.0}})
    EXPECT_NEAR(*report(desk, midnight(day)).progress.expected, .82 + .05 * share, kTolerance) << day;
}

TEST(goals, follow_a_plan_of_steps) {
  Goal g = goal_of();
  g.plan.shape = metric::PlanSpec::Shape::steps;
  g.plan.steps = {{time::on("2026-02-01"), .4}, {time::on("2026-03-01"), 1}};
  Counted desk = desk_of(g);
  desk.send();
  for (auto const& [day, share] : {std::pair{"01-31", 0.0}, {"02-01", .4}, {"02-28", .4}, {"03-01", 1.0}})
    EXPECT_NEAR(*report(desk, midnight(day)).progress.expected, .82 + .05 * share, kTolerance) << day;
}

TEST(goals, of_one_scope_are_judged_by_its_numbers_alone_and_an_unknown_scope_by_nothing) {
  Goal g = goal_of();
  g.scope = {{"agent", "B"}};
  Goal nobody = g;
  nobody.name = "h", nobody.scope = {{"agent", "Z"}};
  metric::Catalogue c = catalogue_of({csat_metric()});
  c.goals = {g, nobody};
  Counted desk(std::move(c));
  desk.surveys("02-12 10:00", 9, 10, "A");
  desk.surveys("02-12 10:00", 3, 4, "B");
  desk.send();
  GoalRequest request;
  request.at = midnight("02-15");
  auto const reports = time::must(desk.engine.goals(request)).goals;
  EXPECT_EQ(reports[0].value.numerator, 3);
  EXPECT_EQ(reports[0].value.denominator, 4);
  EXPECT_EQ(reports[1].value.reason, value::Reason::no_data);
}

TEST(goals, are_asked_narrower_before_wider_and_the_later_begun_first) {
  Goal desk = goal_of(), agent = goal_of(), later = goal_of();
  desk.name = "desk", agent.name = "agent", later.name = "later";
  agent.scope = later.scope = {{"agent", "A"}};
  between(later, "2026-02-01", "2026-03-01");
  metric::Catalogue c = catalogue_of({csat_metric()});
  c.goals = {agent, desk, later};
  auto const name = [&](const metric::Scope& group, const char* day) { return c.goal_of("csat", group, midnight(day))->name; };
  EXPECT_EQ(name({{"agent", "A"}}, "01-15"), "agent");
  EXPECT_EQ(name({{"agent", "A"}}, "02-15"), "later");
  EXPECT_EQ(name({{"agent", "A"}}, "03-01"), "agent");
  EXPECT_EQ(name({{"agent", "B"}}, "02-15"), "desk");
  EXPECT_EQ(name({}, "02-15"), "desk");
  EXPECT_EQ(c.goal_of("csat", {}, midnight("04-01")), nullptr);
}

TEST(goals, refuse_a_name_they_do_not_know_with_the_nearest) {
  Counted desk = desk_of(goal_of());
  GoalRequest request;
  request.goals = {"h"};
  EXPECT_EQ(desk.engine.goals(request).error().reason, "unknown_goal");
}

}  // namespace
}  // namespace deskgauge::engine

#include "deskgauge/score/status.h"

#include <gtest/gtest.h>

#include "tests/core/score/random_series.h"

namespace deskgauge::score {
namespace {

constexpr time::Instant day(int n) { return time::Instant{} + time::days(n); }

std::vector<StatusDay> days_of(const std::vector<std::optional<double>>& signals) {
  std::vector<StatusDay> days;
  for (std::size_t i = 0; i < signals.size(); ++i) days.push_back({day(static_cast<int>(i) + 1), signals[i]});
  return days;
}

StatusState fold(const std::vector<std::optional<double>>& signals) {
  return fold_status(kProbabilityStatus, days_of(signals), {}, day(0), day(1000));
}

int changes(const StatusRule& rule, const std::vector<StatusDay>& days) {
  int count = 0;
  StatusState state;
  for (StatusDay const& d : days) {
    StatusState const next = next_status(rule, state, d);
    count += next.status != state.status;
    state = next;
  }
  return count;
}

TEST(status, the_first_signal_decides_by_the_outer_thresholds) {
  struct Case { double signal; GoalStatus status; };
  for (Case c : {Case{.7, GoalStatus::on_track}, {.69, GoalStatus::at_risk}, {.2, GoalStatus::at_risk}, {.19, GoalStatus::off_track}})
    EXPECT_EQ(fold({c.signal}).status, c.status) << c.signal;
}

TEST(status, what_lies_between_the_thresholds_moves_nothing) {
  EXPECT_EQ(fold({.8, .65, .61, .60, .60}).status, GoalStatus::on_track);
  EXPECT_EQ(fold({.5, .65, .69, .69, .69}).status, GoalStatus::at_risk);
  EXPECT_EQ(fold({.1, .25, .29, .29, .29}).status, GoalStatus::off_track);
  EXPECT_EQ(fold({.5, .25, .21, .21, .21}).status, GoalStatus::at_risk);
}

TEST(status, is_left_only_after_it_stood_for_the_dwell) {
  EXPECT_EQ(fold({.8, .1}).status, GoalStatus::on_track);
  EXPECT_EQ(fold({.8, .1, .1}).status, GoalStatus::on_track);
  StatusState const fallen = fold({.8, .1, .1, .1});
  EXPECT_EQ(fallen.status, GoalStatus::off_track);
  EXPECT_EQ(fallen.since, day(4));
  EXPECT_EQ(fallen.days, 1);
}

TEST(status, silence_becomes_no_data_and_the_next_signal_is_judged_afresh) {
  std::vector<std::optional<double>> signals(6, std::nullopt);
  signals.insert(signals.begin(), .8);
  EXPECT_EQ(fold(signals).status, GoalStatus::on_track);
  signals.push_back(std::nullopt);
  EXPECT_EQ(fold(signals).status, GoalStatus::no_data);
  EXPECT_EQ(fold(signals).since, day(8));
  signals.push_back(.65);
  EXPECT_EQ(fold(signals).status, GoalStatus::at_risk);
  EXPECT_EQ(fold({}).status, GoalStatus::no_data);
}

TEST(status, before_the_start_and_after_the_verdict_the_signal_is_silent) {
  auto const days = days_of({.8, .8, .8, .8});
  EXPECT_EQ(fold_status(kProbabilityStatus, days, {}, day(2), day(1)).status, GoalStatus::not_started);
  MetState met{Verdict::yes, day(3), 14, 14, {}};
  StatusState const state = fold_status(kProbabilityStatus, days, met, day(0), day(4));
  EXPECT_EQ(state.status, GoalStatus::met);
  EXPECT_EQ(state.since, day(3));
  EXPECT_EQ(state.days, 2);
  met.verdict = Verdict::no;
  EXPECT_EQ(fold_status(kProbabilityStatus, days, met, day(0), day(4)).status, GoalStatus::missed);
}

TEST(status, does_not_flicker_around_a_threshold) {
  RandomSeries random(7);
  for (double centre : {.70, .60, .30, .20}) {
    std::vector<StatusDay> days;
    for (int i = 1; i <= 365; ++i) days.push_back({day(i), centre + .04 * (2 * random.uniform() - 1)});
    StatusRule const plain{centre, centre, centre - .4, centre - .4, 1, 7};       // one threshold, no dwell
    EXPECT_GT(changes(plain, days), 120) << centre;
    EXPECT_LE(changes(kProbabilityStatus, days), 2) << centre;                    // from no_data, and at most once more
  }
}

TEST(status, changes_at_most_once_a_dwell_whatever_the_signal) {
  RandomSeries random(8);
  std::vector<StatusDay> days;
  for (int i = 1; i <= 300; ++i) days.push_back({day(i), random.uniform()});
  EXPECT_LE(changes(kProbabilityStatus, days), 300 / kProbabilityStatus.dwell_days + 1);
}

TEST(status, is_a_function_of_the_days_and_resumes_from_a_state) {
  RandomSeries random(9);
  std::vector<StatusDay> days;
  for (int i = 1; i <= 200; ++i) days.push_back({day(i), random.uniform() < .2 ? std::nullopt : std::optional(random.uniform())});
  StatusState const whole = fold_status(kPaceStatus, days, {}, day(0), day(200));
  EXPECT_EQ(whole, fold_status(kPaceStatus, days, {}, day(0), day(200)));
  StatusState resumed = fold_status(kPaceStatus, {days.begin(), days.begin() + 90}, {}, day(0), day(90));
  for (std::size_t i = 90; i < days.size(); ++i) resumed = next_status(kPaceStatus, resumed, days[i]);
  EXPECT_EQ(whole, resumed);
  EXPECT_EQ(fold_status(kPaceStatus, days, {}, day(0), day(120)),
            fold_status(kPaceStatus, {days.begin(), days.begin() + 120}, {}, day(0), day(200)));
}

TEST(status, refuses_thresholds_that_do_not_ascend) {
  EXPECT_TRUE(check(kProbabilityStatus));
  EXPECT_TRUE(check(kPaceStatus));
  EXPECT_EQ(check(StatusRule{.7, .8, .3, .2, 3, 7}).error().reason, "status_rule_not_ordered");
  EXPECT_EQ(check(StatusRule{.7, .6, .3, .2, 0, 7}).error().reason, "status_rule_not_ordered");
}

}  // namespace
}  // namespace deskgauge::score

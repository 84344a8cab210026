// What a goal's report tells besides where it stands: its parts, its future, what was said of it, what history tells against it.
#include "deskgauge/score/period_forecast.h"
#include "tests/core/engine/score_support.h"

namespace deskgauge::engine {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

constexpr double kTolerance = 1e-6;

Counted desk_of(std::vector<Goal> goals) {
  metric::Catalogue c = catalogue_of({csat_metric()});
  c.goals = std::move(goals);
  return Counted(std::move(c));
}
GoalReport report(const Counted& desk, Instant when, bool back_test = false) {
  GoalRequest request;
  request.goals = {"g"};
  request.at = when;
  request.back_test = back_test;
  return time::must(desk.engine.goals(request)).goals.at(0);
}
std::vector<std::string> faults(const GoalReport& r) {
  std::vector<std::string> ids;
  for (const metric::SmartFault& fault : r.smart) ids.emplace_back(fault.id);
  return ids;
}

TEST(goal_parts, share_the_change_of_the_parents_numerator) {
  Goal a = goal_of(), b = goal_of();
  a.name = "a", a.scope = {{"agent", "A"}}, a.parent = "g";
  b.name = "b", b.scope = {{"agent", "B"}}, b.parent = "g";
  b.window = window("1d");                                            // a part is read over its parent's windows
  between(b, "2026-02-01", "2026-03-01");
  Counted desk = desk_of({a, b, goal_of()});
  desk.surveys("2025-12-28T10:00:00Z", 8, 10, "A");
  desk.surveys("2025-12-28T10:00:00Z", 6, 10, "B");
  desk.surveys("02-12 10:00", 9, 10, "A");
  desk.surveys("02-12 10:00", 8, 10, "B");
  desk.send();
  GoalReport const r = report(desk, midnight("02-15"));
  EXPECT_EQ(r.value.numerator, 17);                                   // its own, not the mean of its parts
  ASSERT_EQ(r.parts.size(), 2u);
  EXPECT_EQ(r.parts[0].goal, "a");
  EXPECT_EQ(r.parts[0].numerator, 9);
  EXPECT_NEAR(*r.parts[0].share_of_change, 1 / 3.0, kTolerance);
  EXPECT_EQ(r.parts[1].denominator, 10);
  EXPECT_NEAR(*r.parts[1].share_of_change, 2 / 3.0, kTolerance);
  EXPECT_FALSE(report(desk, at("2025-12-30T00:00:00Z")).parts[0].share_of_change);   // nothing changed since a start that is to come
}

/// One survey batch a week, ending with the week before `at`; `hits` of 50.
Counted weekly(const std::vector<int>& hits, Instant when) {
  Counted desk = desk_of({goal_of()});
  for (std::size_t i = 0; i < hits.size(); ++i)
    desk.surveys(time::to_text(when - time::days(static_cast<std::int64_t>(7 * (hits.size() - i)) - 3)), hits[i], 50);
  desk.send();
  return desk;
}

TEST(goal_forecasts, need_eight_weeks_and_stay_within_the_bounds) {
  Instant const when = midnight("02-15");
  GoalForecast const f = report(weekly({40, 42, 41, 43, 44, 42, 45, 46, 47, 48, 49, 49, 50, 50}, when), when, true).forecast;
  EXPECT_EQ(f.absent_reason, "");
  EXPECT_TRUE(f.method == "exponential_smoothing" || f.method == "damped_trend") << f.method;
  EXPECT_LE(0, f.low);
  EXPECT_LT(f.low, f.median);
  EXPECT_LT(f.median, f.high);
  EXPECT_LE(f.high, 1);
  EXPECT_GT(f.probability, .5);
  EXPECT_LE(f.probability, 1);
  EXPECT_EQ(f.weeks, 7);                                              // 45 days
  ASSERT_TRUE(f.back_test);
  EXPECT_FALSE(f.back_test->testable);                                // 14 weeks are no 20 origins
  EXPECT_EQ(f.back_test_weeks, 1);
}

TEST(goal_forecasts, refuse_by_name) {
  Instant const when = midnight("02-15");
  EXPECT_EQ(report(weekly({40, 42, 41}, when), when).forecast.absent_reason, "too_few_points");
  EXPECT_EQ(report(weekly({}, when), when).forecast.absent_reason, "too_few_points");
  EXPECT_EQ(report(weekly(std::vector<int>(12, 40), when), when).forecast.absent_reason, "no_variation");
  EXPECT_EQ(report(weekly({40, 42, 41}, when), midnight("04-01")).forecast.absent_reason, "over");
}

TEST(goal_forecasts, of_a_running_quarter_are_made_of_its_counts) {
  Goal g = goal_of();
  g.window = window("quarter_to_date");
  Counted desk = desk_of({g});
  score::PeriodInput input;
  for (int day = 0; day < 45; ++day) {
    int const hits = 7 + day % 3;
    desk.surveys(noon(day), hits, 10);
    input.history.push_back({hits, 10});
    input.hits += hits, input.n += 10;
  }
  desk.send();
  input.days_left = 45;
  score::PeriodForecast const expected = time::must(score::forecast_period(input));
  GoalForecast const f = report(desk, midnight("02-15")).forecast;
  EXPECT_EQ(f.method, "beta_binomial");
  EXPECT_EQ(f.confidence, .8);
  EXPECT_DOUBLE_EQ(f.median, expected.rate);
  EXPECT_DOUBLE_EQ(f.low, expected.low);
  EXPECT_DOUBLE_EQ(f.high, expected.high);
  EXPECT_DOUBLE_EQ(f.probability, expected.probability(g.target));
}

/// 21 of 25 on 12 February, and what was said of it on the 15th.
Counted published(const char* value, Fields more = {{"definition_id", "g"}}) {
  Counted desk = desk_of({goal_of()});
  desk.surveys("02-12 10:00", 21, 25);
  more.insert(more.begin(), {{"metric", "csat"}, {"value", value}, {"as_of", "2026-02-15T00:00:00Z"}, {"window", "7d"}, {"id", "said"}});
  desk.add("02-15 00:05", "value.published", more).recorded_time = at("02-15 00:05");
  return desk;
}
void late_survey(Counted& desk) { desk.survey("02-12 11:00", 1).recorded_time = at("02-16 08:00"); }

TEST(corrections, list_the_late_event_that_moved_a_published_number) {
  Counted desk = published("0.84");
  late_survey(desk);
  desk.survey("02-13 11:00", 1).recorded_time = at("02-14 08:00");   // late too, but not later than what was said
  desk.send();
  auto const corrections = report(desk, midnight("02-20")).corrections;
  ASSERT_EQ(corrections.size(), 1u);
  EXPECT_EQ(corrections[0].event, "said");
  EXPECT_EQ(corrections[0].as_of, midnight("02-15"));
  EXPECT_EQ(corrections[0].said, .84);
  EXPECT_NEAR(*corrections[0].now, 21 / 27.0, kTolerance);
  ASSERT_EQ(corrections[0].moved_by.size(), 1u);
  EXPECT_EQ(corrections[0].moved_by[0].type, "survey.responded");
  EXPECT_EQ(corrections[0].moved_by[0].time, at("02-12 11:00"));
  EXPECT_EQ(corrections[0].moved_by[0].reason, "late");
}

TEST(corrections, are_none_where_the_number_is_the_same_but_for_its_rounding) {
  for (const char* said : {"0.84", "0.840", "0.8400"}) {
    Counted desk = published(said);
    desk.send();
    EXPECT_THAT(report(desk, midnight("02-20")).corrections, IsEmpty()) << said;
  }
  Counted rounded = published("0.81");                                // 21 of 26 are .8077
  late_survey(rounded);
  rounded.send();
  EXPECT_THAT(report(rounded, midnight("02-20")).corrections, IsEmpty());
}

TEST(corrections, take_a_share_of_one_place_for_one_of_two) {
  Counted desk = published("0.80");                                   // kept as 0.8, and .84 is no rounded .80
  desk.send();
  EXPECT_EQ(report(desk, midnight("02-20")).corrections.size(), 1u);
}

TEST(corrections, are_of_the_goal_that_was_named_or_of_its_metric_and_window) {
  struct Case { Fields more; std::size_t corrections; };
  for (const Case& c : {Case{{{"definition_id", "other"}}, 0}, {{}, 1}, {{{"window", "28d"}}, 0}}) {
    Counted desk = published("0.5", c.more);
    desk.send();
    EXPECT_EQ(report(desk, midnight("02-20")).corrections.size(), c.corrections);
  }
}

TEST(corrections, are_not_of_a_publication_that_was_withdrawn) {
  Counted desk = published("0.5");
  desk.add("02-16 00:00", "event.retracted", {{"subject", "desk/csat"}, {"target_source", "desk"}, {"target_id", "said"}});
  desk.send();
  EXPECT_EQ(report(desk, midnight("02-15") + time::hours(1)).corrections.size(), 1u);
  EXPECT_THAT(report(desk, midnight("02-20")).corrections, IsEmpty());
}

TEST(smart_of_history, finds_a_goal_whose_metric_is_silent) {
  Counted desk = desk_of({goal_of()});
  desk.send();
  EXPECT_THAT(faults(report(desk, midnight("02-15"))), Contains("goal_no_data"));
}

TEST(smart_of_history, finds_a_baseline_that_cannot_be_measured) {
  Goal g = goal_of();
  g.baseline.reset();
  Counted desk = desk_of({g});
  desk.surveys("02-12 10:00", 9, 10);
  desk.send();
  EXPECT_THAT(faults(report(desk, midnight("02-15"))), Contains("goal_no_baseline"));
}

TEST(smart_of_history, finds_windows_too_small_to_tell_target_and_baseline_apart) {
  for (auto const& [n, found] : {std::pair{821, true}, {822, false}}) {       // kpis.md §4.2: .82 -> .87 takes 822
    Counted desk = desk_of({goal_of()});
    desk.surveys("02-12 10:00", 700, n);
    desk.send();
    auto const ids = faults(report(desk, midnight("02-15")));
    EXPECT_EQ(std::count(ids.begin(), ids.end(), "goal_windows_too_small"), found) << n;
  }
}

TEST(smart_of_history, finds_a_pace_that_no_stretch_of_the_past_had) {
  Instant const when = midnight("02-15");
  std::vector<int> flat, rising;
  for (int week = 0; week < 30; ++week) flat.push_back(40 + week % 2), rising.push_back(20 + week);
  EXPECT_THAT(faults(report(weekly(flat, when), when)), Contains("goal_faster_than_ever"));
  EXPECT_THAT(faults(report(weekly(rising, when), when)), Not(Contains("goal_faster_than_ever")));
}

TEST(smart_of_history, does_not_guess_where_the_past_was_not_read) {
  Goal g = goal_of();
  g.window = window("1d");
  Counted desk = desk_of({g});
  desk.surveys("02-12 10:00", 9, 10);                                  // nothing today, but something in the last four weeks
  desk.send();
  GoalRequest request;
  request.at = midnight("02-15") + time::hours(1);
  request.forecast = false;
  EXPECT_THAT(faults(time::must(desk.engine.goals(request)).goals.at(0)), Not(Contains("goal_no_data")));
}

}  // namespace
}  // namespace deskgauge::engine

// What a manager should know, each once and under a key that stays.
#include <map>
#include <set>

#include "tests/core/engine/score_support.h"

namespace deskgauge::engine {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// So many tickets on each day from 2026-01-01 on.
Counted daily_counts(const std::vector<int>& counts) {
  Counted desk(catalogue_of({created_metric()}));
  for (std::size_t day = 0; day < counts.size(); ++day) desk.tickets(noon(static_cast<int>(day)), 0, counts[day]);
  desk.send();
  return desk;
}
/// Without a trend, and no two weeks alike.
int noise(int day) {
  static constexpr int kNoise[] = {1, -1, 2, 0, -2, 1, 0, -1, 2, -2, 0};
  return kNoise[day % 11];
}
std::vector<Exception> exceptions(const Counted& desk, Instant when, std::vector<std::string> metrics = {"created"}) {
  ExceptionRequest request;
  request.at = when;
  request.metrics = std::move(metrics);
  return time::must(desk.engine.exceptions(request)).exceptions;
}
std::vector<std::string> keys(const std::vector<Exception>& list) {
  std::vector<std::string> all;
  for (const Exception& one : list) all.push_back(one.key);
  return all;
}
std::string rule_of(const Exception& one) { return one.key.substr(0, one.key.rfind('/')); }
bool is_beyond_limits(const Exception& one) { return rule_of(one) == "signal/created/beyond_limits"; }

TEST(signals, of_a_level_shift_are_one_exception_a_rule_under_the_same_key_for_days) {
  std::vector<int> counts;
  for (int day = 0; day < 130; ++day) counts.push_back((day < 100 ? 10 : 20) + noise(day));
  Counted const desk = daily_counts(counts);
  EXPECT_THAT(exceptions(desk, midnight(day_of_2026(100))), IsEmpty());
  std::map<std::string, std::string> key_of;
  for (int today = 101; today < 130; ++today) {
    std::set<std::string> rules;
    for (const Exception& one : exceptions(desk, midnight(day_of_2026(today)))) {
      EXPECT_EQ(one.kind, ExceptionKind::signal);
      EXPECT_TRUE(rules.insert(rule_of(one)).second) << one.key << " beside another on day " << today;
      EXPECT_EQ(key_of.emplace(rule_of(one), one.key).first->second, one.key) << "on day " << today;
    }
    EXPECT_TRUE(rules.contains("signal/created/beyond_limits")) << today;
  }
  EXPECT_EQ(key_of["signal/created/beyond_limits"], "signal/created/beyond_limits/2026-04-11");
  EXPECT_TRUE(key_of.contains("signal/created/cusum_high"));
  EXPECT_FALSE(key_of.contains("signal/created/cusum_low"));
}

TEST(signals, of_an_outlier_name_its_day_its_number_and_its_limit_and_end_with_the_watched_days) {
  std::vector<int> counts;
  for (int day = 0; day < 130; ++day) counts.push_back((day == 100 ? 30 : 10) + noise(day));
  Counted const desk = daily_counts(counts);
  auto const list = exceptions(desk, midnight(day_of_2026(101)));
  auto const found = std::find_if(list.begin(), list.end(), is_beyond_limits);
  ASSERT_NE(found, list.end());
  EXPECT_EQ(found->severity, Severity::warning);
  EXPECT_EQ(found->subject, "created");
  EXPECT_EQ(found->since, midnight("04-12"));
  EXPECT_EQ(found->last, midnight("04-12"));
  EXPECT_EQ(found->occurrences, 1);
  EXPECT_EQ(found->value, 30 + noise(100));
  EXPECT_LT(*found->limit, 25);
  EXPECT_EQ(found->message, "created was " + std::to_string(30 + noise(100)) + " on 2026-04-11: beyond its control limits");
  EXPECT_THAT(exceptions(desk, midnight(day_of_2026(128))), IsEmpty());
}

TEST(signals, are_one_exception_within_the_cool_down_and_two_beyond_it) {
  for (auto const& [second, number] : {std::pair{103, 1}, {104, 2}}) {
    std::vector<int> counts;
    for (int day = 0; day < 110; ++day) counts.push_back((day == 100 || day == second ? 30 : 10) + noise(day));
    Counted const desk = daily_counts(counts);
    auto const list = exceptions(desk, midnight(day_of_2026(108)));
    EXPECT_EQ(std::count_if(list.begin(), list.end(), is_beyond_limits), number);
  }
}

TEST(signals, are_none_of_a_weekday_pattern_alone) {
  std::vector<int> counts;
  for (int day = 0; day < 120; ++day) counts.push_back(((day + 3) % 7 < 5 ? 25 : 5) + noise(day));   // 2026-01-01 is a Thursday
  Counted const desk = daily_counts(counts);
  for (int today = 105; today < 120; ++today) EXPECT_THAT(keys(exceptions(desk, midnight(day_of_2026(today)))), IsEmpty()) << today;
}

TEST(signals, do_not_take_the_days_before_the_first_ticket_for_days_of_nothing) {
  std::vector<int> counts;
  for (int day = 0; day < 60; ++day) counts.push_back(day < 30 ? 0 : 10 + noise(day));
  EXPECT_THAT(keys(exceptions(daily_counts(counts), midnight(day_of_2026(60)))), IsEmpty());
}

TEST(signals, need_twenty_days_to_learn_from) {
  std::vector<int> counts;
  for (int day = 0; day < 20; ++day) counts.push_back(day == 18 ? 40 : 10 + noise(day));
  EXPECT_THAT(keys(exceptions(daily_counts(counts), midnight(day_of_2026(20)))), IsEmpty());
}

TEST(signals, are_of_the_metrics_that_goals_and_scorecards_name_unless_others_are_asked_for) {
  std::vector<int> counts;
  for (int day = 0; day < 101; ++day) counts.push_back((day == 100 ? 30 : 10) + noise(day));
  Counted const desk = daily_counts(counts);
  EXPECT_THAT(exceptions(desk, midnight(day_of_2026(101)), {}), IsEmpty());
  ExceptionRequest request;
  request.metrics = {"creatd"};
  EXPECT_EQ(desk.engine.exceptions(request).error().reason, "unknown_metric");
}

Counted goal_desk() {
  Goal g = goal_of();
  g.window = window("1d"), g.baseline = .5, g.target.value = 1;
  between(g, "2026-01-01", "2026-04-11");
  metric::Catalogue c = catalogue_of({csat_metric()});
  c.goals = {g};
  Counted desk(std::move(c));
  int const hits[] = {6, 4, 4, 4, 3, 3, 3, 3, 3};
  for (int day = 0; day < 9; ++day) desk.surveys(noon(day), hits[day], 10);
  desk.send();
  return desk;
}

TEST(thresholds, are_goals_at_risk_or_off_track_under_the_day_since_when) {
  Counted const desk = goal_desk();
  EXPECT_THAT(keys(exceptions(desk, midnight("01-03"), {})), IsEmpty());
  EXPECT_THAT(keys(exceptions(desk, midnight("01-06"), {})), ElementsAre("threshold/g/at_risk/2026-01-05T00:00:00Z"));
  auto const first = exceptions(desk, midnight("01-08"), {}), later = exceptions(desk, midnight("01-10"), {});
  EXPECT_THAT(keys(first), ElementsAre("threshold/g/off_track/2026-01-08T00:00:00Z"));
  EXPECT_EQ(keys(first), keys(later));
  EXPECT_EQ(first[0].severity, Severity::critical);
  EXPECT_EQ(first[0].occurrences, 1);
  EXPECT_EQ(later[0].occurrences, 3);
  EXPECT_EQ(later[0].since, midnight("01-08"));
  EXPECT_NEAR(*later[0].limit, .5 + .5 * 9 / 100, 1e-9);
  EXPECT_THAT(keys(exceptions(desk, midnight("04-12"), {})), ElementsAre("threshold/g/missed/2026-04-11T00:00:00Z"));
}

TEST(sla_due, are_targets_that_run_out_within_the_span_until_they_are_fulfilled) {
  metric::Catalogue c = catalogue_of({created_metric()});
  metric::SlaPolicy policy;
  policy.name = "standard";
  metric::SlaTarget target;
  target.metric = event::SlaMetric::first_response, target.target = time::hours(4);
  policy.targets.push_back(target);
  c.sla_policies.push_back(policy);
  Counted desk(std::move(c));
  std::string const waits = desk.ticket("05-04 08:00");
  desk.answered("05-04 08:30", "05-04 13:00");
  desk.send();
  std::string const key = "sla_due/ticket/" + waits + "/first_response/2026-05-04T08:00:00Z";
  EXPECT_EQ(exceptions(desk, at("05-04 09:00"), {}).size(), 2u);
  auto const soon = exceptions(desk, at("05-04 13:01"), {});
  EXPECT_THAT(keys(soon), ElementsAre(key));
  EXPECT_EQ(soon[0].severity, Severity::critical);                     // it ran out at 12:00
  EXPECT_EQ(soon[0].last, at("05-04 12:00"));
  EXPECT_EQ(exceptions(desk, at("05-04 11:00"), {}).at(0).severity, Severity::warning);
  ExceptionRequest request;
  request.at = at("05-04 09:00");
  request.due_within = time::hours(3);                                 // 12:00 and not 12:30
  EXPECT_THAT(keys(time::must(desk.engine.exceptions(request)).exceptions), ElementsAre(key));
}

TEST(data_quality, is_one_exception_for_each_reason_and_subject) {
  Counted desk(catalogue_of({created_metric()}));
  for (const char* word : {"open", "pending", "solved"})
    desk.add("05-04 08:00", "ticket.status_changed", {{"ticket_id", "7"}, {"current", word}, {"actor_type", "agent"}});
  desk.send();
  auto const list = exceptions(desk, at("05-05 00:00"), {});
  EXPECT_THAT(keys(list), ElementsAre("data_quality/unknown_entity/ticket/7"));
  EXPECT_EQ(list[0].severity, Severity::notice);
}

TEST(exceptions, refuse_more_than_their_limit_and_days_that_are_none) {
  Counted const desk = goal_desk();
  ExceptionRequest request;
  request.at = midnight("01-08");
  request.max_exceptions = 0;
  EXPECT_EQ(desk.engine.exceptions(request).error().reason, "max_exceptions");
  request.watch_days = 0;
  EXPECT_EQ(desk.engine.exceptions(request).error().reason, "days_out_of_range");
}

}  // namespace
}  // namespace deskgauge::engine

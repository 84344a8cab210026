#include <gmock/gmock.h>

#include "tests/sidecar/score_desk.h"

namespace deskgauge::sidecar {
namespace {

using testing::answered;
using testing::kPresent;
using testing::stamp;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ScoreService : public testing::ScoreDesk {};

// ---- goals

TEST_F(ScoreService, lists_goals_in_pages_by_name) {
  auto request = of_desk<v1::ListGoalsRequest>();
  request.set_page_size(2);
  auto const first = answer(request);
  ASSERT_EQ(first.goals_size(), 2);
  EXPECT_EQ(first.goals(0).name(), "desks/acme/goals/agent-7");
  request.set_page_token(first.next_page_token());
  auto const second = answer(request);
  ASSERT_EQ(second.goals_size(), 1);
  EXPECT_EQ(second.goals(0).name(), "desks/acme/goals/everyone");
  EXPECT_EQ(second.next_page_token(), "");
}

TEST_F(ScoreService, states_what_a_goal_is) {
  auto const goal = answer(of_desk<v1::ListGoalsRequest>()).goals(0);
  EXPECT_EQ(goal.metric(), "desks/acme/metrics/first_response_time");
  EXPECT_EQ(goal.owner(), "ada");
  EXPECT_EQ(goal.window(), "7d");
  EXPECT_EQ(goal.start_date(), "2026-04-20");
  EXPECT_EQ(goal.due_date(), "2026-06-01");
  EXPECT_EQ(goal.met_rule().sustained_days(), 5);
  EXPECT_EQ(goal.parent_goal(), "desks/acme/goals/everyone");
  EXPECT_EQ(goal.scorecard(), "desks/acme/scorecards/agents");
  EXPECT_EQ(goal.baseline(), 1800);
  EXPECT_EQ(goal.baseline_n(), 200);
  EXPECT_EQ(goal.target().kind(), v1::TARGET_KIND_DECREASE_TO);
  EXPECT_EQ(goal.target().value(), 900);
  ASSERT_EQ(goal.scope_size(), 1);
  EXPECT_EQ(goal.scope(0).value(), "7");
}

TEST_F(ScoreService, tells_where_a_goal_stands_with_its_days) {
  auto const response = answer(named<v1::GetGoalRequest>("goals/agent-7"));
  auto const& report = response.report();
  EXPECT_EQ(report.value().number(), 600);
  EXPECT_NEAR(report.progress().progress(), 4.0 / 3, 1e-12);  // (600 - 1800) / (900 - 1800)
  EXPECT_EQ(report.days_size(), 14);                          // 20 April to 3 May
  EXPECT_EQ(report.days(0).date(), "2026-04-20");
  EXPECT_EQ(report.passed_days(), 14);
  EXPECT_EQ(report.verdict().verdict(), v1::MET_VERDICT_YES);
  EXPECT_EQ(report.verdict().since_time().seconds(), kPresent.ms / 1000 - 10 * 3600 - 9 * 86400);  // the end of the fifth day
  EXPECT_EQ(report.status().state(), v1::GOAL_STATE_MET);
  EXPECT_EQ(report.forecast().absent_reason(), "too_few_points");  // three weeks
  EXPECT_EQ(report.read_time().seconds(), kPresent.ms / 1000);
  EXPECT_FALSE(response.revision_token().empty());
  EXPECT_EQ(response.definitions_fingerprint().size(), 16u);
}

TEST_F(ScoreService, evaluates_all_goals_by_name_or_those_asked_for_in_their_order) {
  auto request = of_desk<v1::EvaluateGoalsRequest>();
  auto const all = answer(request);
  ASSERT_EQ(all.reports_size(), 3);
  EXPECT_EQ(all.reports(1).goal().name(), "desks/acme/goals/agent-8");
  EXPECT_EQ(all.reports(1).value().number(), 3000);
  EXPECT_LT(all.reports(1).progress().progress(), 0);
  EXPECT_EQ(all.reports(1).status().state(), v1::GOAL_STATE_OFF_TRACK);
  EXPECT_THAT(all.reports(0).days(), IsEmpty());
  EXPECT_EQ(all.reports(2).parts_size(), 2);
  request.add_goals("everyone");
  request.add_goals("desks/acme/goals/agent-7");
  request.set_include_days(true);
  auto const some = answer(request);
  ASSERT_EQ(some.reports_size(), 2);
  EXPECT_EQ(some.reports(0).goal().name(), "desks/acme/goals/everyone");
  EXPECT_EQ(some.reports(1).days_size(), 14);
}

TEST_F(ScoreService, follows_events_as_they_come_in) {
  auto const request = named<v1::GetGoalRequest>("goals/agent-8");
  EXPECT_EQ(answer(request).report().value().number(), 3000);
  std::vector<v1::Event> events;
  for (int i = 0; i < 40; ++i) {
    auto const answered_now = answered("N" + std::to_string(i), "8", kPresent - time::hours(1), time::minutes(5));
    events.insert(events.end(), answered_now.begin(), answered_now.end());
  }
  auto with_token = request;
  with_token.mutable_consistency()->set_at_least(server_.ingest("acme", events).revision_token());
  auto const report = answer(with_token).report();
  EXPECT_EQ(report.value().number(), 300);  // 40 of 5 minutes and 28 of 50: the median
  EXPECT_EQ(report.value().n(), 68);
}

TEST_F(ScoreService, reads_goals_at_a_moment_in_the_past) {
  auto request = named<v1::GetGoalRequest>("goals/agent-7");
  *request.mutable_read_time() = stamp(kPresent - time::days(7));
  auto const report = answer(request).report();
  EXPECT_EQ(report.days_size(), 7);
  EXPECT_EQ(report.read_time().seconds(), (kPresent - time::days(7)).ms / 1000);
}

TEST_F(ScoreService, pages_through_reports_of_one_state_while_events_come_in) {
  auto request = of_desk<v1::EvaluateGoalsRequest>();
  request.set_page_size(1);
  std::vector<std::string> seen;
  std::vector<std::int64_t> n;
  for (int pages = 0; pages < 5; ++pages) {
    auto const page = answer(request);
    for (auto const& report : page.reports()) seen.push_back(report.goal().name()), n.push_back(report.value().n());
    if (page.next_page_token().empty()) break;
    request.set_page_token(page.next_page_token());
    server_.ingest("acme", answered("P" + std::to_string(pages), "8", kPresent - time::hours(1), time::minutes(5)));
  }
  EXPECT_THAT(seen, ElementsAre("desks/acme/goals/agent-7", "desks/acme/goals/agent-8", "desks/acme/goals/everyone"));
  EXPECT_THAT(n, ElementsAre(28, 28, 56));
}

// ---- scorecards

TEST_F(ScoreService, lists_scorecards) {
  auto const response = answer(of_desk<v1::ListScorecardsRequest>());
  ASSERT_EQ(response.scorecards_size(), 1);
  auto const& scorecard = response.scorecards(0);
  EXPECT_EQ(scorecard.name(), "desks/acme/scorecards/agents");
  EXPECT_THAT(scorecard.group_by(), ElementsAre("agent"));
  EXPECT_THAT(scorecard.metrics(), ElementsAre("desks/acme/metrics/first_response_time"));
  EXPECT_EQ(scorecard.attainment_at_target(), 80);
  EXPECT_EQ(scorecard.rating().rule(), "points5");
  EXPECT_EQ(scorecard.rating().levels_size(), 5);
}

TEST_F(ScoreService, gives_a_card_to_each_agent) {
  auto const response = answer(named<v1::GetScorecardRequest>("scorecards/agents"));
  ASSERT_EQ(response.cards_size(), 2);
  auto const& fast = response.cards(0);
  ASSERT_EQ(fast.group_size(), 1);
  EXPECT_EQ(fast.group(0).value(), "7");
  ASSERT_EQ(fast.lines_size(), 1);
  EXPECT_EQ(fast.lines(0).value().number(), 600);
  EXPECT_EQ(fast.lines(0).rule().anchors().target(), 900);
  EXPECT_NEAR(fast.lines(0).attainment(), 90, 1e-9);   // half of the way from 15 to 5 minutes, from 80 to 100
  EXPECT_NEAR(fast.score().score(), 90, 1e-9);
  EXPECT_EQ(fast.lines(0).level().level(), 3);
  EXPECT_EQ(fast.lines(0).level().label(), "Fully Successful");
  EXPECT_TRUE(fast.has_rating());
  auto const& slow = response.cards(1);
  EXPECT_NEAR(slow.score().score(), 80.0 * 10 / 45, 1e-9);  // 50 minutes lie 10 from the floor, 45 from the target
  EXPECT_EQ(response.window().end_time().seconds(), response.read_time().seconds());
}

TEST_F(ScoreService, shows_the_cards_of_a_group_only_and_over_another_window) {
  auto request = named<v1::GetScorecardRequest>("scorecards/agents");
  auto* group = request.add_group();
  group->set_key("agent");
  group->set_value("8");
  request.set_window("28d");
  auto const response = answer(request);
  ASSERT_EQ(response.cards_size(), 1);
  EXPECT_EQ(response.cards(0).lines(0).value().n(), 60);
}

TEST_F(ScoreService, pages_through_cards) {
  auto request = named<v1::GetScorecardRequest>("scorecards/agents");
  request.set_page_size(1);
  auto const first = answer(request);
  ASSERT_EQ(first.cards_size(), 1);
  request.set_page_token(first.next_page_token());
  auto const second = answer(request);
  ASSERT_EQ(second.cards_size(), 1);
  EXPECT_EQ(second.cards(0).group(0).value(), "8");
  EXPECT_EQ(second.next_page_token(), "");
  EXPECT_EQ(second.revision_token(), first.revision_token());
}

TEST_F(ScoreService, shows_what_a_person_confirmed) {
  v1::Event event;
  event.set_source("test");
  event.set_id("confirmed");
  *event.mutable_event_time() = stamp(kPresent - time::minutes(1));
  auto& body = *event.mutable_rating_confirmed();
  body.set_scorecard("agents");
  body.set_agent_id("7");
  body.set_label("Outstanding");
  body.set_person("ada");
  auto const taken = server_.ingest("acme", {event});
  ASSERT_EQ(taken.accepted(), 1) << taken.DebugString();
  auto const response = answer(named<v1::GetScorecardRequest>("scorecards/agents"));
  EXPECT_EQ(response.cards(0).confirmation().label(), "Outstanding");
  EXPECT_EQ(response.cards(0).confirmation().person(), "ada");
  EXPECT_FALSE(response.cards(1).has_confirmation());
}

// ---- standings and exceptions

TEST_F(ScoreService, sets_agents_side_by_side) {
  auto const response = answer(standings());
  ASSERT_EQ(response.rows_size(), 2);
  EXPECT_EQ(response.standings().metric(), "desks/acme/metrics/first_response_time");
  EXPECT_EQ(response.standings().group_by(), "agent");
  EXPECT_EQ(response.standings().pool().n(), 56);
  EXPECT_EQ(response.rows(0).name(), "7");
  EXPECT_EQ(response.rows(0).value().number(), 600);
  EXPECT_EQ(response.read_time().seconds(), kPresent.ms / 1000);
}

TEST_F(ScoreService, pages_through_standings) {
  auto request = standings();
  request.set_page_size(1);
  auto const first = answer(request);
  ASSERT_EQ(first.rows_size(), 1);
  request.set_page_token(first.next_page_token());
  EXPECT_EQ(answer(request).rows(0).name(), "8");
}

TEST_F(ScoreService, lists_a_goal_that_is_off_track_as_an_exception) {
  auto const response = answer(of_desk<v1::ListExceptionsRequest>());
  std::vector<std::string> subjects;
  for (auto const& one : response.exceptions())
    if (one.kind() == v1::EXCEPTION_KIND_THRESHOLD) subjects.push_back(one.subject());
  EXPECT_THAT(subjects, Contains("agent-8"));
  EXPECT_THAT(subjects, ::testing::Not(Contains("agent-7")));
}

TEST_F(ScoreService, pages_through_exceptions) {
  auto request = of_desk<v1::ListExceptionsRequest>();
  auto const whole = answer(request);
  ASSERT_GE(whole.exceptions_size(), 2);
  request.set_page_size(1);
  std::vector<std::string> keys;
  for (int pages = 0; pages <= whole.exceptions_size(); ++pages) {
    auto const page = answer(request);
    for (auto const& one : page.exceptions()) keys.push_back(one.key());
    if (page.next_page_token().empty()) break;
    request.set_page_token(page.next_page_token());
  }
  ASSERT_EQ(static_cast<int>(keys.size()), whole.exceptions_size());
  for (int i = 0; i < whole.exceptions_size(); ++i) EXPECT_EQ(keys[static_cast<std::size_t>(i)], whole.exceptions(i).key());
}

TEST_F(ScoreService, tells_how_sure_a_comparison_of_periods_is) {
  v1::QueryMetricsRequest request;
  request.set_parent("desks/acme");
  request.add_metrics("tickets_created");
  request.set_window("7d");
  request.set_comparison(v1::COMPARISON_PREVIOUS_PERIOD);
  v1::QueryMetricsResponse response;
  ASSERT_TRUE(server_.query(request, response).ok());
  auto const& comparison = response.rows(0).comparison();
  EXPECT_EQ(comparison.scale(), v1::EFFECT_SCALE_RATIO);
  EXPECT_EQ(comparison.method(), v1::COMPARISON_METHOD_CONDITIONAL_BINOMIAL);
  EXPECT_LE(comparison.low(), comparison.effect());
  EXPECT_GE(comparison.high(), comparison.effect());
  EXPECT_TRUE(comparison.has_p());
  request.clear_comparison();
  ASSERT_TRUE(server_.query(request, response).ok());
  EXPECT_FALSE(response.rows(0).has_comparison());
}

}  // namespace
}  // namespace deskgauge::sidecar

#include <gmock/gmock.h>

#include "tests/sidecar/score_desk.h"

namespace deskgauge::sidecar {
namespace {

using testing::kPresent;
using testing::reason;
using testing::stamp;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

class ScoreRefusal : public testing::ScoreDesk {};

TEST_F(ScoreRefusal, suggests_the_goal_the_scorecard_and_the_metric_that_were_meant) {
  auto const goal = status_of(named<v1::GetGoalRequest>("goals/everyome"));
  EXPECT_EQ(goal.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(reason(goal), "GOAL_NOT_FOUND");
  EXPECT_EQ(testing::metadata(goal, "remedy"), "Did you mean everyone?");
  EXPECT_EQ(testing::resource_info(goal)->resource_name(), "desks/acme/goals/everyome");
  auto request = of_desk<v1::EvaluateGoalsRequest>();
  request.add_goals("everyone");
  request.add_goals("everyome");
  EXPECT_EQ(testing::metadata(status_of(request), "field"), "goals[1]");
  auto const scorecard = status_of(named<v1::GetScorecardRequest>("scorecards/agnets"));
  EXPECT_EQ(reason(scorecard), "SCORECARD_NOT_FOUND");
  EXPECT_EQ(testing::metadata(scorecard, "remedy"), "Did you mean agents?");
  auto metric = named<v1::GetStandingsRequest>("metrics/first_respnse_time");
  metric.set_window("7d");
  EXPECT_EQ(reason(status_of(metric)), "METRIC_NOT_FOUND");
  auto exceptions = of_desk<v1::ListExceptionsRequest>();
  exceptions.add_metrics("nothing");
  EXPECT_EQ(testing::metadata(status_of(exceptions), "field"), "metrics[0]");
}

TEST_F(ScoreRefusal, refuses_what_no_desk_has) {
  auto request = of_desk<v1::EvaluateGoalsRequest>();
  request.set_parent("desks/nobody");
  EXPECT_EQ(reason(status_of(request)), "DESK_NOT_FOUND");
  auto list = of_desk<v1::ListGoalsRequest>();
  list.set_parent("desks/nobody");
  EXPECT_EQ(reason(status_of(list)), "DESK_NOT_FOUND");
}

TEST_F(ScoreRefusal, lists_every_violation_of_a_malformed_request_at_once) {
  v1::EvaluateGoalsRequest goals;
  goals.set_parent("acme");
  goals.add_goals("");
  goals.add_goals("desks/other/goals/everyone");
  goals.set_include_back_test(true);
  goals.set_page_size(-1);
  goals.mutable_read_time()->set_nanos(-5);
  goals.mutable_consistency()->set_latest(false);
  EXPECT_THAT(testing::violated_fields(status_of(goals)),
              UnorderedElementsAre("parent", "goals[0]", "goals[1]", "include_back_test", "page_size", "read_time", "consistency.latest"));
  v1::GetGoalRequest goal;
  goal.set_name("desks/acme/metrics/csat");
  EXPECT_THAT(testing::violated_fields(status_of(goal)), ElementsAre("name"));
  v1::GetScorecardRequest scorecard;
  scorecard.add_group()->set_value("7");
  scorecard.set_page_size(-1);
  EXPECT_THAT(testing::violated_fields(status_of(scorecard)), UnorderedElementsAre("name", "group[0].key", "page_size"));
  v1::GetStandingsRequest standing;
  standing.set_confidence(1);
  EXPECT_THAT(testing::violated_fields(status_of(standing)), UnorderedElementsAre("name", "window", "confidence"));
  v1::ListExceptionsRequest exceptions;
  exceptions.set_watch_days(0);
  exceptions.set_due_within_ms(-1);
  EXPECT_THAT(testing::violated_fields(status_of(exceptions)), UnorderedElementsAre("parent", "watch_days", "due_within_ms"));
}

TEST_F(ScoreRefusal, names_the_field_of_the_wire_that_the_desk_refuses) {
  auto scorecard = named<v1::GetScorecardRequest>("scorecards/agents");
  scorecard.set_window("seven days");
  EXPECT_EQ(testing::metadata(status_of(scorecard), "field"), "window");
  scorecard.clear_window();
  scorecard.add_group()->set_key("channel");
  EXPECT_EQ(testing::metadata(status_of(scorecard), "field"), "group");
  auto request = standings();
  request.set_group_by("colour");
  EXPECT_EQ(testing::metadata(status_of(request), "field"), "group_by");
  request = standings();
  request.set_filter("channel =");
  EXPECT_EQ(testing::metadata(status_of(request), "field"), "filter");
}

TEST_F(ScoreRefusal, refuses_a_moment_in_the_future_and_tokens_of_others) {
  auto request = of_desk<v1::EvaluateGoalsRequest>();
  *request.mutable_read_time() = stamp(kPresent + time::days(30));
  EXPECT_EQ(reason(status_of(request)), "READ_TIME_IN_FUTURE");
  request.clear_read_time();
  request.set_page_token("nonsense");
  EXPECT_EQ(reason(status_of(request)), "INVALID_PAGE_TOKEN");
  request.set_page_size(1);
  request.clear_page_token();
  request.set_page_token(answer(request).next_page_token());
  request.set_include_days(true);
  EXPECT_EQ(reason(status_of(request)), "INVALID_PAGE_TOKEN");
  auto goal = named<v1::GetGoalRequest>("goals/everyone");
  goal.mutable_consistency()->set_at_least("nonsense");
  EXPECT_EQ(reason(status_of(goal)), "INVALID_REVISION_TOKEN");
}

struct ScoreLimits : testing::ScoreDesk {
  static Limits tight() {
    Limits limits;
    limits.max_cards = 1;
    limits.max_exceptions = 1;
    return limits;
  }
  ScoreLimits() : ScoreDesk(tight()) {}
};

TEST_F(ScoreLimits, are_named_in_the_refusal) {
  auto const cards = status_of(named<v1::GetScorecardRequest>("scorecards/agents"));
  EXPECT_EQ(cards.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(reason(cards), "TOO_MANY_CARDS");
  EXPECT_EQ(testing::metadata(cards, "limit"), "max_cards");
  auto const exceptions = status_of(of_desk<v1::ListExceptionsRequest>());
  EXPECT_EQ(reason(exceptions), "TOO_MANY_EXCEPTIONS");
  EXPECT_EQ(testing::metadata(exceptions, "limit"), "max_exceptions");
}

}  // namespace
}  // namespace deskgauge::sidecar

#pragma once
#include <gtest/gtest.h>

#include "deskgauge/v1/score_service.grpc.pb.h"
#include "tests/sidecar/harness.h"

namespace deskgauge::sidecar::testing {

/// From 30 minutes to 15, for each agent alone and for both together; and a card for each agent.
inline std::string score_definitions() {
  std::string text = definitions_text();
  for (const char* goal : {"agent-7", "agent-8", "everyone"}) {
    std::string const name = goal;
    text += "---\napiVersion: deskgauge/v1\nkind: Goal\nmetadata: {name: " + name + ", label: Faster, owner: ada}\nspec:\n" +
            "  metric: first_response_time\n  window: {rolling: 7d}\n  baseline: {value: 30m, n: 200, period: 2026-03}\n" +
            "  target: {decrease_to: 15m}\n  start: 2026-04-20\n  due: 2026-06-01\n  met: {sustained: 5d}\n" +
            "  supports: scorecard/agents\n" +
            (name == "everyone" ? "" : "  parent: everyone\n  scope: {agent: \"" + name.substr(6) + "\"}\n");
  }
  return text + R"(---
apiVersion: deskgauge/v1
kind: Scorecard
metadata: {name: agents, label: Agents, owner: ada}
spec:
  window: {rolling: 7d}
  by: [agent]
  scale: target_80
  mean: arithmetic
  missing: renormalise
  minimum_coverage: 0.7
  perspectives: [internal_process]
  rating: {levels: five, rule: points5}
  items:
    - {metric: first_response_time, perspective: internal_process, weight: 1, kind: objective, floor: 60m, target: 15m, stretch: 5m,
       levels: {fully_successful: 15m, outstanding: 5m}}
)";
}

/// A ticket that one agent answers after `wait`.
inline std::vector<v1::Event> answered(const std::string& ticket, const std::string& agent, time::Instant at, time::Span wait) {
  auto answer = message_sent(ticket, ticket + "-a", at + wait, v1::AUTHOR_TYPE_AGENT);
  answer.mutable_message_sent()->set_author_id(agent);
  return {ticket_created(ticket, at), message_sent(ticket, ticket + "-q", at, v1::AUTHOR_TYPE_CUSTOMER), answer};
}

/// Two weeks on which agent 7 answers after 10 minutes and agent 8 after 50, four tickets a day each. Two exceptions: a goal that is off
/// track and a message without its ticket.
class ScoreDesk : public ::testing::Test {
 protected:
  explicit ScoreDesk(const Limits& limits = {}) : server_(limits) {
    server_.apply("acme", score_definitions());
    std::vector<v1::Event> events;
    for (int day = 14; day >= 0; --day)
      for (int i = 0; i < 4; ++i) {
        time::Instant const at = kPresent - time::days(day) - time::hours(i + 2);
        for (const char* agent : {"7", "8"})
          for (auto& event : answered("T" + std::to_string(day * 4 + i) + agent, agent, at, time::minutes(*agent == '7' ? 10 : 50)))
            events.push_back(std::move(event));
      }
    events.push_back(message_sent("nowhere", "stray", kPresent - time::days(1), v1::AUTHOR_TYPE_CUSTOMER));  // a ticket nobody created
    auto const answer = server_.ingest("acme", events);
    EXPECT_EQ(answer.accepted(), 361) << answer.DebugString();
  }

  std::unique_ptr<v1::ScoreService::Stub> stub() { return v1::ScoreService::NewStub(server_.channel()); }
  template <class Request>
  static Request of_desk() {
    Request request;
    request.set_parent("desks/acme");
    return request;
  }
  template <class Request>
  static Request named(const std::string& name) {
    Request request;
    request.set_name("desks/acme/" + name);
    return request;
  }
  // Which response belongs to a request, and its method.
  static v1::ListGoalsResponse response_of(const v1::ListGoalsRequest&);
  grpc::Status call(const v1::ListGoalsRequest& in, v1::ListGoalsResponse& out) {
    return stub()->ListGoals(context().get(), in, &out);
  }
  static v1::GetGoalResponse response_of(const v1::GetGoalRequest&);
  grpc::Status call(const v1::GetGoalRequest& in, v1::GetGoalResponse& out) {
    return stub()->GetGoal(context().get(), in, &out);
  }
  static v1::EvaluateGoalsResponse response_of(const v1::EvaluateGoalsRequest&);
  grpc::Status call(const v1::EvaluateGoalsRequest& in, v1::EvaluateGoalsResponse& out) {
    return stub()->EvaluateGoals(context().get(), in, &out);
  }
  static v1::ListScorecardsResponse response_of(const v1::ListScorecardsRequest&);
  grpc::Status call(const v1::ListScorecardsRequest& in, v1::ListScorecardsResponse& out) {
    return stub()->ListScorecards(context().get(), in, &out);
  }
  static v1::GetScorecardResponse response_of(const v1::GetScorecardRequest&);
  grpc::Status call(const v1::GetScorecardRequest& in, v1::GetScorecardResponse& out) {
    return stub()->GetScorecard(context().get(), in, &out);
  }
  static v1::GetStandingsResponse response_of(const v1::GetStandingsRequest&);
  grpc::Status call(const v1::GetStandingsRequest& in, v1::GetStandingsResponse& out) {
    return stub()->GetStandings(context().get(), in, &out);
  }
  static v1::ListExceptionsResponse response_of(const v1::ListExceptionsRequest&);
  grpc::Status call(const v1::ListExceptionsRequest& in, v1::ListExceptionsResponse& out) {
    return stub()->ListExceptions(context().get(), in, &out);
  }
  template <class Request>
  grpc::Status status_of(const Request& request) {
    decltype(response_of(request)) ignored;
    return call(request, ignored);
  }
  template <class Request>
  auto answer(const Request& request) {
    decltype(response_of(request)) response;
    auto const status = call(request, response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  v1::GetStandingsRequest standings() const {
    auto request = named<v1::GetStandingsRequest>("metrics/first_response_time");
    request.set_window("7d");
    return request;
  }

  TestServer server_;
};

}  // namespace deskgauge::sidecar::testing

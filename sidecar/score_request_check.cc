// The rules of ScoreService's requests; see request_check.h.
#include "sidecar/request_check.h"
#include "sidecar/request_rules.h"

namespace deskgauge::sidecar {

std::vector<FieldFault> check(const v1::ListGoalsRequest& request) {
  Rules rules;
  rules.desk("parent", request.parent());
  rules.not_negative("page_size", request.page_size());
  return rules.take();
}

std::vector<FieldFault> check(const v1::GetGoalRequest& request) {
  Rules rules;
  rules.goal("name", request.name());
  rules.read_time(request);
  rules.consistency(request.consistency());
  return rules.take();
}

std::vector<FieldFault> check(const v1::EvaluateGoalsRequest& request) {
  Rules rules;
  rules.desk("parent", request.parent());
  for (int i = 0; i < request.goals_size(); ++i) rules.child_of("goals", i, request.goals(i), request.parent());
  rules.read_time(request);
  if (request.include_back_test() && !request.include_forecast())
    rules.fault("include_back_test", "There is no forecast to test: set include_forecast too.");
  rules.not_negative("page_size", request.page_size());
  rules.consistency(request.consistency());
  return rules.take();
}

std::vector<FieldFault> check(const v1::ListScorecardsRequest& request) {
  Rules rules;
  rules.desk("parent", request.parent());
  rules.not_negative("page_size", request.page_size());
  return rules.take();
}

std::vector<FieldFault> check(const v1::GetScorecardRequest& request) {
  Rules rules;
  rules.scorecard("name", request.name());
  rules.read_time(request);
  rules.group(request.group());
  rules.not_negative("page_size", request.page_size());
  rules.consistency(request.consistency());
  return rules.take();
}

std::vector<FieldFault> check(const v1::GetStandingsRequest& request) {
  Rules rules;
  rules.metric("name", request.name());
  rules.required("window", request.window());
  rules.read_time(request);
  if (!(request.confidence() >= 0 && request.confidence() < 1)) rules.fault("confidence", "Give a number between 0 and 1; 0 means 0.95.");
  rules.not_negative("page_size", request.page_size());
  rules.consistency(request.consistency());
  return rules.take();
}

std::vector<FieldFault> check(const v1::ListExceptionsRequest& request) {
  Rules rules;
  rules.desk("parent", request.parent());
  rules.read_time(request);
  for (int i = 0; i < request.metrics_size(); ++i) rules.child_of("metrics", i, request.metrics(i), request.parent());
  rules.days("watch_days", request.has_watch_days(), request.watch_days(), 1);
  rules.days("baseline_days", request.has_baseline_days(), request.baseline_days(), 1);
  rules.days("cool_down_days", request.has_cool_down_days(), request.cool_down_days(), 0);
  if (request.due_within_ms() < 0) rules.fault("due_within_ms", "The number is negative: targets that have run out are always listed.");
  rules.not_negative("page_size", request.page_size());
  rules.consistency(request.consistency());
  return rules.take();
}

}  // namespace deskgauge::sidecar

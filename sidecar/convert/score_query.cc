#include "sidecar/convert/score_query.h"

#include "sidecar/convert/query.h"

namespace deskgauge::sidecar::convert {

engine::GoalRequest read_goals(const v1::EvaluateGoalsRequest& wire, time::Instant at) {
  engine::GoalRequest request;
  for (const std::string& name : wire.goals()) request.goals.push_back(short_name(name));
  request.at = at;
  request.days = wire.include_days();
  request.forecast = wire.include_forecast();
  request.back_test = wire.include_back_test();
  return request;
}

base::Result<engine::ScorecardRequest> read_scorecard(const v1::GetScorecardRequest& wire, const std::string& scorecard,
                                                      const metric::Catalogue& catalogue, time::Instant at) {
  engine::ScorecardRequest request;
  request.scorecard = scorecard;
  request.at = at;
  if (!wire.window().empty()) {
    DESKGAUGE_ASSIGN(window, read_window(wire.window(), catalogue));
    request.window = window;
  }
  for (const v1::Dimension& item : wire.group()) request.group.emplace_back(item.key(), item.value());
  return request;
}

base::Result<engine::StandingsRequest> read_standings(const v1::GetStandingsRequest& wire, const std::string& metric,
                                                      const metric::Catalogue& catalogue, time::Instant at) {
  DESKGAUGE_ASSIGN(window, read_window(wire.window(), catalogue));
  engine::StandingsRequest request;
  request.metric = metric;
  request.window = window;
  request.at = at;
  if (!wire.group_by().empty()) request.by = wire.group_by();
  request.where = wire.filter();
  request.standardise_by.assign(wire.standardise_by().begin(), wire.standardise_by().end());
  if (wire.confidence() != 0) request.confidence = wire.confidence();
  return request;
}

engine::ExceptionRequest read_exceptions(const v1::ListExceptionsRequest& wire, time::Instant at) {
  engine::ExceptionRequest request;
  request.at = at;
  for (const std::string& name : wire.metrics()) request.metrics.push_back(short_name(name));
  if (wire.has_due_within_ms()) request.due_within = time::milliseconds(wire.due_within_ms());
  if (wire.has_watch_days()) request.watch_days = wire.watch_days();
  if (wire.has_baseline_days()) request.baseline_days = wire.baseline_days();
  if (wire.has_cool_down_days()) request.cool_down_days = wire.cool_down_days();
  return request;
}

}  // namespace deskgauge::sidecar::convert

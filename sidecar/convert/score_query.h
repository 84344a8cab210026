#pragma once
#include "deskgauge/engine/engine.h"
#include "deskgauge/v1/score_service.pb.h"

namespace deskgauge::sidecar::convert {

// Questions of the wire as those of the core, at `at`. Windows are read in the desk's zone. Errors name fields of the wire.
engine::GoalRequest read_goals(const v1::EvaluateGoalsRequest& wire, time::Instant at);
base::Result<engine::ScorecardRequest> read_scorecard(const v1::GetScorecardRequest& wire, const std::string& scorecard,
                                                      const metric::Catalogue& catalogue, time::Instant at);
base::Result<engine::StandingsRequest> read_standings(const v1::GetStandingsRequest& wire, const std::string& metric,
                                                      const metric::Catalogue& catalogue, time::Instant at);
engine::ExceptionRequest read_exceptions(const v1::ListExceptionsRequest& wire, time::Instant at);

}  // namespace deskgauge::sidecar::convert

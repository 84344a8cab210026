#pragma once
#include "deskgauge/v1/score_service.grpc.pb.h"
#include "sidecar/backend.h"

namespace deskgauge::sidecar {

/// Scores out: each method checks, converts, asks the desk and converts back, on a thread of the pool. Owns nothing; any thread.
class ScoreService final : public v1::ScoreService::CallbackService {
 public:
  explicit ScoreService(Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* ListGoals(grpc::CallbackServerContext*, const v1::ListGoalsRequest*, v1::ListGoalsResponse*) override;
  grpc::ServerUnaryReactor* GetGoal(grpc::CallbackServerContext*, const v1::GetGoalRequest*, v1::GetGoalResponse*) override;
  grpc::ServerUnaryReactor* EvaluateGoals(grpc::CallbackServerContext*, const v1::EvaluateGoalsRequest*,
                                          v1::EvaluateGoalsResponse*) override;
  grpc::ServerUnaryReactor* ListScorecards(grpc::CallbackServerContext*, const v1::ListScorecardsRequest*,
                                           v1::ListScorecardsResponse*) override;
  grpc::ServerUnaryReactor* GetScorecard(grpc::CallbackServerContext*, const v1::GetScorecardRequest*, v1::GetScorecardResponse*) override;
  grpc::ServerUnaryReactor* GetStandings(grpc::CallbackServerContext*, const v1::GetStandingsRequest*, v1::GetStandingsResponse*) override;
  grpc::ServerUnaryReactor* ListExceptions(grpc::CallbackServerContext*, const v1::ListExceptionsRequest*,
                                           v1::ListExceptionsResponse*) override;

 private:
  Backend& backend_;
};

}  // namespace deskgauge::sidecar

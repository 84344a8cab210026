#pragma once
#include <vector>

#include "deskgauge/v1/definition_service.pb.h"
#include "deskgauge/v1/metric_service.pb.h"
#include "deskgauge/v1/score_service.pb.h"
#include "deskgauge/v1/snapshot_service.pb.h"
#include "sidecar/status.h"

namespace deskgauge::sidecar {

// The rules every request's fields must keep, as their comments in the protos state them. Each returns all violations, not only the first;
// empty: well-formed. What depends on a desk (metrics, dimensions, filters) is not looked at here.
std::vector<FieldFault> check(const v1::GetMetricRequest& request);
std::vector<FieldFault> check(const v1::ListMetricsRequest& request);
std::vector<FieldFault> check(const v1::QueryMetricsRequest& request);
std::vector<FieldFault> check(const v1::ExplainValueRequest& request);
std::vector<FieldFault> check(const v1::ListGoalsRequest& request);
std::vector<FieldFault> check(const v1::GetGoalRequest& request);
std::vector<FieldFault> check(const v1::EvaluateGoalsRequest& request);
std::vector<FieldFault> check(const v1::ListScorecardsRequest& request);
std::vector<FieldFault> check(const v1::GetScorecardRequest& request);
std::vector<FieldFault> check(const v1::GetStandingsRequest& request);
std::vector<FieldFault> check(const v1::ListExceptionsRequest& request);
std::vector<FieldFault> check(const v1::ValidateDefinitionsRequest& request);
std::vector<FieldFault> check(const v1::ApplyDefinitionsRequest& request);
std::vector<FieldFault> check(const v1::GetDefinitionsRequest& request);
std::vector<FieldFault> check(const v1::ExportSnapshotRequest& request);
/// The first message of an import.
std::vector<FieldFault> check(const v1::ImportSnapshotRequest& request);

/// Items on a page: 0 asks for the default; more than the maximum is cut to it.
struct PageRule {
  std::int32_t standard, maximum;
  std::int32_t size(std::int32_t asked) const { return asked == 0 ? standard : asked > maximum ? maximum : asked; }
};
inline constexpr PageRule kDefinitionPage{100, 1000}, kRowPage{1000, 10'000}, kFactPage{50, 1000}, kReportPage{100, 1000};

}  // namespace deskgauge::sidecar

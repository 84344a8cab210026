#include "sidecar/request_check.h"

#include "sidecar/request_rules.h"

namespace deskgauge::sidecar {

std::vector<FieldFault> check(const v1::GetMetricRequest& request) {
  Rules rules;
  rules.metric("name", request.name());
  return rules.take();
}

std::vector<FieldFault> check(const v1::ListMetricsRequest& request) {
  Rules rules;
  rules.desk("parent", request.parent());
  rules.not_negative("page_size", request.page_size());
  return rules.take();
}

std::vector<FieldFault> check(const v1::QueryMetricsRequest& request) {
  Rules rules;
  rules.desk("parent", request.parent());
  for (int i = 0; i < request.metrics_size(); ++i) rules.child_of("metrics", i, request.metrics(i), request.parent());
  rules.required("window", request.window());
  rules.read_time(request);
  rules.word("comparison", request.comparison(), v1::Comparison_IsValid);
  rules.word("series", request.series(), v1::Grain_IsValid);
  rules.not_negative("top", request.top());
  rules.not_negative("page_size", request.page_size());
  rules.consistency(request.consistency());
  return rules.take();
}

std::vector<FieldFault> check(const v1::ExplainValueRequest& request) {
  Rules rules;
  rules.metric("name", request.name());
  rules.required("window", request.window());
  rules.read_time(request);
  rules.group(request.group());
  rules.not_negative("page_size", request.page_size());
  rules.not_negative("offset", request.offset());
  rules.consistency(request.consistency());
  return rules.take();
}

std::vector<FieldFault> check(const v1::ValidateDefinitionsRequest& request) {
  Rules rules;
  rules.files(request.files());
  return rules.take();
}

std::vector<FieldFault> check(const v1::ApplyDefinitionsRequest& request) {
  Rules rules;
  rules.desk("parent", request.parent());
  rules.files(request.files());
  if (request.has_expected_revision()) rules.not_negative("expected_revision", request.expected_revision());
  return rules.take();
}

std::vector<FieldFault> check(const v1::GetDefinitionsRequest& request) {
  Rules rules;
  rules.desk("parent", request.parent());
  return rules.take();
}

std::vector<FieldFault> check(const v1::ExportSnapshotRequest& request) {
  Rules rules;
  rules.desk("parent", request.parent());
  if (request.content() == v1::SNAPSHOT_CONTENT_UNSPECIFIED) rules.fault("content", "The field is required: full or cells.");
  rules.word("content", request.content(), v1::SnapshotContent_IsValid);
  return rules.take();
}

std::vector<FieldFault> check(const v1::ImportSnapshotRequest& request) {
  Rules rules;
  rules.desk("parent", request.parent());
  if (request.mode() == v1::IMPORT_MODE_UNSPECIFIED) rules.fault("mode", "The field is required: replace or merge.");
  rules.word("mode", request.mode(), v1::ImportMode_IsValid);
  return rules.take();
}

}  // namespace deskgauge::sidecar

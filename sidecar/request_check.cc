#include "sidecar/request_check.h"

#include <set>

#include "sidecar/convert/time.h"
#include "sidecar/resource_name.h"

namespace deskgauge::sidecar {
namespace {

/// Collects the violations of one request.
class Rules {
 public:
  void desk(const std::string& field, const std::string& name) {
    if (required(field, name)) take(parse_desk_name(field, name));
  }
  void metric(const std::string& field, const std::string& name) {
    if (required(field, name)) take(parse_metric_name(field, name));
  }
  /// A short name, or a full one of the same desk.
  void metric_of(const std::string& field, const std::string& name, const std::string& parent) {
    if (name.empty()) return fault(field, "A metric's name is not empty.");
    if (name.find('/') != name.npos && !name.starts_with(parent + "/metrics/"))
      fault(field, "The metric is not one of " + parent + ": give its short name, or its full name in the same desk.");
  }
  bool required(const std::string& field, const std::string& text) {
    if (text.empty()) fault(field, "The field is required.");
    return !text.empty();
  }
  void not_negative(const std::string& field, std::int64_t number) {
    if (number < 0) fault(field, "The number is negative: give 0 for the default.");
  }
  template <class Known>
  void word(const std::string& field, int number, Known known) {
    if (!known(number)) fault(field, "The value " + std::to_string(number) + " of the enum is unknown: use one that the proto names.");
  }
  template <class Request>
  void read_time(const Request& request) {
    if (request.has_read_time()) take(convert::read_instant("read_time", request.read_time()));
  }
  void consistency(const v1::Consistency& consistency) {
    if (consistency.requirement_case() == v1::Consistency::kLatest && !consistency.latest())
      fault("consistency.latest", "The field can only be true: leave `consistency` out instead.");
    if (consistency.requirement_case() == v1::Consistency::kAtLeast) required("consistency.at_least", consistency.at_least());
  }
  void files(const google::protobuf::RepeatedPtrField<v1::DefinitionFile>& files) {
    if (files.empty()) fault("files", "The field is required: give the whole set of definitions.");
    std::set<std::string> names;
    for (int i = 0; i < files.size(); ++i) {
      std::string const field = "files[" + std::to_string(i) + "].name";
      if (required(field, files[i].name()) && !names.insert(files[i].name()).second) fault(field, "Two files have this name.");
    }
  }
  void fault(std::string field, std::string description) { faults_.push_back({std::move(field), std::move(description)}); }
  std::vector<FieldFault> take() { return std::move(faults_); }

 private:
  template <class T>
  void take(const base::Result<T>& result) {
    if (!result) fault(result.error().field, result.error().message + ". " + result.error().remedy);
  }
  std::vector<FieldFault> faults_;
};

}  // namespace

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
  for (int i = 0; i < request.metrics_size(); ++i)
    rules.metric_of("metrics[" + std::to_string(i) + "]", request.metrics(i), request.parent());
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
  for (int i = 0; i < request.group_size(); ++i) rules.required("group[" + std::to_string(i) + "].key", request.group(i).key());
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

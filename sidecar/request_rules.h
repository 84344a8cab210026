#pragma once
#include <set>
#include <string>
#include <vector>

#include "deskgauge/v1/common.pb.h"
#include "deskgauge/v1/definition_service.pb.h"
#include "sidecar/convert/time.h"
#include "sidecar/resource_name.h"
#include "sidecar/status.h"

namespace deskgauge::sidecar {

/// Collects the violations of one request. For the thread that checks it.
class Rules {
 public:
  void desk(const std::string& field, const std::string& name) {
    if (required(field, name)) take(parse_desk_name(field, name));
  }
  void metric(const std::string& field, const std::string& name) {
    if (required(field, name)) take(parse_metric_name(field, name));
  }
  void goal(const std::string& field, const std::string& name) {
    if (required(field, name)) take(parse_goal_name(field, name));
  }
  void scorecard(const std::string& field, const std::string& name) {
    if (required(field, name)) take(parse_scorecard_name(field, name));
  }
  /// The i-th of a list of metrics or goals: a short name, or a full one of the same desk.
  void child_of(const std::string& collection, int i, const std::string& name, const std::string& parent) {
    std::string const field = collection + "[" + std::to_string(i) + "]";
    if (name.empty()) return fault(field, "A name is not empty.");
    if (name.find('/') != name.npos && !name.starts_with(parent + "/" + collection + "/"))
      fault(field, "The name is not one of " + parent + "/" + collection + ": give the short name, or the full one in the same desk.");
  }
  bool required(const std::string& field, const std::string& text) {
    if (text.empty()) fault(field, "The field is required.");
    return !text.empty();
  }
  void not_negative(const std::string& field, std::int64_t number) {
    if (number < 0) fault(field, "The number is negative: give 0 for the default.");
  }
  /// Where it is given at all: at least `least`, at most ten years.
  void days(const std::string& field, bool given, std::int32_t number, std::int32_t least) {
    constexpr std::int32_t kMost = 3660;
    if (given && (number < least || number > kMost))
      fault(field, "Give " + std::to_string(least) + " to " + std::to_string(kMost) + " days, or leave it out for the default.");
  }
  template <class Known>
  void word(const std::string& field, int number, Known known) {
    if (!known(number)) fault(field, "The value " + std::to_string(number) + " of the enum is unknown: use one that the proto names.");
  }
  template <class Request>
  void read_time(const Request& request) {
    if (request.has_read_time()) take(convert::read_instant("read_time", request.read_time()));
  }
  void group(const google::protobuf::RepeatedPtrField<v1::Dimension>& group) {
    for (int i = 0; i < group.size(); ++i) required("group[" + std::to_string(i) + "].key", group[i].key());
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

}  // namespace deskgauge::sidecar

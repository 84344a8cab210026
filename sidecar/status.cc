#include "sidecar/status.h"

#include <algorithm>

#include "google/rpc/details.pb.h"

namespace deskgauge::sidecar {
namespace {

using base::Code;

constexpr std::string_view kDomain = "deskgauge.v1";
/// Trailers share 8 KiB with everything else a call sends at its end; a longer status would replace the refusal by one about its size.
constexpr std::size_t kMaxDetailBytes = 4096, kMaxMessageBytes = 1024, kMaxValueBytes = 128;

/// Reasons of the core that have a name of their own in ErrorReason.
constexpr std::pair<std::string_view, std::string_view> kNames[] = {
    {"max_groups", "TOO_MANY_GROUPS"},         {"max_bytes", "MESSAGE_TOO_LARGE"},
    {"max_cards", "TOO_MANY_CARDS"},           {"max_exceptions", "TOO_MANY_EXCEPTIONS"},
    {"unknown_metric", "METRIC_NOT_FOUND"},    {"unknown_goal", "GOAL_NOT_FOUND"},
    {"unknown_scorecard", "SCORECARD_NOT_FOUND"}};

std::string upper(std::string_view reason) {
  for (auto const& [word, name] : kNames)
    if (word == reason) return std::string(name);
  std::string out(reason.empty() ? "internal" : reason);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c == '-' || c == '.' ? '_' : c;
  return out;
}

/// Cut between characters, so that the text stays valid UTF-8.
std::string clip(std::string text, std::size_t size) {
  if (text.size() <= size) return text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size) + "…";
}

/// Builds a google.rpc.Status within the size that fits a trailer.
class Details {
 public:
  Details(grpc::StatusCode code, std::string message) : code_(code), message_(clip(std::move(message), kMaxMessageBytes)) {
    status_.set_code(code);
    status_.set_message(message_);
  }

  void info(std::string reason, std::map<std::string, std::string> metadata) {
    google::rpc::ErrorInfo info;
    info.set_reason(std::move(reason));
    info.set_domain(std::string(kDomain));
    for (auto& [key, value] : metadata)
      if (!value.empty()) (*info.mutable_metadata())[key] = clip(std::move(value), kMaxValueBytes);
    status_.add_details()->PackFrom(info);
  }

  void bad_request(const std::vector<FieldFault>& faults) {
    google::rpc::BadRequest detail;
    for (auto const& fault : faults) {
      auto* item = detail.add_field_violations();
      item->set_field(clip(fault.field, kMaxValueBytes));
      item->set_description(clip(fault.description, 2 * kMaxValueBytes));
      if (too_long(detail)) break;
    }
    status_.add_details()->PackFrom(detail);
  }

  void unmet(const std::vector<Unmet>& unmet) {
    if (unmet.empty()) return;
    google::rpc::PreconditionFailure detail;
    for (auto const& u : unmet) {
      auto* item = detail.add_violations();
      item->set_type(u.type);
      item->set_subject(clip(u.subject, kMaxValueBytes));
      item->set_description(clip(u.description, 2 * kMaxValueBytes));
      if (too_long(detail)) break;
    }
    status_.add_details()->PackFrom(detail);
  }

  void retry(std::optional<time::Span> after) {
    if (!after) return;
    google::rpc::RetryInfo detail;
    detail.mutable_retry_delay()->set_seconds(after->ms / 1000);
    detail.mutable_retry_delay()->set_nanos(static_cast<std::int32_t>(after->ms % 1000) * 1'000'000);
    status_.add_details()->PackFrom(detail);
  }

  void resource(const std::string& type, const std::string& name) {
    if (type.empty()) return;
    google::rpc::ResourceInfo detail;
    detail.set_resource_type(type);
    detail.set_resource_name(clip(name, kMaxValueBytes));
    status_.add_details()->PackFrom(detail);
  }

  grpc::Status take() { return {code_, message_, status_.SerializeAsString()}; }

 private:
  bool too_long(const google::protobuf::Message& detail) const { return status_.ByteSizeLong() + detail.ByteSizeLong() > kMaxDetailBytes; }

  grpc::StatusCode code_;
  std::string message_;
  google::rpc::Status status_;
};

grpc::Status internal_status() {
  Details out(grpc::StatusCode::INTERNAL, "A promise of the server is broken; its log says more.");
  out.info("INTERNAL", {});
  return out.take();
}

}  // namespace

grpc::StatusCode to_grpc(Code code) {
  switch (code) {
    case Code::invalid_argument: return grpc::StatusCode::INVALID_ARGUMENT;
    case Code::not_found: return grpc::StatusCode::NOT_FOUND;
    case Code::conflict: return grpc::StatusCode::ABORTED;
    case Code::precondition: return grpc::StatusCode::FAILED_PRECONDITION;
    case Code::exhausted: return grpc::StatusCode::RESOURCE_EXHAUSTED;
    case Code::out_of_range: return grpc::StatusCode::OUT_OF_RANGE;
    case Code::unavailable: return grpc::StatusCode::UNAVAILABLE;
    case Code::data_loss: return grpc::StatusCode::DATA_LOSS;
    case Code::unimplemented: return grpc::StatusCode::UNIMPLEMENTED;
    case Code::internal: break;
  }
  return grpc::StatusCode::INTERNAL;
}

grpc::Status to_status(const base::Error& error, const StatusDetails& details) {
  if (error.code == Code::internal) return internal_status();
  Details out(to_grpc(error.code), base::to_text(error));
  auto metadata = details.metadata;
  metadata.insert({{"field", error.field}, {"value", error.value}, {"remedy", error.remedy}});
  if (error.code == Code::exhausted && error.reason.starts_with("max_")) metadata.emplace("limit", error.reason);
  out.info(error.code == Code::data_loss ? "SNAPSHOT_CORRUPT" : upper(error.reason), std::move(metadata));
  bool const of_request = error.code == Code::invalid_argument || error.code == Code::out_of_range;
  if (of_request && !error.field.empty())
    out.bad_request({{error.field, error.message + (error.remedy.empty() ? "" : ". " + error.remedy)}});
  auto unmet = details.unmet;
  if (unmet.empty() && error.code == Code::precondition) unmet.push_back({upper(error.reason), error.field, error.message});
  out.unmet(unmet);
  out.retry(details.retry_after);
  out.resource(details.resource_type, details.resource_name);
  return out.take();
}

grpc::Status invalid_request(const std::vector<FieldFault>& faults) {
  std::string message = faults.empty() ? "The request is malformed." : faults.front().field + ": " + faults.front().description;
  if (faults.size() > 1) message += " (and " + std::to_string(faults.size() - 1) + " more)";
  Details out(grpc::StatusCode::INVALID_ARGUMENT, std::move(message));
  out.info("INVALID_REQUEST", {{"violations", std::to_string(faults.size())}});
  out.bad_request(faults);
  return out.take();
}

grpc::Status limit_reached(std::string reason, std::string limit, std::size_t maximum, std::size_t value, std::string message,
                           std::string remedy, std::optional<time::Span> retry_after) {
  message += " than " + limit + " " + std::to_string(maximum);
  StatusDetails details;
  details.metadata = {{"limit", std::move(limit)}, {"maximum", std::to_string(maximum)}};
  details.retry_after = retry_after;
  return to_status({Code::exhausted, std::move(reason), {}, std::to_string(value), std::move(message), std::move(remedy)}, details);
}

grpc::Status desk_not_found(const std::string& field, const std::string& name) {
  StatusDetails details;
  details.resource_type = "deskgauge.v1/Desk";
  details.resource_name = name;
  return to_status({Code::not_found, "desk_not_found", field, name, "There is no such desk", "Create it with ApplyDefinitions."}, details);
}

namespace {

grpc::Status not_in_definitions(const std::string& kind, const std::string& type, const std::string& field, const std::string& name,
                                const std::string& closest) {
  StatusDetails details;
  details.resource_type = "deskgauge.v1/" + type;
  details.resource_name = name;
  std::string remedy = closest.empty() ? "List" + type + "s shows those there are." : "Did you mean " + closest + "?";
  return to_status({Code::not_found, kind + "_not_found", field, name, "The definitions have no such " + kind, std::move(remedy)}, details);
}

}  // namespace

grpc::Status metric_not_found(const std::string& field, const std::string& name, const std::string& closest) {
  return not_in_definitions("metric", "Metric", field, name, closest);
}
grpc::Status goal_not_found(const std::string& field, const std::string& name, const std::string& closest) {
  return not_in_definitions("goal", "Goal", field, name, closest);
}
grpc::Status scorecard_not_found(const std::string& field, const std::string& name, const std::string& closest) {
  return not_in_definitions("scorecard", "Scorecard", field, name, closest);
}

grpc::Status revision_mismatch(std::int64_t expected, std::int64_t current) {
  StatusDetails details;
  std::string const now = std::to_string(current);
  details.metadata = {{"expected_revision", std::to_string(expected)}, {"current_revision", now}};
  details.unmet = {{"REVISION_MISMATCH", "expected_revision", "The definitions are of revision " + now}};
  return to_status({Code::conflict, "revision_mismatch", "expected_revision", std::to_string(expected),
                    "The definitions are of revision " + now, "Read them again, repeat the change, and expect that revision."},
                   details);
}

grpc::Status draining() {
  StatusDetails details;
  details.retry_after = time::seconds(1);
  return to_status({Code::unavailable, "draining", {}, {}, "The server is shutting down", "Repeat the call after the delay."}, details);
}

}  // namespace deskgauge::sidecar

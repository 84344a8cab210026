#pragma once
#include <grpcpp/support/status.h>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "deskgauge/base/error.h"
#include "deskgauge/time/instant.h"

namespace deskgauge::sidecar {

/// A field that breaks its rule, by its path in the request.
struct FieldFault {
  std::string field, description;
};
/// Something that would have to hold first.
struct Unmet {
  std::string type, subject, description;
};

/// What a refusal says besides its error. Each part becomes at most one detail message of the status.
struct StatusDetails {
  std::map<std::string, std::string> metadata;   ///< into ErrorInfo
  std::vector<Unmet> unmet;                      ///< PreconditionFailure
  std::optional<time::Span> retry_after;         ///< RetryInfo
  std::string resource_type, resource_name;      ///< ResourceInfo
};

/// The one place where refusals become statuses: the canonical code, the error as text, ErrorInfo always, BadRequest where a field of the
/// request is at fault. A broken invariant is told without its details. Pure; any thread.
grpc::Status to_status(const base::Error& error, const StatusDetails& details = {});
/// INVALID_REQUEST with every fault in a BadRequest.
grpc::Status invalid_request(const std::vector<FieldFault>& faults);
/// RESOURCE_EXHAUSTED by the limit of that name.
grpc::Status limit_reached(std::string reason, std::string limit, std::size_t maximum, std::size_t value, std::string message,
                           std::string remedy, std::optional<time::Span> retry_after = {});
grpc::Status desk_not_found(const std::string& field, const std::string& name);
// What the definitions lack; `closest` is what may have been meant, "" if nothing.
grpc::Status metric_not_found(const std::string& field, const std::string& name, const std::string& closest);
grpc::Status goal_not_found(const std::string& field, const std::string& name, const std::string& closest);
grpc::Status scorecard_not_found(const std::string& field, const std::string& name, const std::string& closest);
grpc::Status revision_mismatch(std::int64_t expected, std::int64_t current);
grpc::Status draining();

grpc::StatusCode to_grpc(base::Code code);

}  // namespace deskgauge::sidecar

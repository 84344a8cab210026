#include "sidecar/definition_service.h"

#include "sidecar/convert/definition.h"
#include "sidecar/convert/value.h"
#include "sidecar/request_check.h"
#include "sidecar/resource_name.h"
#include "sidecar/unary_call.h"

namespace deskgauge::sidecar {
namespace {

grpc::Status validate(const v1::ValidateDefinitionsRequest& request, v1::ValidateDefinitionsResponse& response) {
  if (auto const faults = check(request); !faults.empty()) return invalid_request(faults);
  auto const loaded = definition::load(convert::read_files(request.files()));
  for (auto const& diagnostic : loaded.diagnostics) convert::write_diagnostic(diagnostic, *response.add_diagnostics());
  response.set_valid(loaded.ok());
  if (loaded.ok()) response.set_definitions_fingerprint(convert::fingerprint_text(loaded.catalogue->fingerprint()));
  return grpc::Status::OK;
}

std::int64_t current_revision(const DeskHost* host) {
  if (!host) return 0;
  return host->read([](const engine::Engine&, const ActiveDefinitions& active) { return active.revision; });
}

grpc::Status refusal(const base::Error& error, const v1::ApplyDefinitionsRequest& request, const DeskHost* host, const Limits& limits) {
  if (error.reason == "revision_mismatch") return revision_mismatch(request.expected_revision(), current_revision(host));
  if (error.reason == "too_many_desks")
    return limit_reached(error.reason, "max_desks", limits.max_desks, limits.max_desks, "There can be no more desks", error.remedy);
  return to_status(error);
}

/// Changes the desk, or creates it. Another call may create it at the same time: then this one changes it.
base::Result<std::int64_t> change(Backend& backend, const std::string& desk, ActiveDefinitions next, std::optional<std::int64_t> expected) {
  for (;;) {
    if (auto const host = backend.desks.find(desk)) return host->apply(std::move(next), expected);
    if (expected.value_or(0) != 0)
      return base::unexpected(base::Code::conflict, "revision_mismatch", "The desk does not exist", "expected_revision", "0");
    auto const created = backend.desks.create(desk, next, engine::Engine(next.catalogue));
    if (created) return std::int64_t{1};
    if (created.error().reason != "desk_exists") return base::unexpected(created.error());
  }
}

grpc::Status apply(Backend& backend, const v1::ApplyDefinitionsRequest& request, v1::ApplyDefinitionsResponse& response) {
  if (auto const faults = check(request); !faults.empty()) return invalid_request(faults);
  std::string const desk = parse_desk_name("parent", request.parent())->desk;
  ActiveDefinitions next;
  next.files = convert::read_files(request.files());
  auto const loaded = definition::load(next.files);
  if (!loaded.ok()) return definitions_invalid(loaded.diagnostics);
  next.catalogue = loaded.catalogue;
  auto const expected = request.has_expected_revision() ? std::optional(request.expected_revision()) : std::nullopt;
  auto const before = backend.desks.find(desk);
  if (request.validate_only()) {
    std::int64_t const current = current_revision(before.get());
    if (expected && *expected != current) return revision_mismatch(*expected, current);
    response.set_revision(current);
  } else {
    auto const revision = change(backend, desk, std::move(next), expected);
    if (!revision) return refusal(revision.error(), request, backend.desks.find(desk).get(), backend.limits);
    response.set_revision(*revision);
  }
  for (auto const& diagnostic : loaded.diagnostics) convert::write_diagnostic(diagnostic, *response.add_diagnostics());
  response.set_definitions_fingerprint(convert::fingerprint_text(loaded.catalogue->fingerprint()));
  return grpc::Status::OK;
}

grpc::Status get(Backend& backend, const v1::GetDefinitionsRequest& request, v1::GetDefinitionsResponse& response) {
  if (auto const faults = check(request); !faults.empty()) return invalid_request(faults);
  auto const host = backend.desks.find(parse_desk_name("parent", request.parent())->desk);
  if (!host) return desk_not_found("parent", request.parent());
  return host->read([&](const engine::Engine&, const ActiveDefinitions& active) {
    convert::write_files(active.files, *response.mutable_files());
    response.set_revision(active.revision);
    response.set_definitions_fingerprint(convert::fingerprint_text(active.catalogue->fingerprint()));
    return grpc::Status::OK;
  });
}

}  // namespace

grpc::Status definitions_invalid(const std::vector<definition::Diagnostic>& diagnostics) {
  StatusDetails details;
  for (auto const& finding : diagnostics) {
    if (finding.severity != definition::Severity::error) continue;
    std::string const place = finding.at.file + ":" + std::to_string(finding.at.line) + ":" + std::to_string(finding.at.column);
    details.unmet.push_back({finding.rule, place, finding.message + (finding.hint.empty() ? "" : " " + finding.hint)});
  }
  std::string const errors = std::to_string(details.unmet.size());
  details.metadata = {{"errors", errors}};
  return to_status({base::Code::precondition, "definitions_invalid", "files", {}, "The definitions have " + errors + " errors",
                    "ValidateDefinitions returns all findings."},
                   details);
}

grpc::ServerUnaryReactor* DefinitionService::ValidateDefinitions(grpc::CallbackServerContext*,
                                                                 const v1::ValidateDefinitionsRequest* request,
                                                                 v1::ValidateDefinitionsResponse* response) {
  return new UnaryCall<v1::ValidateDefinitionsRequest, v1::ValidateDefinitionsResponse>(
      backend_, "ValidateDefinitions", request, response, [](auto const& in, auto& out) { return validate(in, out); });
}

grpc::ServerUnaryReactor* DefinitionService::ApplyDefinitions(grpc::CallbackServerContext*, const v1::ApplyDefinitionsRequest* request,
                                                              v1::ApplyDefinitionsResponse* response) {
  return new UnaryCall<v1::ApplyDefinitionsRequest, v1::ApplyDefinitionsResponse>(
      backend_, "ApplyDefinitions", request, response, [this](auto const& in, auto& out) { return apply(backend_, in, out); });
}

grpc::ServerUnaryReactor* DefinitionService::GetDefinitions(grpc::CallbackServerContext*, const v1::GetDefinitionsRequest* request,
                                                            v1::GetDefinitionsResponse* response) {
  return new UnaryCall<v1::GetDefinitionsRequest, v1::GetDefinitionsResponse>(
      backend_, "GetDefinitions", request, response, [this](auto const& in, auto& out) { return get(backend_, in, out); });
}

}  // namespace deskgauge::sidecar

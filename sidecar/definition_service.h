#pragma once
#include "deskgauge/v1/definition_service.grpc.pb.h"
#include "sidecar/backend.h"

namespace deskgauge::sidecar {

/// Definitions in and out, on threads of the pool. Owns nothing; any thread.
class DefinitionService final : public v1::DefinitionService::CallbackService {
 public:
  explicit DefinitionService(Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* ValidateDefinitions(grpc::CallbackServerContext*, const v1::ValidateDefinitionsRequest*,
                                                v1::ValidateDefinitionsResponse*) override;
  grpc::ServerUnaryReactor* ApplyDefinitions(grpc::CallbackServerContext*, const v1::ApplyDefinitionsRequest*,
                                             v1::ApplyDefinitionsResponse*) override;
  grpc::ServerUnaryReactor* GetDefinitions(grpc::CallbackServerContext*, const v1::GetDefinitionsRequest*,
                                           v1::GetDefinitionsResponse*) override;

 private:
  Backend& backend_;
};

/// FAILED_PRECONDITION with the first errors as violations: as many as fit a trailer.
grpc::Status definitions_invalid(const std::vector<definition::Diagnostic>& diagnostics);

}  // namespace deskgauge::sidecar

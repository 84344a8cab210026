#pragma once
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/client_unary_call.h>
#include <grpcpp/support/sync_stream.h>

#include <string>
#include <vector>

#include "tests/sidecar/harness.h"
#include "tests/sidecar/probe.pb.h"

namespace deskgauge::sidecar::testing {

enum Health { kServing = 1, kNotServing = 2 };

/// The health of a service as grpc.health.v1 tells it; -1 if it refuses.
inline int health(grpc::Channel& channel, const std::string& service) {
  grpc::internal::RpcMethod const method("/grpc.health.v1.Health/Check", grpc::internal::RpcMethod::NORMAL_RPC);
  probe::HealthRequest request;
  request.set_service(service);
  probe::HealthResponse response;
  auto const status = grpc::internal::BlockingUnaryCall(&channel, method, context().get(), request, &response);
  return status.ok() ? response.status() : -1;
}

/// A stream that tells the health of the whole server whenever it changes.
class HealthWatch {
 public:
  explicit HealthWatch(grpc::Channel& channel)
      : method_(kName, grpc::internal::RpcMethod::SERVER_STREAMING),
        context_(context()),
        reader_(Factory::Create(&channel, method_, context_.get(), probe::HealthRequest())) {}
  ~HealthWatch() {
    context_->TryCancel();
    reader_->Finish();
  }
  int next() {
    probe::HealthResponse response;
    return reader_->Read(&response) ? response.status() : -1;
  }

 private:
  using Factory = grpc::internal::ClientReaderFactory<probe::HealthResponse>;
  static constexpr char kName[] = "/grpc.health.v1.Health/Watch";

  grpc::internal::RpcMethod const method_;
  std::unique_ptr<grpc::ClientContext> context_;
  std::unique_ptr<grpc::ClientReader<probe::HealthResponse>> reader_;
};

/// Names of the services as grpc.reflection tells them; none if it is off.
inline std::vector<std::string> reflected_services(grpc::Channel& channel) {
  constexpr char kName[] = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
  grpc::internal::RpcMethod const method(kName, grpc::internal::RpcMethod::BIDI_STREAMING);
  auto const call = context();
  std::unique_ptr<grpc::ClientReaderWriter<probe::ReflectionRequest, probe::ReflectionResponse>> const stream(
      grpc::internal::ClientReaderWriterFactory<probe::ReflectionRequest, probe::ReflectionResponse>::Create(&channel, method, call.get()));
  probe::ReflectionRequest request;
  request.set_list_services("*");
  stream->Write(request);
  stream->WritesDone();
  std::vector<std::string> names;
  for (probe::ReflectionResponse response; stream->Read(&response);)
    for (auto const& service : response.list_services_response().service()) names.push_back(service.name());
  stream->Finish();
  return names;
}

}  // namespace deskgauge::sidecar::testing

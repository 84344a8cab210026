#include "sidecar/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <sys/stat.h>

#include <chrono>

#include "sidecar/backend.h"
#include "sidecar/definition_service.h"
#include "sidecar/ingestion_service.h"
#include "sidecar/metric_service.h"
#include "sidecar/score_service.h"
#include "sidecar/snapshot_service.h"

namespace deskgauge::sidecar {
namespace {

constexpr const char* kServices[] = {"deskgauge.v1.DefinitionService", "deskgauge.v1.IngestionService", "deskgauge.v1.MetricService",
                                     "deskgauge.v1.ScoreService", "deskgauge.v1.SnapshotService"};
/// What gRPC itself refuses, without our reason: so much above our own limit that nearly every refusal names the limit.
constexpr std::size_t kTransportFactor = 2;

std::string socket_path(const std::string& address) {
  constexpr std::string_view kUnix = "unix:";
  return address.starts_with(kUnix) ? address.substr(kUnix.size()) : std::string();
}

}  // namespace

Clock system_clock() {
  return [] {
    auto const since = std::chrono::system_clock::now().time_since_epoch();
    return time::Instant{std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
  };
}

struct Server::Impl {
  Impl(ServerConfig given, convert::EventSchema schema)
      : config(std::move(given)), backend(config.limits, config.clock, std::move(schema)), ingestion(backend), metrics(backend),
        scores(backend), definitions(backend), snapshots(backend) {}

  void set_health(bool serving) {
    auto* health = server->GetHealthCheckService();
    health->SetServingStatus("", serving);
    for (const char* service : kServices) health->SetServingStatus(service, serving);
  }

  ServerConfig const config;
  Backend backend;
  IngestionService ingestion;
  MetricService metrics;
  ScoreService scores;
  DefinitionService definitions;
  SnapshotService snapshots;
  std::unique_ptr<grpc::Server> server;   ///< last: no call outlives it
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() { drain({}); }
Backend& Server::backend() { return impl_->backend; }

base::Result<std::unique_ptr<Server>> Server::create(ServerConfig config) {
  DESKGAUGE_ASSIGN(schema, convert::EventSchema::build());
  return std::unique_ptr<Server>(new Server(std::make_unique<Impl>(std::move(config), std::move(schema))));
}

base::Result<void> Server::start() {
  const ServerConfig& config = impl_->config;
  grpc::EnableDefaultHealthCheckService(true);
  if (config.reflection) grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  builder.AddListeningPort(config.address, grpc::InsecureServerCredentials());
  builder.SetMaxReceiveMessageSize(static_cast<int>(kTransportFactor * config.limits.max_message_bytes));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, config.limits.max_concurrent_streams);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);  // a second server on the port is a mistake, not a share of the load
  for (grpc::Service* service : std::initializer_list<grpc::Service*>{&impl_->ingestion, &impl_->metrics, &impl_->scores,
                                                                      &impl_->definitions, &impl_->snapshots})
    builder.RegisterService(service);
  impl_->server = builder.BuildAndStart();
  if (!impl_->server)
    return base::unexpected(base::Code::unavailable, "address_unusable", "Cannot listen there", "--address", config.address,
                            "Check that no other process listens there and that this user may.");
  if (auto const path = socket_path(config.address); !path.empty()) ::chmod(path.c_str(), 0600);
  impl_->set_health(true);
  return {};
}

void Server::drain(time::Span grace) {
  if (!impl_->server) return;
  impl_->set_health(false);
  impl_->backend.draining = true;
  impl_->server->Shutdown(std::chrono::system_clock::now() + std::chrono::milliseconds(grace.ms));
  impl_->server.reset();
}

}  // namespace deskgauge::sidecar

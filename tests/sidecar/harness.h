#pragma once
#include <grpcpp/grpcpp.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "deskgauge/v1/definition_service.grpc.pb.h"
#include "deskgauge/v1/ingestion_service.grpc.pb.h"
#include "deskgauge/v1/metric_service.grpc.pb.h"
#include "deskgauge/v1/snapshot_service.grpc.pb.h"
#include "google/rpc/details.pb.h"
#include "sidecar/backend.h"
#include "sidecar/server.h"

namespace deskgauge::sidecar::testing {

/// A folder of its own, gone at the end. Its path is short enough for a socket.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

 private:
  std::filesystem::path folder_;
};

/// 2026-05-04T10:00:00Z, the present of the tests unless they move it.
inline constexpr time::Instant kPresent{1'777'888'800'000};

/// Two metrics in UTC: tickets_created by channel and team, first_response_time.
std::string definitions_text();

/// A server on a Unix socket with a clock that stands still, and clients of it.
class TestServer {
 public:
  explicit TestServer(const Limits& limits = {});
  ~TestServer() { server_->drain({}); }

  Backend& backend() { return server_->backend(); }
  Server& server() { return *server_; }
  std::shared_ptr<grpc::Channel> channel() const { return channel_; }
  void set_present(time::Instant present) { *present_ = present.ms; }

  /// Creates or changes a desk; the definitions must be sound.
  void apply(const std::string& desk, const std::string& text = definitions_text());
  /// One batch on a stream of its own; the stream must end well.
  v1::IngestEventsResponse ingest(const std::string& desk, const std::vector<v1::Event>& events);
  /// Batches on one stream, and how it ended.
  grpc::Status ingest(const std::vector<v1::IngestEventsRequest>& batches, std::vector<v1::IngestEventsResponse>& answers);
  grpc::Status query(const v1::QueryMetricsRequest& request, v1::QueryMetricsResponse& response);
  /// The number of tickets_created of all time, 0 without a value.
  double tickets(const std::string& desk);
  /// All bytes of a full snapshot.
  std::string export_snapshot(const std::string& desk);
  grpc::Status import_snapshot(const std::string& desk, v1::ImportMode mode, const std::string& bytes,
                               std::optional<std::uint64_t> checksum, bool allow_existing, v1::ImportSnapshotResponse& response);

 private:
  TempFolder folder_;
  std::shared_ptr<std::atomic<std::int64_t>> present_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

/// A context whose call cannot outlast the test.
std::unique_ptr<grpc::ClientContext> context();

google::protobuf::Timestamp stamp(time::Instant instant);
v1::Event ticket_created(const std::string& ticket, time::Instant at, const std::string& channel = "email");
v1::Event message_sent(const std::string& ticket, const std::string& id, time::Instant at, v1::AuthorType author);

// What a status says in its details; nothing where it does not.
std::optional<google::rpc::ErrorInfo> error_info(const grpc::Status& status);
std::string reason(const grpc::Status& status);
std::string metadata(const grpc::Status& status, const std::string& key);
std::vector<std::string> violated_fields(const grpc::Status& status);
std::optional<google::rpc::RetryInfo> retry_info(const grpc::Status& status);
std::optional<google::rpc::PreconditionFailure> precondition_failure(const grpc::Status& status);
std::optional<google::rpc::ResourceInfo> resource_info(const grpc::Status& status);

}  // namespace deskgauge::sidecar::testing

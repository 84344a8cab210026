#pragma once
#include <grpcpp/support/server_callback.h>

#include <atomic>
#include <string>

#include "deskgauge/v1/snapshot_service.pb.h"
#include "sidecar/backend.h"
#include "sidecar/call_log.h"

namespace deskgauge::sidecar {

/// Sends a snapshot in chunks; the next one leaves when the one before has. The snapshot is written on the pool, under the desk's read
/// lock. Owns its bytes. Finish is called once. Deletes itself.
class ExportReactor final : public grpc::ServerWriteReactor<v1::ExportSnapshotResponse> {
 public:
  ExportReactor(Backend& backend, const v1::ExportSnapshotRequest* request);
  void OnWriteDone(bool ok) override;
  void OnCancel() override { cancelled_ = true; }
  void OnDone() override { delete this; }

 private:
  void produce();
  void write_next();
  void finish(const grpc::Status& status);

  Backend& backend_;
  CallLog log_;
  const v1::ExportSnapshotRequest* const request_;
  std::atomic<bool> cancelled_{false};
  std::string bytes_;
  std::size_t sent_ = 0;
  bool last_ = false;
  v1::ExportSnapshotResponse part_;
};

/// Collects a snapshot and takes it in on the pool: all of it or nothing. Owns the bytes read. Finish is called once. Deletes itself.
class ImportReactor final : public grpc::ServerReadReactor<v1::ImportSnapshotRequest> {
 public:
  ImportReactor(Backend& backend, v1::ImportSnapshotResponse* response);
  void OnReadDone(bool ok) override;
  void OnCancel() override { cancelled_ = true; }
  void OnDone() override { delete this; }

 private:
  grpc::Status take_part();
  void complete();
  grpc::Status take_in();
  grpc::Status replace(const std::string& desk);
  grpc::Status merge(const std::string& desk);
  grpc::Status answer(const std::string& desk, std::int64_t definitions_revision);
  void finish(const grpc::Status& status);

  Backend& backend_;
  CallLog log_;
  v1::ImportSnapshotResponse* const response_;
  std::atomic<bool> cancelled_{false};
  v1::ImportSnapshotRequest part_, first_;
  bool started_ = false;
  std::string bytes_;
  std::optional<std::uint64_t> checksum_;
};

}  // namespace deskgauge::sidecar

#pragma once
#include "deskgauge/v1/snapshot_service.grpc.pb.h"
#include "sidecar/backend.h"

namespace deskgauge::sidecar {

/// The state of desks out and in: one reactor a call. Owns nothing; any thread.
class SnapshotService final : public v1::SnapshotService::CallbackService {
 public:
  explicit SnapshotService(Backend& backend) : backend_(backend) {}

  grpc::ServerWriteReactor<v1::ExportSnapshotResponse>* ExportSnapshot(grpc::CallbackServerContext*,
                                                                       const v1::ExportSnapshotRequest*) override;
  grpc::ServerReadReactor<v1::ImportSnapshotRequest>* ImportSnapshot(grpc::CallbackServerContext*, v1::ImportSnapshotResponse*) override;

 private:
  Backend& backend_;
};

}  // namespace deskgauge::sidecar

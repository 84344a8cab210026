#include "sidecar/snapshot_service.h"

#include "sidecar/snapshot_reactors.h"

namespace deskgauge::sidecar {

grpc::ServerWriteReactor<v1::ExportSnapshotResponse>* SnapshotService::ExportSnapshot(grpc::CallbackServerContext*,
                                                                                      const v1::ExportSnapshotRequest* request) {
  return new ExportReactor(backend_, request);
}

grpc::ServerReadReactor<v1::ImportSnapshotRequest>* SnapshotService::ImportSnapshot(grpc::CallbackServerContext*,
                                                                                    v1::ImportSnapshotResponse* response) {
  return new ImportReactor(backend_, response);
}

}  // namespace deskgauge::sidecar

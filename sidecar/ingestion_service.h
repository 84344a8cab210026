#pragma once
#include "deskgauge/v1/ingestion_service.grpc.pb.h"
#include "sidecar/backend.h"

namespace deskgauge::sidecar {

/// Events in: one reactor a stream. Owns nothing; any thread.
class IngestionService final : public v1::IngestionService::CallbackService {
 public:
  explicit IngestionService(Backend& backend) : backend_(backend) {}

  grpc::ServerBidiReactor<v1::IngestEventsRequest, v1::IngestEventsResponse>* IngestEvents(grpc::CallbackServerContext*) override;

 private:
  Backend& backend_;
};

}  // namespace deskgauge::sidecar

#include "sidecar/ingestion_service.h"

#include "sidecar/ingest_reactor.h"

namespace deskgauge::sidecar {

grpc::ServerBidiReactor<v1::IngestEventsRequest, v1::IngestEventsResponse>* IngestionService::IngestEvents(grpc::CallbackServerContext*) {
  return new IngestReactor(backend_);
}

}  // namespace deskgauge::sidecar

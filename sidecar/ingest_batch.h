#pragma once
#include "deskgauge/v1/ingestion_service.pb.h"
#include "sidecar/backend.h"

namespace deskgauge::sidecar {

/// Takes one batch into a desk's engine and fills the acknowledgement but for its revision token. For the writer's thread. Events the
/// converter cannot express and events the engine refuses become rejections by their index in the batch.
void ingest_batch(const convert::EventSchema& schema, const v1::IngestEventsRequest& batch, time::Instant now, engine::Engine& engine,
                  v1::IngestEventsResponse& response);

}  // namespace deskgauge::sidecar

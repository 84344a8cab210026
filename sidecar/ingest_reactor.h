#pragma once
#include <grpcpp/support/server_callback.h>

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "deskgauge/v1/ingestion_service.pb.h"
#include "sidecar/backend.h"
#include "sidecar/call_log.h"

namespace deskgauge::sidecar {

/// One ingest stream: a batch in, one acknowledgement out, in order.
///
/// Owns its unacknowledged batches. Reads are ahead of acknowledgements by at most max_unacknowledged batches, and the next read waits
/// while the desk's queue is full: that is the back-pressure. Callbacks of gRPC and of the desk's writer meet under one mutex; no call into
/// gRPC or the desk is made while it is held. Finish is called once, when nothing is being read, computed or written; after a failure what
/// was already queued is still acknowledged. Deletes itself.
class IngestReactor final : public grpc::ServerBidiReactor<v1::IngestEventsRequest, v1::IngestEventsResponse> {
 public:
  explicit IngestReactor(Backend& backend);

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override { delete this; }

 private:
  /// What the state asks for next; taken under the mutex, done without it.
  struct Next {
    bool read = false;
    const v1::IngestEventsResponse* write = nullptr;
    std::optional<grpc::Status> finish;
  };
  Next decide();
  void go(const Next& next);
  void step();

  /// The batch just read is sound: find its desk. A status if the stream must end.
  grpc::Status accept(const v1::IngestEventsRequest& batch);
  void hand_over(std::shared_ptr<v1::IngestEventsRequest> batch);
  void compute(const v1::IngestEventsRequest& batch, engine::Engine& engine);

  Backend& backend_;
  CallLog log_;
  std::shared_ptr<DeskHost> host_;               ///< from the first batch on; touched by reads only
  std::shared_ptr<v1::IngestEventsRequest> incoming_;

  std::mutex mutex_;                             ///< guards what follows
  bool reading_ = false;                         ///< a read is under way
  bool placing_ = false;                         ///< a batch was read and is not in the desk's queue yet
  bool writing_ = false;
  bool closed_ = false;                          ///< nothing more will be read
  bool finished_ = false;
  bool broken_ = false;                          ///< the client is gone: acknowledgements go nowhere
  std::size_t computing_ = 0;                    ///< batches with the desk
  std::deque<v1::IngestEventsResponse> ready_;   ///< the first is being written if writing_
  grpc::Status status_ = grpc::Status::OK;       ///< of the end
};

}  // namespace deskgauge::sidecar

#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>

#include "deskgauge/time/instant.h"

namespace deskgauge::sidecar {

/// Every bound of the server. The name of a member is the name a refusal gives in `limit`.
struct Limits {
  std::size_t max_message_bytes = 16 * 1024 * 1024;
  std::size_t max_batch_events = 1000;
  std::size_t max_groups = 100'000;
  std::size_t max_cards = 10'000;             ///< of one scorecard
  std::size_t max_exceptions = 10'000;
  std::size_t max_kept_rows = 200'000;        ///< rows of answers kept for their next pages; the latest answer is kept whatever its size
  std::size_t max_snapshot_bytes = 4ull * 1024 * 1024 * 1024;
  std::size_t max_desks = 100;
  std::size_t max_waiting_calls = 1000;       ///< unary calls that wait for a thread
  std::size_t max_queued_batches = 64;        ///< of one desk; a full queue delays the next read of a stream
  std::size_t max_unacknowledged = 8;         ///< batches of one stream that are read ahead of their acknowledgements
  int max_concurrent_streams = 1000;          ///< calls of one connection; HTTP/2 makes the client wait
};

/// The present, in milliseconds. The server's only clock; tests give their own.
using Clock = std::function<time::Instant()>;
Clock system_clock();

}  // namespace deskgauge::sidecar

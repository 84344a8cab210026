#pragma once
#include <atomic>
#include <thread>

#include "sidecar/convert/event_schema.h"
#include "sidecar/desks.h"
#include "sidecar/kept_answers.h"
#include "sidecar/limits.h"
#include "sidecar/work_pool.h"

namespace deskgauge::sidecar {

/// What every service works with. Owned by the server, outlives all calls. Any thread.
struct Backend {
  Backend(const Limits& bounds, Clock present, convert::EventSchema events)
      : limits(bounds), clock(std::move(present)), schema(std::move(events)), desks(bounds),
        kept(bounds.max_kept_rows), pool(std::max(2u, std::thread::hardware_concurrency()), bounds.max_waiting_calls) {}

  Limits const limits;
  Clock const clock;
  convert::EventSchema const schema;
  std::atomic<bool> draining{false};   ///< new calls are refused; running ones go on
  Desks desks;
  KeptAnswers kept;
  WorkPool pool;                       ///< last: its jobs use everything above
};

}  // namespace deskgauge::sidecar

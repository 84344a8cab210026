#pragma once
#include <pybind11/pybind11.h>

#include <functional>
#include <mutex>
#include <shared_mutex>

#include "column_events.h"
#include "definitions.h"
#include "deskgauge/engine/engine.h"
#include "events.h"

namespace deskgauge::python {

/// Python's Engine: the core's engine behind a lock, so that any thread may call any method. Every method gives the interpreter lock back
/// before it waits for this one, and runs no Python while it holds it: the two can never wait for each other.
class EngineBox {
 public:
  explicit EngineBox(engine::Engine engine) : engine_(std::move(engine)) {}

  /// Runs `work` alone; the interpreter lock is released meanwhile.
  template <class Work>
  auto write(Work work) {
    py::gil_scoped_release unlocked;
    std::unique_lock lock(mutex_);
    return work(engine_);
  }
  /// Runs `work` beside other readers; the interpreter lock is released meanwhile.
  template <class Work>
  auto read(Work work) const {
    py::gil_scoped_release unlocked;
    std::shared_lock lock(mutex_);
    return work(engine_);
  }

  engine::IngestReport ingest(const Events& events, const engine::IngestOptions& options);
  engine::IngestReport ingest(const Columns& columns, const engine::IngestOptions& options);
  base::Result<void> merge(const EngineBox& other);

 private:
  engine::Engine engine_;
  mutable std::shared_mutex mutex_;
};

/// Adds what became of a part of a batch; `positions` gives the place of each of the part's events in the whole.
void add(engine::IngestReport& total, engine::IngestReport part, const std::function<std::size_t(std::size_t)>& position);

/// The definitions kept inside a snapshot; raises what is wrong with either.
engine::Engine restore_engine(const std::string& snapshot);

}  // namespace deskgauge::python

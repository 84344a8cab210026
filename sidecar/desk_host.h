#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

#include "deskgauge/definition/load.h"
#include "deskgauge/engine/engine.h"
#include "sidecar/limits.h"
#include "sidecar/token.h"

namespace deskgauge::sidecar {

/// The definitions of a desk as they were applied.
struct ActiveDefinitions {
  std::int64_t revision = 0;                       ///< counted by the desk from 1
  std::vector<definition::SourceFile> files;
  std::shared_ptr<const metric::Catalogue> catalogue;
};

/// One desk: its engine, its definitions, the one thread that writes to it and the queue before that thread.
///
/// Owns the engine. Any thread may call any member. Readers share the engine while no write runs; a waiting write goes before later reads,
/// so that neither side starves. Batches wait in a queue of bounded length; what does not fit is parked and taken later, which its sender
/// learns by a call back. The destructor runs what was queued.
class DeskHost {
 public:
  using Write = std::function<void(engine::Engine&)>;   ///< a queued one must not throw

  DeskHost(std::string name, ActiveDefinitions definitions, engine::Engine engine, const Limits& limits);
  ~DeskHost();
  DeskHost(const DeskHost&) = delete;
  DeskHost& operator=(const DeskHost&) = delete;

  const std::string& name() const { return name_; }

  /// Queues a write and returns true, or parks it and returns false: then `on_room` is called, on the writer's thread, when the write has
  /// moved into the queue and before it runs. Writes of one caller run in the order of their calls.
  bool submit(Write write, std::function<void()> on_room);
  /// Runs a write before the queued batches and returns when it has run; what it throws is thrown here. Blocks: not for threads of gRPC,
  /// nor the writer's own.
  void run(const Write& write);
  /// Reads under the shared lock: read(engine, definitions). Blocks while a write runs.
  template <class Read>
  auto read(const Read& read) const {
    std::unique_lock turn(turn_);
    std::shared_lock const lock(state_);
    turn.unlock();
    return read(static_cast<const engine::Engine&>(engine_), definitions_);
  }

  /// Lets effects due up to `at` enter the numbers. Blocks.
  void advance(time::Instant at);
  /// New definitions, if the present ones are of the expected revision. An Error or the new revision. Blocks its caller; readers are
  /// answered by the old definitions meanwhile, batches wait in the queue.
  base::Result<std::int64_t> apply(ActiveDefinitions next, std::optional<std::int64_t> expected);
  /// Another state and its definitions in place of the present ones; tokens of the old state are void. Blocks.
  std::int64_t replace(ActiveDefinitions next, engine::Engine engine);

  /// Token of the state as it is. For the writer's thread and for `read`.
  std::string revision_token(const engine::Engine& engine) const;
  std::uint64_t epoch() const { return epoch_; }   ///< for the writer's thread and for `read`

 private:
  struct Parked {
    Write write;
    std::function<void()> on_room;
  };
  class Hold;
  void work();
  /// Takes the next write, or none when stopping; lets one parked write move up.
  std::optional<Write> next();

  std::string const name_;
  std::size_t const max_queued_;

  mutable std::mutex turn_;            ///< queue at the door of state_: first come, first served
  mutable std::shared_mutex state_;    ///< guards engine_, definitions_, epoch_
  engine::Engine engine_;
  ActiveDefinitions definitions_;
  std::uint64_t epoch_;

  std::mutex queue_mutex_;
  std::condition_variable wake_;
  std::deque<Write> urgent_, queue_;
  std::deque<Parked> parked_;
  bool stopping_ = false;
  std::atomic<bool> changing_ = false; ///< new definitions are being computed: written under queue_mutex_
  std::mutex apply_mutex_;             ///< one change of definitions at a time
  std::thread writer_;                 ///< last: starts when everything else stands
};

/// A number no other life of a state has had.
std::uint64_t new_epoch();

}  // namespace deskgauge::sidecar

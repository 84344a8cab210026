#include "sidecar/desk_host.h"

#include <exception>
#include <future>
#include <random>

namespace deskgauge::sidecar {

namespace {
constexpr int kApplyAttempts = 5;
}

std::uint64_t new_epoch() {
  std::random_device device;
  return std::uint64_t{device()} << 32 | device();
}

DeskHost::DeskHost(std::string name, ActiveDefinitions definitions, engine::Engine engine, const Limits& limits)
    : name_(std::move(name)),
      max_queued_(limits.max_queued_batches),
      engine_(std::move(engine)),
      definitions_(std::move(definitions)),
      epoch_(new_epoch()),
      writer_([this] { work(); }) {}

DeskHost::~DeskHost() {
  {
    std::lock_guard const lock(queue_mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  writer_.join();
}

bool DeskHost::submit(Write write, std::function<void()> on_room) {
  {
    std::lock_guard const lock(queue_mutex_);
    if (queue_.size() >= max_queued_ || !parked_.empty()) {
      parked_.push_back({std::move(write), std::move(on_room)});
      return false;
    }
    queue_.push_back(std::move(write));
  }
  wake_.notify_one();
  return true;
}

void DeskHost::run(const Write& write) {
  std::promise<void> done;
  {
    std::lock_guard const lock(queue_mutex_);
    urgent_.push_back([&](engine::Engine& engine) {
      try {
        write(engine);
        done.set_value();
      } catch (...) {
        done.set_exception(std::current_exception());
      }
    });
  }
  wake_.notify_one();
  done.get_future().get();
}

std::optional<DeskHost::Write> DeskHost::next() {
  std::function<void()> on_room;
  std::optional<Write> write;
  {
    std::unique_lock lock(queue_mutex_);
    wake_.wait(lock, [this] { return stopping_ || !urgent_.empty() || (!queue_.empty() && !changing_); });
    auto& from = urgent_.empty() ? queue_ : urgent_;
    if (from.empty()) return std::nullopt;
    write = std::move(from.front());
    from.pop_front();
    if (!parked_.empty() && queue_.size() < max_queued_) {
      queue_.push_back(std::move(parked_.front().write));
      on_room = std::move(parked_.front().on_room);
      parked_.pop_front();
    }
  }
  if (on_room) on_room();
  return write;
}

void DeskHost::work() {
  while (auto write = next()) {
    std::unique_lock turn(turn_);
    std::unique_lock const lock(state_);
    turn.unlock();
    (*write)(engine_);
  }
}

void DeskHost::advance(time::Instant at) {
  if (changing_) return;                                       // later than the cells is answered from histories: equal, only slower
  if (read([&](const engine::Engine& engine, const ActiveDefinitions&) { return engine.now() >= at; })) return;
  run([&](engine::Engine& engine) { engine.advance(at); });
}

/// Holds the queued batches back while it lives.
class DeskHost::Hold {
 public:
  explicit Hold(DeskHost& host) : host_(host), turn_(host.apply_mutex_) { set(true); }
  ~Hold() {
    set(false);
    host_.wake_.notify_one();
  }
  Hold(const Hold&) = delete;

 private:
  void set(bool changing) {
    std::lock_guard const lock(host_.queue_mutex_);
    host_.changing_ = changing;
  }
  DeskHost& host_;
  std::lock_guard<std::mutex> turn_;
};

base::Result<std::int64_t> DeskHost::apply(ActiveDefinitions next, std::optional<std::int64_t> expected) {
  Hold const hold(*this);
  for (int attempt = 0;; ++attempt) {                          // a restore or a merge may come in between, and then it begins again
    base::Result<engine::Transition> begun(base::unexpected(base::Code::internal, "not_begun", "", "", "", ""));
    run([&](engine::Engine& engine) {
      if (expected && *expected != definitions_.revision)
        begun = base::unexpected(base::Code::conflict, "revision_mismatch", "The definitions are of another revision", "expected_revision",
                                 std::to_string(definitions_.revision));
      else
        begun = engine.begin(next.catalogue);
    });
    DESKGAUGE_ASSIGN(transition, std::move(begun));
    read([&](const engine::Engine& engine, const ActiveDefinitions&) { engine.compute(transition); });
    base::Result<std::int64_t> finished(0);
    run([&](engine::Engine& engine) {
      if (auto done = engine.finish(std::move(transition)); !done) {
        finished = base::unexpected(std::move(done).error());
        return;
      }
      next.revision = definitions_.revision + 1;
      definitions_ = std::move(next);
      finished = definitions_.revision;
    });
    if (finished || finished.error().reason != "state_changed" || attempt >= kApplyAttempts) return finished;
  }
}

std::int64_t DeskHost::replace(ActiveDefinitions next, engine::Engine other) {
  std::int64_t revision = 0;
  run([&](engine::Engine& engine) {
    engine = std::move(other);
    next.revision = revision = definitions_.revision + 1;
    definitions_ = std::move(next);
    epoch_ = new_epoch();
  });
  return revision;
}

std::string DeskHost::revision_token(const engine::Engine& engine) const { return encode(RevisionToken{name_, epoch_, engine.revision()}); }

}  // namespace deskgauge::sidecar

#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace deskgauge::sidecar {

/// Threads that compute answers, so that no thread of gRPC ever waits. Owns its threads; post from any thread. The destructor finishes what
/// was posted.
class WorkPool {
 public:
  WorkPool(std::size_t threads, std::size_t max_waiting);
  ~WorkPool();
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;

  /// False if max_waiting jobs wait already; the job is dropped then.
  bool try_post(std::function<void()> job);
  std::size_t max_waiting() const { return max_waiting_; }

 private:
  void run();

  std::size_t const max_waiting_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace deskgauge::sidecar

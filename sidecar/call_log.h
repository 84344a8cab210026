#pragma once
#include <grpcpp/support/status.h>

#include <chrono>
#include <string_view>

#include "sidecar/limits.h"

namespace deskgauge::sidecar {

/// One line a call: method, code, duration. Never what a request or an answer says, because tickets and customers are in it.
class CallLog {
 public:
  explicit CallLog(std::string_view method) : method_(method), start_(std::chrono::steady_clock::now()) {}
  void finish(const grpc::Status& status) const;
  /// A promise of ours is broken.
  void broken(std::string_view what) const;

 private:
  std::string_view method_;
  std::chrono::steady_clock::time_point start_;
};

// Refusals by limits that every call shares.
grpc::Status message_too_large(const Limits& limits, std::size_t size);
grpc::Status too_many_calls(const Limits& limits);

}  // namespace deskgauge::sidecar

#include "sidecar/call_log.h"

#include <spdlog/spdlog.h>

#include "sidecar/status.h"

namespace deskgauge::sidecar {

void CallLog::finish(const grpc::Status& status) const {
  auto const elapsed = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_);
  auto const level = status.ok() ? spdlog::level::debug : spdlog::level::info;
  spdlog::log(level, "call method={} code={} ms={:.3f}", method_, static_cast<int>(status.error_code()), elapsed.count());
}

void CallLog::broken(std::string_view what) const { spdlog::error("broken promise method={} what={}", method_, what); }

grpc::Status message_too_large(const Limits& limits, std::size_t size) {
  return limit_reached("message_too_large", "max_message_bytes", limits.max_message_bytes, size, "The message is larger",
                       "Send less at once.");
}

grpc::Status too_many_calls(const Limits& limits) {
  return limit_reached("too_many_calls", "max_waiting_calls", limits.max_waiting_calls, limits.max_waiting_calls,
                       "No more calls may wait", "Repeat the call after the delay.", time::milliseconds(200));
}

}  // namespace deskgauge::sidecar

#pragma once
#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <atomic>
#include <exception>
#include <functional>
#include <string_view>

#include "sidecar/backend.h"
#include "sidecar/call_log.h"
#include "sidecar/status.h"

namespace deskgauge::sidecar {

/// One unary call: its handler runs on the pool, never on a thread of gRPC, and its status ends the call, once. A call whose client has
/// gone before its turn is not worked on. Deletes itself.
template <class Request, class Response>
class UnaryCall final : public grpc::ServerUnaryReactor {
 public:
  using Handler = std::function<grpc::Status(const Request&, Response&)>;

  UnaryCall(Backend& backend, std::string_view method, const Request* request, Response* response, Handler handler)
      : log_(method), request_(request), response_(response), handler_(std::move(handler)) {
    const Limits& limits = backend.limits;
    if (std::size_t const size = request->ByteSizeLong(); size > limits.max_message_bytes) finish(message_too_large(limits, size));
    else if (backend.draining) finish(draining());
    else if (!backend.pool.try_post([this] { run(); })) finish(too_many_calls(limits));
  }

  void OnCancel() override { cancelled_ = true; }
  void OnDone() override { delete this; }

 private:
  void run() {
    if (cancelled_) return finish(grpc::Status::CANCELLED);
    try {
      finish(handler_(*request_, *response_));
    } catch (const std::exception& broken) {
      log_.broken(broken.what());
      finish(to_status({}));
    }
  }
  void finish(const grpc::Status& status) {
    log_.finish(status);
    Finish(status);
  }

  CallLog log_;
  const Request* const request_;
  Response* const response_;
  Handler const handler_;
  std::atomic<bool> cancelled_{false};
};

}  // namespace deskgauge::sidecar

#include "sidecar/ingest_reactor.h"

#include <exception>

#include "sidecar/ingest_batch.h"
#include "sidecar/resource_name.h"
#include "sidecar/status.h"

namespace deskgauge::sidecar {

IngestReactor::IngestReactor(Backend& backend) : backend_(backend), log_("IngestEvents") {
  if (backend_.draining) {
    closed_ = true;
    status_ = draining();
  }
  step();
}

void IngestReactor::step() {
  Next next;
  {
    std::lock_guard const lock(mutex_);
    next = decide();
  }
  go(next);
}

IngestReactor::Next IngestReactor::decide() {
  Next next;
  if (finished_) return next;
  if (broken_ && !writing_) ready_.clear();
  if (!writing_ && !ready_.empty()) {
    writing_ = true;
    next.write = &ready_.front();
  }
  if (!reading_ && !placing_ && !closed_ && computing_ + ready_.size() < backend_.limits.max_unacknowledged) {
    reading_ = true;
    next.read = true;
  }
  bool const idle = !placing_ && !writing_ && computing_ == 0 && ready_.empty();
  if (closed_ && idle && (!reading_ || !status_.ok())) {  // a refusal does not wait for a client that sends nothing more
    finished_ = true;
    next.finish = status_;
  }
  return next;
}

void IngestReactor::go(const Next& next) {
  if (next.write) StartWrite(next.write);
  if (next.read) {
    incoming_ = std::make_shared<v1::IngestEventsRequest>();
    StartRead(incoming_.get());
  }
  if (next.finish) {
    log_.finish(*next.finish);
    Finish(*next.finish);
  }
}

void IngestReactor::OnReadDone(bool ok) {
  auto batch = std::move(incoming_);
  {
    std::lock_guard const lock(mutex_);
    reading_ = false;
    placing_ = ok && !closed_;
    if (!ok) closed_ = true;
    ok = placing_;
  }
  if (!ok) return step();
  grpc::Status const status = accept(*batch);
  if (status.ok()) return hand_over(std::move(batch));
  Next next;
  {
    std::lock_guard const lock(mutex_);
    placing_ = false;
    closed_ = true;
    status_ = status;
    next = decide();
  }
  go(next);
}

grpc::Status IngestReactor::accept(const v1::IngestEventsRequest& batch) {
  const Limits& limits = backend_.limits;
  if (!host_) {
    auto const name = parse_desk_name("parent", batch.parent());
    if (!name) return invalid_request({{"parent", name.error().message + ". " + name.error().remedy}});
    host_ = backend_.desks.find(name->desk);
    if (!host_) return desk_not_found("parent", batch.parent());
  } else if (!batch.parent().empty() && batch.parent() != desk_name(host_->name())) {
    return invalid_request({{"parent", "A stream is for one desk, " + desk_name(host_->name()) + ": open another stream."}});
  }
  if (static_cast<std::size_t>(batch.events_size()) > limits.max_batch_events)
    return limit_reached("batch_too_large", "max_batch_events", limits.max_batch_events, static_cast<std::size_t>(batch.events_size()),
                         "The batch has more events", "Send smaller batches.");
  if (batch.ByteSizeLong() > limits.max_message_bytes) return message_too_large(limits, batch.ByteSizeLong());
  return grpc::Status::OK;
}

void IngestReactor::hand_over(std::shared_ptr<v1::IngestEventsRequest> batch) {
  {
    std::lock_guard const lock(mutex_);
    ++computing_;
  }
  auto const placed = [this] {  // placing_ was true until here, so this object still stands
    Next next;
    {
      std::lock_guard const lock(mutex_);
      placing_ = false;
      next = decide();
    }
    go(next);
  };
  if (host_->submit([this, batch](engine::Engine& engine) { compute(*batch, engine); }, placed)) placed();
}

void IngestReactor::compute(const v1::IngestEventsRequest& batch, engine::Engine& engine) {
  v1::IngestEventsResponse response;
  grpc::Status status;
  try {
    if (engine.cells_only())
      status = to_status({base::Code::precondition, "cells_only", "parent", batch.parent(), "The desk holds a snapshot of cells only",
                          "Import a full snapshot, or send the events to a desk of their own."});
    else ingest_batch(backend_.schema, batch, backend_.clock(), engine, response);
  } catch (const std::exception& broken) {
    log_.broken(broken.what());
    status = to_status({});
  }
  if (status.ok()) response.set_revision_token(host_->revision_token(engine));
  Next next;
  {
    std::lock_guard const lock(mutex_);
    --computing_;
    if (status.ok()) ready_.push_back(std::move(response));
    else if (status_.ok()) closed_ = true, status_ = status;
    next = decide();
  }
  go(next);
}

void IngestReactor::OnWriteDone(bool ok) {
  Next next;
  {
    std::lock_guard const lock(mutex_);
    writing_ = false;
    if (!ready_.empty()) ready_.pop_front();
    if (!ok) broken_ = closed_ = true;
    next = decide();
  }
  go(next);
}

void IngestReactor::OnCancel() {
  std::lock_guard const lock(mutex_);
  broken_ = closed_ = true;  // reads and writes under way come back with ok = false and end the stream
}

}  // namespace deskgauge::sidecar

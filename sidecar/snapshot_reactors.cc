#include "sidecar/snapshot_reactors.h"

#include <exception>

#include "deskgauge/base/bytes.h"
#include "sidecar/request_check.h"
#include "sidecar/resource_name.h"
#include "sidecar/snapshot_restore.h"
#include "sidecar/status.h"

namespace deskgauge::sidecar {
namespace {

constexpr std::size_t kChunkBytes = 1024 * 1024;

grpc::Status corrupt(std::string message) {
  return to_status({base::Code::data_loss, "snapshot_corrupt", {}, {}, std::move(message), "Send it again from its source."});
}

}  // namespace

ExportReactor::ExportReactor(Backend& backend, const v1::ExportSnapshotRequest* request)
    : backend_(backend), log_("ExportSnapshot"), request_(request) {
  if (auto const faults = check(*request); !faults.empty()) finish(invalid_request(faults));
  else if (backend.draining) finish(draining());
  else if (!backend.pool.try_post([this] { produce(); })) finish(too_many_calls(backend.limits));
}

void ExportReactor::produce() {
  if (cancelled_) return finish(grpc::Status::CANCELLED);
  auto const host = backend_.desks.find(parse_desk_name("parent", request_->parent())->desk);
  if (!host) return finish(desk_not_found("parent", request_->parent()));
  bool const full = request_->content() == v1::SNAPSHOT_CONTENT_FULL;
  try {
    bool const possible = host->read([&](const engine::Engine& engine, const ActiveDefinitions&) {
      if (full && engine.cells_only()) return false;
      bytes_ = engine.snapshot(full ? engine::SnapshotKind::full : engine::SnapshotKind::cells);
      return true;
    });
    if (!possible)
      return finish(to_status({base::Code::precondition, "cells_only", "content", "SNAPSHOT_CONTENT_FULL",
                               "The desk holds a snapshot of cells only", "Ask for SNAPSHOT_CONTENT_CELLS."}));
  } catch (const std::exception& broken) {
    log_.broken(broken.what());
    return finish(to_status({}));
  }
  write_next();
}

void ExportReactor::write_next() {
  part_.Clear();
  part_.set_chunk(bytes_.substr(sent_, kChunkBytes));
  sent_ += part_.chunk().size();
  last_ = sent_ == bytes_.size();
  if (last_) {
    part_.set_checksum(base::fingerprint(bytes_));
    part_.set_total_bytes(static_cast<std::int64_t>(bytes_.size()));
  }
  StartWrite(&part_);
}

void ExportReactor::OnWriteDone(bool ok) {
  if (!ok || cancelled_) return finish(grpc::Status::CANCELLED);
  if (last_) return finish(grpc::Status::OK);
  write_next();
}

void ExportReactor::finish(const grpc::Status& status) {
  log_.finish(status);
  Finish(status);
}

ImportReactor::ImportReactor(Backend& backend, v1::ImportSnapshotResponse* response)
    : backend_(backend), log_("ImportSnapshot"), response_(response) {
  if (backend.draining) finish(draining());
  else StartRead(&part_);
}

void ImportReactor::OnReadDone(bool ok) {
  if (!ok) return complete();
  if (auto const status = take_part(); !status.ok()) return finish(status);
  StartRead(&part_);
}

grpc::Status ImportReactor::take_part() {
  if (!started_) {
    if (auto const faults = check(part_); !faults.empty()) return invalid_request(faults);
    first_.set_parent(part_.parent());
    first_.set_mode(part_.mode());
    first_.set_allow_existing(part_.allow_existing());
    started_ = true;
  }
  std::size_t const maximum = backend_.limits.max_snapshot_bytes;
  if (bytes_.size() + part_.chunk().size() > maximum)
    return limit_reached("message_too_large", "max_snapshot_bytes", maximum, bytes_.size() + part_.chunk().size(), "The snapshot is larger",
                         "Split the desk.");
  bytes_ += part_.chunk();
  checksum_ = part_.has_checksum() ? std::optional<std::uint64_t>(part_.checksum()) : std::nullopt;
  part_.Clear();
  return grpc::Status::OK;
}

void ImportReactor::complete() {
  if (cancelled_) return finish(grpc::Status::CANCELLED);
  if (!started_) return finish(invalid_request({{"parent", "The field is required in the first message; none was sent."}}));
  auto const job = [this] {
    try {
      finish(cancelled_ ? grpc::Status::CANCELLED : take_in());
    } catch (const std::exception& broken) {
      log_.broken(broken.what());
      finish(to_status({}));
    }
  };
  if (!backend_.pool.try_post(job)) finish(too_many_calls(backend_.limits));
}

grpc::Status ImportReactor::take_in() {
  if (!checksum_) return invalid_request({{"checksum", "The field is required in the last message."}});
  if (*checksum_ != base::fingerprint(bytes_)) return corrupt("The checksum is not that of the bytes");
  std::string const desk = parse_desk_name("parent", first_.parent())->desk;
  return first_.mode() == v1::IMPORT_MODE_MERGE ? merge(desk) : replace(desk);
}

grpc::Status ImportReactor::replace(const std::string& desk) {
  if (!first_.allow_existing() && backend_.desks.find(desk))
    return to_status({base::Code::precondition, "desk_exists", "allow_existing", first_.parent(), "The desk exists already",
                      "Import into another desk, or set allow_existing to give up its present state."});
  auto restored = restore_snapshot(bytes_);
  if (!restored) return to_status(restored.error());
  auto const revision = install(backend_.desks, desk, std::move(*restored));
  if (!revision) return to_status(revision.error());
  return answer(desk, *revision);
}

grpc::Status ImportReactor::merge(const std::string& desk) {
  auto const host = backend_.desks.find(desk);
  if (!host) return desk_not_found("parent", first_.parent());
  auto const restored = restore_snapshot(bytes_);
  if (!restored) return to_status(restored.error());
  base::Result<void> merged;
  host->run([&](engine::Engine& engine) { merged = engine.merge(restored->engine); });
  if (!merged) return to_status(merged.error());
  return answer(desk, host->read([](const engine::Engine&, const ActiveDefinitions& active) { return active.revision; }));
}

grpc::Status ImportReactor::answer(const std::string& desk, std::int64_t definitions_revision) {
  auto const host = backend_.desks.find(desk);
  response_->set_parent(desk_name(desk));
  response_->set_total_bytes(static_cast<std::int64_t>(bytes_.size()));
  response_->set_definitions_revision(definitions_revision);
  response_->set_revision_token(
      host->read([&](const engine::Engine& engine, const ActiveDefinitions&) { return host->revision_token(engine); }));
  return grpc::Status::OK;
}

void ImportReactor::finish(const grpc::Status& status) {
  log_.finish(status);
  Finish(status);
}

}  // namespace deskgauge::sidecar

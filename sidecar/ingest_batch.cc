#include "sidecar/ingest_batch.h"

#include <algorithm>

#include "sidecar/convert/event.h"

namespace deskgauge::sidecar {
namespace {

constexpr std::size_t kMaxValueBytes = 128;

std::string clip(std::string text) {
  std::size_t size = kMaxValueBytes;
  if (text.size() <= size) return text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size) + "…";
}

void add_rejection(int index, const base::Error& error, const std::string& path, v1::IngestEventsResponse& response) {
  auto* rejection = response.add_rejections();
  rejection->set_index(index);
  rejection->set_reason(error.reason);
  rejection->set_field("events[" + std::to_string(index) + "]" + (path.empty() ? "" : "." + path));
  rejection->set_value(clip(error.value));
  rejection->set_message(error.message);
  rejection->set_remedy(error.remedy);
}

/// The engine may prefix a path with the index in what it was given; ours is the index in the batch.
std::string_view without_index(std::string_view path) {
  if (!path.starts_with("events[")) return path;
  std::size_t const close = path.find(']');
  std::string_view const rest = close == path.npos ? std::string_view{} : path.substr(close + 1);
  return rest.starts_with('.') ? rest.substr(1) : rest;
}

}  // namespace

void ingest_batch(const convert::EventSchema& schema, const v1::IngestEventsRequest& batch, time::Instant now, engine::Engine& engine,
                  v1::IngestEventsResponse& response) {
  std::vector<event::Event> events;
  std::vector<int> index;   // in the batch, of each converted event
  events.reserve(static_cast<std::size_t>(batch.events_size()));
  index.reserve(events.capacity());
  for (int i = 0; i < batch.events_size(); ++i) {
    auto event = convert::read_event(schema, batch.events(i), engine.interner());
    if (!event) {
      add_rejection(i, event.error(), event.error().field, response);
      continue;
    }
    events.push_back(std::move(*event));
    index.push_back(i);
  }
  engine::IngestReport const report = engine.ingest(events, {now});
  for (auto const& rejection : report.rejections) {
    int const i = index[rejection.index];
    event::Kind const kind = events[rejection.index].kind;
    add_rejection(i, rejection.error, schema.wire_path(kind, without_index(rejection.error.field)), response);
  }
  auto& rejections = *response.mutable_rejections();
  std::stable_sort(rejections.pointer_begin(), rejections.pointer_end(),
                   [](auto const* a, auto const* b) { return a->index() < b->index(); });
  response.set_batch_id(batch.batch_id());
  response.set_accepted(report.accepted);
  response.set_duplicates(report.duplicates);
  response.set_superseded(report.superseded);
  response.set_conflicts(report.conflicts);
  response.set_durability(v1::DURABILITY_MEMORY);
}

}  // namespace deskgauge::sidecar

#include "engine_box.h"

#include <algorithm>

#include "errors.h"

namespace deskgauge::python {
namespace {

/// Events handed over at once: enough that a ticket's events mostly fall into one batch, few enough to stay small beside the state.
constexpr std::size_t kChunk = 262'144;

void sort_rejections(engine::IngestReport& report) {
  std::stable_sort(report.rejections.begin(), report.rejections.end(), [](const auto& a, const auto& b) { return a.index < b.index; });
}

}  // namespace

void add(engine::IngestReport& total, engine::IngestReport part, const std::function<std::size_t(std::size_t)>& position) {
  total.accepted += part.accepted;
  total.duplicates += part.duplicates;
  total.superseded += part.superseded;
  total.conflicts += part.conflicts;
  total.revision = part.revision;
  for (engine::Rejection& rejection : part.rejections) total.rejections.push_back({position(rejection.index), std::move(rejection.error)});
}

engine::IngestReport EngineBox::ingest(const Events& events, const engine::IngestOptions& options) {
  return write([&](engine::Engine& engine) {
    engine::IngestReport total;
    total.rejections = events.rejections;
    total.revision = engine.revision();
    SymbolMapper mapper(*events.interner, engine.interner());
    std::vector<event::Event> chunk;
    for (std::size_t from = 0; from < events.items.size(); from += kChunk) {
      std::size_t const to = std::min(from + kChunk, events.items.size());
      chunk.clear();
      for (std::size_t i = from; i < to; ++i) chunk.push_back(mapper.map(events.items[i]));
      add(total, engine.ingest(chunk, options), [&](std::size_t i) { return events.positions[from + i]; });
    }
    sort_rejections(total);
    return total;
  });
}

engine::IngestReport EngineBox::ingest(const Columns& columns, const engine::IngestOptions& options) {
  std::optional<base::Error> missing;
  auto total = write([&](engine::Engine& engine) {
    engine::IngestReport report;
    report.revision = engine.revision();
    ColumnEvents reader(columns, engine.interner());
    if ((missing = reader.missing_column())) return report;
    std::vector<event::Event> chunk;
    for (std::size_t from = 0; from < columns.rows; from += kChunk) {
      reader.fill(from, std::min(from + kChunk, columns.rows), chunk);
      for (const auto& [row, error] : reader.faults()) report.rejections.push_back({row, error});
      if (reader.faults().empty()) {
        add(report, engine.ingest(chunk, options), [&](std::size_t i) { return from + i; });
      } else {
        auto const rows = drop_faulty(chunk, from, reader.faults());
        add(report, engine.ingest(chunk, options), [&](std::size_t i) { return rows[i]; });
      }
    }
    sort_rejections(report);
    return report;
  });
  if (missing) raise(*missing);
  return total;
}

base::Result<void> EngineBox::merge(const EngineBox& other) {
  py::gil_scoped_release unlocked;
  std::unique_lock mine(mutex_, std::defer_lock);
  std::shared_lock theirs(other.mutex_, std::defer_lock);
  std::lock(mine, theirs);
  return engine_.merge(other.engine_);
}

engine::Engine restore_engine(const std::string& snapshot) {
  auto const text = value_or_raise(engine::Engine::definition_text(snapshot));
  auto const definitions = load_definitions({{"definitions.yaml", text}});
  auto restored = [&] {
    py::gil_scoped_release unlocked;
    return engine::Engine::restore(snapshot, definitions.catalogue);
  }();
  return value_or_raise(std::move(restored));
}

}  // namespace deskgauge::python

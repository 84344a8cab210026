#include <numeric>

#include "deskgauge/interchange/event_json.h"
#include "deskgauge/interchange/import.h"
#include "events.h"

namespace deskgauge::python {

Events read_json_lines(std::string_view text) {
  Events out;
  interchange::EventReaderLimits limits;
  limits.max_errors = static_cast<std::size_t>(-1);  // a notebook wants them all
  interchange::EventReader reader(*out.interner, limits);
  reader.feed(text);
  reader.finish();
  out.items = reader.events();
  for (std::int64_t line : reader.lines()) out.positions.push_back(static_cast<std::size_t>(line - 1));
  for (const interchange::LineError& fault : reader.errors())
    out.rejections.push_back({static_cast<std::size_t>(fault.line - 1), fault.error});
  out.unknown_types = reader.unknown_types();
  out.ignored_fields = reader.ignored_fields();
  return out;
}

std::string to_json_lines(const Events& events) {
  std::string out;
  for (const event::Event& event : events.items) interchange::write_event(out, event, *events.interner);
  return out;
}

namespace {

engine::Rejection rejection_of(const interchange::Quarantined& row) {
  return {static_cast<std::size_t>(row.row - 1),
          {base::Code::invalid_argument, row.reason, row.field, row.value, "The row gave no event",
           "Correct the row, or the mapping where it does not know the value."}};
}

void summarise(Events& events, const interchange::ImportReport& report) {
  events.summary = {{"rows", report.rows},
                    {"used", report.used},
                    {"without_event", report.without_event},
                    {"skipped", report.skipped},
                    {"events", report.events},
                    {"quarantined", report.quarantined},
                    {"entities", report.entities},
                    {"moved_times", report.moved_times}};
  for (const interchange::Quarantined& row : report.quarantine) events.rejections.push_back(rejection_of(row));
  events.positions.resize(events.items.size());
  std::iota(events.positions.begin(), events.positions.end(), std::size_t{0});
}

}  // namespace

base::Result<Events> import_table(std::string_view bytes, std::shared_ptr<const interchange::Mapping> mapping) {
  Events out;
  auto const keep = [&](std::span<const event::Event> batch) { out.items.insert(out.items.end(), batch.begin(), batch.end()); };
  interchange::Importer importer(std::move(mapping), *out.interner, keep);
  DESKGAUGE_TRY(importer.feed(bytes));
  DESKGAUGE_TRY(importer.finish());
  summarise(out, importer.report());
  return out;
}

}  // namespace deskgauge::python

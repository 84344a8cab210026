// Any bytes as JSON lines: what reads as an event is written and read back as the same event, and an engine takes it or names the fault.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "deskgauge/engine/engine.h"
#include "deskgauge/interchange/event_json.h"
#include "small_desk.h"

namespace {

using namespace deskgauge;

void require(bool holds) {
  if (!holds) std::abort();
}

void written_events_read_back_equal(const std::vector<event::Event>& events, base::Interner& interner) {
  std::string lines;
  for (const event::Event& e : events) interchange::write_event(lines, e, interner);
  interchange::EventReader again(interner);
  again.feed(lines);
  again.finish();
  require(again.error_count() == 0);
  require(again.events() == events);
}

void an_engine_counts_every_event_once(const std::vector<event::Event>& events, engine::Engine& engine) {
  engine::IngestReport const report = engine.ingest(events);
  require(report.accepted + report.duplicates + report.superseded + static_cast<std::int64_t>(report.rejections.size()) ==
          static_cast<std::int64_t>(events.size()));
  for (const engine::Rejection& r : report.rejections) require(!r.error.reason.empty() && r.index < events.size());
  std::string const bytes = engine.canonical_bytes();
  engine.ingest(events);
  require(engine.canonical_bytes() == bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view const bytes(reinterpret_cast<const char*>(data), size);
  engine::Engine engine(fuzz::small_desk());
  interchange::EventReader reader(engine.interner(), {.max_line_bytes = 4096});
  reader.feed(bytes.substr(0, size / 3));
  reader.feed(bytes.substr(size / 3));
  reader.finish();
  std::vector<event::Event> const events = reader.events();
  written_events_read_back_equal(events, engine.interner());
  an_engine_counts_every_event_once(events, engine);
  return 0;
}

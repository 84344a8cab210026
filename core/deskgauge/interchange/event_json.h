#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "deskgauge/event/event.h"
#include "deskgauge/interchange/json_tape.h"

namespace deskgauge::interchange {

/// Types are written with it, as CloudEvents wants a prefix that says whose types they are; on reading any prefix is accepted.
inline constexpr std::string_view kTypePrefix = "deskgauge.";

struct EventReaderLimits {
  std::size_t max_line_bytes = 1 << 20;  ///< "max_line_bytes"
  std::size_t max_errors = 1000;         ///< errors kept with their text; the rest is counted
  std::size_t max_names = 1000;          ///< different unknown names counted apart; the rest is counted under "…"
};

/// A line that gave no event. Field paths are those of the file ("data.ticket_id").
struct LineError {
  std::int64_t line = 0;  ///< 1-based
  base::Error error;
};

/// Reads events from CloudEvents 1.0 JSON lines, one event a line:
///
///   {"specversion":"1.0","id":"e1","source":"helpdesk","type":"deskgauge.ticket.created","subject":"ticket/1",
///    "time":"2026-05-04T07:50:00Z","data":{"ticket_id":"1","channel":"email","direction":"inbound"}}
///
/// Besides CloudEvents' attributes: recordedtime (RFC 3339), sequence (text or number), revision (whole number). Event types that are not
/// known are counted by name and are no error; so are fields that are not known. Ids may be JSON numbers, decimals and integers JSON
/// strings. Reads bytes in any portions; never throws on bad input; a faulty line costs only itself. What is well-formed JSON but not a
/// well-formed event (event/check) is left to the engine, which answers by index: lines() says which line that was. One thread at a time.
class EventReader {
 public:
  explicit EventReader(base::Interner& interner, EventReaderLimits limits = {}) : interner_(interner), limits_(limits) {}

  void feed(std::string_view bytes);
  void finish();  ///< the last line may lack its end

  const std::vector<event::Event>& events() const { return events_; }  ///< read and not yet cleared
  const std::vector<std::int64_t>& lines() const { return lines_; }    ///< the line of each event
  void clear_events() { events_.clear(), lines_.clear(); }

  const std::vector<LineError>& errors() const { return errors_; }
  std::int64_t error_count() const { return error_count_; }
  std::int64_t line_count() const { return line_; }
  const std::map<std::string, std::int64_t>& unknown_types() const { return unknown_types_; }
  const std::map<std::string, std::int64_t>& ignored_fields() const { return ignored_fields_; }  ///< "colour", "ticket.created.colour"

 private:
  class Build;
  void take_line(std::string_view line);
  void refuse(base::Error error);
  void count(std::map<std::string, std::int64_t>& names, std::string name);

  base::Interner& interner_;
  EventReaderLimits limits_;
  JsonTape tape_;
  std::string partial_;    ///< the start of a line whose end has not come yet
  bool skipping_ = false;  ///< inside a line that is too long
  std::int64_t line_ = 0, error_count_ = 0;
  std::vector<event::Event> events_;
  std::vector<std::int64_t> lines_;
  std::vector<LineError> errors_;
  std::map<std::string, std::int64_t> unknown_types_, ignored_fields_;
  std::map<std::string, event::Kind, std::less<>> kinds_;  ///< types seen, as written; Kind::count_ = unknown
};

/// Appends the event as one line, keys always in the same order: what EventReader reads back is equal.
void write_event(std::string& out, const event::Event& event, const base::Interner& interner);

}  // namespace deskgauge::interchange

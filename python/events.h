#pragma once
#include <pybind11/pybind11.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "deskgauge/base/flat_map.h"
#include "deskgauge/engine/engine.h"
#include "deskgauge/event/event.h"
#include "deskgauge/interchange/mapping.h"

namespace deskgauge::python {

namespace py = pybind11;

/// Python's Events: events with an interner of their own, so that they can be built without an engine and given to any number of them.
struct Events {
  std::shared_ptr<base::Interner> interner = std::make_shared<base::Interner>();
  std::vector<event::Event> items;
  std::vector<std::size_t> positions;                                 ///< of items in what they were read from
  std::vector<engine::Rejection> rejections;                          ///< what could not be read, by position
  std::map<std::string, std::int64_t> unknown_types, ignored_fields;  ///< of a file: names that mean nothing here, and how often
  std::map<std::string, std::int64_t> summary;                        ///< of an imported table: rows by what became of them
};

/// Reads dicts: envelope keys (type, id, source, subject, time, sequence, revision, recorded_time) beside the payload's, or CloudEvents
/// with the payload under "data". A flat payload field that shares its name with the envelope is written "data.type". Wrong values are
/// rejections; a naive datetime raises. `source` fills events without one. The interpreter lock must be held.
Events read_dicts(py::iterable events, const std::string& source);
/// Reads CloudEvents JSON lines; positions are lines, from 0. Needs no interpreter lock.
Events read_json_lines(std::string_view text);
/// Imports a CSV or JSON export by a mapping; rejections are by row, from 0. Needs no interpreter lock.
base::Result<Events> import_table(std::string_view bytes, std::shared_ptr<const interchange::Mapping> mapping);
/// The inverse of read_json_lines.
std::string to_json_lines(const Events& events);
/// The inverse of read_dicts for one event: CloudEvents shape, times as aware datetimes.
py::dict to_dict(const event::Event& event, const base::Interner& interner);

/// Carries symbols from one interner into another, each once.
class SymbolMapper {
 public:
  SymbolMapper(const base::Interner& from, base::Interner& to) : from_(from), to_(to) {}
  base::Symbol map(base::Symbol symbol);
  event::Event map(event::Event event);

 private:
  const base::Interner& from_;
  base::Interner& to_;
  base::FlatMap<std::uint32_t, base::Symbol> known_;
};

}  // namespace deskgauge::python

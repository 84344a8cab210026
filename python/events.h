#pragma once
#include <pybind11/pybind11.h>

#include <memory>
#include <string>
#include <vector>

#include "deskgauge/base/flat_map.h"
#include "deskgauge/engine/engine.h"
#include "deskgauge/event/event.h"

namespace deskgauge::python {

namespace py = pybind11;

/// Python's Events: events with an interner of their own, so that they can be built without an engine and given to any number of them.
struct Events {
  std::shared_ptr<base::Interner> interner = std::make_shared<base::Interner>();
  std::vector<event::Event> items;
  std::vector<std::size_t> positions;          ///< of items in what they were read from
  std::vector<engine::Rejection> rejections;   ///< what could not be read, by position
};

/// Reads dicts: envelope keys (type, id, source, subject, time, sequence, revision, recorded_time) beside the payload's, or CloudEvents with
/// the payload under "data". A flat payload field that shares its name with the envelope is written "data.type". Wrong values are
/// rejections; a naive datetime raises. `source` fills events without one. The interpreter lock must be held.
Events read_dicts(py::iterable events, const std::string& source);
/// The inverse for one event: CloudEvents shape, times as aware datetimes.
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

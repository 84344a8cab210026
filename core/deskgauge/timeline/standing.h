#pragma once
#include <algorithm>
#include <utility>
#include <vector>

#include "deskgauge/timeline/history.h"

// What stands of a history at an instant: everything up to it that no tombstone up to it took out.
namespace deskgauge::timeline {

/// (source, id) pairs that a tombstone took out.
using Tombstones = std::vector<std::pair<Symbol, Symbol>>;

inline Tombstones tombstones(const History& history, Instant at) {
  Tombstones found;
  if (!history.has_tombstones()) return found;
  for (History::Cursor c(history); c.next();) {
    const EventView& e = c.event();
    if (e.time > at) break;
    if (e.kind == event::Kind::event_retracted)
      found.emplace_back(e.get(event::Field::target_source), e.get(event::Field::target_id));
  }
  return found;
}

inline bool is_retracted(const Tombstones& list, const EventView& e) {
  return !list.empty() && std::find(list.begin(), list.end(), std::pair{e.source, e.id}) != list.end();
}

/// Calls `use` for each event that stands at `at`, in order; counts what tombstones took out.
template <class Use>
std::int64_t read_standing(const History& history, Instant at, Use use) {
  Tombstones const dead = tombstones(history, at);
  std::int64_t retracted = 0;
  for (History::Cursor c(history); c.next();) {
    if (c.event().time > at) break;
    if (is_retracted(dead, c.event())) ++retracted;
    else if (c.event().kind != event::Kind::event_retracted) use(c.event());
  }
  return retracted;
}

}  // namespace deskgauge::timeline

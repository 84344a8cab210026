#include "deskgauge/event/order.h"

namespace deskgauge::event {
namespace {

/// Tags that keep absent, text and list apart.
enum : std::uint64_t { kAbsent, kText, kList };

void write_symbol(base::Writer& out, Symbol symbol, const base::Interner& interner) {
  if (symbol.is_none()) return out.u64(kAbsent);
  if (symbol.is_list()) {
    auto const items = interner.list(symbol);
    out.u64(kList);
    out.u64(items.size());
    for (Symbol item : items) write_symbol(out, item, interner);
    return;
  }
  char buffer[16];
  out.u64(kText);
  out.text(interner.view(symbol, buffer));
}

int sign(std::strong_ordering c) { return (c > 0) - (c < 0); }

}  // namespace

int compare(const EventView& a, const EventView& b, const base::Interner& interner) {
  if (a.time != b.time) return sign(a.time <=> b.time);
  if (int const c = interner.compare(a.sequence, b.sequence)) return c;
  if (a.recorded_ms != b.recorded_ms) return sign(a.recorded_ms <=> b.recorded_ms);
  if (int const c = interner.compare(a.source, b.source)) return c;
  return interner.compare(a.id, b.id);
}

int compare_versions(const EventView& a, const EventView& b, const base::Interner& interner) {
  if (a.revision != b.revision) return sign(a.revision <=> b.revision);
  base::Writer left, right;
  write_canonical(left, a, interner);
  write_canonical(right, b, interner);
  int const c = left.bytes().compare(right.bytes());
  return (c > 0) - (c < 0);
}

void write_canonical(base::Writer& out, const EventView& event, const base::Interner& interner) {
  out.u64(static_cast<std::uint64_t>(event.kind));
  out.i64(event.time.ms);
  out.i64(event.recorded_ms);
  write_symbol(out, event.sequence, interner);
  std::size_t n = event.slots.size();
  while (n > 0 && event.slots[n - 1].is_none()) --n;  // absent at the end is the same as left out
  out.u64(n);
  for (std::size_t i = 0; i < n; ++i) write_symbol(out, event.slots[i], interner);
}

EventView view(const Event& event) {
  return {event.kind,   event.revision, event.time,     event.recorded_time ? event.recorded_time->ms : 0,
          event.source, event.id,       event.sequence, event.slots};
}

}  // namespace deskgauge::event

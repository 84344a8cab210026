// Snapshots: magic, format, kind, fingerprint, definitions' text, now, symbols, histories, cells, checksum. docs/snapshot-format.md.
#include <algorithm>

#include "deskgauge/engine/impl.h"
#include "deskgauge/engine/symbols.h"
#include "deskgauge/event/check.h"

namespace deskgauge::engine {
namespace {

constexpr std::string_view kMagic = "DGSNAP\n";
constexpr std::uint64_t kFormat = 1;
constexpr std::size_t kChecksumBytes = 8;

base::Unexpected damaged(const std::string& what) {
  return base::unexpected(base::Code::data_loss, "snapshot_damaged", "the snapshot cannot be read: " + what, "snapshot", "",
                          "Take the snapshot again, or restore an older one.");
}

std::vector<HistoryIndex> histories_in_order(const Engine::Impl& e) {
  std::vector<HistoryIndex> order;
  for (HistoryIndex i = 0; i < e.book.size(); ++i)
    if (!e.book.history(i).empty()) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](HistoryIndex a, HistoryIndex b) {
    event::Subject const x = e.book.history(a).subject(), y = e.book.history(b).subject();
    if (x.kind != y.kind) return x.kind < y.kind;
    return e.interner->less(x.id, y.id);
  });
  return order;
}

void use_symbols(const Engine::Impl& e, const std::vector<HistoryIndex>& histories, SymbolTable& table) {
  for (HistoryIndex i : histories) {
    table.use(e.book.history(i).subject().id);
    for (timeline::History::Cursor c(e.book.history(i)); c.next();) {
      const event::EventView& event = c.event();
      for (Symbol s : {event.source, event.id, event.sequence}) table.use(s);
      for (Symbol s : event.slots) table.use(s);
    }
  }
  for (std::size_t m = 0; m < e.kept.size(); ++m)
    e.store->symbols(static_cast<std::uint16_t>(m), [&](Symbol s) { table.use(s); });
  table.close();
}

void save_history(const timeline::History& history, const SymbolTable& table, base::Writer& out) {
  out.u64(static_cast<std::uint64_t>(history.subject().kind));
  out.u64(table.number(history.subject().id).bits());
  out.u64(history.size());
  for (timeline::History::Cursor c(history); c.next();) {
    const event::EventView& event = c.event();
    out.u64(static_cast<std::uint64_t>(event.kind));
    out.i64(event.time.ms);
    for (Symbol s : {event.source, event.id, event.sequence}) out.u64(table.number(s).bits());
    out.i64(event.recorded_ms);
    out.u64(event.revision);
    out.u64(event.slots.size());
    for (Symbol s : event.slots) out.u64(table.number(s).bits());
  }
}

void save_cells(const Engine::Impl& e, const SymbolTable& table, base::Writer& out) {
  out.u64(e.kept.size());
  for (std::size_t m = 0; m < e.kept.size(); ++m) {
    out.text(e.kept[m].name);
    out.u64(metric::semantic_hash(e.kept[m]));
    e.store->save(static_cast<std::uint16_t>(m), out, *e.interner, [&](Symbol s) { return table.number(s).bits(); });
  }
}

void save_state(const Engine::Impl& e, SnapshotKind kind, base::Writer& out) {
  std::vector<HistoryIndex> const histories = kind == SnapshotKind::full ? histories_in_order(e) : std::vector<HistoryIndex>{};
  SymbolTable table(*e.interner);
  use_symbols(e, histories, table);
  out.i64(e.now.ms);
  table.save(out);
  out.u64(histories.size());
  for (HistoryIndex i : histories) save_history(e.book.history(i), table, out);
  save_cells(e, table, out);
}

/// What stands before the state.
struct Header {
  SnapshotKind kind = SnapshotKind::full;
  std::uint64_t fingerprint = 0;
  std::string text;
};

base::Result<Header> read_header(base::Reader& in, std::string_view snapshot) {
  if (in.raw(kMagic.size()) != kMagic) return damaged("it does not begin as a Deskgauge snapshot does");
  std::uint64_t stored = 0;
  for (std::size_t i = 0; i < kChecksumBytes; ++i)
    stored |= std::uint64_t{static_cast<unsigned char>(snapshot[snapshot.size() - kChecksumBytes + i])} << (8 * i);
  if (base::fingerprint(snapshot.substr(0, snapshot.size() - kChecksumBytes)) != stored)
    return damaged("its checksum does not match its bytes");
  if (std::uint64_t const format = in.u64(); format != kFormat)
    return damaged("its format is " + std::to_string(format) + ", this version reads " + std::to_string(kFormat));
  Header header;
  header.kind = in.u64() == 0 ? SnapshotKind::full : SnapshotKind::cells;
  header.fingerprint = in.u64();
  header.text = std::string(in.text());
  if (!in.ok()) return damaged("it ends early");
  return header;
}

bool in_calendar(Instant t) {
  constexpr event::EventLimits kLimits;
  return kLimits.earliest <= t && t <= kLimits.latest;
}

/// Stored values were checked when they came in; bytes of strangers were not. What a fold indexes or walks must be what its field says.
bool fits(const event::EventView& event, std::size_t slot, const base::Interner& interner) {
  Symbol const value = event.slots[slot];
  const event::FieldSpec& field = event::slot_spec(event.kind, static_cast<int>(slot));
  if (!value) return true;
  switch (field.type) {
    case event::ValueType::choice: return value.is_number() && value.number_value() < field.choices.size();
    case event::ValueType::boolean: return value.is_number() && value.number_value() <= 1;
    case event::ValueType::list: return value.is_list();
    case event::ValueType::rows: return value.is_list() && interner.list(value).size() % field.columns.size() == 0;
    case event::ValueType::object: return value.is_list() && interner.list(value).size() == field.columns.size();
    default: return !value.is_list() || event.kind == event::Kind::ticket_field_changed;  // changed tags are kept as the list they mean
  }
}

bool is_sound(const event::EventView& event, const base::Interner& interner) {
  if (!event.source || !event.id || !in_calendar(event.time)) return false;
  if (event.recorded_ms != 0 && !in_calendar({event.recorded_ms})) return false;
  for (std::size_t i = 0; i < event.slots.size(); ++i)
    if (!fits(event, i, interner)) return false;
  return true;
}

bool read_event(base::Reader& in, const SymbolReader& symbols, std::vector<Symbol>& slots, event::EventView& event) {
  std::uint64_t const kind = in.u64();
  if (kind >= event::kKindCount) return false;
  event.kind = static_cast<event::Kind>(kind);
  event.time.ms = in.i64();
  event.source = symbols.symbol(static_cast<std::uint32_t>(in.u64()));
  event.id = symbols.symbol(static_cast<std::uint32_t>(in.u64()));
  event.sequence = symbols.symbol(static_cast<std::uint32_t>(in.u64()));
  event.recorded_ms = in.i64();
  event.revision = static_cast<std::uint32_t>(in.u64());
  std::uint64_t const count = in.count();
  if (!in.ok() || count > static_cast<std::uint64_t>(event::slot_count(event.kind))) return false;
  slots.clear();
  for (std::uint64_t i = 0; i < count; ++i) slots.push_back(symbols.symbol(static_cast<std::uint32_t>(in.u64())));
  event.slots = slots;
  return in.ok() && symbols.ok();
}

/// Puts one stored event into a history and rebuilds what is derived from it: links and the places of invitations.
void take_event(Engine::Impl& e, HistoryIndex index, const event::EventView& event) {
  using event::Field;
  using event::Kind;
  if (event.kind == Kind::survey_sent) e.invitations[event.get(Field::invitation_id).bits()] = e.book.history(index).subject();
  bool const merge = event.kind == Kind::ticket_merged || event.kind == Kind::customer_merged;
  if (merge) {
    Symbol const into = event.get(event.kind == Kind::ticket_merged ? Field::into_ticket_id : Field::into_customer_id);
    e.book.link(index, e.book.find_or_add({e.book.history(index).subject().kind, into}));
  }
  e.book.history(index).insert(event, *e.interner);
}

bool read_histories(base::Reader& in, const SymbolReader& symbols, Engine::Impl& e) {
  std::vector<Symbol> slots;
  for (std::uint64_t histories = in.count(); histories > 0; --histories) {
    std::uint64_t const kind = in.u64();
    Symbol const id = symbols.symbol(static_cast<std::uint32_t>(in.u64()));
    if (!in.ok() || kind > static_cast<std::uint64_t>(event::SubjectKind::desk)) return false;
    HistoryIndex const index = e.book.find_or_add({static_cast<event::SubjectKind>(kind), id});
    for (std::uint64_t events = in.count(); events > 0; --events) {
      event::EventView event;
      if (!read_event(in, symbols, slots, event) || !is_sound(event, *e.interner)) return false;
      take_event(e, index, event);
    }
  }
  return in.ok() && symbols.ok();
}

base::Result<void> read_cells(base::Reader& in, const SymbolReader& symbols, Engine::Impl& e) {
  if (in.count() != e.kept.size()) return damaged("it holds the cells of other metrics");
  for (std::size_t m = 0; m < e.kept.size(); ++m) {
    if (in.text() != e.kept[m].name || in.u64() != metric::semantic_hash(e.kept[m]))
      return damaged("the cells of metric " + e.kept[m].name + " mean something else");
    e.store->load(static_cast<std::uint16_t>(m), in, [&](std::uint32_t n) { return symbols.symbol(n); });
  }
  if (!in.ok() || !symbols.ok()) return damaged("its cells are not well-formed");
  return {};
}

void touch_everything(Engine::Impl& e, Instant now) {
  Change change(e);
  for (HistoryIndex i = 0; i < e.book.size(); ++i) change.touch(i);
  change.finish(now);
  e.latest_touch = e.now;
}

}  // namespace

std::string Engine::snapshot(SnapshotKind asked) const {
  SnapshotKind const kind = impl_->cells_only ? SnapshotKind::cells : asked;   // what has no events cannot give a full one
  base::Writer out;
  out.raw(kMagic);
  out.u64(kFormat);
  out.u64(kind == SnapshotKind::full ? 0 : 1);
  out.u64(impl_->catalogue->fingerprint());
  out.text(impl_->catalogue->text);
  save_state(*impl_, kind, out);
  std::uint64_t check = base::fingerprint(out.bytes());
  std::string bytes = out.take();
  for (int i = 0; i < 8; ++i, check >>= 8) bytes.push_back(static_cast<char>(check & 0xff));
  return bytes;
}

std::string Engine::canonical_bytes() const {
  base::Writer out;
  save_state(*impl_, impl_->cells_only ? SnapshotKind::cells : SnapshotKind::full, out);
  return out.take();
}

base::Result<std::string> Engine::definition_text(std::string_view snapshot) {
  if (snapshot.size() < kMagic.size() + kChecksumBytes) return damaged("it is too short");
  base::Reader in(snapshot);
  DESKGAUGE_ASSIGN(header, read_header(in, snapshot));
  return std::move(header.text);
}

base::Result<Engine> Engine::restore(std::string_view snapshot, std::shared_ptr<const metric::Catalogue> catalogue) {
  if (snapshot.size() < kMagic.size() + kChecksumBytes) return damaged("it is too short");
  base::Reader in(snapshot.substr(0, snapshot.size() - kChecksumBytes));
  DESKGAUGE_ASSIGN(header, read_header(in, snapshot));
  if (header.fingerprint != catalogue->fingerprint())
    return base::unexpected(base::Code::precondition, "other_definitions",
                            "the snapshot was taken under definitions with fingerprint " + std::to_string(header.fingerprint) +
                                ", these have " + std::to_string(catalogue->fingerprint()),
                            "snapshot", "", "Restore it with the definitions it holds, then apply the new ones.");
  auto impl = std::make_unique<Impl>(std::move(catalogue));
  Instant const now{in.i64()};
  if (now != time::kBeginning && !in_calendar(now)) return damaged("its present is outside the calendar");
  SymbolReader const symbols(in, *impl->interner);
  if (!symbols.ok()) return damaged("its symbols are not well-formed");
  if (!read_histories(in, symbols, *impl)) return damaged("its events are not well-formed");
  if (header.kind == SnapshotKind::cells) {
    DESKGAUGE_TRY(read_cells(in, symbols, *impl));
    impl->cells_only = true;
    impl->now = impl->latest_touch = now;
    return Engine(std::move(impl));
  }
  // The cells are computed again from the events, and must be those of the snapshot: a restore is also a verification.
  std::size_t const left = in.left();
  touch_everything(*impl, now);
  SymbolTable table(*impl->interner);
  use_symbols(*impl, histories_in_order(*impl), table);
  base::Writer cells;
  save_cells(*impl, table, cells);
  if (in.raw(left) != cells.bytes()) return damaged("its cells are not what its events give");
  return Engine(std::move(impl));
}

base::Result<void> Engine::merge(const Engine& other) {
  Impl& e = *impl_;
  const Impl& o = *other.impl_;
  if (e.catalogue->fingerprint() != o.catalogue->fingerprint())
    return base::unexpected(base::Code::precondition, "other_definitions", "states of different definitions cannot be merged",
                            "definitions", "", "Apply the same definitions to both.");
  if (e.cells_only != o.cells_only)
    return base::unexpected(base::Code::precondition, "cells_only", "a full state and a cells snapshot cannot be merged", "snapshot", "",
                            "Take snapshots of one kind.");
  auto const mine = [&](Symbol theirs) -> Symbol {
    if (!theirs || theirs.is_number()) return theirs;
    if (!theirs.is_list()) return e.interner->intern(o.interner->text(theirs));
    std::vector<Symbol> items;
    for (Symbol item : o.interner->list(theirs))
      items.push_back(item.is_text() ? e.interner->intern(o.interner->text(item)) : item);
    return e.interner->intern_list(items);
  };
  if (e.cells_only) {
    if (e.now != o.now)
      return base::unexpected(base::Code::precondition, "now_differs", "the cells were taken at different presents", "snapshot",
                              time::to_text(e.now) + " and " + time::to_text(o.now),
                              "Advance both desks to one instant before taking them.");
    e.store->merge(*o.store, mine);
    ++e.revision;
    return {};
  }
  Change change(e);
  std::vector<Symbol> slots;
  for (HistoryIndex i = 0; i < o.book.size(); ++i) {
    const timeline::History& theirs = o.book.history(i);
    if (theirs.empty()) continue;
    HistoryIndex const index = e.book.find_or_add({theirs.subject().kind, mine(theirs.subject().id)});
    change.touch(index);
    for (timeline::History::Cursor c(theirs); c.next();) {
      event::EventView event = c.event();
      event.source = mine(event.source);
      event.id = mine(event.id);
      event.sequence = mine(event.sequence);
      slots.clear();
      for (Symbol s : c.event().slots) slots.push_back(mine(s));
      event.slots = slots;
      if (event.kind == event::Kind::ticket_merged || event.kind == event::Kind::customer_merged)
        change.touch(e.book.find_or_add(
            {theirs.subject().kind,
             event.get(event.kind == event::Kind::ticket_merged ? event::Field::into_ticket_id : event::Field::into_customer_id)}));
      take_event(e, index, event);
    }
  }
  Instant const now = std::max(e.now, o.now);
  for (auto const& [when, group] : e.wakes.take(now)) change.touch(group);
  change.finish(now);
  e.latest_touch = e.now;
  return {};
}

}  // namespace deskgauge::engine

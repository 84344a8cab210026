// Canonical bytes of cells: equal sets of contributions give equal bytes, whatever the order in which groups were first seen.
// Byte by byte: docs/snapshot-format.md.
#include <algorithm>

#include "deskgauge/cell/store.h"

namespace deskgauge::cell {
namespace {

bool any_state(const Table::Series& series) {
  return std::any_of(series.cells.begin(), series.cells.end(), [](const Table::Cell& c) { return !c.state.empty(); });
}

std::vector<const Table::Series*> in_order(const Table& table, const base::Interner& interner) {
  std::vector<const Table::Series*> order;
  for (const Table::Series& s : table.series())
    if (any_state(s)) order.push_back(&s);
  std::sort(order.begin(), order.end(), [&](const Table::Series* a, const Table::Series* b) {
    for (std::size_t i = 0; i < a->group.size(); ++i)
      if (int const c = interner.compare(a->group[i], b->group[i])) return c < 0;
    return false;
  });
  return order;
}

void save_series(const Table::Series& series, const Table& table, base::Writer& out, const std::function<std::uint32_t(Symbol)>& number) {
  for (std::size_t i = 0; i < table.spec().positions.size(); ++i) out.u64(number(series.group[i]));
  auto const used = std::count_if(series.cells.begin(), series.cells.end(), [](const Table::Cell& c) { return !c.state.empty(); });
  out.u64(static_cast<std::uint64_t>(used));
  for (const Table::Cell& c : series.cells) {
    if (c.state.empty()) continue;
    out.i64(c.bucket);
    c.state.save(out, [&](std::uint32_t id) { return number(Symbol::from_bits(id)); });
  }
}

}  // namespace

void Store::save(std::uint16_t metric, base::Writer& out, const base::Interner& interner,
                 const std::function<std::uint32_t(Symbol)>& number) const {
  for (const Table& table : tables(metric)) {
    auto const order = in_order(table, interner);
    out.u64(order.size());
    for (const Table::Series* series : order) save_series(*series, table, out, number);
  }
}

void Store::load(std::uint16_t metric, base::Reader& in, const std::function<Symbol(std::uint32_t)>& symbol) {
  for (Table& table : tables(metric)) {
    for (std::uint64_t groups = in.count(); groups > 0 && in.ok(); --groups) {
      Key group{};
      for (std::size_t i = 0; i < table.spec().positions.size(); ++i) group[i] = symbol(static_cast<std::uint32_t>(in.u64()));
      Table::Series& series = table.find_or_add(group);
      for (std::uint64_t cells = in.count(); cells > 0 && in.ok(); --cells) {
        auto const bucket = static_cast<Bucket>(in.i64());
        State state = State::load(in, [&](std::uint32_t id) { return symbol(id).bits(); });
        if (!in.ok() || state.spec() != table.state()) return in.fail();
        series.at(bucket, table.state()).merge(state);
      }
    }
  }
}

void Store::symbols(std::uint16_t metric, const std::function<void(Symbol)>& use) const {
  for (const Table& table : tables(metric))
    for (const Table::Series& s : table.series()) {
      if (!any_state(s)) continue;
      for (Symbol part : s.group) use(part);
      if (table.state().kind != aggregate::StateKind::distinct) continue;
      for (const Table::Cell& c : s.cells)
        for (std::uint32_t id : c.state.ids()) use(Symbol::from_bits(id));
    }
}

}  // namespace deskgauge::cell

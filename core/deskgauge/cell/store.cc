#include "deskgauge/cell/store.h"

#include <algorithm>

namespace deskgauge::cell {

std::span<const Table::Cell> Table::Series::range(Bucket from, Bucket to) const {
  auto const first = std::lower_bound(cells.begin(), cells.end(), from, [](const Cell& c, Bucket b) { return c.bucket < b; });
  auto last = first;
  while (last != cells.end() && last->bucket < to) ++last;
  return {cells.data() + (first - cells.begin()), static_cast<std::size_t>(last - first)};
}

State& Table::Series::at(Bucket bucket, aggregate::StateSpec spec) {
  if (!cells.empty() && cells.back().bucket == bucket) return cells.back().state;      // the hot case: today
  auto const place = std::lower_bound(cells.begin(), cells.end(), bucket, [](const Cell& c, Bucket b) { return c.bucket < b; });
  if (place != cells.end() && place->bucket == bucket) return place->state;
  return cells.insert(place, Cell{bucket, State(spec)})->state;
}

std::size_t Table::KeyHash::operator()(const Key& key) const {
  std::uint64_t h = 0;
  for (Symbol s : key) h = (h ^ s.bits()) * 0x9E3779B97F4A7C15ull, h ^= h >> 29;
  return static_cast<std::size_t>(h);
}

const Table::Series* Table::find(const Key& group) const {
  auto const it = index_.find(group);
  return it == index_.end() ? nullptr : &series_[it->second];
}

Table::Series& Table::find_or_add(const Key& group) {
  auto const [it, added] = index_.try_emplace(group, static_cast<std::uint32_t>(series_.size()));
  if (added) series_.push_back({group, {}});
  return series_[it->second];
}

std::size_t Table::bytes() const {
  std::size_t total = index_.capacity() * (sizeof(Key) + 5);
  for (const Series& s : series_) {
    total += sizeof s + (s.cells.capacity() - s.cells.size()) * sizeof(Cell);
    for (const Cell& c : s.cells) total += sizeof(Cell) - sizeof(State) + c.state.bytes();
  }
  return total;
}

std::int64_t Table::cell_count() const {
  std::int64_t n = 0;
  for (const Series& s : series_) n += static_cast<std::int64_t>(s.cells.size());
  return n;
}

Store::Store(const time::Grid& grid, std::span<const metric::Metric> metrics) : grid_(grid) {
  first_.push_back(0);
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    for (contribution::TableSpec& spec : contribution::tables(metrics[m], static_cast<std::uint16_t>(m))) {
      int list = -1;
      for (std::size_t i = 0; i < spec.positions.size(); ++i)
        if (metrics[m].dimensions[spec.positions[i]].multi_valued()) list = static_cast<int>(i);
      auto const state = contribution::state_spec(metrics[m], spec.pending);
      list_position_.push_back(list);
      tables_.emplace_back(std::move(spec), state);
    }
    first_.push_back(static_cast<std::uint32_t>(tables_.size()));
  }
}

std::span<const Table> Store::tables(std::uint16_t metric) const {
  return {tables_.data() + first_[metric], tables_.data() + first_[metric + 1]};
}
std::span<Table> Store::tables(std::uint16_t metric) { return {tables_.data() + first_[metric], tables_.data() + first_[metric + 1]}; }

void Store::apply_to(Table& table, const Contribution& contribution, Bucket bucket, std::int64_t sign, const base::Interner& interner) {
  Key group = contribution::restrict(contribution.key, table.spec());
  aggregate::Sample const sample = contribution::sample(contribution, sign);
  int const list = list_position_[static_cast<std::size_t>(&table - tables_.data())];
  if (list >= 0 && group[static_cast<std::size_t>(list)].is_list()) {                  // one cell a tag: these groups overlap
    for (Symbol item : interner.list(group[static_cast<std::size_t>(list)])) {
      Key one = group;
      one[static_cast<std::size_t>(list)] = item;
      table.find_or_add(one).at(bucket, table.state()).update(sample);
    }
    return;
  }
  table.find_or_add(group).at(bucket, table.state()).update(sample);
}

void Store::apply(const Contribution& contribution, std::int64_t sign, const base::Interner& interner) {
  Bucket bucket = 0;
  int known = -1;                                             // tables of one grain stand apart, so the bucket is worked out once a grain
  for (Table& table : tables(contribution.metric)) {
    if (table.spec().pending != contribution.pending) continue;
    if (int const grain = static_cast<int>(table.spec().grain); grain != known) {
      bucket = grid_.bucket(table.spec().grain, contribution.anchor);
      known = grain;
    }
    apply_to(table, contribution, bucket, sign, interner);
  }
}

std::size_t Store::bytes() const {
  std::size_t total = sizeof *this;
  for (const Table& table : tables_) total += sizeof table + table.bytes();
  return total;
}

std::int64_t Store::cell_count() const {
  std::int64_t n = 0;
  for (const Table& table : tables_) n += table.cell_count();
  return n;
}

void Store::carry_over(std::uint16_t metric, Store& other, std::uint16_t theirs) {
  std::span<Table> const into = tables(metric), from = other.tables(theirs);
  for (std::size_t i = 0; i < into.size() && i < from.size(); ++i) into[i].carry_over(from[i]);
}

void Store::merge(const Store& other, const std::function<Symbol(Symbol)>& map) {
  for (std::size_t t = 0; t < tables_.size(); ++t) {
    Table& into = tables_[t];
    bool const ids = into.state().kind == aggregate::StateKind::distinct;
    for (const Table::Series& theirs : other.tables_[t].series()) {
      Key group{};
      for (std::size_t i = 0; i < group.size(); ++i) group[i] = map(theirs.group[i]);
      Table::Series& ours = into.find_or_add(group);
      for (const Table::Cell& c : theirs.cells) {
        if (!ids) { ours.at(c.bucket, into.state()).merge(c.state); continue; }
        base::Writer bytes;                                   // distinct ids are symbols of the other engine: remap them on the way
        c.state.save(bytes);
        base::Reader in(bytes.bytes());
        ours.at(c.bucket, into.state()).merge(State::load(in, [&](std::uint32_t id) { return map(Symbol::from_bits(id)).bits(); }));
      }
    }
  }
}

}  // namespace deskgauge::cell

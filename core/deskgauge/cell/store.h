#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "deskgauge/aggregate/state.h"
#include "deskgauge/base/flat_map.h"
#include "deskgauge/contribution/address.h"

namespace deskgauge::cell {

using aggregate::State;
using base::Symbol;
using contribution::Contribution;
using contribution::Key;
using time::Bucket;

/// The cells of one table: for each group a sorted run of (bucket, state). Days of one group lie side by side, so a window is one short
/// sweep.
class Table {
 public:
  Table(contribution::TableSpec spec, aggregate::StateSpec state) : spec_(std::move(spec)), state_(state) {}

  struct Cell {
    Bucket bucket;
    State state;
  };
  struct Series {
    Key group{};
    std::vector<Cell> cells;                 ///< sorted by bucket
    /// Cells with from <= bucket < to.
    std::span<const Cell> range(Bucket from, Bucket to) const;
    State& at(Bucket bucket, aggregate::StateSpec spec);
  };

  /// Takes the cells of another table of the same keys, grain and state.
  void carry_over(Table& other) { index_ = std::move(other.index_), series_ = std::move(other.series_); }
  const contribution::TableSpec& spec() const { return spec_; }
  aggregate::StateSpec state() const { return state_; }
  const std::vector<Series>& series() const { return series_; }
  const Series* find(const Key& group) const;
  Series& find_or_add(const Key& group);
  std::size_t bytes() const;
  std::int64_t cell_count() const;

 private:
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  contribution::TableSpec spec_;
  aggregate::StateSpec state_;
  base::FlatMap<Key, std::uint32_t, KeyHash> index_;
  std::vector<Series> series_;
};

/// All cells of a desk. Applies signed contributions; knows nothing of events. One writer.
class Store {
 public:
  Store(const time::Grid& grid, std::span<const metric::Metric> metrics);

  void apply(const Contribution& contribution, std::int64_t sign, const base::Interner& interner);
  /// Tables of one metric.
  std::span<const Table> tables(std::uint16_t metric) const;
  std::span<Table> tables(std::uint16_t metric);
  const time::Grid& grid() const { return grid_; }
  std::size_t metric_count() const { return first_.size() - 1; }
  std::size_t bytes() const;
  std::int64_t cell_count() const;
  /// Takes the cells of metric `theirs` of another store, which keeps the same tables for it; there they are gone afterwards.
  void carry_over(std::uint16_t metric, Store& other, std::uint16_t theirs);
  /// Adds every cell of `other` (same metrics): `map` turns its symbols into ours.
  void merge(const Store& other, const std::function<Symbol(Symbol)>& map);
  /// Canonical bytes of one metric's cells: groups in order of identity, empty states left out. `number` is a symbol's canonical number.
  void save(std::uint16_t metric, base::Writer& out, const base::Interner& interner,
            const std::function<std::uint32_t(Symbol)>& number) const;
  /// Reads what save wrote; in.ok() is false for damaged bytes. `symbol` is the inverse of `number`.
  void load(std::uint16_t metric, base::Reader& in, const std::function<Symbol(std::uint32_t)>& symbol);
  /// Every symbol that a non-empty cell of the metric refers to.
  void symbols(std::uint16_t metric, const std::function<void(Symbol)>& use) const;

 private:
  void apply_to(Table& table, const Contribution& contribution, Bucket bucket, std::int64_t sign, const base::Interner& interner);

  time::Grid grid_;
  std::vector<Table> tables_;
  std::vector<std::uint32_t> first_;         ///< tables of metric m: [first_[m], first_[m + 1])
  std::vector<int> list_position_;           ///< for each table: its key position that may hold a list, -1 if none
};

}  // namespace deskgauge::cell

#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "deskgauge/fact/view.h"
#include "deskgauge/metric/selector.h"

namespace deskgauge::fact {

/// A filter made ready for one engine: names resolved to keys, literals to symbols. Pure and cheap to evaluate.
class Population {
 public:
  Population() = default;                                     ///< everybody
  Population(const metric::Filter& filter, const base::Naming& name);

  /// `values` answers `value(DimensionKey)` and `measure(int)`: a View, or the key of a group of cells.
  template <class Values>
  bool contains(const Values& values, const base::Interner& interner) const {
    using Op = metric::Filter::Op;
    auto const holds = [&](const Population& child) { return child.contains(values, interner); };
    if (op_ == Op::all) return std::all_of(children_.begin(), children_.end(), holds);
    if (op_ == Op::any) return std::any_of(children_.begin(), children_.end(), holds);
    if (op_ == Op::negate) return !holds(children_.front());
    return measure_ < 0 ? matches(values.value(key_), interner) : matches_measure(values.measure(measure_));
  }
  bool empty() const { return op_ == metric::Filter::Op::all && children_.empty(); }
  /// Whether a measure takes part (the projection then needs durations before it asks).
  bool reads_measure(int measure) const;

 private:
  bool matches(Symbol value, const base::Interner& interner) const;
  bool matches_measure(std::int64_t left) const;
  bool compares(std::int64_t left) const;
  bool listed(Symbol value) const;

  metric::Filter::Op op_ = metric::Filter::Op::all;
  std::vector<Population> children_;
  DimensionKey key_;
  int measure_ = -1;
  std::vector<Symbol> symbols_;
  std::vector<std::int64_t> numbers_;
};

}  // namespace deskgauge::fact

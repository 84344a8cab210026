#pragma once
#include <cstdint>
#include <vector>

#include "deskgauge/fact/view.h"
#include "deskgauge/metric/selector.h"

namespace deskgauge::fact {

/// A filter made ready for one engine: names resolved to keys, literals to symbols. Pure and cheap to evaluate.
class Population {
 public:
  Population() = default;                                     ///< everybody
  Population(const metric::Filter& filter, base::Interner& interner);

  bool contains(const View& view, const base::Interner& interner) const;
  bool empty() const { return op_ == metric::Filter::Op::all && children_.empty(); }
  /// Whether a measure takes part (the projection then needs durations before it asks).
  bool reads_measure(int measure) const;

 private:
  bool matches(Symbol value, const base::Interner& interner) const;
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

#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "deskgauge/aggregate/archive.h"
#include "deskgauge/aggregate/state.h"

namespace deskgauge::aggregate {

/// An integer -> count map that is read in order and mostly written at random: a multiset that can be subtracted from.
///
/// Owns a sorted vector without zero counts. While that is short, changes go straight into it; beyond, they collect in `recent_` and are
/// folded in when they have grown to half of it, so an update costs O(log n) amortised and no tree is chased. Reading never writes, so
/// any number of threads may read; one may write. Counts may be negative (a retraction whose assertion is elsewhere).
class Tally {
 public:
  void add(std::int64_t value, std::int64_t times);
  void add(std::span<const Counted> entries, std::int64_t times);  ///< sorted and without repetition; not this one's own
  void add(const Tally& other, std::int64_t times) {
    std::vector<Counted> scratch;
    add(other.entries(scratch), times);
  }

  std::int64_t total() const { return static_cast<std::int64_t>(total_); }
  bool empty() const;
  /// Entries held, those that cancel out but have not been folded yet included: an upper bound.
  std::size_t size() const { return sorted_.size() + recent_.size(); }
  /// Sorted by value, no zero counts. `scratch` is written only if there is something to fold.
  std::span<const Counted> entries(std::vector<Counted>& scratch) const;
  std::size_t bytes() const { return (sorted_.capacity() + recent_.capacity()) * sizeof(Counted); }

  void save(base::Writer& out, const Remap& remap) const;
  void load(base::Reader& in, const Remap& remap);

 private:
  void fold();

  std::vector<Counted> sorted_, recent_;
  std::uint64_t total_ = 0;
};

/// The canonical bytes of a map: how many, then gap to the value before (the first is signed) and count.
void save_entries(base::Writer& out, std::span<const Counted> entries);
/// Reads them; anything save_entries would not have written (order, a zero count) is a fault of the reader.
std::vector<Counted> load_entries(base::Reader& in);

}  // namespace deskgauge::aggregate

#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "deskgauge/aggregate/tally.h"
#include "deskgauge/aggregate/wrapping.h"

namespace deskgauge::aggregate {

/// rating -> count: eleven counters for 0 … 10, where nearly all scales lie, and a Tally for any other value (percent, hundredths).
/// The bytes do not show the division. One writer at a time, or any number of readers.
class RatingCounts {
 public:
  void add(std::int64_t rating, std::int64_t times) {
    if (wrapping(rating) < dense_.size())
      dense_[wrapping(rating)] += wrapping(times);
    else
      others_.add(rating, times);
  }
  void add(const RatingCounts& other, std::int64_t times);

  std::int64_t total() const;
  bool empty() const;
  std::vector<Counted> counts() const;  ///< sorted, no zeros
  std::size_t bytes() const { return others_.bytes(); }

  void save(base::Writer& out, const Remap& remap) const;
  void load(base::Reader& in, const Remap& remap);

 private:
  std::array<std::uint64_t, 11> dense_{};
  Tally others_;
};

}  // namespace deskgauge::aggregate

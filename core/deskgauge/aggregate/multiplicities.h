#pragma once
#include <cstdint>
#include <roaring/roaring.hh>
#include <vector>

#include "deskgauge/aggregate/archive.h"
#include "deskgauge/base/flat_map.h"

namespace deskgauge::aggregate {

/// id -> multiplicity, where nearly every multiplicity is 1: what the distinct count holds.
///
/// Owns a compressed bitmap of the ids whose multiplicity is above zero and a side map of the multiplicities that are neither 0 nor 1.
/// So the distinct count is the bitmap's cardinality and a union of windows a union of bitmaps. One writer at a time.
class Multiplicities {
 public:
  void add(std::uint32_t id, std::int64_t times);
  void add(const Multiplicities& other, std::int64_t times);

  std::int64_t distinct() const { return static_cast<std::int64_t>(present_.cardinality()); }
  bool empty() const { return side_.empty() && present_.isEmpty(); }
  std::vector<std::uint32_t> ids() const;  ///< those above zero, sorted
  std::size_t bytes() const;

  /// Ids are written in the order of their canonical numbers, with the gap to the one before: those of multiplicity 1, then the others.
  void save(base::Writer& out, const Remap& remap) const;
  void load(base::Reader& in, const Remap& remap);

 private:
  std::int64_t multiplicity(std::uint32_t id) const;
  void set(std::uint32_t id, std::int64_t multiplicity);
  Multiplicities remapped(const Remap& remap) const;

  Roaring present_;
  base::FlatMap<std::uint32_t, std::int64_t> side_;
};

}  // namespace deskgauge::aggregate

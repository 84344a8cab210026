#include "deskgauge/aggregate/multiplicities.h"

#include <algorithm>
#include <utility>

#include "deskgauge/aggregate/wrapping.h"

namespace deskgauge::aggregate {
namespace {

std::vector<std::uint32_t> members(const Roaring& set) {
  std::vector<std::uint32_t> ids(set.cardinality());
  if (!ids.empty()) set.toUint32Array(ids.data());
  return ids;
}

/// The next id of a rising sequence: the first is absolute, the others are gaps of at least one.
std::uint32_t read_id(base::Reader& in, bool first, std::uint32_t previous) {
  std::uint64_t const gap = in.u64();
  if (gap > UINT32_MAX - (first ? 0u : previous) || (!first && gap == 0)) in.fail();
  return in.ok() ? static_cast<std::uint32_t>(gap + (first ? 0u : previous)) : 0;
}

}  // namespace

std::int64_t Multiplicities::multiplicity(std::uint32_t id) const {
  if (!side_.empty())
    if (auto const found = side_.find(id); found != side_.end()) return found->second;
  return present_.contains(id) ? 1 : 0;
}

void Multiplicities::set(std::uint32_t id, std::int64_t multiplicity) {
  if (multiplicity == 0 || multiplicity == 1)
    side_.erase(id);
  else
    side_[id] = multiplicity;
  if (multiplicity > 0)
    present_.add(id);
  else
    present_.remove(id);
}

void Multiplicities::add(std::uint32_t id, std::int64_t times) {
  if (times == 0) return;
  if (times == 1 && side_.empty() && present_.addChecked(id)) return;  // the common case: a customer's first fact of the day
  set(id, plus(multiplicity(id), times));
}

void Multiplicities::add(const Multiplicities& other, std::int64_t times) {
  // One at a time only where an id is on both sides or its multiplicity is unusual; all others are one union of bitmaps.
  Roaring one_by_one = times == 1 ? present_ & other.present_ : other.present_;
  for (const auto& [id, m] : other.side_) one_by_one.add(id);
  if (times == 1)
    for (const auto& [id, m] : side_) one_by_one.add(id);
  std::vector<std::pair<std::uint32_t, std::int64_t>> sums;
  for (std::uint32_t id : members(one_by_one)) sums.emplace_back(id, plus(multiplicity(id), other.multiplicity(id), times));
  if (times == 1) present_ |= other.present_;
  for (auto [id, m] : sums) set(id, m);
}

std::vector<std::uint32_t> Multiplicities::ids() const { return members(present_); }

std::size_t Multiplicities::bytes() const {
  return present_.getSizeInBytes() + side_.capacity() * (sizeof(std::pair<std::uint32_t, std::int64_t>) + 1);
}

Multiplicities Multiplicities::remapped(const Remap& remap) const {
  Multiplicities out;
  for (std::uint32_t id : members(present_))
    if (!side_.contains(id)) out.add(remap(id), 1);
  for (const auto& [id, m] : side_) out.add(remap(id), m);
  return out;
}

void Multiplicities::save(base::Writer& out, const Remap& remap) const {
  if (remap) return remapped(remap).save(out, {});
  std::vector<std::pair<std::uint32_t, std::int64_t>> unusual(side_.begin(), side_.end());
  std::sort(unusual.begin(), unusual.end());
  Roaring once = present_;
  for (const auto& [id, m] : unusual) once.remove(id);
  out.u64(once.cardinality());
  std::uint32_t previous = 0;
  for (std::uint32_t id : members(once)) out.u64(id - std::exchange(previous, id));
  out.u64(unusual.size());
  previous = 0;
  for (const auto& [id, m] : unusual) {
    out.u64(id - std::exchange(previous, id));
    out.i64(m);
  }
}

void Multiplicities::load(base::Reader& in, const Remap& remap) {
  Multiplicities read;
  std::uint32_t id = 0;
  for (std::uint64_t i = 0, size = in.count(); i < size && in.ok(); ++i) {
    id = read_id(in, i == 0, id);
    read.present_.add(id);
  }
  for (std::uint64_t i = 0, size = in.count(); i < size && in.ok(); ++i) {
    id = read_id(in, i == 0, id);
    std::int64_t const m = in.i64();
    if (m == 0 || m == 1 || read.present_.contains(id)) return in.fail();
    read.set(id, m);
  }
  if (in.ok()) *this = remap ? read.remapped(remap) : std::move(read);
}

}  // namespace deskgauge::aggregate

#include "deskgauge/aggregate/rating_counts.h"

#include <algorithm>

namespace deskgauge::aggregate {

void RatingCounts::add(const RatingCounts& other, std::int64_t times) {
  for (std::size_t k = 0; k < dense_.size(); ++k) dense_[k] += wrapping(times) * other.dense_[k];
  others_.add(other.others_, times);
}

std::int64_t RatingCounts::total() const {
  std::uint64_t n = wrapping(others_.total());
  for (std::uint64_t c : dense_) n += c;
  return unwrapped(n);
}

bool RatingCounts::empty() const {
  return std::all_of(dense_.begin(), dense_.end(), [](std::uint64_t c) { return c == 0; }) && others_.empty();
}

std::vector<Counted> RatingCounts::counts() const {
  std::vector<Counted> scratch, out;
  auto const others = others_.entries(scratch);
  auto const above = std::find_if(others.begin(), others.end(), [](const Counted& c) { return c.value >= 0; });
  out.assign(others.begin(), above);
  for (std::size_t k = 0; k < dense_.size(); ++k)
    if (dense_[k] != 0) out.push_back({static_cast<std::int64_t>(k), unwrapped(dense_[k])});
  out.insert(out.end(), above, others.end());
  return out;
}

void RatingCounts::save(base::Writer& out, const Remap&) const { save_entries(out, counts()); }

void RatingCounts::load(base::Reader& in, const Remap&) {
  *this = {};
  for (const Counted& c : load_entries(in)) add(c.value, c.count);
}

}  // namespace deskgauge::aggregate

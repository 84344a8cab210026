#include "deskgauge/aggregate/tally.h"

#include <algorithm>

#include "deskgauge/aggregate/wrapping.h"

namespace deskgauge::aggregate {
namespace {

/// Up to here moving the tail of a vector (8 KiB at most) is cheaper than sorting later.
constexpr std::size_t kDirect = 512;
/// A merge walks both sides; a much shorter side is added one by one instead.
constexpr std::size_t kMuchShorter = 8;

bool by_value(const Counted& a, const Counted& b) { return a.value < b.value; }

void append(std::vector<Counted>& out, Counted entry) {
  if (entry.count != 0) out.push_back(entry);
}

/// a + times * b, both sorted and without repetition.
std::vector<Counted> combined(std::span<const Counted> a, std::span<const Counted> b, std::int64_t times) {
  std::vector<Counted> out;
  out.reserve(a.size() + b.size());
  auto x = a.begin();
  for (const Counted& y : b) {
    for (; x != a.end() && x->value < y.value; ++x) out.push_back(*x);
    bool const both = x != a.end() && x->value == y.value;
    append(out, {y.value, plus(both ? (x++)->count : 0, y.count, times)});
  }
  out.insert(out.end(), x, a.end());
  return out;
}

/// Sorts and adds up equal values in place.
void normalise(std::vector<Counted>& entries) {
  std::sort(entries.begin(), entries.end(), by_value);
  auto out = entries.begin();
  for (auto in = entries.begin(); in != entries.end();) {
    Counted sum{in->value, 0};
    for (; in != entries.end() && in->value == sum.value; ++in) sum.count = plus(sum.count, in->count);
    if (sum.count != 0) *out++ = sum;
  }
  entries.erase(out, entries.end());
}

}  // namespace

void Tally::add(std::int64_t value, std::int64_t times) {
  total_ += wrapping(times);
  if (sorted_.size() >= kDirect || !recent_.empty()) {
    recent_.push_back({value, times});
    if (recent_.size() >= std::max(kDirect, sorted_.size() / 2)) fold();
    return;
  }
  auto const at = std::lower_bound(sorted_.begin(), sorted_.end(), Counted{value, 0}, by_value);
  if (at == sorted_.end() || at->value != value) {
    if (times != 0) sorted_.insert(at, {value, times});
  } else if (at->count = plus(at->count, times); at->count == 0) {
    sorted_.erase(at);
  }
}

void Tally::add(std::span<const Counted> entries, std::int64_t times) {
  if (entries.size() < size() / kMuchShorter) {
    for (const Counted& e : entries) add(e.value, plus(0, e.count, times));
    return;
  }
  fold();
  sorted_ = combined(sorted_, entries, times);
  for (const Counted& e : entries) total_ += wrapping(times) * wrapping(e.count);
}

void Tally::fold() {
  if (recent_.empty()) return;
  normalise(recent_);
  sorted_ = combined(sorted_, recent_, 1);
  recent_.clear();
}

bool Tally::empty() const {
  if (total_ != 0) return false;
  std::vector<Counted> scratch;
  return entries(scratch).empty();
}

std::span<const Counted> Tally::entries(std::vector<Counted>& scratch) const {
  if (recent_.empty()) return sorted_;
  scratch = recent_;
  normalise(scratch);
  scratch = combined(sorted_, scratch, 1);
  return scratch;
}

void Tally::save(base::Writer& out, const Remap&) const {
  std::vector<Counted> scratch;
  save_entries(out, entries(scratch));
}

void Tally::load(base::Reader& in, const Remap&) {
  sorted_ = load_entries(in);
  recent_.clear();
  total_ = 0;
  for (const Counted& e : sorted_) total_ += wrapping(e.count);
}

void save_entries(base::Writer& out, std::span<const Counted> entries) {
  out.u64(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i == 0)
      out.i64(entries[i].value);
    else
      out.u64(wrapping(entries[i].value) - wrapping(entries[i - 1].value));
    out.i64(entries[i].count);
  }
}

std::vector<Counted> load_entries(base::Reader& in) {
  std::vector<Counted> entries;
  std::uint64_t const size = in.count();
  entries.reserve(size);
  for (std::uint64_t i = 0; i < size && in.ok(); ++i) {
    Counted e;
    if (i == 0) {
      e.value = in.i64();
    } else {
      e.value = plus(entries.back().value, unwrapped(in.u64()));
      if (e.value <= entries.back().value) in.fail();
    }
    e.count = in.i64();
    if (e.count == 0) in.fail();
    entries.push_back(e);
  }
  if (!in.ok()) entries.clear();
  return entries;
}

}  // namespace deskgauge::aggregate

#include "deskgauge/aggregate/histogram.h"

#include <algorithm>
#include <utility>

namespace deskgauge::aggregate {
namespace {

constexpr std::int64_t kSparsest = 8;     // slots for each bucket used
constexpr std::size_t kFewest = 64;       // below, a sorted vector is smaller and as fast

/// The longest run [first, last] of buckets that takes at most kSparsest slots a bucket: e_j - e_i < kSparsest * (j - i + 1).
/// With f_k = e_k - kSparsest * k that is f_j < f_i + kSparsest, the widest-ramp problem: only prefix maxima of f can be the first of
/// the longest run, and scanning the last one downwards each is tried once, so it takes linear time.
std::pair<std::size_t, std::size_t> densest_run(const std::vector<Counted>& buckets) {
  auto const f = [&](std::size_t k) { return buckets[k].value - kSparsest * static_cast<std::int64_t>(k); };
  std::vector<std::size_t> firsts;
  for (std::size_t k = 0; k < buckets.size(); ++k)
    if (firsts.empty() || f(k) > f(firsts.back())) firsts.push_back(k);
  std::pair<std::size_t, std::size_t> best{0, 0};
  for (std::size_t last = buckets.size(); last-- > 0;)
    for (; !firsts.empty() && f(last) < f(firsts.back()) + kSparsest; firsts.pop_back())
      if (last > firsts.back() && last - firsts.back() > best.second - best.first) best = {firsts.back(), last};
  return best;
}

}  // namespace

void Histogram::add(const Histogram& other, std::int64_t times) {
  std::uint64_t const shift = wrapping(other.base_) - wrapping(base_);
  bool const inside = shift < window_.size() && other.window_.size() <= window_.size() - shift;
  if (!inside) {
    for (const Counted& b : other.buckets()) add_bucket(b.value, plus(0, b.count, times));
    return;
  }
  for (std::size_t k = 0; k < other.window_.size(); ++k) window_[shift + k] += wrapping(times) * other.window_[k];
  std::vector<Counted> scratch;
  for (const Counted& b : other.outside_.entries(scratch)) add_bucket(b.value, plus(0, b.count, times));
}

void Histogram::add_outside(std::int64_t bucket, std::int64_t times) {
  outside_.add(bucket, times);
  if (outside_.size() > patience_) place(buckets());
}

void Histogram::place(const std::vector<Counted>& buckets) {
  window_.clear();
  outside_ = {};
  auto const [first, last] = buckets.empty() ? std::pair<std::size_t, std::size_t>{} : densest_run(buckets);
  if (!buckets.empty() && last - first + 1 >= kFewest) {
    base_ = buckets[first].value;
    window_.assign(static_cast<std::size_t>(buckets[last].value - base_ + 1), 0);
  }
  patience_ = SIZE_MAX;  // not again while what is left goes outside
  for (const Counted& b : buckets) add_bucket(b.value, b.count);
  patience_ = std::max({kFewest, 2 * outside_.size(), window_.size() / kFewest});
}

std::vector<Counted> Histogram::buckets() const {
  std::vector<Counted> scratch, out;
  auto const outside = outside_.entries(scratch);
  auto const above = std::find_if(outside.begin(), outside.end(), [&](const Counted& b) { return b.value >= base_; });
  out.assign(outside.begin(), above);
  for (std::size_t k = 0; k < window_.size(); ++k)
    if (window_[k] != 0) out.push_back({base_ + static_cast<std::int64_t>(k), unwrapped(window_[k])});
  out.insert(out.end(), above, outside.end());
  return out;
}

std::int64_t Histogram::total() const {
  std::uint64_t n = wrapping(outside_.total());
  for (std::uint64_t c : window_) n += c;
  return unwrapped(n);
}

bool Histogram::empty() const {
  return std::all_of(window_.begin(), window_.end(), [](std::uint64_t c) { return c == 0; }) && outside_.empty();
}

std::vector<Counted> Histogram::counts() const {
  auto out = buckets();
  for (Counted& b : out) b.value = scale_.middle(b.value);
  return out;
}

void Histogram::save(base::Writer& out, const Remap&) const { save_entries(out, buckets()); }

void Histogram::load(base::Reader& in, const Remap&) {
  auto const buckets = load_entries(in);
  std::int64_t const last = scale_.last_bucket();
  if (!buckets.empty() && (buckets.front().value < ~last || buckets.back().value > last)) return in.fail();
  place(buckets);
}

}  // namespace deskgauge::aggregate

#pragma once
#include <cstdint>
#include <vector>

#include "deskgauge/aggregate/log_linear.h"
#include "deskgauge/aggregate/tally.h"
#include "deskgauge/aggregate/wrapping.h"

namespace deskgauge::aggregate {

/// Counts of log-linear buckets that never collapse: what the quantile sketch holds.
///
/// Owns a dense window over the buckets where most counts are (an update there is one addition) and a Tally of those outside. The
/// window is chosen so that it has at most kSparsest slots for each bucket used, so a single outlier, or damaged bytes, cannot make a
/// small cell large. Neither shows in the bytes. One writer at a time, or any number of readers.
class Histogram {
 public:
  explicit Histogram(std::uint8_t bits) : scale_(bits) {}

  void add(std::int64_t value, std::int64_t times) { add_bucket(scale_.bucket(value), times); }
  void add(const Histogram& other, std::int64_t times);  ///< the same bits on both sides

  std::int64_t total() const;
  bool empty() const;
  std::vector<Counted> counts() const;                   ///< (middle of the bucket, count), sorted, no zeros
  const LogLinear& scale() const { return scale_; }
  std::size_t bytes() const { return window_.capacity() * sizeof(std::uint64_t) + outside_.bytes(); }

  void save(base::Writer& out, const Remap& remap) const;
  void load(base::Reader& in, const Remap& remap);

 private:
  /// Beyond the window's size for a bucket outside, on either side.
  std::uint64_t slot(std::int64_t bucket) const { return wrapping(bucket) - wrapping(base_); }
  void add_bucket(std::int64_t bucket, std::int64_t times) {
    if (slot(bucket) < window_.size())
      window_[slot(bucket)] += wrapping(times);
    else
      add_outside(bucket, times);
  }
  void add_outside(std::int64_t bucket, std::int64_t times);
  void place(const std::vector<Counted>& buckets);
  std::vector<Counted> buckets() const { return buckets_but(base_, base_); }
  std::vector<Counted> buckets_but(std::int64_t from, std::int64_t to) const;  ///< sorted, no zeros, without the window's [from, to)

  LogLinear scale_;
  std::int64_t base_ = 0;              ///< the bucket of window_[0]
  std::vector<std::uint64_t> window_;  ///< wrap-around counts
  Tally outside_;
  std::size_t patience_ = 64;          ///< how many buckets outside call for another window
};

}  // namespace deskgauge::aggregate

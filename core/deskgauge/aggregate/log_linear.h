#pragma once
#include <bit>
#include <cstdint>

#include "deskgauge/aggregate/state.h"

namespace deskgauge::aggregate {

inline constexpr std::uint8_t kMinSketchBits = 4, kMaxSketchBits = 12;

/// Integer buckets, exact near zero and of constant relative width beyond: 2^bits buckets an octave (the HDR and DDSketch family).
///
/// With M = bits and v >= 0: bucket(v) = v below 2^(M+1); above, the leading M+1 bits of v and the number s of bits dropped,
/// (s << M) + (v >> s). A bucket covers [L, L + 2^s) with L >= 2^(M+s), and its middle, rounded down, is L + 2^(s-1) - 1. The farthest
/// member is the last one, v = L + 2^s - 1, at a distance of 2^(s-1) <= v * 2^-(M+1): that is the error bound.
/// Negative values mirror, bucket(v) = ~bucket(~v): the order is kept, no value is clamped, and as ~v = |v| - 1 the bound holds too.
/// Buckets nest: the one at M determines the one at any smaller M. No logarithm, no floating point: the same on every machine.
class LogLinear {
 public:
  explicit constexpr LogLinear(std::uint8_t bits) : bits_(bits) {}

  constexpr std::int64_t bucket(std::int64_t value) const {
    auto const sign = static_cast<std::uint64_t>(value >> 63);  // all ones below zero: x ^ sign is ~x there and x elsewhere
    return static_cast<std::int64_t>(magnitude_bucket(static_cast<std::uint64_t>(value) ^ sign) ^ sign);
  }
  constexpr std::int64_t middle(std::int64_t bucket) const {
    auto const sign = static_cast<std::uint64_t>(bucket >> 63);
    return static_cast<std::int64_t>(magnitude_middle(static_cast<std::uint64_t>(bucket) ^ sign) ^ sign);
  }
  constexpr std::int64_t last_bucket() const { return bucket(INT64_MAX); }
  constexpr double error_bound() const { return 1.0 / static_cast<double>(std::uint64_t{2} << bits_); }
  constexpr std::uint8_t bits() const { return bits_; }

 private:
  constexpr std::uint64_t magnitude_bucket(std::uint64_t v) const {
    if (v < std::uint64_t{2} << bits_) return v;
    auto const dropped = static_cast<std::uint64_t>(std::bit_width(v)) - (bits_ + 1u);
    return (dropped << bits_) + (v >> dropped);
  }
  constexpr std::uint64_t magnitude_middle(std::uint64_t b) const {
    if (b < std::uint64_t{2} << bits_) return b;
    std::uint64_t const octave = std::uint64_t{1} << bits_, dropped = (b >> bits_) - 1;
    std::uint64_t const lower = ((b & (octave - 1)) | octave) << dropped;
    return lower + (std::uint64_t{1} << dropped >> 1) - 1;
  }

  std::uint8_t bits_;
};

}  // namespace deskgauge::aggregate

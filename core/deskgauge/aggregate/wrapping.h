#pragma once
#include <cstdint>

namespace deskgauge::aggregate {

/// 64-bit arithmetic modulo 2^64. Under it the integers are a group too, so a sum may overflow on the way and is right once the final
/// one fits, whatever the order; a checked or saturating sum would depend on the order.
constexpr std::uint64_t wrapping(std::int64_t v) { return static_cast<std::uint64_t>(v); }
constexpr std::int64_t unwrapped(std::uint64_t v) { return static_cast<std::int64_t>(v); }
/// a + times * b
constexpr std::int64_t plus(std::int64_t a, std::int64_t b, std::int64_t times = 1) {
  return unwrapped(wrapping(a) + wrapping(times) * wrapping(b));
}

}  // namespace deskgauge::aggregate

#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace deskgauge::benchmark {

/// The cell of the reference loop: as little as a mean, a spread and a quantile within 20 % need. It cannot give a sample back.
struct CoarseCell {
  std::uint64_t n = 0;
  double sum = 0, squares = 0;
  float least = 1e30f, most = -1e30f;
  std::array<std::uint32_t, 64> histogram{};

  void update(double value) {
    ++n;
    sum += value;
    squares += value * value;
    least = std::min(least, static_cast<float>(value));
    most = std::max(most, static_cast<float>(value));
    // two buckets an octave: the exponent and the first bit after the point
    auto const bucket = static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(value + 1) >> 51) - (1023 << 1);
    ++histogram[static_cast<std::size_t>(std::clamp<std::int64_t>(bucket, 0, 63))];
  }
};

}  // namespace deskgauge::benchmark

#pragma once
#include <array>
#include <cstdint>
#include <span>

#include "deskgauge/time/instant.h"

namespace deskgauge::scenario {

/// A distribution as its quantiles in seconds at the probabilities of kProbabilities, straight lines between them. Integers only:
/// std::lognormal_distribution and std::log differ in the last bits between libraries, and then whole histories differ.
using Quantiles = std::array<std::int64_t, 9>;
inline constexpr std::array<int, 9> kPerMille{0, 100, 250, 500, 750, 900, 970, 995, 1000};

/// Deterministic numbers (splitmix64, Steele, Lea and Flood 2014): the same seed gives the same numbers on every machine.
/// Two words make a seed, so that each ticket has a stream of its own and a change to one life leaves the others as they are.
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t stream) : state_(mix(seed ^ mix(stream + kGolden))) {}

  std::uint64_t next() { return mix(state_ += kGolden); }
  /// 0 … n-1; n > 0. The bias of the multiplication is below 2^-40 for the small n used here.
  std::int64_t below(std::int64_t n) {
    return static_cast<std::int64_t>((static_cast<unsigned __int128>(next()) * static_cast<unsigned __int128>(n)) >> 64);
  }
  bool chance(int per_mille) { return below(1000) < per_mille; }
  /// A position, drawn in proportion to its weight.
  std::size_t pick(std::span<const int> weights);
  /// A length of time, to the millisecond.
  time::Span draw(const Quantiles& quantiles);

 private:
  static constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15ull;
  static constexpr std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

inline std::size_t Random::pick(std::span<const int> weights) {
  std::int64_t total = 0;
  for (int weight : weights) total += weight;
  std::int64_t left = below(total);
  for (std::size_t i = 0; i < weights.size(); ++i)
    if ((left -= weights[i]) < 0) return i;
  return weights.size() - 1;
}

inline time::Span Random::draw(const Quantiles& quantiles) {
  std::int64_t const millionth = below(1'000'000);
  std::size_t i = 0;
  while (millionth >= std::int64_t{kPerMille[i + 1]} * 1000) ++i;
  std::int64_t const width = std::int64_t{kPerMille[i + 1] - kPerMille[i]} * 1000;
  std::int64_t const into = millionth - std::int64_t{kPerMille[i]} * 1000;
  return time::milliseconds(quantiles[i] * 1000 + (quantiles[i + 1] - quantiles[i]) * 1000 * into / width);
}

}  // namespace deskgauge::scenario

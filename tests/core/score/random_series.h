#pragma once
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

namespace deskgauge::score {

/// Random numbers for simulations: equal on every machine, which std's distributions are not.
class RandomSeries {
 public:
  explicit RandomSeries(std::uint64_t seed) : bits_(seed) {}
  double uniform() { return (static_cast<double>(bits_() >> 11) + 0.5) * 0x1p-53; }    // in (0, 1)
  double normal() {                                                                    // Box and Muller
    double const radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(2 * 3.14159265358979323846 * uniform());
  }
  std::int64_t binomial(std::int64_t n, double p) {
    std::int64_t hits = 0;
    for (std::int64_t i = 0; i < n; ++i) hits += uniform() < p;
    return hits;
  }
  std::int64_t poisson(double mean) {                                                  // Knuth; small means
    double const limit = std::exp(-mean);
    std::int64_t n = 0;
    for (double product = uniform(); product > limit; product *= uniform()) ++n;
    return n;
  }

 private:
  std::mt19937_64 bits_;
};

}  // namespace deskgauge::score

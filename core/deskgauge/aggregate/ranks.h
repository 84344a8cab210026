#pragma once
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>

#include "deskgauge/aggregate/state.h"
#include "deskgauge/aggregate/wrapping.h"

namespace deskgauge::aggregate {

/// Sample values by rank in a sorted (value, count) list.
///
/// A negative count is legal in a delta and meaningless for a rank: any answer read then is one of the values, or none if n <= 0.
class Ranks {
 public:
  explicit Ranks(std::span<const Counted> entries) : entries_(entries) {
    for (const Counted& e : entries) n_ = plus(n_, e.count);
  }

  /// The k-th smallest, 1-based.
  std::optional<double> at(std::int64_t k) const {
    if (k < 1 || k > n_) return std::nullopt;
    for (const Counted& e : entries_)
      if ((k = plus(k, e.count, -1)) <= 0) return static_cast<double>(e.value);
    return std::nullopt;
  }

  std::optional<double> quantile(double q, QuantileMethod method) const {
    if (!(q >= 0 && q <= 1) || n_ <= 0) return std::nullopt;
    return method == QuantileMethod::discrete ? at(nearest_rank(q)) : type_7(q);
  }

 private:
  /// ceil(q n), at least 1. A definition writes q in decimals: 0.07 of 100 is rank 7, although the nearest double to 0.07 lies above it
  /// and 0.07 * 100 rounds to 7.000000000000001. A product within a few units in the last place of an integer is that integer.
  std::int64_t nearest_rank(double q) const {
    double const n = static_cast<double>(n_), product = q * n, whole = std::nearbyint(product);
    double const rank = std::abs(product - whole) <= 4 * 0x1p-53 * product ? whole : std::ceil(product);
    return rank < 1 ? 1 : rank >= n ? n_ : static_cast<std::int64_t>(rank);
  }

  /// Type 7 of Hyndman and Fan (percentile_cont, pandas, NumPy): with h = (n - 1) q, between the samples of rank floor(h) + 1 and + 2.
  std::optional<double> type_7(double q) const {
    double const h = static_cast<double>(n_ - 1) * q, below = std::floor(h);
    auto const k = static_cast<std::int64_t>(below) + 1;
    auto const low = at(k < n_ ? k : n_), high = at(k + 1);
    return low && high ? *low + (*high - *low) * (h - below) : low;
  }

  std::span<const Counted> entries_;
  std::int64_t n_ = 0;
};

}  // namespace deskgauge::aggregate

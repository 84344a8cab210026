#pragma once
#include <array>
#include <cstdint>

#include "deskgauge/base/symbol.h"
#include "deskgauge/time/instant.h"

namespace deskgauge::contribution {

using base::Symbol;

/// Longest key of a metric; a definition with more dimensions is refused (rule of the definitions).
inline constexpr std::size_t kMaxDimensions = 8;
/// A metric's full key: its dimensions' values in the definition's order, the rest none.
using Key = std::array<Symbol, kMaxDimensions>;

/// What a sample's weight is scaled by where credit is split: 1/k to each of k <= 16 participants is a whole number (720720 = lcm(1 … 16)).
inline constexpr std::int64_t kWholeCredit = 720'720;

/// A signed sample of one metric with its full key and the instant that decides its window. What a ticket's contributions are at one
/// instant is a pure function of its events; two such sets are diffed, and the difference is all that ever reaches a cell.
struct Contribution {
  std::uint16_t metric = 0;      ///< position in the plan
  bool pending = false;          ///< an immature member of a cohort: counted beside the metric, not in it
  Key key{};
  time::Instant anchor;
  std::int64_t value = 0;
  std::int64_t weight = 1;
  friend bool operator==(const Contribution&, const Contribution&) = default;
};

}  // namespace deskgauge::contribution

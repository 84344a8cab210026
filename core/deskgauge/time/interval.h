#pragma once
#include <span>
#include <vector>

#include "deskgauge/time/instant.h"

namespace deskgauge::time {

/// Half-open [from, to). Empty when to <= from.
struct Interval {
  Instant from, to;
  constexpr bool empty() const { return to <= from; }
  /// 0 when empty; held at the greatest span where an end is kBeginning or kNever.
  constexpr Span length() const {
    std::int64_t ms = 0;
    if (empty()) return {};
    return {__builtin_sub_overflow(to.ms, from.ms, &ms) ? kNever.ms : ms};
  }
  constexpr bool contains(Instant t) const { return from <= t && t < to; }
  friend constexpr bool operator==(Interval, Interval) = default;
};

/// The part of both; empty if they do not meet.
Interval intersect(Interval a, Interval b);

/// Sorted, disjoint, non-empty, non-adjacent intervals: a set of moments.
using Intervals = std::vector<Interval>;

Intervals normalise(Intervals any);                                          ///< sorts, drops empty, joins touching and overlapping
Intervals intersect(std::span<const Interval> a, std::span<const Interval> b);
Intervals subtract(std::span<const Interval> a, std::span<const Interval> b);
Intervals unite(std::span<const Interval> a, std::span<const Interval> b);
Span measure(std::span<const Interval> set);                                 ///< total length; the set must be normal

}  // namespace deskgauge::time

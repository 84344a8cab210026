#include "deskgauge/time/interval.h"

#include <algorithm>

namespace deskgauge::time {
namespace {

/// Appends to a set in order of `from`, joining what touches.
void append(Intervals& set, Interval next) {
  if (next.empty()) return;
  if (!set.empty() && next.from <= set.back().to) {
    set.back().to = std::max(set.back().to, next.to);
  } else {
    set.push_back(next);
  }
}

bool starts_earlier(Interval a, Interval b) { return a.from < b.from; }

}  // namespace

Interval intersect(Interval a, Interval b) { return {std::max(a.from, b.from), std::min(a.to, b.to)}; }

Intervals normalise(Intervals any) {
  if (!std::is_sorted(any.begin(), any.end(), starts_earlier)) std::sort(any.begin(), any.end(), starts_earlier);
  Intervals set;
  set.reserve(any.size());
  for (Interval const i : any) append(set, i);
  return set;
}

Intervals intersect(std::span<const Interval> a, std::span<const Interval> b) {
  Intervals both;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    append(both, intersect(a[i], b[j]));
    a[i].to < b[j].to ? ++i : ++j;
  }
  return both;
}

Intervals subtract(std::span<const Interval> a, std::span<const Interval> b) {
  Intervals rest;
  std::size_t j = 0;
  for (Interval whole : a) {
    while (j < b.size() && b[j].to <= whole.from) ++j;
    for (std::size_t k = j; k < b.size() && b[k].from < whole.to; ++k) {
      append(rest, {whole.from, b[k].from});
      whole.from = std::max(whole.from, b[k].to);
    }
    append(rest, whole);
  }
  return rest;
}

Intervals unite(std::span<const Interval> a, std::span<const Interval> b) {
  Intervals all;
  all.reserve(a.size() + b.size());
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    bool const take_a = j == b.size() || (i < a.size() && a[i].from <= b[j].from);
    append(all, take_a ? a[i++] : b[j++]);
  }
  return all;
}

Span measure(std::span<const Interval> set) {
  Span total;
  for (Interval const i : set) total += i.length();
  return total;
}

}  // namespace deskgauge::time

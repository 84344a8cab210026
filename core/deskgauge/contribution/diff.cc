#include "deskgauge/contribution/diff.h"

#include <algorithm>

namespace deskgauge::contribution {

int compare(const Contribution& a, const Contribution& b) {
  auto const order = [](auto x, auto y) { return x < y ? -1 : y < x ? 1 : 0; };
  if (int const c = order(a.metric, b.metric)) return c;
  if (int const c = order(a.anchor.ms, b.anchor.ms)) return c;
  if (int const c = order(a.value, b.value)) return c;
  if (int const c = order(a.weight, b.weight)) return c;
  if (int const c = order(a.pending, b.pending)) return c;
  for (std::size_t i = 0; i < kMaxDimensions; ++i)
    if (int const c = order(a.key[i].bits(), b.key[i].bits())) return c;
  return 0;
}

void sort(std::vector<Contribution>& set) {
  std::sort(set.begin(), set.end(), [](const Contribution& a, const Contribution& b) { return compare(a, b) < 0; });
}

}  // namespace deskgauge::contribution

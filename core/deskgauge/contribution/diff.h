#pragma once
#include <vector>

#include "deskgauge/contribution/contribution.h"

namespace deskgauge::contribution {

/// Sorts a set of contributions into the order diff needs: any total order will do, this one is by memory content.
void sort(std::vector<Contribution>& set);

/// **The only incremental step of the engine.** Both sets sorted. Calls `change(contribution, +1)` for what is only in `after` and
/// `change(contribution, -1)` for what is only in `before`, as multisets: equal members cancel one by one.
template <class Change>
void diff(const std::vector<Contribution>& before, const std::vector<Contribution>& after, Change change);

int compare(const Contribution& a, const Contribution& b);

template <class Change>
void diff(const std::vector<Contribution>& before, const std::vector<Contribution>& after, Change change) {
  std::size_t i = 0, j = 0;
  while (i < before.size() || j < after.size()) {
    int const order = i == before.size() ? 1 : j == after.size() ? -1 : compare(before[i], after[j]);
    if (order == 0) { ++i; ++j; }
    else if (order < 0) change(before[i++], -1);
    else change(after[j++], +1);
  }
}

}  // namespace deskgauge::contribution

#include "deskgauge/timeline/book.h"

#include <algorithm>

namespace deskgauge::timeline {

HistoryIndex Book::find(event::Subject subject) const {
  auto const it = index_.find(subject.key());
  return it == index_.end() ? kNoHistory : it->second;
}

HistoryIndex Book::find_or_add(event::Subject subject) {
  auto const [it, added] = index_.try_emplace(subject.key(), size());
  if (added) histories_.emplace_back(subject);
  return it->second;
}

void Book::link(HistoryIndex a, HistoryIndex b) {
  if (a == b) return;
  auto const add = [this](HistoryIndex from, HistoryIndex to) {
    auto& list = links_[from];
    if (std::find(list.begin(), list.end(), to) == list.end()) list.push_back(to);
  };
  add(a, b);
  add(b, a);
}

void Book::group(HistoryIndex index, std::vector<HistoryIndex>& out) const {
  out.assign(1, index);
  if (!linked(index)) return;
  for (std::size_t i = 0; i < out.size(); ++i) {
    auto const it = links_.find(out[i]);
    if (it == links_.end()) continue;
    for (HistoryIndex next : it->second)
      if (std::find(out.begin(), out.end(), next) == out.end()) out.push_back(next);
  }
  std::sort(out.begin(), out.end());
}

std::size_t Book::bytes() const {
  std::size_t total = index_.capacity() * (sizeof(std::uint64_t) + sizeof(HistoryIndex) + 1);
  for (const History& history : histories_) total += history.bytes();
  return total;
}

}  // namespace deskgauge::timeline

#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "deskgauge/base/flat_map.h"
#include "deskgauge/timeline/history.h"

namespace deskgauge::timeline {

using HistoryIndex = std::uint32_t;
inline constexpr HistoryIndex kNoHistory = 0xffffffffu;

/// All histories of a desk, by subject, and which of them must be read together: tickets joined by ticket.merged, customers joined by
/// customer.merged. Links are never taken away (a retracted merge leaves a group larger than needed, which costs time and changes nothing:
/// the folds decide by the events themselves). One writer.
class Book {
 public:
  HistoryIndex find(event::Subject subject) const;          ///< kNoHistory if there is none
  HistoryIndex find_or_add(event::Subject subject);
  History& history(HistoryIndex index) { return histories_[index]; }
  const History& history(HistoryIndex index) const { return histories_[index]; }
  HistoryIndex size() const { return static_cast<HistoryIndex>(histories_.size()); }

  /// Reads these two together from now on.
  void link(HistoryIndex a, HistoryIndex b);
  bool linked(HistoryIndex index) const { return links_.contains(index); }
  /// Everything linked to `index`, itself included, in increasing order. Most groups have one member.
  void group(HistoryIndex index, std::vector<HistoryIndex>& out) const;

  std::size_t bytes() const;

 private:
  base::FlatMap<std::uint64_t, HistoryIndex> index_;
  std::vector<History> histories_;
  base::FlatMap<HistoryIndex, std::vector<HistoryIndex>> links_;
};

}  // namespace deskgauge::timeline

#pragma once
// Private to engine/: what groups of histories contributed when they changed last.
#include <memory>
#include <utility>
#include <vector>

#include "deskgauge/base/flat_map.h"
#include "deskgauge/contribution/plan.h"

namespace deskgauge::engine {

/// The last contributions of the groups that changed lately, so that the next event of a lively ticket need not compute again what is in
/// the cells already. A cache and no state: what is not in it is recomputed from the history, and both are the same. Holds two generations
/// of at most kMost groups each; the older one is dropped when the younger is full. Emptied by new definitions. One writer.
class Recent {
 public:
  struct Known {
    std::size_t members = 0;                                   ///< a group that has grown since is another group
    std::vector<contribution::Contribution> contributions;
    std::vector<contribution::CustomerInput> inputs;
  };

  /// Takes the entry of a group out; false where there is none.
  bool take(const std::shared_ptr<const metric::Catalogue>& definitions, const std::vector<timeline::HistoryIndex>& group, Known& known) {
    if (definitions != definitions_) return false;
    for (Generation* generation : {&young_, &old_}) {
      auto const it = generation->find(group.front());
      if (it == generation->end()) continue;
      known = std::move(it->second);
      generation->erase(it);
      return known.members == group.size();
    }
    return false;
  }

  void keep(const std::shared_ptr<const metric::Catalogue>& definitions, const std::vector<timeline::HistoryIndex>& group, Known known) {
    if (definitions != definitions_) young_.clear(), old_.clear(), definitions_ = definitions;
    if (young_.size() == kMost) {
      old_ = std::move(young_);
      young_ = {};
    }
    young_[group.front()] = std::move(known);
  }

  /// Of a batch that touches more groups than this none is kept: all would push each other out.
  static constexpr std::size_t kMost = 8192;                   // some 10 MB for ten metrics

 private:
  using Generation = base::FlatMap<timeline::HistoryIndex, Known>;

  std::shared_ptr<const metric::Catalogue> definitions_;
  Generation young_, old_;
};

}  // namespace deskgauge::engine

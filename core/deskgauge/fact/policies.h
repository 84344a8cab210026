#pragma once
#include <utility>
#include <vector>

#include "deskgauge/fact/population.h"

namespace deskgauge::fact {

/// The definitions' SLA policies made ready for one engine: which targets a ticket gets, and when.
class Policies {
 public:
  Policies(const metric::Catalogue& catalogue, const base::Naming& name, const timeline::Words& words, const Rosters& rosters);
  bool empty() const { return policies_.empty(); }
  /// The first policy in file order whose filter matches at creation gives its targets; with `reapply` it is asked again at each change of
  /// the ticket, and the targets of that moment replace the earlier ones.
  void targets(const Ticket& ticket, const base::Interner& interner, std::vector<std::pair<Instant, SlaTerms>>& out) const;

 private:
  struct Policy {
    Population match;
    bool reapply = false;
    std::vector<SlaTerms> targets;
  };
  const Policy* match_at(const Ticket& ticket, const base::Interner& interner, Instant t) const;

  std::vector<Policy> policies_;
  const timeline::Words& words_;
  const Rosters& rosters_;
};

}  // namespace deskgauge::fact

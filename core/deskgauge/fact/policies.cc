#include "deskgauge/fact/policies.h"

namespace deskgauge::fact {

Policies::Policies(const metric::Catalogue& catalogue, const base::Naming& name, const timeline::Words& words, const Rosters& rosters)
    : words_(words), rosters_(rosters) {
  for (const metric::SlaPolicy& policy : catalogue.sla_policies) {
    Policy ready{Population(policy.filter, name), policy.reapply, {}};
    for (const metric::SlaTarget& target : policy.targets)
      ready.targets.push_back({target.metric, name(policy.name), target.schedule.empty() ? Symbol{} : name(target.schedule),
                               target.business, target.pause_statuses, target.tie, target.target});
    policies_.push_back(std::move(ready));
  }
}

const Policies::Policy* Policies::match_at(const Ticket& ticket, const base::Interner& interner, Instant t) const {
  static const Fact kFact(FactKind::ticket);
  static const FactSet kFacts;
  View const view{ticket, kFact, kFacts, words_, rosters_, t};
  for (const Policy& policy : policies_)
    if (policy.match.contains(view, interner)) return &policy;
  return nullptr;
}

void Policies::targets(const Ticket& ticket, const base::Interner& interner, std::vector<std::pair<Instant, SlaTerms>>& out) const {
  out.clear();
  const Policy* in_force = match_at(ticket, interner, ticket.created);
  auto const give = [&](const Policy* policy, Instant when) {
    if (policy)
      for (const SlaTerms& terms : policy->targets) out.emplace_back(when, terms);
  };
  give(in_force, ticket.created);
  if (!in_force || !in_force->reapply) return;
  for (const timeline::DimensionChange& change : ticket.changes) {
    if (change.at <= ticket.created) continue;
    const Policy* const next = match_at(ticket, interner, change.at);
    if (next == in_force) continue;
    out.clear();                                              // the targets of the policy in force now count, from creation on
    give(next, change.at);
    in_force = next;
    if (!in_force || !in_force->reapply) return;
  }
}

}  // namespace deskgauge::fact

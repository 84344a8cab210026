#include "deskgauge/fact/policies.h"

#include <algorithm>

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

namespace {

/// When some dimension of the ticket changes after its creation: team and tier change by assignments.
std::vector<Instant> moments_of_change(const Ticket& ticket) {
  std::vector<Instant> moments;
  auto const add = [&](Instant t) { if (t > ticket.created) moments.push_back(t); };
  for (const timeline::DimensionChange& change : ticket.changes) add(change.at);
  for (const timeline::Assignment& assignment : ticket.assignments) add(assignment.from);
  std::sort(moments.begin(), moments.end());
  return moments;
}

}  // namespace

void Policies::targets(const Ticket& ticket, const base::Interner& interner, std::vector<std::pair<Instant, SlaTerms>>& out) const {
  out.clear();
  const Policy* in_force = match_at(ticket, interner, ticket.created);
  auto const give = [&](const Policy* policy, Instant when) {
    if (policy)
      for (const SlaTerms& terms : policy->targets) out.emplace_back(when, terms);
  };
  give(in_force, ticket.created);
  if (!in_force || !in_force->reapply) return;
  for (Instant when : moments_of_change(ticket)) {
    const Policy* const next = match_at(ticket, interner, when);
    if (next == in_force) continue;
    out.clear();                                              // the targets of the policy in force now count, from creation on
    give(next, when);
    in_force = next;
    if (!in_force || !in_force->reapply) return;
  }
}

}  // namespace deskgauge::fact

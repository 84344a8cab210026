#include "deskgauge/fact/derive.h"

namespace deskgauge::fact {

/// Contacts that ended completed; one contact however many legs it had (X24).
void derive_contacts(const Ticket& ticket, FactSet& out) {
  for (const timeline::EndedContact& contact : ticket.contacts) {
    if (contact.at == time::kNever) continue;
    Fact fact(FactKind::contact);
    fact.instant(metric::contact::ended) = contact.at;
    fact.instant(metric::contact::queued) = contact.queued;
    fact.instant(metric::contact::answered) = contact.answered;
    fact.measure(metric::contact::transfers) = contact.transfers;
    out.facts.push_back(fact);
  }
}

}  // namespace deskgauge::fact

// What has not ended yet: open cycles, unanswered waits, contacts still going on. Only survival metrics follow these; for every other
// aggregation they do not exist.
#include <vector>

#include "deskgauge/fact/derive.h"

namespace deskgauge::fact {

namespace {

/// The cycle that runs in an open ticket: since creation or the last reopening. It would be the ticket's next solve, and its last.
void derive_running_cycle(std::int64_t start, const Ticket& ticket, FactSet& out) {
  if (ticket.done()) return;
  Instant const cycle_start = ticket.solves.empty() ? ticket.created : ticket.solves.back().reopened;
  if (cycle_start == time::kNever) return;
  Fact fact(FactKind::solve);
  fact.instant(metric::solve::cycle_start) = cycle_start;
  fact.instant(metric::solve::created) = start == metric::solve::from_cycle_start ? cycle_start : ticket.created;
  fact.measure(metric::solve::ordinal) = static_cast<std::int64_t>(ticket.solves.size()) + 1;
  fact.measure(metric::solve::is_last) = 1;
  out.facts.push_back(fact);
}

/// Waits that no human ended. A bot's answer or a solve stopped the clock; one that began on a ticket which is done waits for nobody (a
/// thank-you).
void derive_running_waits(std::int64_t bots, const Ticket& ticket, FactSet& out) {
  std::vector<Wait> runs;
  waits(ticket, bots, runs);
  for (const Wait& run : runs) {
    if (run.answered_by_human || (run.ended == time::kNever && ticket.done())) continue;
    Fact fact(FactKind::reply);
    fact.instant(metric::reply::waiting_since) = run.since;
    fact.instant(metric::reply::created) = ticket.created;
    fact.measure(metric::reply::messages) = run.messages;
    fact.stopped = run.ended;
    out.facts.push_back(fact);
  }
}

void derive_running_contacts(const Ticket& ticket, FactSet& out) {
  for (const timeline::EndedContact& contact : ticket.contacts) {
    if (contact.at != time::kNever || contact.answered == time::kNever) continue;
    Fact fact(FactKind::contact);
    fact.instant(metric::contact::queued) = contact.queued;
    fact.instant(metric::contact::answered) = contact.answered;
    fact.measure(metric::contact::transfers) = contact.transfers;
    fact.stopped = contact.stopped;
    out.facts.push_back(fact);
  }
}

/// Of kinds whose facts exist before they end: the solve stops a clock that has not; one that neither ended nor stopped although the ticket
/// is done began after the last solve.
void stop_at_solve(int end, const Ticket& ticket, FactSet& out) {
  if (!ticket.done()) return;
  std::erase_if(out.facts, [&](const Fact& fact) { return fact.instant(end) == time::kNever && fact.stopped == time::kNever; });
}

}  // namespace

void derive_running(FactKind kind, std::int64_t option, const Ticket& ticket, FactSet& out) {
  switch (kind) {
    case FactKind::solve: return derive_running_cycle(option, ticket, out);
    case FactKind::reply: return derive_running_waits(option, ticket, out);
    case FactKind::contact: return derive_running_contacts(ticket, out);
    case FactKind::first_assignment:
      if (ticket.done())
        for (Fact& fact : out.facts) fact.stopped = ticket.solves.back().at;
      return;
    case FactKind::first_response: return stop_at_solve(metric::first_response::responded, ticket, out);
    case FactKind::sla: return stop_at_solve(metric::sla::fulfilled, ticket, out);
    default: return;
  }
}

}  // namespace deskgauge::fact

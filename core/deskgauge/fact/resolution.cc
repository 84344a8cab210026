#include "deskgauge/fact/derive.h"

namespace deskgauge::fact {

using event::ActorType;
using timeline::Assignment;
using timeline::Solve;

/// The assignee is the one of the solve itself: a reopening stands at another moment, when the ticket may have gone to somebody else.
void credit_solver(const Ticket& ticket, const Solve& solve, Fact& fact) {
  fact.author = solve.actor_type == ActorType::agent && solve.actor ? solve.actor : solve.assignee;
  if (const Assignment* const then = ticket.assignment_at(solve.at); !fact.author && then && then->human) fact.author = then->assignee;
  fact.credited = true;
}

/// Every entry into {solved, closed} from outside; solved -> closed is none (X2). The duration runs from the start rule to the solve.
void derive_solves(std::int64_t start, const Ticket& ticket, FactSet& out) {
  for (std::size_t i = 0; i < ticket.solves.size(); ++i) {
    const Solve& solve = ticket.solves[i];
    Fact fact(FactKind::solve);
    fact.instant(metric::solve::solved) = solve.at;
    fact.instant(metric::solve::cycle_start) = solve.cycle_start;
    // the kind's duration runs from instant 2; with the start rule `cycle_start` that is the cycle's start
    fact.instant(metric::solve::created) = start == metric::solve::from_cycle_start ? solve.cycle_start : ticket.created;
    fact.measure(metric::solve::ordinal) = static_cast<std::int64_t>(i) + 1;
    fact.measure(metric::solve::is_last) = i + 1 == ticket.solves.size() && ticket.done();
    fact.measure(metric::solve::by_bot) = solve.actor_type == ActorType::bot;
    credit_solver(ticket, solve, fact);
    out.facts.push_back(fact);
  }
}

void derive_first_solve(std::int64_t no_reply_reopens, const Ticket& ticket, FactSet& out) {
  if (ticket.solves.empty()) return;
  Fact fact(FactKind::first_solve);
  fact.instant(metric::first_solve::first_solved) = ticket.solves.front().at;
  fact.instant(metric::first_solve::created) = ticket.created;
  fact.measure(metric::first_solve::one) = 1;
  bool const ignore_thanks = no_reply_reopens == 1;
  for (const Solve& solve : ticket.solves) {
    if (solve.reopened == time::kNever) break;
    bool const solved_again = &solve != &ticket.solves.back();
    if (ignore_thanks && solved_again && !solve.reopen_answered) continue;   // a thank-you that went back to solved without a reply
    fact.instant(metric::first_solve::reopened) = solve.reopened;
    fact.measure(metric::first_solve::was_reopened) = 1;
    break;
  }
  credit_solver(ticket, ticket.solves.front(), fact);
  out.facts.push_back(fact);
}

void derive_reopens(const Ticket& ticket, FactSet& out) {
  std::int64_t ordinal = 0;
  for (const Solve& solve : ticket.solves) {
    if (solve.reopened == time::kNever) break;
    Fact fact(FactKind::reopen);
    fact.instant(metric::reopen::reopened) = solve.reopened;
    fact.instant(metric::reopen::solved) = solve.at;
    fact.instant(metric::reopen::created) = ticket.created;
    fact.measure(metric::reopen::one) = 1;
    fact.measure(metric::reopen::ordinal) = ++ordinal;
    credit_solver(ticket, solve, fact);
    out.facts.push_back(fact);
  }
}

}  // namespace deskgauge::fact

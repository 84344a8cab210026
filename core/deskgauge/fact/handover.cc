#include <algorithm>

#include "deskgauge/fact/derive.h"

namespace deskgauge::fact {

using timeline::Assignment;
using timeline::Turn;
namespace m = metric::ticket;

namespace {

void count_turns(const Ticket& ticket, Fact& fact) {
  for (const Turn& turn : ticket.turns) {
    fact.measure(m::human_replies) += turn.kind == Turn::Kind::human;
    fact.measure(m::customer_messages) += turn.kind == Turn::Kind::customer;
    fact.measure(m::touches) += turn.kind == Turn::Kind::human || turn.kind == Turn::Kind::bot;
    fact.measure(m::reopens) += turn.kind == Turn::Kind::reopened;
  }
}

/// Stations count a run of the same assignee (team) once; nobody in between does not start a new one for the same name.
void count_stations(const Ticket& ticket, Fact& fact) {
  Symbol agent, team;
  for (const Assignment& assignment : ticket.assignments) {
    if (assignment.human && assignment.assignee != agent) {
      agent = assignment.assignee;
      ++fact.measure(m::assignee_stations);
      if (fact.instant(m::first_assigned) == time::kNever) fact.instant(m::first_assigned) = std::max(assignment.from, ticket.created);
    }
    if (assignment.team && assignment.team != team) {
      team = assignment.team;
      ++fact.measure(m::group_stations);
    }
    fact.measure(m::transfers) += assignment.hand_over;
    fact.measure(m::max_tier) = std::max<std::int64_t>(fact.measure(m::max_tier), assignment.tier);
  }
}

}  // namespace

void derive_ticket(const Ticket& ticket, FactSet& out) {
  Fact fact(FactKind::ticket);
  fact.instant(m::created) = ticket.created;
  fact.measure(m::one) = 1;
  count_turns(ticket, fact);
  count_stations(ticket, fact);
  fact.measure(m::solves) = static_cast<std::int64_t>(ticket.solves.size());
  if (!ticket.solves.empty()) {
    fact.instant(m::first_solved) = ticket.solves.front().at;
    if (ticket.done()) fact.instant(m::last_solved) = ticket.solves.back().at;
    credit_solver(ticket, ticket.solves.back(), fact);
  }
  fact.measure(m::solved) = ticket.done();
  out.facts.push_back(fact);
}

}  // namespace deskgauge::fact

#include <algorithm>

#include "deskgauge/fact/derive.h"

namespace deskgauge::fact {

using timeline::LeftOut;

namespace {

/// The moments inside [from, to) at which some dimension of the ticket changes: a level moves from one group to another there.
std::vector<Instant> change_moments(const Ticket& ticket, Instant from, Instant to) {
  std::vector<Instant> moments;
  auto const add = [&](Instant t) { if (from < t && t < to) moments.push_back(t); };
  for (const timeline::DimensionChange& change : ticket.changes) add(change.at);
  for (const timeline::Assignment& assignment : ticket.assignments) add(assignment.from);
  std::sort(moments.begin(), moments.end());
  moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
  return moments;
}

void add_open_piece(const Ticket& ticket, Instant from, Instant to, FactSet& out) {
  Fact fact(FactKind::open);
  fact.instant(metric::open::entered) = from;
  fact.instant(metric::open::left) = to;
  fact.instant(metric::open::created) = ticket.created;
  fact.measure(metric::open::one) = 1;
  out.facts.push_back(fact);
}

constexpr std::uint16_t kOpenStatuses = 0b1111;   // new, open, pending, on_hold

}  // namespace

/// Pieces of open time, cut where a dimension changes: each is +1 on entering and -1 on leaving.
void derive_open(const Ticket& ticket, FactSet& out) {
  for (const time::Interval& span : ticket.in_statuses(kOpenStatuses, ticket.created, time::kNever)) {
    Instant from = span.from;
    for (Instant t : change_moments(ticket, span.from, span.to)) {
      add_open_piece(ticket, from, t, out);
      from = t;
    }
    add_open_piece(ticket, from, span.to, out);
  }
}

/// The age at `at` of the chosen clock of a ticket that is open then; no fact where that clock does not run.
void derive_open_age(std::int64_t since, const Ticket& ticket, FactSet& out) {
  if (ticket.done()) return;
  Instant start = ticket.created;
  switch (since) {
    case metric::open_age::since_cycle_start:
      if (!ticket.solves.empty()) start = ticket.solves.back().reopened;
      break;
    case metric::open_age::since_unanswered: {
      FactSet answer;
      derive_first_response(metric::first_response::from_first_customer_message, metric::first_response::never_end, ticket, answer);
      if (answer.facts.empty() || answer.facts[0].measure(metric::first_response::answered)) return;
      start = answer.facts[0].instant(metric::first_response::started);
      break;
    }
    case metric::open_age::since_waiting: {
      std::vector<Wait> runs;
      waits(ticket, metric::reply::clear, runs);
      if (runs.empty() || runs.back().ended != time::kNever) return;
      start = runs.back().since;
      break;
    }
    case metric::open_age::since_unassigned:
      for (const timeline::Assignment& assignment : ticket.assignments)
        if (assignment.human) return;
      break;
    default: break;
  }
  Fact fact(FactKind::open_age);
  fact.instant(metric::open_age::as_of) = ticket.at;
  fact.instant(metric::open_age::since) = start;
  out.facts.push_back(fact);
}

void derive_excluded(const Ticket& ticket, FactSet& out) {
  if (!ticket.has_ticket || ticket.left_out == LeftOut::none || ticket.left_out == LeftOut::orphaned) return;
  Fact fact(FactKind::excluded);
  fact.instant(metric::excluded::created) = ticket.created;
  fact.instant(metric::excluded::left_out) = ticket.left_out_at;
  fact.measure(metric::excluded::one) = 1;
  out.facts.push_back(fact);
}

}  // namespace deskgauge::fact

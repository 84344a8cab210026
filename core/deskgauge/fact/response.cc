#include <algorithm>

#include "deskgauge/fact/derive.h"

namespace deskgauge::fact {

using timeline::Turn;
namespace rule = metric::first_response;

Instant first_response_start(std::int64_t start, const Ticket& ticket, int& turn) {
  turn = -1;
  if (start == rule::from_created) return ticket.created;
  bool const wants_handoff = start == rule::from_handoff;
  if (!wants_handoff && ticket.direction == event::Direction::inbound) return ticket.created;
  for (std::size_t i = 0; i < ticket.turns.size(); ++i)
    if (ticket.turns[i].kind == (wants_handoff ? Turn::Kind::handoff : Turn::Kind::customer)) {
      turn = static_cast<int>(i);
      return ticket.turns[i].at;
    }
  return time::kNever;
}

namespace {

bool ends(Turn::Kind kind, std::int64_t bots) {
  if (kind == Turn::Kind::human) return bots != rule::only;
  return kind == Turn::Kind::bot && bots != rule::never_end;
}

}  // namespace

/// duration = first public reply that counts - start. A ticket solved before any answer stops the clock without a sample, until it is
/// reopened (then the wait goes on from its start, kpis.md V-T3).
void derive_first_response(std::int64_t start, std::int64_t bots, const Ticket& ticket, FactSet& out) {
  int first_turn = -1;
  Instant const started = first_response_start(start, ticket, first_turn);
  if (started == time::kNever) return;
  Fact fact(FactKind::first_response);
  fact.instant(rule::started) = started;
  fact.instant(rule::created) = ticket.created;
  for (std::size_t i = static_cast<std::size_t>(first_turn + 1); i < ticket.turns.size(); ++i) {
    const Turn& turn = ticket.turns[i];
    if (turn.kind == Turn::Kind::solved) fact.stopped = std::min(fact.stopped, turn.at);
    if (turn.kind == Turn::Kind::reopened) fact.stopped = time::kNever;
    if (!ends(turn.kind, bots) || turn.at < started) continue;
    fact.instant(rule::responded) = turn.at;
    fact.measure(rule::answered) = 1;
    fact.author = turn.author;
    fact.credited = turn.kind == Turn::Kind::human;
    break;
  }
  out.facts.push_back(fact);
}

void waits(const Ticket& ticket, std::int64_t bots, std::vector<Wait>& out) {
  out.clear();
  bool waiting = false;
  auto const begin = [&](Instant at) {
    if (waiting) return;
    waiting = true;
    out.push_back({at});
  };
  auto const end = [&](const Turn& turn, bool by_human) {
    if (!waiting) return;
    waiting = false;
    out.back().ended = turn.at;
    out.back().answered_by_human = by_human;
    out.back().replier = turn.author;
  };
  for (const Turn& turn : ticket.turns) {
    switch (turn.kind) {
      case Turn::Kind::customer:
        begin(turn.at);
        ++out.back().messages;
        break;
      case Turn::Kind::human: end(turn, true); break;
      case Turn::Kind::bot: if (bots == metric::reply::clear) end(turn, false); break;
      case Turn::Kind::handoff: if (bots == metric::reply::clear) begin(turn.at); break;
      case Turn::Kind::solved: end(turn, false); break;
      case Turn::Kind::reopened: break;                      // the message that reopened it starts the wait
    }
  }
}

/// One sample a run: the first human reply after it, minus the run's first message. A follow-up with nobody waiting is no sample.
void derive_replies(std::int64_t bots, const Ticket& ticket, FactSet& out) {
  std::vector<Wait> runs;
  waits(ticket, bots, runs);
  for (const Wait& run : runs) {
    if (!run.answered_by_human) continue;
    Fact fact(FactKind::reply);
    fact.instant(metric::reply::replied) = run.ended;
    fact.instant(metric::reply::waiting_since) = run.since;
    fact.instant(metric::reply::created) = ticket.created;
    fact.measure(metric::reply::messages) = run.messages;
    fact.author = run.replier;
    fact.credited = true;
    out.facts.push_back(fact);
  }
}

void derive_first_assignment(const Ticket& ticket, FactSet& out) {
  Fact fact(FactKind::first_assignment);
  fact.instant(metric::first_assignment::created) = ticket.created;
  for (const timeline::Assignment& assignment : ticket.assignments) {
    if (!assignment.human) continue;
    fact.instant(metric::first_assignment::assigned) = std::max(assignment.from, ticket.created);
    fact.measure(metric::first_assignment::was_assigned) = 1;
    break;
  }
  out.facts.push_back(fact);
}

}  // namespace deskgauge::fact

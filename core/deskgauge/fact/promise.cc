// Service targets: when they start, what fulfils them, when they are due on their clock, and the verdict.
#include <algorithm>

#include "deskgauge/fact/derive.h"

namespace deskgauge::fact {

namespace {

namespace sla = metric::sla;

/// What a target waits for: from `started` until `fulfilled` (kNever: not yet).
struct Promise {
  Instant started, fulfilled = time::kNever;
  Symbol author;
};

std::vector<Promise> first_response(const Ticket& ticket) {
  FactSet set;
  derive_first_response(metric::first_response::from_first_customer_message, metric::first_response::never_end, ticket, set);
  if (set.facts.empty()) return {};
  const Fact& f = set.facts[0];
  // a ticket solved before any answer has kept its promise: nobody waits any more
  Instant const answered = std::min(f.instant(metric::first_response::responded), f.stopped);
  return {{f.instant(metric::first_response::started), answered, f.author}};
}

/// Waits that began after the first human answer: the first one is the first response's business.
std::vector<Promise> next_replies(const Ticket& ticket) {
  std::vector<Wait> runs;
  waits(ticket, metric::reply::clear, runs);
  Instant first_answer = time::kNever;
  for (const timeline::Turn& turn : ticket.turns)
    if (turn.kind == timeline::Turn::Kind::human) { first_answer = turn.at; break; }
  std::vector<Promise> found;
  for (const Wait& run : runs)
    if (run.since >= first_answer) found.push_back({run.since, run.ended, run.replier});
  return found;
}

std::vector<Promise> resolution(const Ticket& ticket) {
  Promise promise{ticket.created};
  if (ticket.done()) promise.fulfilled = ticket.solves.back().at;
  return {promise};
}

std::vector<Promise> cycles(const Ticket& ticket) {
  std::vector<Promise> found;
  Instant start = ticket.created;
  for (const timeline::Solve& solve : ticket.solves) {
    found.push_back({solve.cycle_start, solve.at, solve.actor});
    start = solve.reopened;
  }
  if (start != time::kNever) found.push_back({start});
  return found;
}

std::vector<Promise> promises(const Ticket& ticket, event::SlaMetric metric) {
  switch (metric) {
    case event::SlaMetric::first_response: return first_response(ticket);
    case event::SlaMetric::next_reply: return next_replies(ticket);
    case event::SlaMetric::resolution: return resolution(ticket);
    case event::SlaMetric::cycle_resolution: return cycles(ticket);
  }
  return {};
}

/// When the clock runs: outside the pause statuses and outside the done-set while unfulfilled; after fulfilment as if it went on, so that a
/// target kept early has a due time too. The last status goes on until something happens.
time::Intervals running(const Ticket& ticket, const SlaTerms& terms, const Promise& promise) {
  constexpr std::uint16_t kDone = 1u << static_cast<unsigned>(event::Status::solved) | 1u << static_cast<unsigned>(event::Status::closed);
  auto const stopped = static_cast<std::uint16_t>(terms.pause_statuses | kDone);
  auto const counting = static_cast<std::uint16_t>(~stopped);
  time::Intervals set = ticket.in_statuses(counting, promise.started, promise.fulfilled);
  if (promise.fulfilled != time::kNever) {
    if (!set.empty() && set.back().to == promise.fulfilled) set.back().to = time::kNever;
    else set.push_back({promise.fulfilled, time::kNever});
  }
  return set;
}

/// elapsed = time on the clock within the running intervals; due = the moment it reaches the target; met = fulfilled <= due.
/// The verdict is known at min(fulfilled, due); a target that is neither is pending and wakes the ticket at its due time.
void add(const Ticket& ticket, const Context& context, Instant applied, const SlaTerms& terms, const Promise& promise, FactSet& out) {
  time::Clock const clock = !terms.business ? time::Clock() : context.clocks.named(terms.schedule, ticket);
  Instant const due = clock.due(promise.started, terms.target, running(ticket, terms, promise), terms.tie);
  Fact fact(FactKind::sla);
  fact.instant(sla::due) = due;
  fact.instant(sla::applied) = applied;
  fact.instant(sla::started) = promise.started;
  fact.instant(sla::fulfilled) = promise.fulfilled;
  fact.instant(sla::concluded) = std::min(promise.fulfilled, due);
  fact.measure(sla::met) = promise.fulfilled <= due && promise.fulfilled != time::kNever;
  fact.measure(sla::target) = terms.target.ms;
  fact.author = promise.author;
  fact.credited = static_cast<bool>(promise.author);
  fact.detail = static_cast<std::int32_t>(out.terms.size());
  out.terms.push_back(terms);
  out.facts.push_back(fact);
}

/// A target given by events.
struct Applied {
  Instant at, removed;
  SlaTerms terms;
};

/// The latest application of each (policy, metric); earlier ones are replaced by it.
std::vector<Applied> applied_by_events(const Ticket& ticket) {
  std::vector<Applied> found;
  for (const timeline::SlaApplied& a : ticket.sla_applied) {
    Applied const next{a.at, a.removed, {a.metric, a.policy, a.schedule, a.business, a.pause_statuses, time::Tie::at_close,
                                         time::milliseconds(a.target_ms)}};
    auto const same = std::find_if(found.begin(), found.end(),
                                   [&](const Applied& f) { return f.terms.policy == a.policy && f.terms.metric == a.metric; });
    if (same == found.end()) found.push_back(next);
    else *same = next;
  }
  return found;
}

/// A removal takes back what was still open: a verdict that was there before stays.
void drop_removed(Instant removed, std::size_t first, FactSet& out) {
  auto const from = out.facts.begin() + static_cast<std::ptrdiff_t>(first);
  auto const open = [&](const Fact& fact) { return removed <= fact.instant(sla::concluded); };
  out.facts.erase(std::remove_if(from, out.facts.end(), open), out.facts.end());
}

}  // namespace

void derive_sla(const Ticket& ticket, const Context& context, FactSet& out) {
  std::vector<event::SlaMetric> by_event;
  for (const Applied& applied : applied_by_events(ticket)) {
    std::size_t const first = out.facts.size();
    for (const Promise& promise : promises(ticket, applied.terms.metric)) add(ticket, context, applied.at, applied.terms, promise, out);
    if (applied.removed != time::kNever) drop_removed(applied.removed, first, out);
    if (applied.removed == time::kNever || out.facts.size() > first) by_event.push_back(applied.terms.metric);
  }
  for (auto const& [when, terms] : context.policy_targets) {
    bool const overridden = std::find(by_event.begin(), by_event.end(), terms.metric) != by_event.end();
    if (overridden) continue;                                 // sla.applied wins over a policy for that ticket and metric
    for (const Promise& promise : promises(ticket, terms.metric)) add(ticket, context, when, terms, promise, out);
  }
}

/// The host's own verdicts. The last one of a (policy, metric) is its correction, but every next reply has one of its own.
void derive_sla_reported(const Ticket& ticket, FactSet& out) {
  for (std::size_t i = 0; i < ticket.sla_concluded.size(); ++i) {
    const timeline::SlaConcluded& verdict = ticket.sla_concluded[i];
    bool const corrected = verdict.metric != event::SlaMetric::next_reply &&
                           std::any_of(ticket.sla_concluded.begin() + static_cast<std::ptrdiff_t>(i) + 1, ticket.sla_concluded.end(),
                                       [&](auto const& later) { return later.policy == verdict.policy && later.metric == verdict.metric; });
    if (corrected) continue;
    Fact fact(FactKind::sla_reported);
    fact.instant(metric::sla_reported::concluded) = verdict.at;
    fact.instant(metric::sla_reported::due) = verdict.due;
    fact.measure(metric::sla_reported::met) = verdict.met;
    fact.detail = static_cast<std::int32_t>(out.terms.size());
    SlaTerms terms;
    terms.metric = verdict.metric;
    terms.policy = verdict.policy;
    out.terms.push_back(terms);
    out.facts.push_back(fact);
  }
}

}  // namespace deskgauge::fact

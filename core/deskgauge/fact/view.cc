#include "deskgauge/fact/view.h"

#include <algorithm>

#include "deskgauge/fact/derive.h"

namespace deskgauge::fact {

using metric::Attribution;
using metric::Dimension;
using metric::DimensionAt;
using timeline::Assignment;
using timeline::Turn;

Rosters::Rosters(const metric::Catalogue& catalogue, const base::Naming& name) {
  for (const metric::Roster& roster : catalogue.rosters)
    for (const metric::RosterEntry& entry : roster.entries)
      by_agent_[name(entry.agent).bits()].push_back(
        {entry.from, entry.to, entry.team.empty() ? Symbol{} : name(entry.team), entry.tier.value_or(0)});
}

const Rosters::Membership* Rosters::at(Symbol agent, Instant t) const {
  if (!agent) return nullptr;
  auto const it = by_agent_.find(agent.bits());
  if (it == by_agent_.end()) return nullptr;
  for (const Membership& membership : it->second)
    if (membership.from <= t && t < membership.to) return &membership;
  return nullptr;
}

namespace {

Symbol bot_involved(const Ticket& ticket, const timeline::Words& words) {
  bool bot = false, human = false;
  for (const Turn& turn : ticket.turns) {
    bot |= turn.kind == Turn::Kind::bot;
    human |= turn.kind == Turn::Kind::human;
  }
  for (const timeline::Solve& solve : ticket.solves) bot |= solve.actor_type == event::ActorType::bot;
  return words.bot_involved[!bot ? 0 : human ? 1 : 2];
}

Symbol human_assignee(const Ticket& ticket, Instant t) {
  const Assignment* const assignment = ticket.assignment_at(t);
  return assignment && assignment->human ? assignment->assignee : Symbol{};
}

}  // namespace

const timeline::Survey* View::survey() const {
  bool const is_survey = fact.kind == FactKind::survey_response || fact.kind == FactKind::survey_invitation;
  return is_survey && fact.detail >= 0 ? &ticket.surveys[static_cast<std::size_t>(fact.detail)] : nullptr;
}

Symbol View::value(const DimensionKey& key) const {
  Instant const t = key.at == DimensionAt::anchor ? anchor : key.at == DimensionAt::created ? ticket.created : ticket.at;
  const timeline::Survey* const asked = survey();
  switch (key.dimension) {
    case Dimension::agent: return agent;
    case Dimension::team: {
      if (const Rosters::Membership* const member = rosters.at(agent, t); member && member->team) return member->team;
      if (asked && asked->team && attribution == Attribution::assignee_at_survey_sent) return asked->team;
      Symbol const of_ticket = ticket.dimension(Dimension::team, {}, t);
      return of_ticket || !asked ? of_ticket : asked->team;
    }
    case Dimension::tier: {
      if (const Rosters::Membership* const member = rosters.at(agent, t); member && member->tier)
        return Symbol::number(static_cast<std::uint32_t>(member->tier));
      const Assignment* const assignment = ticket.assignment_at(t);
      return assignment && assignment->tier ? Symbol::number(static_cast<std::uint32_t>(assignment->tier)) : Symbol{};
    }
    case Dimension::bot_involved: return bot_involved(ticket, words);
    case Dimension::instrument:
      return asked && asked->instrument ? words.instrument[static_cast<std::size_t>(*asked->instrument)] : Symbol{};
    case Dimension::policy:
      return fact.kind == FactKind::sla || fact.kind == FactKind::sla_reported ? facts.terms[static_cast<std::size_t>(fact.detail)].policy
                                                                               : Symbol{};
    case Dimension::sla_metric:
      return fact.kind == FactKind::sla || fact.kind == FactKind::sla_reported
               ? words.sla_metric[static_cast<std::size_t>(facts.terms[static_cast<std::size_t>(fact.detail)].metric)] : Symbol{};
    case Dimension::reason:
      return ticket.left_out == timeline::LeftOut::orphaned ? Symbol{} : words.reason[static_cast<std::size_t>(ticket.left_out)];
    case Dimension::customer:
      if (asked && asked->customer) return asked->customer;
      break;
    case Dimension::channel:
      if (asked && asked->channel) return asked->channel;
      break;
    default: break;
  }
  return ticket.dimension(key.dimension, key.custom, t);
}

Symbol credited_agent(const Ticket& ticket, const Fact& fact, Attribution attribution, Instant anchor) {
  switch (attribution) {
    case Attribution::none: case Attribution::all_participants: return {};
    case Attribution::author: return fact.credited ? fact.author : Symbol{};
    case Attribution::assignee: return human_assignee(ticket, anchor);
    case Attribution::owner_at_as_of: return human_assignee(ticket, ticket.at);
    case Attribution::assignee_at_survey_sent: {
      if (fact.detail < 0) return {};
      const timeline::Survey& survey = ticket.surveys[static_cast<std::size_t>(fact.detail)];
      return survey.assignee ? survey.assignee : human_assignee(ticket, survey.sent);
    }
    case Attribution::last_public_replier: {
      Symbol last;
      for (const Turn& turn : ticket.turns)
        if (turn.kind == Turn::Kind::human && turn.at <= anchor) last = turn.author;
      return last;
    }
    case Attribution::solver:
      if (fact.kind != FactKind::survey_response && fact.kind != FactKind::survey_invitation && fact.credited) return fact.author;
      return human_assignee(ticket, anchor);
    case Attribution::first_assignee:
      for (const Assignment& assignment : ticket.assignments)
        if (assignment.human) return assignment.assignee;
      return {};
  }
  return {};
}

std::vector<Symbol> participants(const Ticket& ticket, const base::Interner& interner) {
  std::vector<Symbol> found;
  for (const Turn& turn : ticket.turns)
    if (turn.kind == Turn::Kind::human && turn.author) found.push_back(turn.author);
  for (const Assignment& assignment : ticket.assignments)
    if (assignment.human) found.push_back(assignment.assignee);
  std::sort(found.begin(), found.end(), [&](Symbol a, Symbol b) { return interner.less(a, b); });
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

time::Intervals improper_pause(const Ticket& ticket) {
  std::vector<Wait> runs;
  waits(ticket, metric::reply::clear, runs);
  time::Intervals waiting;
  for (const Wait& run : runs) waiting.push_back({run.since, std::min(run.ended, ticket.at)});
  constexpr std::uint16_t kPending = 1u << static_cast<unsigned>(event::Status::pending);
  return time::intersect(ticket.in_statuses(kPending, ticket.created, ticket.at), time::normalise(std::move(waiting)));
}

}  // namespace deskgauge::fact

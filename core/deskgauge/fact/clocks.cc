#include "deskgauge/fact/clocks.h"

#include <algorithm>

namespace deskgauge::fact {

using metric::ClockSpec;
using time::Clock;
using time::Instant;

Clocks::Clocks(const metric::Catalogue& catalogue, const base::Naming& name) {
  for (const time::Schedule& schedule : catalogue.schedules) schedules_[name(schedule.name()).bits()] = &schedule;
  for (auto const& [team, schedule_name] : catalogue.desk.team_schedules)
    team_schedules_[name(team).bits()] = catalogue.find_schedule(schedule_name);     // null: that team is always open
  desk_ = catalogue.find_schedule(catalogue.desk.schedule);
}

const time::Schedule* Clocks::find(base::Symbol name) const {
  auto const it = schedules_.find(name.bits());
  return it == schedules_.end() ? nullptr : it->second;
}

const time::Schedule* Clocks::in_force(const timeline::Ticket& ticket, Instant t) const {
  if (base::Symbol const own = ticket.dimension(metric::Dimension::schedule, {}, t))
    if (const time::Schedule* const schedule = find(own)) return schedule;
  if (!team_schedules_.empty()) {
    auto const it = team_schedules_.find(ticket.dimension(metric::Dimension::team, {}, t).bits());
    if (it != team_schedules_.end()) return it->second;
  }
  return desk_;
}

Clock Clocks::by_ticket(const timeline::Ticket& ticket) const {
  std::vector<Instant> moments;
  for (const timeline::DimensionChange& change : ticket.changes)
    if (change.dimension == metric::Dimension::schedule) moments.push_back(change.at);
  if (!team_schedules_.empty())
    for (const timeline::Assignment& assignment : ticket.assignments) moments.push_back(assignment.from);
  std::sort(moments.begin(), moments.end());
  Instant const first = moments.empty() ? ticket.created : std::min(ticket.created, moments.front());
  std::vector<time::ScheduleInForce> pieces{{time::kBeginning, in_force(ticket, first)}};
  for (Instant t : moments)
    if (const time::Schedule* const schedule = in_force(ticket, t); schedule != pieces.back().schedule) pieces.push_back({t, schedule});
  return Clock(std::move(pieces));
}

Clock Clocks::named(base::Symbol schedule, const timeline::Ticket& ticket) const {
  const time::Schedule* const known = schedule ? find(schedule) : nullptr;
  return known ? Clock(known) : by_ticket(ticket);            // a name nobody defined must not turn working time into calendar time
}

Clock Clocks::clock(const ClockSpec& spec, const timeline::Ticket& ticket, Instant end) const {
  if (spec.kind == ClockSpec::Kind::calendar) return Clock();
  switch (spec.source) {
    case ClockSpec::Source::desk: return Clock(desk_);
    case ClockSpec::Source::named:
      for (auto const& [bits, schedule] : schedules_)
        if (schedule->name() == spec.schedule) return Clock(schedule);
      return Clock(desk_);
    case ClockSpec::Source::by_ticket: break;
  }
  if (spec.policy == ClockSpec::Policy::last) return Clock(in_force(ticket, std::min(end, ticket.at)));
  return by_ticket(ticket);
}

}  // namespace deskgauge::fact

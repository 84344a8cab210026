#include "deskgauge/metric/catalogue.h"

#include <algorithm>

#include "deskgauge/base/bytes.h"

namespace deskgauge::metric {
namespace {

template <class Item>
const Item* find_by_name(const std::vector<Item>& items, std::string_view name) {
  auto const found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.name == name; });
  return found == items.end() ? nullptr : &*found;
}

void write_grid(base::Writer& out, const Desk& desk) {
  out.text(desk.zone.name());
  out.text(desk.zone.transition_bytes());
  out.u64(static_cast<std::uint64_t>(desk.week_start));
}

void write_team_schedules(base::Writer& out, const Desk& desk) {
  out.text(desk.schedule);
  auto teams = desk.team_schedules;
  std::sort(teams.begin(), teams.end());
  out.u64(teams.size());
  for (const auto& [team, schedule] : teams) out.text(team), out.text(schedule);
}

void write_statuses(base::Writer& out, const Desk& desk) {
  auto statuses = desk.statuses;
  std::sort(statuses.begin(), statuses.end());
  out.u64(statuses.size());
  for (const auto& [native, status] : statuses) out.text(native), out.u64(static_cast<std::uint64_t>(status));
}

void write(base::Writer& out, const Desk& desk) {
  write_grid(out, desk);
  write_team_schedules(out, desk);
  write_statuses(out, desk);
  out.i64(desk.max_future_skew.ms);
}

/// The order of the file does not matter for what a roster says.
void write(base::Writer& out, const Roster& roster) {
  std::vector<std::string> rows;
  for (const RosterEntry& entry : roster.entries) {
    base::Writer row;
    row.text(entry.agent), row.text(entry.team), row.text(entry.role);
    row.i64(entry.tier.value_or(-1));
    row.i64(entry.from.ms), row.i64(entry.to.ms);
    rows.push_back(row.take());
  }
  std::sort(rows.begin(), rows.end());
  out.u64(rows.size());
  for (const std::string& row : rows) out.text(row);
}

void write(base::Writer& out, const SlaPolicy& policy) {
  out.text(policy.name);
  out.text(to_text(policy.filter));
  out.u64(policy.reapply);
  out.u64(policy.targets.size());
  for (const SlaTarget& target : policy.targets) {
    out.u64(static_cast<std::uint64_t>(target.metric));
    out.i64(target.target.ms);
    out.u64(target.business);
    out.text(target.schedule);
    out.u64(target.pause_statuses);
    out.u64(static_cast<std::uint64_t>(target.tie));
  }
}

void write_numbers(base::Writer& out, std::vector<std::int64_t> numbers) {
  std::sort(numbers.begin(), numbers.end());
  out.u64(numbers.size());
  for (std::int64_t number : numbers) out.i64(number);
}

void write(base::Writer& out, const Instrument& instrument) {
  out.text(instrument.name);
  out.u64(static_cast<std::uint64_t>(instrument.instrument));
  out.text(instrument.version);
  out.i64(instrument.minimum), out.i64(instrument.maximum);
  write_numbers(out, instrument.positive);
  write_numbers(out, instrument.no_answer);
}

/// Items by name, so that moving a document within or between files changes nothing.
template <class Item>
std::vector<const Item*> by_name(const std::vector<Item>& items, auto name) {
  std::vector<const Item*> sorted;
  for (const Item& item : items) sorted.push_back(&item);
  std::sort(sorted.begin(), sorted.end(), [&](const Item* a, const Item* b) { return name(*a) < name(*b); });
  return sorted;
}

void write_schedules(base::Writer& out, const std::vector<time::Schedule>& schedules) {
  out.u64(schedules.size());
  for (const time::Schedule* schedule : by_name(schedules, [](const time::Schedule& s) { return s.name(); })) {
    out.text(schedule->name());
    out.text(schedule->canonical_bytes());
  }
}

void write_rosters(base::Writer& out, const std::vector<Roster>& rosters) {
  out.u64(rosters.size());
  for (const Roster* roster : by_name(rosters, [](const Roster& r) { return r.name; })) write(out, *roster);
}

void write_policies(base::Writer& out, const std::vector<SlaPolicy>& policies) {
  out.u64(policies.size());  // their order decides which one matches
  for (const SlaPolicy& policy : policies) write(out, policy);
}

}  // namespace

const Metric* Catalogue::find_metric(std::string_view name) const {
  auto const found = std::lower_bound(metrics.begin(), metrics.end(), name, [](const Metric& m, std::string_view n) { return m.name < n; });
  return found != metrics.end() && found->name == name ? &*found : nullptr;
}

const time::Schedule* Catalogue::find_schedule(std::string_view name) const {
  auto const found = std::find_if(schedules.begin(), schedules.end(), [&](const time::Schedule& s) { return s.name() == name; });
  return found == schedules.end() ? nullptr : &*found;
}

const Instrument* Catalogue::find_instrument(std::string_view name) const { return find_by_name(instruments, name); }

const Goal* Catalogue::find_goal(std::string_view name) const { return find_by_name(goals, name); }

const Scorecard* Catalogue::find_scorecard(std::string_view name) const { return find_by_name(scorecards, name); }

const Goal* Catalogue::goal_of(std::string_view metric, const Scope& group, time::Instant at) const {
  const Goal* best = nullptr;
  for (const Goal& goal : goals)
    if (goal.metric == metric && goal.applies_to(group, at) && (!best || Goal::precedes(goal, *best))) best = &goal;
  return best;
}

std::uint64_t Catalogue::fingerprint() const {
  base::Writer out;
  write(out, desk);
  write_schedules(out, schedules);
  write_rosters(out, rosters);
  write_policies(out, sla_policies);
  out.u64(instruments.size());
  for (const Instrument* instrument : by_name(instruments, [](const Instrument& i) { return i.name; })) write(out, *instrument);
  out.u64(metrics.size());
  for (const Metric* metric : by_name(metrics, [](const Metric& m) { return m.name; })) out.u64(semantic_hash(*metric));
  return base::fingerprint(out.bytes());
}

/// Buckets rest on the grid, statuses on the desk's mapping, teams and tiers on the rosters: every metric may read those. Working hours
/// are read by business clocks and by targets, policies by targets, an instrument by the metrics that name it.
std::uint64_t Catalogue::meaning(const Metric& metric) const {
  base::Writer out;
  out.u64(semantic_hash(metric));
  write_grid(out, desk);
  write_statuses(out, desk);
  write_rosters(out, rosters);
  bool const reads_targets = metric.fact == FactKind::sla;
  bool const reads_hours = metric.clock.kind == ClockSpec::Kind::business || reads_targets;
  out.u64(reads_hours);
  if (reads_hours) write_team_schedules(out, desk), write_schedules(out, schedules);
  out.u64(reads_targets);
  if (reads_targets) write_policies(out, sla_policies);
  const Instrument* instrument = metric.instrument.empty() ? nullptr : find_instrument(metric.instrument);
  out.u64(instrument != nullptr);
  if (instrument) write(out, *instrument);
  return base::fingerprint(out.bytes());
}

}  // namespace deskgauge::metric

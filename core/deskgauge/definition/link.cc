#include "deskgauge/definition/link.h"

#include <algorithm>

namespace deskgauge::definition {
namespace {

time::Schedule build(const ScheduleSpec& spec, const time::Zone& desk_zone) {
  time::Zone const zone = spec.zone.value_or(desk_zone);
  return spec.always ? time::Schedule::always(spec.name, zone) : time::Schedule(spec.name, zone, spec.versions);
}

metric::Roster build(const RosterSpec& spec, const time::Zone& zone) {
  metric::Roster roster;
  roster.name = spec.name;
  for (const RosterRow& row : spec.rows) {
    metric::RosterEntry entry = row.entry;
    if (row.from) entry.from = zone.midnight(*row.from);
    if (row.to) entry.to = zone.midnight(*row.to);
    roster.entries.push_back(std::move(entry));
  }
  return roster;
}

metric::Metric build(metric::Metric spec, const Definitions& definitions) {
  bool const asks_instrument = spec.aggregation.aggregation == aggregate::Aggregation::csat && spec.aggregation.positive.empty();
  if (const auto* instrument = definitions.find_instrument(spec.instrument); asks_instrument && instrument)
    spec.aggregation.positive = instrument->spec.positive;
  return spec;
}

metric::Goal build(metric::Goal goal, const time::Zone& zone) {
  goal.starts_at = zone.midnight(goal.start);
  goal.due_at = zone.midnight(goal.due);
  return goal;
}

metric::Scorecard build(metric::Scorecard card, const Definitions& definitions) {
  for (metric::ScorecardItem& item : card.items)
    if (const auto* metric = definitions.find_metric(item.metric); metric && item.standard)
      item.standard->lower_is_better = item.lower_is_better(metric->spec.direction);
  return card;
}

template <class Item>
void sort_by_name(std::vector<Item>& items) {
  std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.name < b.name; });
}

}  // namespace

std::shared_ptr<metric::Catalogue> link(const Definitions& definitions) {
  auto catalogue = std::make_shared<metric::Catalogue>();
  if (!definitions.desks.empty()) catalogue->desk = definitions.desks.front().spec.desk;
  time::Zone const zone = definitions.zone();
  for (const auto& schedule : definitions.schedules) catalogue->schedules.push_back(build(schedule.spec, zone));
  for (const auto& roster : definitions.rosters) catalogue->rosters.push_back(build(roster.spec, zone));
  for (const auto& policy : definitions.sla_policies) catalogue->sla_policies.push_back(policy.spec);
  for (const auto& instrument : definitions.instruments) catalogue->instruments.push_back(instrument.spec);
  for (const auto& metric : definitions.metrics) catalogue->metrics.push_back(build(metric.spec, definitions));
  for (const auto& goal : definitions.goals) catalogue->goals.push_back(build(goal.spec, zone));
  for (const auto& card : definitions.scorecards) catalogue->scorecards.push_back(build(card.spec, definitions));
  for (const auto& test : definitions.tests) catalogue->tests.push_back(test.spec);
  sort_by_name(catalogue->metrics);
  sort_by_name(catalogue->goals);
  sort_by_name(catalogue->scorecards);
  return catalogue;
}

}  // namespace deskgauge::definition

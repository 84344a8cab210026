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
  for (const auto& test : definitions.tests) catalogue->tests.push_back(test.spec);
  std::sort(catalogue->metrics.begin(), catalogue->metrics.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return catalogue;
}

}  // namespace deskgauge::definition

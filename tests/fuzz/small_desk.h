#pragma once
#include <memory>

#include "deskgauge/definition/load.h"

namespace deskgauge::fuzz {

/// Definitions small enough to build an engine for every input: one KPI of each family of states. Loaded once a process.
inline const std::shared_ptr<const metric::Catalogue>& small_desk() {
  static const std::shared_ptr<const metric::Catalogue> catalogue = definition::load({{"small_desk.yaml", R"(
apiVersion: deskgauge/v1
kind: Desk
metadata: {name: small}
spec: {zone: Europe/Berlin, week_start: monday, schedule: office, statuses: {}, max_future_skew: 5m}
---
apiVersion: deskgauge/v1
kind: Schedule
metadata: {name: office}
spec:
  zone: Europe/Berlin
  hours: {mon: [["09:00", "17:00"]], tue: [["09:00", "17:00"]], wed: [["09:00", "17:00"]]}
---
apiVersion: deskgauge/v1
kind: Metric
metadata: {name: first_response_time, version: 1}
spec:
  type: simple
  fact: first_response
  start: first_customer_message
  bots: never_end
  measure: duration
  clock: {business: by_ticket, policy: in_force}
  aggregation: {quantile: 0.9, method: discrete}
  anchor: responded
  attribution: author
  dimensions: [agent, channel]
  rollups: [[agent], []]
  unit: s
  direction: down
  null_policy: no_data
  minimum_sample: 1
---
apiVersion: deskgauge/v1
kind: Metric
metadata: {name: sla_attainment_reported, version: 1}
spec:
  type: ratio
  fact: sla_reported
  numerator: "met == 1"
  anchor: concluded
  attribution: assignee
  dimensions: [agent]
  rollups: [[]]
  unit: "1"
  direction: up
  null_policy: no_data
  minimum_sample: 1
)"}}, {.lint = false}).catalogue;
  return catalogue;
}

}  // namespace deskgauge::fuzz

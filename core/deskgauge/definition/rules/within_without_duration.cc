#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
void check_within_without_duration(const Definitions& definitions, Report& report) {
  for_each_measured(definitions, [&](const Read<metric::Metric>& read) {
    if (!read.spec.within || metric::fact_kind(read.spec.fact).start >= 0) return;
    report.add(RuleId::within_without_duration, key_at(read, {"spec", "within"}),
               "spec.within: " + the_fact(read.spec) + " has no duration", "write numerator instead, or a fact with a start and an end");
  });
}

}  // namespace deskgauge::definition

#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
void check_level_mismatch(const Definitions& definitions, Report& report) {
  for_each_measured(definitions, [&](const Read<metric::Metric>& read) {
    bool const level_fact = metric::fact_kind(read.spec.fact).level;
    bool const level = read.spec.aggregation.aggregation == aggregate::Aggregation::level;
    if (level_fact == level) return;
    if (read.spec.type == metric::MetricType::ratio)
      report.add(RuleId::level_mismatch, value_at(read, {"spec", "type"}), the_fact(read.spec) + " is a level, and a ratio counts facts",
                 "write type: simple and aggregation: level, and divide it in a derived metric");
    else if (level)
      report.add(RuleId::level_mismatch, value_at(read, {"spec", "aggregation"}),
                 "spec.aggregation: " + the_fact(read.spec) + " happens at moments and has no level", "write count, or the fact open");
    else
      report.add(
          RuleId::level_mismatch, value_at(read, {"spec", "aggregation"}),
          "spec.aggregation: " + the_fact(read.spec) + " is a level and has no " + std::string(to_text(read.spec.aggregation.aggregation)),
          "write aggregation: level");
  });
}

}  // namespace deskgauge::definition

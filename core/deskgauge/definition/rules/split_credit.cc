#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
void check_split_credit(const Definitions& definitions, Report& report) {
  for_each_measured(definitions, [&](const Read<metric::Metric>& read) {
    using enum aggregate::Aggregation;
    auto const aggregation = read.spec.aggregation.aggregation;
    bool const splits = aggregation == count || aggregation == sum || aggregation == mean || aggregation == ratio;
    if (read.spec.attribution != metric::Attribution::all_participants || splits) return;
    report.add(
        RuleId::split_credit, value_at(read, {"spec", "attribution"}),
        "spec.attribution: all_participants gives each a part of one fact, and " + std::string(to_text(aggregation)) + " cannot take parts",
        "aggregate by count, sum or mean, or credit one agent");
  });
}

}  // namespace deskgauge::definition

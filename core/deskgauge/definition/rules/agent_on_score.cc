#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
void check_agent_on_score(const Definitions& definitions, Report& report) {
  for_each_measured(definitions, [&](const Read<metric::Metric>& read) {
    if (read.spec.aggregation.aggregation != aggregate::Aggregation::nps || !has_dimension(read.spec, "agent")) return;
    const Node& dimensions = find_path(*read.node, {"spec", "dimensions"});
    std::size_t index = 0;
    while (read.spec.dimensions[index].dimension != metric::Dimension::agent) ++index;
    report.add(RuleId::agent_on_score, dimensions.items[index].at,
               "spec.dimensions: a net promoter score is a verdict on the company, not on an agent",
               "take agent out, or use csat for agents");
  });
}

}  // namespace deskgauge::definition

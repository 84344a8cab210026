#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
void check_rollup_not_subset(const Definitions& definitions, Report& report) {
  for_each_metric(definitions, [&](const Read<metric::Metric>& read) {
    const Node& rollups = find_path(*read.node, {"spec", "rollups"});
    for (std::size_t i = 0; i < read.spec.rollups.size(); ++i)
      for (std::size_t j = 0; j < read.spec.rollups[i].size(); ++j) {
        const std::string& name = read.spec.rollups[i][j];
        if (has_dimension(read.spec, name)) continue;
        std::string const near = metric::closest(name, dimension_names_of(read.spec));
        report.add(RuleId::rollup_not_subset, rollups.items[i].items[j].at,
                   "spec.rollups[" + std::to_string(i) + "]: " + quote(name) + " is not in spec.dimensions",
                   near.empty() ? "add it to dimensions, or take it out here" : "did you mean " + quote(near) + "?");
      }
  });
}

}  // namespace deskgauge::definition

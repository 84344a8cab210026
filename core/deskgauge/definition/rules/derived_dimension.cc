#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
void check_derived_dimension(const Definitions& definitions, Report& report) {
  for_each_derived(definitions, [&](const Read<metric::Metric>& read) {
    const Node& dimensions = find_path(*read.node, {"spec", "dimensions"});
    for (std::size_t i = 0; i < read.spec.dimensions.size(); ++i)
      for (const std::string& name : operands(read.spec.expression)) {
        const auto* const operand = definitions.find_metric(name);
        std::string const dimension = read.spec.dimensions[i].name();
        if (!operand || !operand->complete || has_dimension(operand->spec, dimension)) continue;
        report.add(RuleId::derived_dimension, dimensions.items[i].at,
                   "spec.dimensions: " + quote(dimension) + " is no dimension of the operand " + quote(name),
                   "add it to the dimensions of " + name + ", or take it out here");
      }
  });
}

}  // namespace deskgauge::definition

#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
void check_agent_never_known(const Definitions& definitions, Report& report) {
  for_each_measured(definitions, [&](const Read<metric::Metric>& read) {
    if (read.spec.attribution != metric::Attribution::none) return;
    for (std::string_view key : {"filter", "numerator"})
      if (mentions(key == "filter" ? read.spec.filter : read.spec.numerator, metric::Dimension::agent))
        report.add(RuleId::agent_never_known, value_at(read, {"spec", key}),
                   "spec." + std::string(key) + " asks for agent, but spec.attribution is none, so it is always absent",
                   "state an attribution, or ask for something else");
  });
  for (const auto& read : definitions.tests) {
    const Node& expect = find_path(*read.node, {"spec", "expect"});
    for (std::size_t i = 0; i < read.spec.expect.size() && i < expect.items.size(); ++i) {
      const std::string& name = read.spec.expect[i].metric.empty() ? read.spec.metric : read.spec.expect[i].metric;
      const auto* const tested = definitions.find_metric(name);
      const Node* const group = expect.items[i].find("group");
      if (!tested || !tested->complete || !group || !group->find("agent")) continue;
      if (tested->spec.type == metric::MetricType::derived || tested->spec.attribution != metric::Attribution::none) continue;
      report.add(RuleId::agent_never_known, key_position(*group, {"agent"}),
                 "spec.expect[" + std::to_string(i) + "].group asks for an agent, but " + quote(name) + " credits nobody",
                 "take agent out of the group");
    }
  }
}

}  // namespace deskgauge::definition

#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
void check_agent_without_attribution(const Definitions& definitions, Report& report) {
  for_each_measured(definitions, [&](const Read<metric::Metric>& read) {
    if (read.spec.attribution != metric::Attribution::none || !has_dimension(read.spec, "agent")) return;
    std::vector<std::string> others;
    for (metric::Attribution a : metric::fact_kind(read.spec.fact).attributions)
      if (a != metric::Attribution::none) others.emplace_back(to_text(a));
    report.add(RuleId::agent_without_attribution, value_at(read, {"spec", "attribution"}),
               "spec.dimensions holds agent, but spec.attribution is none, so nobody is credited",
               others.empty() ? the_fact(read.spec) + " has no agent: take agent out of dimensions"
                              : "write attribution: " + listed(others) + ", or take agent out of dimensions");
  });
}

}  // namespace deskgauge::definition

#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
void check_unknown_attribution(const Definitions& definitions, Report& report) {
  for_each_measured(definitions, [&](const Read<metric::Metric>& read) {
    std::vector<std::string> known;
    for (metric::Attribution a : metric::fact_kind(read.spec.fact).attributions) {
      if (a == read.spec.attribution) return;
      known.emplace_back(to_text(a));
    }
    report.add(RuleId::unknown_attribution, value_at(read, {"spec", "attribution"}),
               "spec.attribution: " + the_fact(read.spec) + " cannot tell " + quote(to_text(read.spec.attribution)),
               known.size() == 1 ? "write " + known[0] : "it can tell " + listed(known));
  });
}

}  // namespace deskgauge::definition

#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
void check_no_response_rate(const Definitions& definitions, Report& report) {
  for_each_measured(definitions, [&](const Read<metric::Metric>& read) {
    if (read.spec.fact != metric::FactKind::survey_response) return;
    const auto* const companion = definitions.find_metric(read.spec.companion);
    std::string const hint = "write companion: a ratio over survey_invitation with numerator: \"responded == 1\"";
    if (read.spec.companion.empty())
      report.add(RuleId::no_response_rate, value_at(read, {"metadata", "name"}),
                 quote(read.spec.name) + " is answered by those who wish to: its response rate belongs beside it", hint);
    else if (companion && companion->complete && companion->spec.fact != metric::FactKind::survey_invitation)
      report.add(RuleId::no_response_rate, value_at(read, {"spec", "companion"}),
                 "spec.companion: " + quote(read.spec.companion) + " is no response rate", hint);
  });
}

}  // namespace deskgauge::definition

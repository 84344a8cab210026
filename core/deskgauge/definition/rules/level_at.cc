#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
void check_level_at(const Definitions& definitions, Report& report) {
  for_each_derived(definitions, [&](const Read<metric::Metric>& read) {
    std::string level;
    for (const std::string& name : operands(read.spec.expression))
      if (const auto* const operand = definitions.find_metric(name); operand && operand->complete && operand->spec.is_level()) level = name;
    bool const stated = has_key(read, "level_at");
    if (!level.empty() && !stated)
      report.add(RuleId::level_at, operand_at(read, level, report),
                 "spec.level_at is missing: " + quote(level) + " is a level, and a window has many moments",
                 "write level_at: end, mid or mean_of_days");
    if (level.empty() && stated)
      report.add(RuleId::level_at, key_at(read, {"spec", "level_at"}), "spec.level_at has no place where no operand is a level",
                 "leave it out");
  });
}

}  // namespace deskgauge::definition

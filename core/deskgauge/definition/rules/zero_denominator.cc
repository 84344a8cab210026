#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
void check_zero_denominator(const Definitions& definitions, Report& report) {
  for_each_metric(definitions, [&](const Read<metric::Metric>& read) {
    if (read.spec.null_policy != metric::NullPolicy::zero || !is_average(read.spec)) return;
    report.add(RuleId::zero_denominator, value_at(read, {"spec", "null_policy"}),
               "spec.null_policy: zero shows a 0 where there is nothing to divide by",
               "write no_data: only counts, sums and levels are truly 0 when empty");
  });
}

}  // namespace deskgauge::definition

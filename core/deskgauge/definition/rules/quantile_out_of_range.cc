#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
void check_quantile_out_of_range(const Definitions& definitions, Report& report) {
  for_each_measured(definitions, [&](const Read<metric::Metric>& read) {
    using enum aggregate::Aggregation;
    auto const aggregation = read.spec.aggregation.aggregation;
    double const q = read.spec.aggregation.q;
    bool const reads_q = aggregation == quantile || aggregation == quantile_sketch || aggregation == survival_quantile;
    if (!reads_q || (q > 0 && q < 1)) return;
    std::string const key = aggregation == quantile_sketch ? "q" : std::string(to_text(aggregation));
    const Node& node = find_path(*read.node, {"spec", "aggregation", key});
    std::string hint = "0.9 is the 90th percentile; for the extremes keep a distribution";
    if (q > 1 && q < 100) hint = "write the quantile as a share of 1: 0.9 is the 90th percentile";
    report.add(RuleId::quantile_out_of_range, node.at, "spec.aggregation." + key + " must lie between 0 and 1, not " + quote(node.scalar),
               std::move(hint));
  });
}

}  // namespace deskgauge::definition

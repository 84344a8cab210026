#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
void check_read_at(const Definitions& definitions, Report& report) {
  for_each_measured(definitions, [&](const Read<metric::Metric>& read) {
    if (!read.spec.reads_at()) return;
    std::string const what = read.spec.is_survival() ? std::string(to_text(read.spec.aggregation.aggregation))
                             : read.spec.runs_on()   ? std::string("improper_pause of tickets that may still be pending")
                                                     : the_fact(read.spec);
    for (std::string_view key : {"rollups", "grains"})
      if (has_key(read, key))
        report.add(
            RuleId::read_at, key_at(read, {"spec", key}),
            "spec." + std::string(key) + " has no place with " + what + ", which is read at an instant and never kept",
            "leave it out");
  });
}

}  // namespace deskgauge::definition

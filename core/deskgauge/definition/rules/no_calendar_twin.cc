#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
void check_no_calendar_twin(const Definitions& definitions, Report& report) {
  for_each_measured(definitions, [&](const Read<metric::Metric>& read) {
    bool const lasts = read.spec.is_duration() || read.spec.within;
    if (!lasts || read.spec.clock.kind != metric::ClockSpec::Kind::business || !read.spec.calendar_twin.empty()) return;
    report.add(RuleId::no_calendar_twin, value_at(read, {"spec", "clock"}),
               "spec.clock counts working time, and the customer waits by the calendar",
               "define the same KPI with clock: calendar and name it in calendar_twin");
  });
}

}  // namespace deskgauge::definition

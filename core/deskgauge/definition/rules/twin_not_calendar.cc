#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
void check_twin_not_calendar(const Definitions& definitions, Report& report) {
  for_each_metric(definitions, [&](const Read<metric::Metric>& read) {
    const auto* const twin = definitions.find_metric(read.spec.calendar_twin);
    if (!twin || !twin->complete) return;
    bool const calendar = twin->spec.type != metric::MetricType::derived && (twin->spec.is_duration() || twin->spec.within) &&
                          twin->spec.clock.kind == metric::ClockSpec::Kind::calendar;
    if (calendar && twin->spec.fact == read.spec.fact) return;
    report.add(RuleId::twin_not_calendar, value_at(read, {"spec", "calendar_twin"}),
               "spec.calendar_twin: " + quote(twin->spec.name) + " is not " + the_fact(read.spec) + " on calendar time",
               "name the same KPI with clock: calendar");
  });
}

}  // namespace deskgauge::definition

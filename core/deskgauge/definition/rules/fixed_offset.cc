#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

/// IANA names without clock changes that stand for an offset: Etc/GMT-1 (east of Greenwich!), EST, MST, HST.
bool is_fixed(std::string_view zone) {
  if (zone.starts_with("Etc/")) return zone != "Etc/UTC";
  return zone == "EST" || zone == "MST" || zone == "HST" || zone == "GMT" || zone == "GMT0" || zone == "Greenwich";
}

void check_zone(const time::Zone& zone, Position at, Report& report) {
  if (is_fixed(zone.name()))
    report.add(RuleId::fixed_offset, std::move(at), "spec.zone " + quote(zone.name()) + " is a fixed offset without clock changes",
               "write the place, such as Europe/Berlin");
}

}  // namespace

void check_fixed_offset(const Definitions& definitions, Report& report) {
  for (const auto& read : definitions.desks)
    if (read.complete) check_zone(read.spec.desk.zone, value_at(read, {"spec", "zone"}), report);
  for (const auto& read : definitions.schedules)
    if (read.complete && read.spec.zone) check_zone(*read.spec.zone, value_at(read, {"spec", "zone"}), report);
}

}  // namespace deskgauge::definition

#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

void check_native(const Definitions& definitions, const Read<metric::TestSpec>& read, Report& report) {
  const Read<DeskSpec>& desk = definitions.desks.front();
  for (const Node& line : find_path(*read.node, {"spec", "given"}).items) {
    const Node* const native = line.find("native_status");
    if (!native || native->type != Node::Type::scalar) continue;
    bool mapped = false;
    for (const auto& [name, status] : desk.spec.desk.statuses) mapped |= name == native->scalar;
    if (!mapped)
      report.add(RuleId::unmapped, native->at,
                 "the native status " + quote(native->scalar) + " has no canonical one in the Desk " + quote(desk.spec.name),
                 "add it to spec.statuses of the Desk");
  }
}

}  // namespace

void check_unmapped(const Definitions& definitions, Report& report) {
  for (const auto& read : definitions.instruments) {
    if (!read.complete || !read.spec.positive.empty()) continue;
    if (read.spec.instrument != event::Instrument::csat && read.spec.instrument != event::Instrument::esat) continue;
    report.add(RuleId::unmapped, value_at(read, {"spec", "scale"}),
               "the scale of the Instrument " + quote(read.spec.name) + " has no positive set",
               "write positive: [4, 5], the answers that count as satisfied");
  }
  if (definitions.desks.empty() || !definitions.desks.front().complete) return;
  for (const auto& read : definitions.tests) check_native(definitions, read, report);
}

}  // namespace deskgauge::definition

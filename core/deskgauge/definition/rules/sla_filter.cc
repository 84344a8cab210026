#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

using metric::Dimension;

/// The first name of a filter that a ticket does not have at the moment a policy is applied; "" if there is none.
std::string unfit_name(const metric::Filter& filter) {
  if (filter.measure >= 0) return filter.name;
  if (filter.dimension) {
    Dimension const d = filter.dimension->dimension;
    bool const unfit = d == Dimension::instrument || d == Dimension::policy || d == Dimension::sla_metric || d == Dimension::reason ||
                       d == Dimension::bot_involved;
    return unfit ? filter.name : std::string();
  }
  for (const metric::Filter& child : filter.children)
    if (std::string name = unfit_name(child); !name.empty()) return name;
  return {};
}

void check_targets(const Read<metric::SlaPolicy>& read, Report& report) {
  const Node& nodes = find_path(*read.node, {"spec", "targets"});
  for (std::size_t i = 0; i < read.spec.targets.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      if (read.spec.targets[i].metric != read.spec.targets[j].metric) continue;
      Diagnostic finding = diagnostic(RuleId::sla_filter, find_path(nodes.items[i], {"metric"}).at,
                                      "spec.targets promises " + std::string(to_text(read.spec.targets[i].metric)) + " twice",
                                      "keep one target for each metric");
      finding.related.push_back({find_path(nodes.items[j], {"metric"}).at, "first promised here"});
      report.add(std::move(finding));
    }
}

}  // namespace

void check_sla_filter(const Definitions& definitions, Report& report) {
  for (const auto& read : definitions.sla_policies) {
    if (!read.complete) continue;
    if (std::string const name = unfit_name(read.spec.filter); !name.empty()) {
      const Node& match = find_path(*read.node, {"spec", "match"});
      std::size_t const offset = match.scalar.find(name);
      report.add(RuleId::sla_filter, report.sources().inside(match, offset),
                 "spec.match: " + quote(name) + " is not known when a policy is applied to a ticket",
                 "match by dimensions of the ticket, such as priority, channel, team or segment");
    }
    check_targets(read, report);
  }
}

}  // namespace deskgauge::definition

#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

std::vector<std::string> event_types() {
  std::vector<std::string> types;
  for (const event::KindSpec& kind : event::vocabulary()) types.emplace_back(kind.name);
  return types;
}

}  // namespace

void check_test_event(const Definitions& definitions, Report& report) {
  for (const auto& read : definitions.tests) {
    const Node& given = find_path(*read.node, {"spec", "given"});
    for (std::size_t i = 0; i < read.spec.given.size() && i < given.items.size(); ++i) {
      const std::string& type = read.spec.given[i].type;
      if (type.empty() || event::parse_kind(type)) continue;
      std::string const near = metric::closest(type, event_types());
      report.add(RuleId::test_event, find_path(given.items[i], {"event"}).at, "spec.given[" + std::to_string(i) + "].event: there is no event type " + quote(type),
                 near.empty() ? "write one of the vocabulary, such as ticket.created" : "did you mean " + quote(near) + "?");
    }
  }
}

}  // namespace deskgauge::definition

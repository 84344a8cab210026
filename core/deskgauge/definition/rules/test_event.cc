#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

std::vector<std::string> event_types() {
  std::vector<std::string> types;
  for (const event::KindSpec& kind : event::vocabulary()) types.emplace_back(kind.name);
  return types;
}

/// Helpdesks have events for single statuses; here they are one event with the status as a word.
std::string remedy(const std::string& type) {
  for (std::string_view status : event::find_field(event::Kind::ticket_status_changed, event::Field::current)->choices)
    if (type == "ticket." + std::string(status)) return "write event: ticket.status_changed with status: " + std::string(status);
  if (type == "ticket.resolved") return "write event: ticket.status_changed with status: solved";
  if (type == "ticket.reopened") return "write event: ticket.status_changed with status: open";
  std::string const near = metric::closest(type, event_types());
  return near.empty() ? "write one of the vocabulary, such as ticket.created" : "did you mean " + quote(near) + "?";
}

}  // namespace

void check_test_event(const Definitions& definitions, Report& report) {
  for (const auto& read : definitions.tests) {
    const Node& given = find_path(*read.node, {"spec", "given"});
    for (std::size_t i = 0; i < read.spec.given.size() && i < given.items.size(); ++i) {
      const std::string& type = read.spec.given[i].type;
      if (type.empty() || event::parse_kind(type)) continue;
      report.add(RuleId::test_event, find_path(given.items[i], {"event"}).at,
                 "spec.given[" + std::to_string(i) + "].event: there is no event type " + quote(type), remedy(type));
    }
  }
}

}  // namespace deskgauge::definition

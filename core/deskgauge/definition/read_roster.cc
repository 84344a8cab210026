#include "deskgauge/definition/keys.h"
#include "deskgauge/definition/read.h"

namespace deskgauge::definition {
namespace {

RosterRow read_row(const Field& item, Report& report) {
  RosterRow row;
  row.node = &item.node;
  Fields const fields(item.node, item.node.at, item.path, known_keys("Roster", "spec.agents[]"), report);
  fields.take(fields.required("agent", "agent: the agent's id"), row.entry.agent, read_text);
  fields.take(fields.required("team", "team: the team's id"), row.entry.team, read_text);
  fields.take(fields.optional("role"), row.entry.role, read_text);
  std::int64_t tier = 0;
  auto const tier_field = fields.optional("tier");
  if (fields.take(tier_field, tier, read_integer)) {
    row.entry.tier = static_cast<int>(tier);
    if (tier < 0 || tier > 1'000)
      report.add(RuleId::malformed_value, tier_field->node.at,
                 tier_field->path + " must be from 0 to 1000, not " + quote(tier_field->node.scalar), "");
  }
  time::Date date;
  if (fields.take(fields.optional("from"), date, read_date)) row.from = date;
  if (fields.take(fields.optional("to"), date, read_date)) row.to = date;
  if (row.from && row.to && *row.to <= *row.from)
    report.add(RuleId::empty_period, item.node.at,
               item.path + " ends on " + to_text(*row.to) + ", not after it starts on " + to_text(*row.from),
               "to is the first day the agent is no longer there");
  return row;
}

}  // namespace

void read_roster(const Node& spec, Position at, const Metadata&, RosterSpec& out, Report& report) {
  Fields const fields(spec, std::move(at), "spec", known_keys("Roster", "spec"), report);
  auto const agents = fields.required("agents", "agents: [{agent: \"7\", team: support}]");
  if (!agents) return;
  for (const Field& item : read_items(*agents, report)) out.rows.push_back(read_row(item, report));
}

}  // namespace deskgauge::definition

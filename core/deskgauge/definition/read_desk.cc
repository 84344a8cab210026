#include "deskgauge/definition/keys.h"
#include "deskgauge/definition/read.h"

namespace deskgauge::definition {
namespace {

/// "always" is the schedule that is always open, which the catalogue writes as no schedule.
std::string schedule_name(std::string name) { return name == "always" ? std::string() : name; }

void read_team_schedules(const Fields& fields, metric::Desk& desk) {
  auto const field = fields.optional("team_schedules");
  if (!field) return;
  if (field->node.type != Node::Type::mapping)
    return fields.report().add(RuleId::wrong_type, field->node.at, field->path + " must be a mapping from team to schedule",
                               "write {support: office}");
  for (const Node::Member& member : field->node.members)
    if (auto schedule = read_text({member.value, field->path + "." + member.key}, fields.report()))
      desk.team_schedules.emplace_back(member.key, schedule_name(std::move(*schedule)));
}

void read_status_mapping(const Fields& fields, metric::Desk& desk) {
  auto const field = fields.optional("statuses");
  if (!field) return;
  if (field->node.type != Node::Type::mapping)
    return fields.report().add(RuleId::wrong_type, field->node.at, field->path + " must be a mapping from native to canonical status",
                               "write {waiting: pending}");
  for (const Node::Member& member : field->node.members)
    if (auto const word = read_word({member.value, field->path + "." + member.key}, status_words(), fields.report()))
      desk.statuses.emplace_back(member.key, static_cast<event::Status>(*word));
}

}  // namespace

void read_desk(const Node& spec, Position at, const Metadata& metadata, DeskSpec& out, Report& report) {
  Fields const fields(spec, std::move(at), "spec", known_keys("Desk", "spec"), report);
  metric::Desk& desk = out.desk;
  desk.name = metadata.name, desk.label = metadata.label;
  fields.take(fields.required("zone", "zone: Europe/Berlin, or another IANA name"), desk.zone, read_zone);
  fields.word(fields.required("week_start", "week_start: monday"), kWeekdays, desk.week_start);
  std::string schedule;
  if (fields.take(fields.required("schedule", "schedule: the name of a Schedule, or always"), schedule, read_text))
    desk.schedule = schedule_name(schedule);
  read_team_schedules(fields, desk);
  read_status_mapping(fields, desk);
  fields.take(fields.optional("max_future_skew"), desk.max_future_skew, read_span);
}

}  // namespace deskgauge::definition

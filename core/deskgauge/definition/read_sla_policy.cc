#include "deskgauge/definition/keys.h"
#include "deskgauge/definition/read.h"

namespace deskgauge::definition {
namespace {

void read_sla_clock(const Field& field, metric::SlaTarget& target, Report& report) {
  if (field.node.type == Node::Type::scalar) {
    if (field.node.scalar != "calendar")
      report.add(RuleId::unknown_word, field.node.at, field.path + " cannot be " + quote(field.node.scalar),
                 "write calendar, or {business: by_ticket}");
    return;
  }
  Fields const fields(field.node, field.node.at, field.path, known_keys("SlaPolicy", "spec.targets[].clock"), report);
  target.business = true;
  std::string schedule;
  if (fields.take(fields.required("business", "business: by_ticket, or the name of a Schedule"), schedule, read_text) &&
      schedule != "by_ticket")
    target.schedule = schedule;
}

metric::SlaTarget read_target(const Field& item, Report& report) {
  metric::SlaTarget target;
  Fields const fields(item.node, item.node.at, item.path, known_keys("SlaPolicy", "spec.targets[]"), report);
  fields.word(fields.required("metric", "metric: first_response, next_reply, resolution or cycle_resolution"), sla_metric_words(),
              target.metric);
  auto const span = fields.required("target", "target: 4h");
  if (fields.take(span, target.target, read_span) && target.target.ms == 0)
    report.add(RuleId::malformed_value, span->node.at, span->path + " must be longer than 0, not " + quote(span->node.scalar),
               "write a number and a unit, such as 4h");
  if (auto const clock = fields.required("clock", "clock: calendar, or {business: by_ticket}")) read_sla_clock(*clock, target, report);
  if (auto const pause = fields.required("pause", "pause: [pending, on_hold], or [] for never"))
    target.pause_statuses = read_statuses(*pause, report).value_or(0);
  fields.word(fields.required("tie", "tie: at_close, or at_next_open"), kTies, target.tie);
  return target;
}

}  // namespace

void read_sla_policy(const Node& spec, Position at, const Metadata&, metric::SlaPolicy& out, Report& report) {
  Fields const fields(spec, std::move(at), "spec", known_keys("SlaPolicy", "spec"), report);
  if (auto const match = fields.required("match", "match: \"priority == 'urgent'\", or \"\" for every ticket"))
    if (auto filter = read_filter(*match, metric::FactKind::ticket, report)) out.filter = std::move(*filter);
  fields.take(fields.required("reapply", "reapply: false, or true to match again when a ticket's dimensions change"), out.reapply,
              read_boolean);
  auto const targets =
      fields.required("targets", "targets: [{metric: first_response, target: 4h, clock: calendar, pause: [], tie: at_close}]");
  if (!targets) return;
  for (const Field& item : read_items(*targets, report)) out.targets.push_back(read_target(item, report));
  if (targets->node.type == Node::Type::sequence && out.targets.empty())
    report.add(RuleId::malformed_value, targets->node.at, "spec.targets holds no target", "write at least one");
}

}  // namespace deskgauge::definition

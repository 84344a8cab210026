#include <algorithm>

#include "deskgauge/definition/keys.h"
#include "deskgauge/definition/read_target.h"

namespace deskgauge::definition {
namespace {

using metric::Goal;
using metric::TargetKind;

void read_baseline(const Field& field, Goal& out, Report& report) {
  if (field.node.type == Node::Type::scalar) {
    if (field.node.scalar != "measure_at_start")
      report.add(RuleId::unknown_word, field.node.at, field.path + " cannot be " + quote(field.node.scalar),
                 "write {value: 0.82, n: 940, period: 2026-10}, or measure_at_start");
    return;
  }
  Fields const fields(field.node, field.node.at, field.path, known_keys("Goal", "spec.baseline"), report);
  double value = 0;
  if (fields.take(fields.required("value", "value: 0.82"), value, read_amount)) out.baseline = value;
  std::int64_t n = 0;
  if (auto const count = fields.optional("n"); fields.take(count, n, read_integer)) {
    if (n < 0)
      report.add(RuleId::malformed_value, count->node.at, count->path + " must be 0 or more",
                 "write how many responses it rests on");
    out.baseline_n = n;
  }
  fields.take(fields.optional("period"), out.baseline_period, read_text);
}

/// One key of `target` and what it sets.
struct TargetKey {
  std::string_view key;
  TargetKind kind;
  bool is_change;
};
constexpr TargetKey kTargetKeys[] = {
    {"increase_to", TargetKind::increase_to, false},           {"decrease_to", TargetKind::decrease_to, false},
    {"increase_by", TargetKind::increase_to, true},            {"decrease_by", TargetKind::decrease_to, true},
    {"stay_at_or_above", TargetKind::stay_at_or_above, false}, {"stay_at_or_below", TargetKind::stay_at_or_below, false},
};

/// "increase_by: 5, unit: points": of points and per cent a bare number, for "5 %" of one would be 0.05 of the other.
void read_change(const Fields& fields, const Field& value, Goal& out) {
  out.change = metric::ChangeUnit::absolute;
  fields.word(fields.required("unit", "unit: points, percent or absolute"), kChangeUnits, *out.change);
  fields.take(value, out.target.value, out.change == metric::ChangeUnit::absolute ? read_amount : read_number);
}

void read_target(const Field& field, Goal& out, Report& report) {
  Fields const fields(field.node, field.node.at, field.path, known_keys("Goal", "spec.target"), report);
  if (field.node.type != Node::Type::mapping) return;
  int written = 0;
  bool is_change = false;
  for (const TargetKey& key : kTargetKeys) {
    auto const value = fields.optional(key.key);
    if (!value) continue;
    ++written;
    is_change |= key.is_change;
    out.target.kind = key.kind;
    if (key.is_change) read_change(fields, *value, out);
    else fields.take(value, out.target.value, read_amount);
  }
  if (auto const band = fields.optional("stay_within")) {
    ++written;
    out.target.kind = TargetKind::stay_within;
    auto const ends = read_amounts(*band, report);
    if (ends && ends->size() == 2) out.target.value = ends->front(), out.target.high = ends->back();
    else if (ends) report.add(RuleId::malformed_value, band->node.at, band->path + " must be two amounts", "write [0.75, 0.85]");
  }
  if (!is_change) fields.refuse("unit", "belongs to increase_by and decrease_by");
  bool const misspelt = written == 0 && field.node.members.size() > static_cast<std::size_t>(fields.has("unit"));      // told by the key
  if (written != 1 && !misspelt)
    report.add(written == 0 ? RuleId::missing_key : RuleId::misplaced_key, field.node.at,
               field.path + (written == 0 ? " says nothing" : " says more than one thing"),
               "write one of increase_to, decrease_to, increase_by, decrease_by, stay_at_or_above, stay_at_or_below, stay_within");
}

void read_steps(const Field& field, metric::PlanSpec& out, Report& report) {
  for (const Field& item : read_items(field, report)) {
    Fields const fields(item.node, item.node.at, item.path, known_keys("Goal", "spec.plan.steps[]"), report);
    metric::PlanSpec::Step step;
    fields.take(fields.required("on", "on: 2026-12-01"), step.on, read_date);
    fields.take(fields.required("share", "share: 0.5"), step.share, read_amount);
    out.steps.push_back(step);
  }
  if (field.node.type == Node::Type::sequence && out.steps.empty())
    report.add(RuleId::malformed_value, field.node.at, field.path + " holds no step", "write {on: 2026-12-01, share: 0.5}");
}

void read_weights(const Field& field, metric::PlanSpec& out, Report& report) {
  Fields const fields(field.node, field.node.at, field.path, known_keys("Goal", "spec.plan.weighted"), report);
  fields.take(fields.optional("schedule"), out.schedule, read_text);
  auto const days = fields.optional("weekdays");
  if (!days) return;
  Fields const weights(days->node, days->node.at, days->path, kShortWeekdays, report);
  for (std::size_t day = 0; day < kShortWeekdays.size(); ++day) {
    auto const weight = weights.optional(kShortWeekdays[day]);
    if (weights.take(weight, out.weekdays[day], read_number) && out.weekdays[day] < 0)
      report.add(RuleId::malformed_value, weight->node.at, weight->path + " must be 0 or more", "write how much of a day's work it holds");
  }
  if (std::all_of(out.weekdays.begin(), out.weekdays.end(), [](double w) { return w == 0; }))
    report.add(RuleId::malformed_value, days->node.at, days->path + " gives every day nothing", "give a day some weight");
}

void read_plan(const Field& field, metric::PlanSpec& out, Report& report) {
  using Shape = metric::PlanSpec::Shape;
  if (field.node.type == Node::Type::scalar) {
    if (field.node.scalar != "linear")
      report.add(RuleId::unknown_word, field.node.at, field.path + " cannot be " + quote(field.node.scalar),
                 "write linear, {steps: […]} or {weighted: {schedule: …}}");
    return;
  }
  Fields const fields(field.node, field.node.at, field.path, known_keys("Goal", "spec.plan"), report);
  if (auto const steps = fields.optional("steps")) {
    out.shape = Shape::steps;
    read_steps(*steps, out, report);
    fields.refuse("weighted", "does not belong beside steps");
  } else if (auto const weighted = fields.required("weighted", "weighted: {schedule: office}, or steps: […]")) {
    out.shape = Shape::weighted;
    read_weights(*weighted, out, report);
  }
}

/// `sustained: 14d`: whole days.
std::optional<std::int64_t> read_days(const Field& field, Report& report) {
  auto const span = read_span(field, report);
  if (!span) return std::nullopt;
  constexpr std::int64_t kDay = time::days(1).ms;
  if (span->ms >= kDay && span->ms % kDay == 0) return span->ms / kDay;
  report.add(RuleId::malformed_value, field.node.at, field.path + " must be whole days, not " + quote(field.node.scalar), "write 14d");
  return std::nullopt;
}

/// Below an even chance a rule would ask for less than the value alone.
void read_probability(const Fields& fields, std::string_view key, double& out) {
  auto const field = fields.optional(key);
  if (fields.take(field, out, read_amount) && (out < 0.5 || out >= 1))
    fields.report().add(RuleId::malformed_value, field->node.at, field->path + " must be at least 0.5 and below 1", "write 0.95");
}

void read_met(const Field& field, metric::MetRule& out, Report& report) {
  if (field.node.type == Node::Type::scalar) {
    out = metric::FinalValue{};
    if (field.node.scalar != "final_value")
      report.add(RuleId::unknown_word, field.node.at, field.path + " cannot be " + quote(field.node.scalar),
                 field.node.scalar == "touched" ? "one lucky day is no success: write {sustained: 14d}"
                                                : "write final_value, {sustained: 14d}, {confident: 0.95} or {posterior: 0.95}");
    return;
  }
  Fields const fields(field.node, field.node.at, field.path, known_keys("Goal", "spec.met"), report);
  if (field.node.type != Node::Type::mapping) return;
  int const written = fields.has("sustained") + fields.has("confident") + fields.has("posterior");
  bool const misspelt = written == 0 && !field.node.members.empty();
  if (written != 1 && !misspelt)
    report.add(written == 0 ? RuleId::missing_key : RuleId::misplaced_key, field.node.at,
               field.path + (written == 0 ? " names no rule" : " names more than one rule"), "write {sustained: 14d}");
  if (auto const days = fields.optional("sustained")) {
    metric::Sustained rule;
    fields.take(days, rule.days, read_days);
    out = rule;
  } else if (fields.has("confident")) {
    metric::Confident rule;
    read_probability(fields, "confident", rule.level);
    out = rule;
  } else if (fields.has("posterior")) {
    metric::Posterior rule;
    read_probability(fields, "posterior", rule.p);
    out = rule;
  }
}

void read_service(const Fields& fields, Goal& out) {
  fields.take(fields.optional("parent"), out.parent, read_text);
  auto const supports = fields.optional("supports");
  if (!fields.take(supports, out.supports, read_text)) return;
  constexpr std::string_view kPrefix = "scorecard/";
  if (out.supports.starts_with(kPrefix)) out.supports.erase(0, kPrefix.size());
  else
    fields.report().add(RuleId::malformed_value, supports->node.at, supports->path + " must name a scorecard, not " + quote(out.supports),
                        "write scorecard/" + out.supports);
}

}  // namespace

void read_goal(const Node& spec, Position at, const Metadata& metadata, Goal& out, Report& report) {
  Fields const fields(spec, std::move(at), "spec", known_keys("Goal", "spec"), report);
  out.label = metadata.label, out.description = metadata.description, out.owner = metadata.owner;
  out.file = metadata.at.file, out.line = metadata.at.line;
  fields.take(fields.required("metric", "metric: csat"), out.metric, read_text);
  fields.take(fields.optional("scope"), out.scope, read_scope);
  fields.take(fields.optional("where"), out.where, read_text);
  fields.take(fields.required("window", "window: {rolling: 7d}"), out.window, read_window);
  if (auto const baseline = fields.required("baseline", "baseline: {value: 0.82, n: 940}, or measure_at_start"))
    read_baseline(*baseline, out, report);
  if (auto const target = fields.required("target", "target: {increase_to: 0.87}")) read_target(*target, out, report);
  fields.take(fields.required("start", "start: 2026-11-01"), out.start, read_date);
  fields.take(fields.required("due", "due: 2027-02-01"), out.due, read_date);
  if (auto const plan = fields.optional("plan")) read_plan(*plan, out.plan, report);
  bool const of_a_person = std::any_of(out.scope.begin(), out.scope.end(), [](auto const& part) { return part.first == "agent"; });
  if (auto const met = fields.required("met", of_a_person ? "met: {confident: 0.95}" : "met: {sustained: 14d}"))
    read_met(*met, out.met, report);
  read_service(fields, out);
}

}  // namespace deskgauge::definition

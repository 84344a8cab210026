#include "deskgauge/interchange/json_values.h"
#include "deskgauge/interchange/score_json.h"

namespace deskgauge::interchange {
namespace {

using engine::GoalForecast;
using engine::GoalReport;
using metric::Goal;

std::string date(time::Date day) { return time::to_text(day); }

json target_object(const metric::Target& target) {
  json out{{"kind", to_text(target.kind)}, {"value", target.value}};
  if (target.kind == metric::TargetKind::stay_within) out["high"] = target.high;
  return out;
}

struct RuleObject {
  json operator()(const metric::FinalValue&) const { return {{"rule", "final_value"}}; }
  json operator()(const metric::Sustained& rule) const { return {{"rule", "sustained"}, {"days", rule.days}}; }
  json operator()(const metric::Confident& rule) const { return {{"rule", "confident"}, {"level", rule.level}}; }
  json operator()(const metric::Posterior& rule) const { return {{"rule", "posterior"}, {"p", rule.p}}; }
};

json plan_object(const metric::PlanSpec& plan) {
  using Shape = metric::PlanSpec::Shape;
  if (plan.shape == Shape::linear) return {{"shape", "linear"}};
  if (plan.shape == Shape::weighted) return {{"shape", "weighted"}, {"schedule", plan.schedule}, {"weekdays", plan.weekdays}};
  json out{{"shape", "steps"}, {"steps", json::array()}};
  for (const metric::PlanSpec::Step& step : plan.steps) out["steps"].push_back({{"on", date(step.on)}, {"share", step.share}});
  return out;
}

/// What the goal says of itself.
json definition_object(const Goal& goal) {
  json out{{"name", goal.name},
           {"label", goal.label},
           {"metric", goal.metric},
           {"scope", group(goal.scope)},
           {"window", to_text(goal.window)},
           {"start", date(goal.start)},
           {"due", date(goal.due)},
           {"starts_at", instant(goal.starts_at)},
           {"due_at", instant(goal.due_at)},
           {"plan", plan_object(goal.plan)},
           {"met_rule", std::visit(RuleObject{}, goal.met)}};
  if (goal.change) out["change"] = {{"by", goal.target.value}, {"unit", to_text(*goal.change)}};
  using Text = std::pair<const char*, const std::string*>;
  for (auto const& [key, text] : {Text("description", &goal.description), Text("owner", &goal.owner), Text("where", &goal.where),
                                  Text("parent", &goal.parent), Text("supports", &goal.supports)})
    if (!text->empty()) out[key] = *text;
  return out;
}

json baseline_object(const GoalReport& report) {
  json out{{"value", optional(report.baseline)}, {"n", report.baseline_n}, {"measured", report.baseline_measured}};
  if (!report.goal.baseline_period.empty()) out["period"] = report.goal.baseline_period;
  return out;
}

json progress_object(const score::Progress& p) {
  json out{{"elapsed", p.elapsed},
           {"planned", p.planned},
           {"expected", optional(p.expected)},
           {"progress", optional(p.progress)},
           {"pace", optional(p.pace)},
           {"gap", optional(p.gap)},
           {"required_per_day", optional(p.required_per_day)},
           {"planned_per_day", optional(p.planned_per_day)}};
  if (!p.absent_reason.empty()) out["reason"] = p.absent_reason;
  return out;
}

json met_object(const score::MetState& met) {
  json out{{"verdict", to_text(met.verdict)}, {"since", instant(met.since)}, {"running", met.running}, {"needed", met.needed}};
  if (!met.absent_reason.empty()) out["reason"] = met.absent_reason;
  return out;
}

json status_object(const score::StatusState& s) {
  return {{"status", to_text(s.status)}, {"since", instant(s.since)}, {"days", s.days}, {"silent_days", s.silent_days}};
}

json back_test_object(const score::BackTest& b, int weeks) {
  json out{{"origins", b.origins},
           {"weeks", weeks},
           {"testable", b.testable},
           {"coverage", optional(b.coverage)},
           {"coverage_low", b.coverage_low},
           {"coverage_high", b.coverage_high},
           {"brier", optional(b.brier)},
           {"base_rate", optional(b.base_rate)},
           {"skill", optional(b.skill)},
           {"width_scale", b.width_scale},
           {"reliability", json::array()}};
  for (const score::ReliabilityBin& bin : b.reliability)
    out["reliability"].push_back({{"n", bin.n}, {"forecast", optional(bin.forecast)}, {"observed", optional(bin.observed)}});
  return out;
}

json forecast_object(const GoalForecast& f) {
  json out = json::object();
  if (f.method.empty()) {
    out = {{"method", nullptr}, {"reason", f.absent_reason.empty() ? json(nullptr) : json(f.absent_reason)}};
  } else {
    out = {{"method", f.method},         {"median", f.median},           {"low", f.low},     {"high", f.high},
           {"confidence", f.confidence}, {"probability", f.probability}, {"weeks", f.weeks}, {"earliest", instant(f.earliest)},
           {"likely", instant(f.likely)}, {"latest", instant(f.latest)}};
  }
  out["back_test"] = f.back_test ? back_test_object(*f.back_test, f.back_test_weeks) : json(nullptr);
  return out;
}

json day_object(const engine::GoalDay& day) {
  json out = value_object(day.value);
  out.update({{"date", date(day.date)},
              {"close", instant(day.close)},
              {"expected", optional(day.expected)},
              {"signal", optional(day.signal)},
              {"status", to_text(day.status)}});
  return out;
}

json correction_object(const engine::Correction& c) {
  json out{{"event", c.event}, {"as_of", instant(c.as_of)}, {"said", c.said}, {"now", optional(c.now)}, {"moved_by", json::array()}};
  for (const engine::ExcludedEvent& e : c.moved_by) out["moved_by"].push_back(excluded_event(e));
  return out;
}

json goal_object(const GoalReport& report) {
  json out = definition_object(report.goal);
  out["current"] = value_object(report.value);
  out["current"]["window"] = interval(report.window);
  out["baseline"] = baseline_object(report);
  out["target"] = report.target ? target_object(*report.target) : json(nullptr);
  out["progress"] = progress_object(report.progress);
  out["passed"] = {{"met", report.passed.met}, {"days", report.passed.days}, {"rate", optional(report.passed.rate())}};
  out["met"] = met_object(report.met);
  out["status"] = status_object(report.status);
  out["forecast"] = forecast_object(report.forecast);
  json& smart = out["smart"] = json::array();
  for (const metric::SmartFault& f : report.smart)
    smart.push_back({{"id", f.id}, {"letter", to_text(f.letter)}, {"key", f.key}, {"message", f.message}, {"remedy", f.remedy}});
  json& days = out["days"] = json::array();
  for (const engine::GoalDay& day : report.days) days.push_back(day_object(day));
  json& corrections = out["corrections"] = json::array();
  for (const engine::Correction& c : report.corrections) corrections.push_back(correction_object(c));
  json& parts = out["parts"] = json::array();
  for (const engine::GoalPart& p : report.parts)
    parts.push_back({{"goal", p.goal},
                     {"numerator", p.numerator},
                     {"denominator", p.denominator},
                     {"share_of_change", optional(p.share_of_change)}});
  return out;
}

}  // namespace

std::string goals_json(const engine::GoalAnswer& answer, int indent) {
  json out{{"schema", "deskgauge.goals.v1"},
           {"at", instant(answer.at)},
           {"revision", answer.revision},
           {"definitions_fingerprint", hex(answer.definitions_fingerprint)},
           {"goals", json::array()}};
  for (const GoalReport& report : answer.goals) out["goals"].push_back(goal_object(report));
  return dump(out, indent);
}

}  // namespace deskgauge::interchange

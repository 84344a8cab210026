#include "deskgauge/interchange/result_json.h"

#include "deskgauge/interchange/json_values.h"

namespace deskgauge::interchange {
namespace {

json comparison(const score::Comparison& c) {
  bool const bounded = c.method != score::ComparisonMethod::none;
  json out{{"scale", to_text(c.scale)}, {"effect", optional(c.effect)}, {"p", optional(c.p)}, {"method", to_text(c.method)}};
  if (bounded) out.update({{"low", c.low}, {"high", c.high}, {"confidence", c.confidence}});
  if (!c.absent_reason.empty()) out["reason"] = c.absent_reason;
  return out;
}

json row(const engine::Row& r) {
  json out = value_object(r.value);
  out["metric"] = r.metric;
  out["group"] = group(r.group);
  out["window"] = interval(r.window);
  if (!r.bucket.empty()) out["bucket"] = r.bucket;
  if (r.compared) {
    out["compared"] = value_object(*r.compared);
    out["compared"]["window"] = interval(r.compared_window);
  }
  if (r.comparison) out["comparison"] = comparison(*r.comparison);
  out["path"] = r.path == engine::Path::cells ? "cells" : "replay";
  if (r.groups_overlap) out["groups_overlap"] = true;
  return out;
}

json left_out(const engine::LeftOut& left) {
  return {{"merged", left.merged}, {"spam", left.spam},         {"deleted", left.deleted},
          {"test", left.test},     {"orphaned", left.orphaned}, {"retracted", left.retracted}};
}

json metric_object(const metric::Metric& m) {
  return {{"label", m.label},
          {"version", m.version},
          {"unit", to_text(m.unit)},
          {"direction", to_text(m.direction)},
          {"hash", hex(semantic_hash(m))}};
}

json fact(const engine::ExplainedFact& f) {
  json out{{"subject", f.subject},
           {"fact", f.fact},
           {"dimensions", group(f.dimensions)},
           {"sample", f.sample},
           {"pending", f.pending},
           {"notes", f.notes},
           {"agent", f.agent.empty() ? json(nullptr) : json(f.agent)}};
  json& instants = out["instants"] = json::object();
  for (auto const& [name, t] : f.instants) instants[name] = instant(t);
  if (!f.start_rule.empty()) out["start_rule"] = f.start_rule;
  if (!f.stop_rule.empty()) out["stop_rule"] = f.stop_rule;
  json& segments = out["segments"] = json::array();
  for (const engine::ClockSegment& s : f.segments) {
    json segment = interval(s.interval);
    segment["state"] = s.state;
    if (!s.reason.empty()) segment["reason"] = s.reason;
    if (!s.schedule.empty()) segment["schedule"] = s.schedule;
    segments.push_back(std::move(segment));
  }
  return out;
}

json position(const definition::Position& at) { return {{"file", at.file}, {"line", at.line}, {"column", at.column}}; }

}  // namespace

std::string answer_json(const engine::Answer& answer, const metric::Catalogue& catalogue, int indent) {
  json out{{"schema", "deskgauge.answer.v1"},
           {"at", instant(answer.at)},
           {"revision", answer.revision},
           {"definitions_fingerprint", hex(answer.definitions_fingerprint)}};
  out["left_out"] = answer.left_out ? left_out(*answer.left_out) : json(nullptr);
  json& metrics = out["metrics"] = json::object();
  json& rows = out["rows"] = json::array();
  for (const engine::Row& r : answer.rows) {
    rows.push_back(row(r));
    if (const metric::Metric* const m = catalogue.find_metric(r.metric); m && !metrics.contains(r.metric))
      metrics[r.metric] = metric_object(*m);
  }
  return dump(out, indent);
}

std::string explanation_json(const engine::Explanation& explanation, const metric::Catalogue& catalogue, int indent) {
  json out{{"schema", "deskgauge.explanation.v1"},
           {"id", explanation.id},
           {"definition", explanation.definition},
           {"row", row(explanation.row)},
           {"total_facts", explanation.total_facts}};
  if (const metric::Metric* const m = catalogue.find_metric(explanation.row.metric)) out["metric"] = metric_object(*m);
  if (!explanation.expression.empty()) {
    out["expression"] = explanation.expression;
    for (const engine::Row& operand : explanation.operands) out["operands"].push_back(row(operand));
  }
  json& facts = out["facts"] = json::array();
  for (const engine::ExplainedFact& f : explanation.facts) facts.push_back(fact(f));
  json& excluded = out["excluded"] = json::array();
  for (const engine::ExcludedEvent& e : explanation.excluded) excluded.push_back(excluded_event(e));
  return dump(out, indent);
}

std::string findings_json(const std::vector<definition::Diagnostic>& findings, int indent) {
  json out{{"schema", "deskgauge.findings.v1"}};
  json& list = out["findings"] = json::array();
  for (const definition::Diagnostic& d : findings) {
    json finding = position(d.at);
    finding.update({{"rule", d.rule}, {"rule_name", d.rule_name}, {"severity", to_text(d.severity)}, {"message", d.message}});
    if (!d.hint.empty()) finding["hint"] = d.hint;
    for (const definition::Diagnostic::Related& related : d.related) {
      json place = position(related.at);
      place["message"] = related.message;
      finding["related"].push_back(std::move(place));
    }
    list.push_back(std::move(finding));
  }
  return dump(out, indent);
}

}  // namespace deskgauge::interchange

#include <algorithm>

#include "deskgauge/definition/keys.h"
#include "deskgauge/definition/read.h"

namespace deskgauge::definition {
namespace {

/// A value in the flow notation that event::set_from_text reads: lists and mappings as "[a, b]" and "{min: 1}".
std::string flow_text(const Node& node) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:-+/@ ";
  std::string result;
  switch (node.type) {
    case Node::Type::null: return result;
    case Node::Type::scalar: {
      if (node.scalar.find_first_not_of(kPlain) == std::string::npos && node.scalar.find(": ") == std::string::npos && !node.scalar.empty())
        return node.scalar;
      for (char c : node.scalar) result.append(c == '"' || c == '\\' ? "\\" : "").append(1, c);
      return "\"" + result + "\"";
    }
    case Node::Type::sequence:
      for (const Node& item : node.items) result += (result.empty() ? "" : ", ") + flow_text(item);
      return "[" + result + "]";
    case Node::Type::mapping: break;
  }
  for (const Node::Member& member : node.members) result += (result.empty() ? "" : ", ") + member.key + ": " + flow_text(member.value);
  return "{" + result + "}";
}

std::string field_value(const Node& node) { return node.type == Node::Type::scalar ? node.scalar : flow_text(node); }

/// `at: 10m`, after the start of the test; may be negative (before it).
std::optional<time::Span> read_offset(const Field& field, Report& report) {
  if (field.node.type == Node::Type::scalar) {
    auto const span = time::parse_span(field.node.scalar);
    if (span) return *span;
    if (field.node.scalar == "0") return time::Span{0};
  }
  report.add(RuleId::malformed_value, field.node.at, field.path + " must be a span after the start of the test",
             "write a number and a unit, such as 10m");
  return std::nullopt;
}

/// Keys of an event are its own: only `at` and `event` are known here, the others are checked by rules against the vocabulary.
metric::TestEvent read_event(const Field& item, Report& report) {
  metric::TestEvent event;
  event.line = item.node.at.line;
  std::vector<std::string_view> any;
  for (const Node::Member& member : item.node.members) any.push_back(member.key);
  Fields const fields(item.node, item.node.at, item.path, any, report);
  fields.take(fields.required("at", "at: 0m, the time after the start"), event.at, read_offset);
  fields.take(fields.required("event", "event: ticket.created, or another event type"), event.type, read_text);
  for (const Node::Member& member : item.node.members)
    if (member.key != "at" && member.key != "event") event.fields.emplace_back(member.key, field_value(member.value));
  return event;
}

/// A number, or a span for durations: 10m is 600 (seconds).
std::optional<double> read_value(const Field& field, Report& report) {
  if (field.node.type == Node::Type::scalar)
    if (auto const span = time::parse_span(field.node.scalar)) return static_cast<double>(span->ms) / 1000;
  return read_number(field, report);
}

void read_group(const Fields& fields, metric::Expectation& out, Report& report) {
  auto const group = fields.optional("group");
  if (!group) return;
  if (group->node.type != Node::Type::mapping)
    return report.add(RuleId::wrong_type, group->node.at, group->path + " must be a mapping from dimension to value",
                      "write {agent: \"7\"}");
  for (const Node::Member& member : group->node.members)
    if (auto value = read_text({member.value, group->path + "." + member.key}, report))
      out.group.emplace_back(member.key, std::move(*value));
}

metric::Expectation read_expectation(const Field& item, Report& report) {
  metric::Expectation out;
  out.line = item.node.at.line;
  Fields const fields(item.node, item.node.at, item.path, known_keys("MetricTest", "spec.expect[]"), report);
  fields.take(fields.required("at", "at: 11m, the time after the start"), out.at, read_offset);
  fields.take(fields.optional("metric"), out.metric, read_text);
  fields.take(fields.optional("window"), out.window, read_text);
  read_group(fields, out, report);
  auto const whole = [&](std::string_view key, std::optional<std::int64_t>& value) {
    std::int64_t number = 0;
    if (fields.take(fields.optional(key), number, read_integer)) value = number;
  };
  whole("n", out.n), whole("numerator", out.numerator), whole("denominator", out.denominator), whole("pending", out.pending);
  double number = 0;
  if (fields.take(fields.optional("value"), number, read_value)) out.value = number;
  if (fields.take(fields.optional("tolerance"), number, read_value)) out.tolerance = number;
  fields.take(fields.optional("reason"), out.reason, read_text);
  bool provisional = false;
  if (fields.take(fields.optional("provisional"), provisional, read_boolean)) out.provisional = provisional;
  return out;
}

}  // namespace

void read_test(const Node& spec, Position at, const Metadata& metadata, metric::TestSpec& out, Report& report) {
  Fields const fields(spec, std::move(at), "spec", known_keys("MetricTest", "spec"), report);
  out.file = metadata.at.file;
  out.line = metadata.at.line;
  fields.take(fields.required("metric", "metric: the metric under test"), out.metric, read_text);
  fields.take(fields.required("start", "start: 2026-03-27T10:00:00+01:00"), out.start, read_instant);
  if (auto const given = fields.required("given", "given: [{at: 0m, event: ticket.created, ticket: T1}]"))
    for (const Field& item : read_items(*given, report)) out.given.push_back(read_event(item, report));
  if (auto const expect = fields.required("expect", "expect: [{at: 1h, value: 10m, n: 1}]"))
    for (const Field& item : read_items(*expect, report)) out.expect.push_back(read_expectation(item, report));
}

}  // namespace deskgauge::definition

#include "deskgauge/definition/read_target.h"

#include <algorithm>
#include <charconv>

#include "deskgauge/definition/keys.h"

namespace deskgauge::definition {
namespace {

std::optional<double> number_of(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  double value = 0;
  auto const [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || rest != text.data() + text.size()) return std::nullopt;
  return value;
}

/// {rolling: 7d, complete: true} as the text "7d complete"; what the text means stands in one place.
std::string window_text(const Fields& fields, Report& report) {
  std::string text;
  for (std::string_view key : {"rolling", "tumbling", "to_date"}) {
    auto const field = fields.optional(key);
    if (!field) continue;
    if (!text.empty()) {
      report.add(RuleId::misplaced_key, field->node.at, field->path + " stands beside another kind of window", "write one of them");
      return {};
    }
    fields.take(field, text, read_text);
    if (key == "to_date" && !text.empty()) text += "_to_date";
  }
  bool complete = false;
  if (fields.take(fields.optional("complete"), complete, read_boolean) && complete) text += " complete";
  return text;
}

}  // namespace

std::optional<double> read_amount(const Field& field, Report& report) {
  const std::string& text = field.node.scalar;
  if (field.node.type == Node::Type::scalar) {
    if (!text.empty() && text.back() == '%')
      if (auto const percent = number_of(std::string_view(text).substr(0, text.size() - 1))) return *percent / 100;
    if (auto const number = number_of(text)) return number;
    if (auto const span = time::parse_span(text)) return static_cast<double>(span->ms) / 1000;
  }
  report.add(RuleId::malformed_value, field.node.at, field.path + " must be an amount", "write 0.87, \"87 %\", or a span such as 45m");
  return std::nullopt;
}

std::optional<std::vector<double>> read_amounts(const Field& field, Report& report) {
  std::vector<double> amounts;
  for (const Field& item : read_items(field, report)) {
    auto const amount = read_amount(item, report);
    if (!amount) return std::nullopt;
    amounts.push_back(*amount);
  }
  if (field.node.type != Node::Type::sequence) return std::nullopt;
  return amounts;
}

std::optional<metric::WindowSpec> read_window(const Field& field, Report& report) {
  std::string text = field.node.scalar;
  if (field.node.type == Node::Type::mapping) {
    Fields const fields(field.node, field.node.at, field.path, known_keys("Goal", "spec.window"), report);
    text = window_text(fields, report);
    if (text.empty()) {
      if (field.node.members.empty())
        report.add(RuleId::malformed_value, field.node.at, field.path + " is empty", "write {rolling: 7d} or {to_date: quarter}");
      return std::nullopt;
    }
  } else if (field.node.type != Node::Type::scalar) {
    report.add(RuleId::wrong_type, field.node.at, field.path + " must be a window", "write {rolling: 7d} or {to_date: quarter}");
    return std::nullopt;
  }
  auto window = metric::parse_window(text, time::Zone::utc());
  if (window) return std::move(*window);
  report.add(RuleId::malformed_value, field.node.at, field.path + " cannot be " + quote(text) + ": " + window.error().message,
             "write {rolling: 7d}, {tumbling: month} or {to_date: quarter}");
  return std::nullopt;
}

std::optional<metric::Scope> read_scope(const Field& field, Report& report) {
  if (field.node.type != Node::Type::mapping) {
    report.add(RuleId::wrong_type, field.node.at, field.path + " must be a mapping from dimension to value", "write {team: billing}");
    return std::nullopt;
  }
  metric::Scope scope;
  for (const Node::Member& member : field.node.members)
    if (auto value = read_text({member.value, field.path + "." + member.key}, report)) scope.emplace_back(member.key, std::move(*value));
  std::sort(scope.begin(), scope.end());
  return scope;
}

}  // namespace deskgauge::definition

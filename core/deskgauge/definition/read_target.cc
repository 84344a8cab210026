#include "deskgauge/definition/read_target.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "deskgauge/definition/keys.h"

namespace deskgauge::definition {
namespace {

std::optional<double> number_of(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  double value = 0;
  auto const [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || rest != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

using WindowKind = metric::WindowSpec::Kind;

/// One way to write a window as a mapping.
struct WindowKey {
  std::string_view key;
  WindowKind kind;
  std::string_view example;
};
constexpr WindowKey kWindowKeys[] = {{"rolling", WindowKind::rolling, "rolling: 7d"},
                                     {"tumbling", WindowKind::tumbling, "tumbling: month"},
                                     {"to_date", WindowKind::to_date, "to_date: quarter"}};
constexpr std::string_view kWindowExamples = "write {rolling: 7d}, {tumbling: month} or {to_date: quarter}";

/// What the text means stands in one place: metric::parse_window. A range of dates is refused: a definition's window moves with time, a
/// fixed one belongs to a question.
std::optional<metric::WindowSpec> parse_text(const std::string& text, const Field& field, std::string_view hint, Report& report) {
  auto window = metric::parse_window(text, time::Zone::utc());
  if (window && window->kind != WindowKind::custom) return std::move(*window);
  std::string const why = window ? "a definition's window moves with time" : "this is not a window";
  report.add(RuleId::malformed_value, field.node.at, field.path + " cannot be " + quote(field.node.scalar) + ": " + why, std::string(hint));
  return std::nullopt;
}

std::optional<metric::WindowSpec> parse_key(const WindowKey& key, const Fields& fields, Report& report) {
  auto const field = fields.optional(key.key);
  std::string text;
  if (!fields.take(field, text, read_text)) return std::nullopt;
  if (key.kind == WindowKind::to_date) text += "_to_date";
  std::string const hint = "write " + std::string(key.example);
  auto window = parse_text(text, *field, hint, report);
  if (!window || window->kind == key.kind) return window;
  report.add(RuleId::malformed_value, field->node.at, field->path + " cannot be " + quote(field->node.scalar), hint);
  return std::nullopt;
}

std::optional<metric::WindowSpec> read_window_mapping(const Fields& fields, Report& report) {
  const WindowKey* written = nullptr;
  for (const WindowKey& key : kWindowKeys) {
    if (!fields.has(key.key)) continue;
    if (written) return fields.refuse(key.key, "stands beside " + std::string(written->key), "write one of them"), std::nullopt;
    written = &key;
  }
  if (!written) {
    bool const misspelt = fields.node().members.size() > static_cast<std::size_t>(fields.has("complete"));
    if (!misspelt) report.add(RuleId::missing_key, fields.at(), fields.name() + " says nothing", std::string(kWindowExamples));
    return std::nullopt;
  }
  auto window = parse_key(*written, fields, report);
  auto const complete = fields.optional("complete");
  if (window && fields.take(complete, window->complete, read_boolean) && window->complete && window->kind == WindowKind::to_date)
    fields.refuse("complete", "contradicts to_date, which ends now", "write {tumbling: \"last month\"} for the last whole one");
  return window;
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
  if (field.node.type == Node::Type::scalar) return parse_text(field.node.scalar, field, kWindowExamples, report);
  if (field.node.type == Node::Type::mapping)
    return read_window_mapping({field.node, field.node.at, field.path, known_keys("Goal", "spec.window"), report}, report);
  report.add(RuleId::wrong_type, field.node.at, field.path + " must be a window, not a list", std::string(kWindowExamples));
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

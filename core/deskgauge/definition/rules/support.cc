#include "deskgauge/definition/rules/support.h"

#include <algorithm>

namespace deskgauge::definition {
namespace {

using metric::Expression;
using metric::Metric;
using metric::MetricType;

void collect(const Expression& expression, std::vector<std::string>& names) {
  if (expression.op == Expression::Op::metric && std::find(names.begin(), names.end(), expression.metric) == names.end())
    names.push_back(expression.metric);
  for (const Expression& operand : expression.operands) collect(operand, names);
}

bool divides(const Expression& expression) {
  return expression.op == Expression::Op::divide || std::any_of(expression.operands.begin(), expression.operands.end(), divides);
}

bool is_name_part(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/// The offset of `name` as a whole word.
std::size_t find_word(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
    bool const starts = at == 0 || !is_name_part(text[at - 1]);
    bool const ends = at + name.size() == text.size() || !is_name_part(text[at + name.size()]);
    if (starts && ends) return at;
  }
  return 0;
}

}  // namespace

void for_each_metric(const Definitions& definitions, const std::function<void(const Read<Metric>&)>& visit) {
  for (const auto& read : definitions.metrics)
    if (read.complete) visit(read);
}
void for_each_measured(const Definitions& definitions, const std::function<void(const Read<Metric>&)>& visit) {
  for_each_metric(definitions, [&](const auto& read) { if (read.spec.type != MetricType::derived) visit(read); });
}
void for_each_derived(const Definitions& definitions, const std::function<void(const Read<Metric>&)>& visit) {
  for_each_metric(definitions, [&](const auto& read) { if (read.spec.type == MetricType::derived) visit(read); });
}

std::vector<std::string> operands(const Expression& expression) {
  std::vector<std::string> names;
  collect(expression, names);
  return names;
}

Position operand_at(const Read<Metric>& derived, const std::string& name, const Report& report) {
  const Node& node = find_path(*derived.node, {"spec", "expression"});
  return report.sources().inside(node, find_word(node.scalar, name));
}

bool is_average(const Metric& metric) {
  using enum aggregate::Aggregation;
  if (metric.type == MetricType::derived) return divides(metric.expression);
  auto const aggregation = metric.aggregation.aggregation;
  return aggregation != count && aggregation != sum && aggregation != level && aggregation != distinct;
}

bool is_average(const Definitions& definitions, const std::string& name) {
  const auto* const read = definitions.find_metric(name);
  return read && read->complete && is_average(read->spec);
}

bool has_dimension(const Metric& metric, std::string_view name) {
  return std::any_of(metric.dimensions.begin(), metric.dimensions.end(), [&](const metric::DimensionRef& d) { return d.name() == name; });
}

std::vector<std::string> dimension_names_of(const Metric& metric) {
  std::vector<std::string> names;
  for (const metric::DimensionRef& dimension : metric.dimensions) names.push_back(dimension.name());
  return names;
}

bool mentions(const metric::Filter& filter, metric::Dimension dimension) {
  if (filter.dimension && filter.dimension->dimension == dimension) return true;
  return std::any_of(filter.children.begin(), filter.children.end(), [&](const metric::Filter& f) { return mentions(f, dimension); });
}

}  // namespace deskgauge::definition

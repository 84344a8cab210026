// Is the goal specific, and can it be measured?
#include "deskgauge/metric/smart_checks.h"

namespace deskgauge::metric::smart {
namespace {

using aggregate::Aggregation;

std::vector<std::string> dimension_names_of(const Metric& metric) {
  std::vector<std::string> names;
  for (const DimensionRef& dimension : metric.dimensions) names.push_back(dimension.name());
  return names;
}

/// The first name in a filter that is no dimension of the metric; "" if there is none.
std::string foreign_name(const Filter& filter, const std::vector<std::string>& known) {
  bool const is_leaf = filter.dimension || filter.measure >= 0;
  if (is_leaf && (!filter.dimension || std::find(known.begin(), known.end(), filter.dimension->name()) == known.end())) return filter.name;
  for (const Filter& child : filter.children)
    if (std::string name = foreign_name(child, known); !name.empty()) return name;
  return {};
}

Found unknown_dimension(const Metric& metric, const Scope& scope) {
  std::vector<std::string> const known = dimension_names_of(metric);
  for (auto const& [dimension, value] : scope)
    if (std::find(known.begin(), known.end(), dimension) == known.end())
      return {{metric.name + " has no dimension \"" + dimension + "\"", "scope it by one of: " + join(known)}};
  return {};
}

Found missing_value(const Scope& scope) {
  for (auto const& [dimension, value] : scope)
    if (value.empty()) return {{"the scope names no " + dimension, "write which one, or leave " + dimension + " out"}};
  return {};
}

/// Evidence is what the one-sided rules need: hits and trials, a mean with its variance, ranks.
bool has_evidence(const Metric& metric) {
  if (metric.type == MetricType::ratio) return true;
  if (metric.type == MetricType::derived) return false;
  switch (metric.aggregation.aggregation) {
    case Aggregation::count:
    case Aggregation::sum:
    case Aggregation::distribution:
    case Aggregation::level:
    case Aggregation::distinct: return false;
    default: return !metric.is_snapshot();
  }
}

}  // namespace

Found unknown_metric(const Case& c) {
  if (c.metric) return {};
  return {{"there is no metric \"" + c.goal.metric + "\"", did_you_mean(c.goal.metric, names_of(c.catalogue.metrics))}};
}

Found unknown_scope(const Case& c) {
  if (agent_without_attribution(c)) return {};          // said better there
  return unknown_dimension(*c.metric, c.goal.scope);
}

Found empty_scope(const Case& c) { return missing_value(c.goal.scope); }

Found agent_without_attribution(const Case& c) {
  if (c.metric->type == MetricType::derived || c.metric->attribution != Attribution::none) return {};
  for (auto const& [dimension, value] : c.goal.scope)
    if (dimension == "agent") return {{c.metric->name + " credits no agent, so no agent can own it", "scope the goal by team"}};
  return {};
}

Found bad_filter(const Case& c) { return where_fault(*c.metric, c.goal.where); }

Found not_a_number(const Case& c) {
  if (c.metric->aggregation.aggregation != Aggregation::distribution || c.metric->type != MetricType::simple) return {};
  return {{c.metric->name + " is a distribution, not one number", "aim at its mean or at a percentile"}};
}

Found never_forgets(const Case& c) {
  if (c.goal.window.kind == WindowSpec::Kind::cumulative)
    return {{"a cumulative window never forgets: the past before the goal outweighs what it is to change", "write window: {rolling: 7d}"}};
  if (c.goal.window.kind == WindowSpec::Kind::custom)
    return {{"a fixed window does not move, so nothing can be watched day by day", "write window: {rolling: 7d} or {to_date: quarter}"}};
  return {};
}

Found rule_without_evidence(const Case& c) {
  bool const asks = std::holds_alternative<Confident>(c.goal.met) || std::holds_alternative<Posterior>(c.goal.met);
  if (!asks || has_evidence(*c.metric)) return {};
  return {{c.metric->name + " has no interval, so nothing can be confident of it", "write met: {sustained: 14d}"}};
}

Found no_posterior(const Case& c) {
  if (!std::holds_alternative<Posterior>(c.goal.met) || c.metric->type == MetricType::derived) return {};
  switch (c.metric->aggregation.aggregation) {
    case Aggregation::quantile:
    case Aggregation::quantile_sketch:
    case Aggregation::survival_quantile:
    case Aggregation::survival_within:
      return {{"percentiles have bounds but no posterior", "write met: {confident: 0.95} or {sustained: 14d}"}};
    default: return {};
  }
}

}  // namespace deskgauge::metric::smart

namespace deskgauge::metric {

smart::Found scope_fault(const Metric& metric, const Scope& scope) {
  smart::Found const unknown = smart::unknown_dimension(metric, scope);
  return unknown ? unknown : smart::missing_value(scope);
}

smart::Found where_fault(const Metric& metric, const std::string& where) {
  if (where.empty()) return {};
  auto const parsed = parse_filter(where, metric.fact);
  if (auto const* fault = std::get_if<FilterFault>(&parsed)) return {{"the filter cannot be read: " + fault->message, fault->hint}};
  std::vector<std::string> const known = smart::dimension_names_of(metric);
  std::string const name = smart::foreign_name(std::get<Filter>(parsed), known);
  if (name.empty()) return {};
  return {{"the filter asks for \"" + name + "\", which is no dimension of " + metric.name, "filter by one of: " + smart::join(known)}};
}

}  // namespace deskgauge::metric

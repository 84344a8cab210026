#pragma once
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "deskgauge/definition/definitions.h"
#include "deskgauge/definition/reader.h"
#include "deskgauge/definition/rules/all.h"

// What several rules need to look around.
namespace deskgauge::definition {

using Path = std::initializer_list<std::string_view>;

template <class Spec>
Position value_at(const Read<Spec>& read, Path path) {
  return find_path(*read.node, path).at;
}
template <class Spec>
Position key_at(const Read<Spec>& read, Path path) {
  return key_position(*read.node, path);
}
template <class Spec>
bool has_key(const Read<Spec>& read, std::string_view key) {
  const Node* const spec = read.node->find("spec");
  return spec && spec->find(key);
}

/// Complete metrics only.
void for_each_metric(const Definitions& definitions, const std::function<void(const Read<metric::Metric>&)>& visit);
/// Complete metrics that measure facts themselves: simple ones and ratios.
void for_each_measured(const Definitions& definitions, const std::function<void(const Read<metric::Metric>&)>& visit);
void for_each_derived(const Definitions& definitions, const std::function<void(const Read<metric::Metric>&)>& visit);

/// The metrics an expression names, each once, in the order of the text.
std::vector<std::string> operands(const metric::Expression& expression);
/// Where an expression names a metric.
Position operand_at(const Read<metric::Metric>& derived, const std::string& name, const Report& report);

/// A share, a mean or a score: a number that loses its weight when it is added to another.
bool is_average(const metric::Metric& metric);
bool is_average(const Definitions& definitions, const std::string& metric);
bool has_dimension(const metric::Metric& metric, std::string_view name);
std::vector<std::string> dimension_names_of(const metric::Metric& metric);
/// Whether a filter asks for a dimension.
bool mentions(const metric::Filter& filter, metric::Dimension dimension);
/// "the fact first_response"
inline std::string the_fact(const metric::Metric& metric) { return "the fact " + std::string(to_text(metric.fact)); }

}  // namespace deskgauge::definition

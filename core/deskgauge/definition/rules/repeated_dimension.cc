#include <algorithm>

#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

void check_names(const std::vector<std::string>& names, const Node& node, const std::string& path, Report& report) {
  for (std::size_t i = 0; i < names.size() && i < node.items.size(); ++i)
    if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i]) !=
        names.begin() + static_cast<std::ptrdiff_t>(i))
      report.add(RuleId::repeated_dimension, node.items[i].at, path + " holds " + quote(names[i]) + " twice", "keep one of them");
}

/// [agent, team] and [team, agent] are one rollup.
std::vector<std::string> rollup_keys(const metric::Metric& metric) {
  std::vector<std::string> keys;
  for (std::vector<std::string> rollup : metric.rollups) {
    std::sort(rollup.begin(), rollup.end());
    keys.push_back("[" );
    for (const std::string& name : rollup) keys.back() += (keys.back().size() > 1 ? ", " : "") + name;
    keys.back() += "]";
  }
  return keys;
}

}  // namespace

void check_repeated_dimension(const Definitions& definitions, Report& report) {
  for_each_metric(definitions, [&](const Read<metric::Metric>& read) {
    check_names(dimension_names_of(read.spec), find_path(*read.node, {"spec", "dimensions"}), "spec.dimensions", report);
    const Node& rollups = find_path(*read.node, {"spec", "rollups"});
    check_names(rollup_keys(read.spec), rollups, "spec.rollups", report);
    for (std::size_t i = 0; i < read.spec.rollups.size(); ++i)
      check_names(read.spec.rollups[i], rollups.items[i], "spec.rollups[" + std::to_string(i) + "]", report);
    std::vector<std::string> grains;
    for (time::Grain grain : read.spec.grains) grains.emplace_back(time::to_text(grain));
    if (has_key(read, "grains")) check_names(grains, find_path(*read.node, {"spec", "grains"}), "spec.grains", report);
  });
}

}  // namespace deskgauge::definition

#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

using metric::Filter;

void tell(const Node& node, const std::string& path, bool value, const std::string& effect, Report& report) {
  report.add(RuleId::constant_filter, node.at, path + " is always " + (value ? "true" : "false") + effect,
             value ? "leave it out, or correct the condition" : "correct the condition");
}

/// Hits that are none of the population, or all of it.
void check_numerator(const Read<metric::Metric>& read, Report& report) {
  Filter hit, miss;
  hit.children = {read.spec.filter, read.spec.numerator};
  Filter no;
  no.op = Filter::Op::negate;
  no.children = {read.spec.numerator};
  miss.children = {read.spec.filter, no};
  const Node& node = find_path(*read.node, {"spec", "numerator"});
  if (constant_value(hit) == false) tell(node, "spec.numerator", false, " in the population, so the ratio is always 0", report);
  else if (constant_value(miss) == false) tell(node, "spec.numerator", true, " in the population, so the ratio is always 1", report);
}

}  // namespace

void check_constant_filter(const Definitions& definitions, Report& report) {
  for_each_measured(definitions, [&](const Read<metric::Metric>& read) {
    auto const value = read.spec.filter.empty() && !has_key(read, "filter") ? std::nullopt : constant_value(read.spec.filter);
    if (value)
      tell(find_path(*read.node, {"spec", "filter"}), "spec.filter", *value,
           *value ? ", so it leaves nothing out" : ", so nothing is counted", report);
    if (read.spec.type == metric::MetricType::ratio && !read.spec.within && value != false) check_numerator(read, report);
  });
  for (const auto& read : definitions.sla_policies) {
    if (!read.complete || read.spec.filter.empty()) continue;
    if (auto const value = constant_value(read.spec.filter))
      tell(find_path(*read.node, {"spec", "match"}), "spec.match", *value, *value ? ", so it matches every ticket" : ", so it matches none",
           report);
  }
}

}  // namespace deskgauge::definition

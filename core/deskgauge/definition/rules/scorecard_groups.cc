#include "deskgauge/definition/rules/card.h"
#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

bool credits_nobody(const metric::Metric& metric) {
  return metric.type != metric::MetricType::derived && metric.attribution == metric::Attribution::none;
}

void check_dimension(const CardItem& item, const std::string& dimension, Report& report) {
  const metric::Metric& metric = *item.metric;
  if (dimension == "agent" && credits_nobody(metric))
    return report.add(RuleId::scorecard_agent, item.at("metric"),
                      item.key("metric") + ": " + metric.name + " credits no agent, so it has no place on an agent's card",
                      "choose a metric that is attributed to agents, or draw the card up by team");
  if (has_dimension(metric, dimension)) return;
  std::vector<std::string> const known = dimension_names_of(metric);
  report.add(RuleId::scorecard_by, item.at("metric"),
             item.key("metric") + ": " + metric.name + " has no dimension " + quote(dimension) + ", by which the card is drawn up",
             known.empty() ? "leave the item out" : "leave the item out, or draw the card up by " + listed(known));
}

}  // namespace

void check_scorecard_groups(const Definitions& definitions, Report& report) {
  for_each_item(definitions, [&](const ReadCard& card, const CardItem& item) {
    if (!item.metric) return;
    for (const std::string& dimension : card.spec.by) check_dimension(item, dimension, report);
  });
}

}  // namespace deskgauge::definition

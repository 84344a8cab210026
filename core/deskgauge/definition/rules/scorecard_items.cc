#include "deskgauge/definition/rules/card.h"
#include "deskgauge/metric/smart.h"

namespace deskgauge::definition {
namespace {

bool is_distribution(const metric::Metric& metric) {
  return metric.type == metric::MetricType::simple && metric.aggregation.aggregation == aggregate::Aggregation::distribution;
}

void check_item(const Definitions& definitions, const CardItem& item, Report& report) {
  if (!definitions.find_metric(item.item.metric) && !definitions.has_unread)
    report.add(RuleId::scorecard_metric, item.at("metric"), item.key("metric") + ": there is no Metric named " + quote(item.item.metric),
               suggest(item.item.metric, definitions.metric_names()));
  if (!item.metric) return;
  if (is_distribution(*item.metric))
    report.add(RuleId::scorecard_metric, item.at("metric"),
               item.key("metric") + ": " + item.metric->name + " is a distribution, not one number",
               "weigh its mean or a percentile");
  if (auto const fault = metric::scope_fault(*item.metric, item.item.scope))
    report.add(RuleId::scorecard_scope, item.at("scope"), item.key("scope") + ": " + fault->first, fault->second);
  if (auto const fault = metric::where_fault(*item.metric, item.item.where))
    report.add(RuleId::scorecard_scope, item.at("where"), item.key("where") + ": " + fault->first, fault->second);
}

}  // namespace

void check_scorecard_items(const Definitions& definitions, Report& report) {
  for_each_item(definitions, [&](const ReadCard&, const CardItem& item) { check_item(definitions, item, report); });
}

}  // namespace deskgauge::definition

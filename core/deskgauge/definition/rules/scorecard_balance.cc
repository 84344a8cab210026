#include <algorithm>

#include "deskgauge/definition/rules/card.h"
#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

using metric::Direction;
using metric::FactKind;
using metric::Metric;
using metric::MetricType;

/// How fast work was done: a duration from start to end that is to be short, or the share done within a span. The age of open work is none.
bool is_speed(const Metric& metric) {
  if (metric.type == MetricType::derived) return false;
  const metric::FactKindSpec& kind = metric::fact_kind(metric.fact);
  if (kind.start < 0 || kind.end < 0 || kind.read_at) return false;
  if (metric.within || metric.aggregation.aggregation == aggregate::Aggregation::survival_within) return metric.direction == Direction::up;
  return metric.direction == Direction::down && metric.is_duration() &&
         kind.measures[static_cast<std::size_t>(metric.measure)].name == "duration";
}

bool asks_for(const metric::Filter& filter, std::string_view name) {
  return filter.name == name || std::any_of(filter.children.begin(), filter.children.end(),
                                            [&](const metric::Filter& child) { return asks_for(child, name); });
}

/// Whether the work was good: what customers say, whether they had to come again, whether the ticket stayed solved.
bool is_quality(const Metric& metric, const Definitions& definitions) {
  if (metric.direction == Direction::none) return false;
  if (metric.type == MetricType::derived) {
    std::vector<std::string> const names = operands(metric.expression);
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      const auto* const read = definitions.find_metric(name);
      return read && read->complete && read->spec.type != MetricType::derived && is_quality(read->spec, definitions);
    });
  }
  switch (metric.fact) {
    case FactKind::survey_response:
    case FactKind::issue:
    case FactKind::reopen:
    case FactKind::first_solve: return true;
    default: return asks_for(metric.numerator, "reopens") || asks_for(metric.filter, "reopens");
  }
}

void check_speed(const std::vector<CardItem>& items, const Definitions& definitions, Report& report) {
  auto const quality = [&](const CardItem& item) { return !item.metric || is_quality(*item.metric, definitions); };
  if (std::any_of(items.begin(), items.end(), quality)) return;
  auto const speed = std::find_if(items.begin(), items.end(), [](const CardItem& item) { return is_speed(*item.metric); });
  if (speed == items.end()) return;
  report.add(RuleId::scorecard_speed_alone, speed->at("metric"),
             speed->key("metric") + ": " + speed->item.metric + " rewards speed, and nothing on the card tells whether the work was good",
             "add what customers say, first-contact resolution or reopenings");
}

void check_sides(const ReadCard& card, const std::vector<CardItem>& items, Report& report) {
  auto const subjective = std::count_if(items.begin(), items.end(), [](const CardItem& item) { return item.item.subjective; });
  if (subjective > 0 && subjective < static_cast<std::ptrdiff_t>(items.size())) return;
  report.add(RuleId::scorecard_one_sided, key_position(*card.node, {"spec", "items"}),
             std::string("no item of spec.items is ") + (subjective == 0 ? "subjective" : "objective"),
             subjective == 0 ? "add a judgement of people, such as satisfaction" : "add what is counted or timed, such as reopenings");
}

}  // namespace

void check_scorecard_balance(const Definitions& definitions, Report& report) {
  for_each_card(definitions, [&](const ReadCard& card) {
    std::vector<CardItem> const items = items_of(card, definitions);
    check_speed(items, definitions, report);
    check_sides(card, items, report);
  });
}

}  // namespace deskgauge::definition

#include <algorithm>

#include "deskgauge/definition/rules/card.h"
#include "deskgauge/metric/number_text.h"

namespace deskgauge::definition {
namespace {

using metric::RatingScheme;
using metric::Standard;

std::string name_of(const RatingScheme& scheme, int number) {
  for (const metric::RatingLevel& level : scheme.levels)
    if (level.level == number) return metric::key_of(level);
  return std::to_string(number);
}

void check_order(const CardItem& item, const RatingScheme& scheme, const Standard& standard, Report& report) {
  if (!item.metric) return;
  bool const down = item.item.lower_is_better(item.metric->direction);
  for (std::size_t i = 1; i < standard.thresholds.size(); ++i) {
    auto const &before = standard.thresholds[i - 1], &after = standard.thresholds[i];
    if (down ? after.from < before.from : before.from < after.from) continue;
    return report.add(RuleId::scorecard_level_order, item.at("levels"),
                      item.key("levels") + ": " + name_of(scheme, after.level) + " begins at " + metric::number_text(after.from) + ", " +
                          name_of(scheme, before.level) + " at " + metric::number_text(before.from) + ", and " + (down ? "less" : "more") +
                          " of " + item.metric->name + " is better",
                      std::string("a better level begins ") + (down ? "lower" : "higher"));
  }
}

void check_item(const CardItem& item, const RatingScheme& scheme, Report& report) {
  std::string const mandatory = name_of(scheme, scheme.mandatory);
  if (!item.item.standard)
    return report.add(RuleId::scorecard_levels, item.node.at, item.key("levels") + " is missing, and the card is rated",
                      "write levels: {" + mandatory + ": …}");
  const auto& thresholds = item.item.standard->thresholds;
  auto const has = [&](int level) {
    return std::any_of(thresholds.begin(), thresholds.end(), [=](const metric::LevelThreshold& t) { return t.level == level; });
  };
  if (!has(scheme.mandatory))
    report.add(RuleId::scorecard_levels, item.at("levels"), item.key("levels") + " does not say where " + mandatory + " begins",
               "write " + mandatory + ": …, without which no standard is complete");
  if (int const lowest = scheme.levels.front().level; has(lowest))
    report.add(RuleId::scorecard_levels, item.at("levels"), item.key("levels") + " says where " + name_of(scheme, lowest) + " begins",
               "leave it out: the lowest level is what reaches no other");
  check_order(item, scheme, *item.item.standard, report);
}

}  // namespace

void check_scorecard_levels(const Definitions& definitions, Report& report) {
  for_each_item(definitions, [&](const ReadCard& card, const CardItem& item) {
    if (card.spec.rating) check_item(item, card.spec.rating->scheme, report);
  });
}

}  // namespace deskgauge::definition

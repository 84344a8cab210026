#include "deskgauge/definition/rules/card.h"
#include "deskgauge/metric/number_text.h"

namespace deskgauge::definition {
namespace {

using metric::Anchors;
using metric::Band;
using metric::Direction;
using metric::number_text;

/// The key that begins an item's attainment.
std::string_view key_of(const metric::AttainmentRule& rule) {
  if (std::holds_alternative<Anchors>(rule)) return "floor";
  return std::holds_alternative<Band>(rule) ? "band" : "steps";
}

void tell_disorder(const CardItem& item, Report& report) {
  Position const at = item.at(key_of(item.item.attainment));
  if (auto const* a = std::get_if<Anchors>(&item.item.attainment))
    return report.add(RuleId::scorecard_anchors, at,
                      item.path + ": floor " + number_text(a->floor) + ", target " + number_text(a->target) + " and stretch " +
                          number_text(a->stretch) + " must rise, or fall where less is better",
                      "put the target between floor and stretch");
  if (std::holds_alternative<Band>(item.item.attainment))
    return report.add(RuleId::scorecard_anchors, at, item.key("band") + " must rise",
                      "write [lower floor, lower target, upper target, upper floor]");
  report.add(RuleId::scorecard_anchors, at, item.key("steps") + " must go one way, and their attainment must not fall",
             "list them from the worst to the best");
}

void check_direction(const CardItem& item, Report& report) {
  Direction const direction = item.metric ? item.metric->direction : Direction::none;
  if (std::holds_alternative<Band>(item.item.attainment) || (direction != Direction::up && direction != Direction::down)) return;
  if (metric::descends(item.item.attainment) == (direction == Direction::down)) return;
  bool const up = direction == Direction::up;
  report.add(RuleId::scorecard_against_direction, item.at(key_of(item.item.attainment)),
             item.path + " is worth more for " + (up ? "less" : "more") + " of " + item.metric->name + ", of which " +
                 (up ? "more" : "less") + " is better",
             up ? "begin with the lowest value" : "begin with the highest value");
}

}  // namespace

void check_scorecard_anchors(const Definitions& definitions, Report& report) {
  for_each_item(definitions, [&](const ReadCard&, const CardItem& item) {
    if (metric::ordered(item.item.attainment)) check_direction(item, report);
    else tell_disorder(item, report);
  });
}

}  // namespace deskgauge::definition

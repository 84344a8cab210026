#include <algorithm>
#include <cmath>

#include "deskgauge/definition/reader.h"
#include "deskgauge/definition/rules/card.h"
#include "deskgauge/metric/number_text.h"

namespace deskgauge::definition {
namespace {

constexpr double kRounding = 1e-9;       // decimals that are no binary fractions: 0.7 + 0.2 + 0.1
constexpr double kHeaviest = 0.4;        // kpis.md §4.3.2

std::string number(double value) { return metric::number_text(std::round(value * 1e9) / 1e9); }

bool lists(const metric::Scorecard& card, const std::string& perspective) {
  return std::find(card.perspectives.begin(), card.perspectives.end(), perspective) != card.perspectives.end();
}

/// A perspective that is not listed is one listed and misspelt, most likely: then nothing is said of the empty one.
void check_perspectives(const ReadCard& card, const std::vector<CardItem>& items, Report& report) {
  bool all_listed = true;
  for (const CardItem& item : items) {
    if (lists(card.spec, item.item.perspective)) continue;
    all_listed = false;
    report.add(RuleId::scorecard_perspective, item.at("perspective"),
               item.key("perspective") + ": the card has no perspective " + quote(item.item.perspective),
               suggest(item.item.perspective, card.spec.perspectives));
  }
  if (!all_listed) return;
  const Node& names = find_path(*card.node, {"spec", "perspectives"});
  for (std::size_t i = 0; i < card.spec.perspectives.size() && i < names.items.size(); ++i) {
    const std::string& name = card.spec.perspectives[i];
    if (std::any_of(items.begin(), items.end(), [&](const CardItem& item) { return item.item.perspective == name; })) continue;
    report.add(RuleId::scorecard_empty_perspective, names.items[i].at, "spec.perspectives: no item looks from " + name,
               "add an item, or leave the perspective out");
  }
}

void check_weights(const ReadCard& card, const std::vector<CardItem>& items, Report& report) {
  double sum = 0;
  for (const CardItem& item : items) sum += item.item.weight;
  if (std::abs(sum - 1) > kRounding)
    report.add(RuleId::scorecard_weights, key_position(*card.node, {"spec", "items"}), "the weights of spec.items add up to " + number(sum),
               "make them 1, so that a weight is the share it is read as");
  for (const CardItem& item : items)
    if (double const share = item.item.weight / sum; share > kHeaviest + kRounding)
      report.add(RuleId::scorecard_heavy_item, item.at("weight"),
                 item.key("weight") + ": " + item.item.metric + " makes " + number(std::round(share * 1000) / 10) + " % of the score",
                 "keep every item at 40 % or less: a card that one number decides is that number");
}

}  // namespace

void check_scorecard_weights(const Definitions& definitions, Report& report) {
  for_each_card(definitions, [&](const ReadCard& card) {
    std::vector<CardItem> const items = items_of(card, definitions);
    check_perspectives(card, items, report);
    check_weights(card, items, report);
  });
}

}  // namespace deskgauge::definition

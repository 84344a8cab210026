#include "deskgauge/definition/rules/card.h"

#include "deskgauge/definition/reader.h"

namespace deskgauge::definition {

Position CardItem::at(std::string_view key) const {
  const Node* const value = node.find(key);
  return value ? value->at : node.at;
}

void for_each_card(const Definitions& definitions, const std::function<void(const ReadCard&)>& visit) {
  for (const auto& read : definitions.scorecards)
    if (read.complete) visit(read);
}

std::vector<CardItem> items_of(const ReadCard& card, const Definitions& definitions) {
  const Node& nodes = find_path(*card.node, {"spec", "items"});
  std::vector<CardItem> items;
  for (std::size_t i = 0; i < card.spec.items.size() && i < nodes.items.size(); ++i) {
    const auto* const read = definitions.find_metric(card.spec.items[i].metric);
    items.push_back({card.spec.items[i], nodes.items[i], "spec.items[" + std::to_string(i) + "]",
                     read && read->complete ? &read->spec : nullptr});
  }
  return items;
}

void for_each_item(const Definitions& definitions, const std::function<void(const ReadCard&, const CardItem&)>& visit) {
  for_each_card(definitions, [&](const ReadCard& card) {
    for (const CardItem& item : items_of(card, definitions)) visit(card, item);
  });
}

}  // namespace deskgauge::definition

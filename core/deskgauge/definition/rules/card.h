#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "deskgauge/definition/definitions.h"
#include "deskgauge/definition/rules/all.h"

// What the rules of scorecards need to look around.
namespace deskgauge::definition {

using ReadCard = Read<metric::Scorecard>;

/// A line of a card with its place. Refers to the definitions; use it and drop it.
struct CardItem {
  const metric::ScorecardItem& item;
  const Node& node;
  std::string path;                    ///< "spec.items[2]"
  const metric::Metric* metric;        ///< null where it is unknown or could not be read

  /// Of the key's value, or of the item where the key is not written.
  Position at(std::string_view key) const;
  std::string key(std::string_view name) const { return path + "." + std::string(name); }
};

/// Complete cards only.
void for_each_card(const Definitions& definitions, const std::function<void(const ReadCard&)>& visit);
std::vector<CardItem> items_of(const ReadCard& card, const Definitions& definitions);
void for_each_item(const Definitions& definitions, const std::function<void(const ReadCard&, const CardItem&)>& visit);

}  // namespace deskgauge::definition

#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace deskgauge::metric {

/// What numbers can be grouped and filtered by. Append, never reorder.
enum class Dimension : std::uint8_t {
  agent,         ///< by the metric's attribution
  team,          ///< the credited agent's team by roster, else the ticket's team
  tier,          ///< of that team or agent by roster, else of the last assignment
  channel, priority, type, category, tag, language, customer, organization, brand, segment, schedule, direction,
  bot_involved,  ///< none, assisted, solo
  instrument, policy, sla_metric,
  reason,        ///< why a ticket was left out: merged, spam, deleted, test
  custom,        ///< "custom.NAME", set by ticket.field_changed
};
std::span<const std::string_view> dimension_names();  ///< without custom.*

/// The words a dimension can hold where the vocabulary is closed (direction, bot_involved, …); empty: any text.
std::span<const std::string_view> dimension_words(Dimension dimension);

/// The moment whose value of a dimension counts.
enum class DimensionAt : std::uint8_t { anchor, created, latest };

/// A dimension of a metric's key.
struct DimensionRef {
  Dimension dimension = Dimension::agent;
  DimensionAt at = DimensionAt::anchor;
  std::string custom;  ///< for Dimension::custom: the whole name, "custom.plan"

  std::string name() const;
  /// More than one value at once: groups overlap, totals are never sums of groups.
  bool multi_valued() const { return dimension == Dimension::tag; }
  friend bool operator==(const DimensionRef&, const DimensionRef&) = default;
};

/// "agent", "custom.plan"; nullopt for an unknown name.
std::optional<DimensionRef> parse_dimension(std::string_view name);

}  // namespace deskgauge::metric

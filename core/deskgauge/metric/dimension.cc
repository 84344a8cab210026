#include "deskgauge/metric/dimension.h"

#include <algorithm>
#include <iterator>

#include "deskgauge/event/vocabulary.h"

namespace deskgauge::metric {
namespace {

constexpr std::string_view kNames[] = {"agent", "team", "tier", "channel", "priority", "type", "category", "tag", "language", "customer",
                                       "organization", "brand", "segment", "schedule", "direction", "bot_involved", "instrument", "policy",
                                       "sla_metric", "reason"};
static_assert(std::size(kNames) == static_cast<std::size_t>(Dimension::custom));

constexpr std::string_view kCustomPrefix = "custom.";

constexpr std::string_view kBotInvolved[] = {"none", "assisted", "solo"};
constexpr std::string_view kReasons[] = {"merged", "spam", "deleted", "test"};

std::span<const std::string_view> choices(event::Kind kind, event::Field field) { return event::find_field(kind, field)->choices; }

bool is_custom_name(std::string_view name) {
  if (!name.starts_with(kCustomPrefix) || name.size() == kCustomPrefix.size()) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
  });
}

}  // namespace

std::span<const std::string_view> dimension_names() { return kNames; }

std::span<const std::string_view> dimension_words(Dimension dimension) {
  switch (dimension) {
    case Dimension::bot_involved: return kBotInvolved;
    case Dimension::direction: return choices(event::Kind::ticket_created, event::Field::direction);
    case Dimension::instrument: return choices(event::Kind::survey_sent, event::Field::instrument);
    case Dimension::sla_metric: return choices(event::Kind::sla_applied, event::Field::metric);
    case Dimension::reason: return kReasons;
    default: return {};
  }
}

std::string DimensionRef::name() const {
  return dimension == Dimension::custom ? custom : std::string(kNames[static_cast<std::size_t>(dimension)]);
}

std::optional<DimensionRef> parse_dimension(std::string_view name) {
  auto const found = std::find(std::begin(kNames), std::end(kNames), name);
  if (found != std::end(kNames)) return DimensionRef{static_cast<Dimension>(found - std::begin(kNames)), DimensionAt::anchor, {}};
  if (is_custom_name(name)) return DimensionRef{Dimension::custom, DimensionAt::anchor, std::string(name)};
  return std::nullopt;
}

}  // namespace deskgauge::metric

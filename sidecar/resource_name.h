#pragma once
#include <string>
#include <string_view>

#include "deskgauge/base/result.h"

namespace deskgauge::sidecar {

/// "desks/{desk}" or "desks/{desk}/metrics/{metric}" (goals, scorecards), taken apart.
struct ResourceName {
  std::string desk;
  std::string id;   ///< of the metric, goal or scorecard; "" in the name of a desk
};

/// `field` is the request's field, for the error. A desk's id is 1 to 63 lower-case letters, digits and hyphens, not beginning or ending
/// with a hyphen. Reason "malformed_name".
base::Result<ResourceName> parse_desk_name(std::string_view field, std::string_view name);
base::Result<ResourceName> parse_metric_name(std::string_view field, std::string_view name);
base::Result<ResourceName> parse_goal_name(std::string_view field, std::string_view name);
base::Result<ResourceName> parse_scorecard_name(std::string_view field, std::string_view name);
bool is_desk_id(std::string_view id);

/// The desk's id in a sound name of a desk or of anything in it.
std::string desk_of(std::string_view name);
std::string desk_name(std::string_view desk);
std::string metric_name(std::string_view desk, std::string_view metric);
std::string goal_name(std::string_view desk, std::string_view goal);
std::string scorecard_name(std::string_view desk, std::string_view scorecard);

}  // namespace deskgauge::sidecar

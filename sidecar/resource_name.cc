#include "sidecar/resource_name.h"

#include <algorithm>

namespace deskgauge::sidecar {
namespace {

constexpr std::string_view kDesks = "desks/", kMetrics = "/metrics/", kGoals = "/goals/", kScorecards = "/scorecards/";

base::Unexpected malformed(std::string_view field, std::string_view name, std::string_view form) {
  return base::unexpected(base::Code::invalid_argument, "malformed_name", "The name must have the form " + std::string(form),
                          std::string(field), std::string(name),
                          "A desk's id is 1 to 63 lower-case letters, digits and hyphens, for example desks/acme.");
}

base::Result<ResourceName> parse_child(std::string_view field, std::string_view name, std::string_view collection, std::string_view form) {
  std::size_t const cut = name.find(collection);
  if (!name.starts_with(kDesks) || cut == name.npos) return malformed(field, name, form);
  std::string_view const desk = name.substr(kDesks.size(), cut < kDesks.size() ? 0 : cut - kDesks.size());
  std::string_view const id = name.substr(cut + collection.size());
  if (!is_desk_id(desk) || id.empty() || id.find('/') != id.npos) return malformed(field, name, form);
  return ResourceName{std::string(desk), std::string(id)};
}

std::string child_name(std::string_view desk, std::string_view collection, std::string_view id) {
  return desk_name(desk) + std::string(collection) + std::string(id);
}

}  // namespace

bool is_desk_id(std::string_view id) {
  auto const plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  if (id.empty() || id.size() > 63 || !plain(id.front()) || !plain(id.back())) return false;
  return std::all_of(id.begin(), id.end(), [&](char c) { return plain(c) || c == '-'; });
}

base::Result<ResourceName> parse_desk_name(std::string_view field, std::string_view name) {
  if (!name.starts_with(kDesks) || !is_desk_id(name.substr(kDesks.size()))) return malformed(field, name, "desks/{desk}");
  return ResourceName{std::string(name.substr(kDesks.size())), {}};
}

base::Result<ResourceName> parse_metric_name(std::string_view field, std::string_view name) {
  return parse_child(field, name, kMetrics, "desks/{desk}/metrics/{metric}");
}
base::Result<ResourceName> parse_goal_name(std::string_view field, std::string_view name) {
  return parse_child(field, name, kGoals, "desks/{desk}/goals/{goal}");
}
base::Result<ResourceName> parse_scorecard_name(std::string_view field, std::string_view name) {
  return parse_child(field, name, kScorecards, "desks/{desk}/scorecards/{scorecard}");
}

std::string desk_of(std::string_view name) {
  std::string_view const rest = name.substr(std::min(name.size(), kDesks.size()));
  return std::string(rest.substr(0, rest.find('/')));
}

std::string desk_name(std::string_view desk) { return std::string(kDesks) + std::string(desk); }
std::string metric_name(std::string_view desk, std::string_view metric) { return child_name(desk, kMetrics, metric); }
std::string goal_name(std::string_view desk, std::string_view goal) { return child_name(desk, kGoals, goal); }
std::string scorecard_name(std::string_view desk, std::string_view scorecard) { return child_name(desk, kScorecards, scorecard); }

}  // namespace deskgauge::sidecar

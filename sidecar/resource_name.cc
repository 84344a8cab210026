#include "sidecar/resource_name.h"

#include <algorithm>

namespace deskgauge::sidecar {
namespace {

constexpr std::string_view kDesks = "desks/", kMetrics = "/metrics/";

base::Unexpected malformed(std::string_view field, std::string_view name, std::string_view form) {
  return base::unexpected(base::Code::invalid_argument, "malformed_name", "The name must have the form " + std::string(form),
                          std::string(field), std::string(name),
                          "A desk's id is 1 to 63 lower-case letters, digits and hyphens, for example desks/acme.");
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
  constexpr std::string_view kForm = "desks/{desk}/metrics/{metric}";
  std::size_t const cut = name.find(kMetrics);
  if (!name.starts_with(kDesks) || cut == name.npos) return malformed(field, name, kForm);
  std::string_view const desk = name.substr(kDesks.size(), cut < kDesks.size() ? 0 : cut - kDesks.size());
  std::string_view const metric = name.substr(cut + kMetrics.size());
  if (!is_desk_id(desk) || metric.empty() || metric.find('/') != metric.npos) return malformed(field, name, kForm);
  return ResourceName{std::string(desk), std::string(metric)};
}

std::string desk_name(std::string_view desk) { return std::string(kDesks) + std::string(desk); }

std::string metric_name(std::string_view desk, std::string_view metric) {
  return desk_name(desk) + std::string(kMetrics) + std::string(metric);
}

}  // namespace deskgauge::sidecar

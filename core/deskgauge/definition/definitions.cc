#include "deskgauge/definition/definitions.h"

#include <algorithm>

namespace deskgauge::definition {
namespace {

template <class Spec>
const Read<Spec>* find(const std::vector<Read<Spec>>& items, std::string_view name) {
  auto const found = std::find_if(items.begin(), items.end(), [&](const Read<Spec>& item) { return item.spec.name == name; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

const Read<metric::Metric>* Definitions::find_metric(std::string_view name) const { return find(metrics, name); }
const Read<metric::Instrument>* Definitions::find_instrument(std::string_view name) const { return find(instruments, name); }
bool Definitions::has_schedule(std::string_view name) const { return find(schedules, name) != nullptr; }

std::vector<std::string> Definitions::metric_names() const {
  std::vector<std::string> names;
  for (const auto& metric : metrics) names.push_back(metric.spec.name);
  return names;
}

time::Zone Definitions::zone() const { return desks.empty() ? time::Zone::utc() : desks.front().spec.desk.zone; }

}  // namespace deskgauge::definition

#include "deskgauge/metric/goal.h"

#include <algorithm>

namespace deskgauge::metric {
namespace {

constexpr std::string_view kTargets[] = {"increase_to", "decrease_to", "stay_at_or_above", "stay_at_or_below", "stay_within"};
constexpr std::string_view kChangeUnits[] = {"absolute", "points", "percent"};

/// A change of c from b upwards: b + c, b + c/100, or b(1 + c/100).
double changed(double baseline, double change, ChangeUnit unit) {
  switch (unit) {
    case ChangeUnit::absolute: return baseline + change;
    case ChangeUnit::points: return baseline + change / 100;
    case ChangeUnit::percent: return baseline * (1 + change / 100);
  }
  return baseline;
}

}  // namespace

std::string_view to_text(TargetKind kind) { return kTargets[static_cast<std::size_t>(kind)]; }
std::string_view to_text(ChangeUnit unit) { return kChangeUnits[static_cast<std::size_t>(unit)]; }

Target Goal::target_from(double baseline_value) const {
  if (!change) return target;
  Target absolute = target;
  absolute.value = changed(baseline_value, target.kind == TargetKind::decrease_to ? -target.value : target.value, *change);
  return absolute;
}

bool Goal::precedes(const Goal& a, const Goal& b) {
  if (a.scope.size() != b.scope.size()) return a.scope.size() > b.scope.size();
  if (a.starts_at != b.starts_at) return a.starts_at > b.starts_at;
  return a.name < b.name;
}

bool Goal::applies_to(const Scope& group, time::Instant at) const {
  if (at < starts_at || at >= due_at) return false;
  return std::all_of(scope.begin(), scope.end(),
                     [&](auto const& part) { return std::find(group.begin(), group.end(), part) != group.end(); });
}

}  // namespace deskgauge::metric

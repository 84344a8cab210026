// Can the goal be reached, can reaching it be seen, and is it somebody's?
#include <cmath>

#include "deskgauge/metric/smart_checks.h"

namespace deskgauge::metric::smart {
namespace {

/// Without the last digits of binary fractions: 0.82 + 0.25 is 1.07. Of a duration the span that a person writes.
std::string shown(const Case& c, double value) {
  constexpr double kDigits = 1e9;
  if (c.metric->unit == Unit::seconds && std::isfinite(value)) return time::to_exact_text({std::llround(value * 1000)});
  return number_text(std::isfinite(value) ? std::round(value * kDigits) / kDigits : value);
}

/// "87" where 0.87 is meant.
bool is_per_cent(const Case& c, double value) { return is_rate(*c.metric) && value > 1 && value <= 100; }

}  // namespace

Found target_out_of_range(const Case& c) {
  auto const target = c.target();
  if (!target) return {};
  Bounds const bounds = bounds_of(*c.metric, c.catalogue);
  for (double value : {target->value, target->kind == TargetKind::stay_within ? target->high : target->value})
    if (!bounds.contains(value))
      return {{"the target " + shown(c, value) + " lies outside what " + c.metric->name + " can be, " + number_text(bounds.low) + " … " +
                   number_text(bounds.high),
               !c.goal.change && is_per_cent(c, value) ? "rates are written 0 … 1: " + shown(c, value / 100) : "choose a target inside"}};
  return {};
}

Found baseline_out_of_range(const Case& c) {
  if (!c.goal.baseline) return {};
  Bounds const bounds = bounds_of(*c.metric, c.catalogue);
  if (bounds.contains(*c.goal.baseline)) return {};
  return {{"the baseline " + shown(c, *c.goal.baseline) + " lies outside what " + c.metric->name + " can be",
           is_per_cent(c, *c.goal.baseline) ? "rates are written 0 … 1: " + shown(c, *c.goal.baseline / 100)
                                            : "write the baseline in the unit " + std::string(to_text(c.metric->unit))}};
}

Found wrong_side(const Case& c) {
  auto const target = c.target();
  if (!target || !c.goal.baseline || !c.reaches()) return {};
  if (change_of_nothing(c) || target_out_of_range(c) || baseline_out_of_range(c)) return {};          // said there
  double const way = target->value - *c.goal.baseline;
  if (c.up() ? way > 0 : way < 0) return {};
  return {{"the baseline " + shown(c, *c.goal.baseline) + " meets the target " + shown(c, target->value) + " already",
           c.up() ? "aim higher, or write stay_at_or_above" : "aim lower, or write stay_at_or_below"}};
}

Found against_direction(const Case& c) {
  bool const rises = c.up() || c.goal.target.kind == TargetKind::stay_at_or_above;
  bool const falls = c.goal.target.kind == TargetKind::decrease_to || c.goal.target.kind == TargetKind::stay_at_or_below;
  if (!((rises && c.metric->direction == Direction::down) || (falls && c.metric->direction == Direction::up))) return {};
  return {{std::string("the goal wants ") + (rises ? "more" : "less") + " of " + c.metric->name + ", of which " +
               (rises ? "less" : "more") + " is better",
           std::string("write ") + (rises ? "decrease_to or stay_at_or_below" : "increase_to or stay_at_or_above")}};
}

Found empty_band(const Case& c) {
  if (c.goal.target.kind != TargetKind::stay_within || c.goal.target.value < c.goal.target.high) return {};
  return {{"the band " + shown(c, c.goal.target.value) + " … " + shown(c, c.goal.target.high) + " holds nothing",
           "write the lower bound first"}};
}

Found change_of_no_rate(const Case& c) {
  if (c.goal.change != ChangeUnit::points || is_rate(*c.metric)) return {};
  return {{"percentage points are of rates, and " + c.metric->name + " is none", "write unit: percent, or unit: absolute"}};
}

Found change_of_nothing(const Case& c) {
  if (!c.goal.change || c.goal.target.value > 0) return {};
  return {{"a change of " + number_text(c.goal.target.value) + " is none", "write how much, as a positive number"}};
}

Found too_small_to_tell(const Case& c) {
  auto const target = c.target();
  if (!target || !c.goal.baseline || !c.goal.baseline_n || !c.reaches() || !is_rate(*c.metric)) return {};
  if (*c.goal.baseline == target->value || target_out_of_range(c) || baseline_out_of_range(c) || change_of_no_rate(c)) return {};
  if (wrong_side(c) || against_direction(c)) return {};
  double const needed = std::ceil(responses_to_tell(*c.goal.baseline, target->value));
  if (static_cast<double>(*c.goal.baseline_n) >= needed) return {};
  return {{"target not distinguishable from noise: telling " + shown(c, *c.goal.baseline) + " from " + shown(c, target->value) +
               " takes " + number_text(needed) + " responses, the baseline has " + std::to_string(*c.goal.baseline_n),
           "use a longer window or a wider scope, or aim further"}};
}

Found nobody(const Case& c) {
  if (!c.goal.owner.empty()) return {};
  return {{"nobody owns the goal, so nobody can achieve it", "write metadata: {owner: …}"}};
}

}  // namespace deskgauge::metric::smart

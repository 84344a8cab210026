#pragma once
// Private to metric/: the checks that smart.cc lists, one function each.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "deskgauge/metric/number_text.h"
#include "deskgauge/metric/smart.h"

namespace deskgauge::metric::smart {

/// What is wrong and what to do about it; nothing where the check finds nothing.
using Found = std::optional<std::pair<std::string, std::string>>;

/// What every check looks at.
struct Case {
  const Goal& goal;
  const Catalogue& catalogue;
  const Metric* metric;                     ///< null: unknown, and then only those that do not read it are asked
  bool reaches() const { return goal.target.kind == TargetKind::increase_to || goal.target.kind == TargetKind::decrease_to; }
  bool up() const { return goal.target.kind == TargetKind::increase_to; }
  /// The bound in the metric's unit, where it is known without data.
  std::optional<Target> target() const {
    if (!goal.change) return goal.target;
    if (!goal.baseline) return std::nullopt;
    return goal.target_from(*goal.baseline);
  }
};

std::string join(const std::vector<std::string>& words);
std::string did_you_mean(const std::string& name, const std::vector<std::string>& known);
template <class Item>
std::vector<std::string> names_of(const std::vector<Item>& items) {
  std::vector<std::string> names;
  for (const Item& item : items) names.push_back(item.name);
  return names;
}

Found unknown_metric(const Case& c);
Found unknown_scope(const Case& c);
Found empty_scope(const Case& c);
Found agent_without_attribution(const Case& c);
Found bad_filter(const Case& c);
Found not_a_number(const Case& c);
Found never_forgets(const Case& c);
Found rule_without_evidence(const Case& c);
Found no_posterior(const Case& c);
Found target_out_of_range(const Case& c);
Found baseline_out_of_range(const Case& c);
Found wrong_side(const Case& c);
Found against_direction(const Case& c);
Found empty_band(const Case& c);
Found change_of_no_rate(const Case& c);
Found change_of_nothing(const Case& c);
Found too_small_to_tell(const Case& c);
Found nobody(const Case& c);
Found serves_nothing(const Case& c);
Found unknown_parent(const Case& c);
Found parent_of_other_metric(const Case& c);
Found parent_narrower(const Case& c);
Found parents_in_a_circle(const Case& c);
Found unknown_scorecard(const Case& c);
Found scorecard_without_item(const Case& c);
Found due_before_start(const Case& c);
Found due_within_a_window(const Case& c);
Found sustained_too_long(const Case& c);
Found step_outside(const Case& c);
Found steps_out_of_order(const Case& c);
Found unknown_schedule(const Case& c);
Found due_after_parent(const Case& c);

}  // namespace deskgauge::metric::smart

#include "deskgauge/metric/smart.h"

#include "deskgauge/metric/smart_checks.h"

namespace deskgauge::metric {
namespace smart {

std::string join(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all.empty() ? "none" : all;
}

std::string did_you_mean(const std::string& name, const std::vector<std::string>& known) {
  std::string const near = closest(name, known);
  return near.empty() ? "known: " + join(known) : "did you mean \"" + near + "\"?";
}

}  // namespace smart

namespace {

using namespace smart;

struct Row : SmartCheck {
  std::string_view key;
  Found (*look)(const Case&);
};
using enum SmartLetter;

constexpr Row kRows[] = {
    {{"goal_metric", specific, "its metric does not exist"}, "metric", unknown_metric},
    {{"goal_scope", specific, "its scope names a dimension that its metric does not have"}, "scope", unknown_scope},
    {{"goal_scope_empty", specific, "its scope names a dimension and no value"}, "scope", empty_scope},
    {{"goal_agent", specific, "it is an agent's, and its metric credits none"}, "scope", agent_without_attribution},
    {{"goal_where", specific, "its filter cannot be read, or is over something else than dimensions of the metric"}, "where", bad_filter},
    {{"goal_not_a_number", measurable, "its metric is a distribution"}, "metric", not_a_number},
    {{"goal_window", measurable, "its window does not move with time"}, "window", never_forgets},
    {{"goal_without_evidence", measurable, "its rule needs an interval, and its metric has none"}, "met", rule_without_evidence},
    {{"goal_without_posterior", measurable, "its rule needs a posterior, and its metric is a percentile"}, "met", no_posterior},
    {{"goal_target_out_of_range", achievable, "its target lies outside what the metric can be"}, "target", target_out_of_range},
    {{"goal_baseline_out_of_range", achievable, "its baseline lies outside what the metric can be"}, "baseline", baseline_out_of_range},
    {{"goal_target_met_already", achievable, "its baseline is on the wrong side of the target, or at it"}, "target", wrong_side},
    {{"goal_against_direction", achievable, "it wants more of what is to be less, or less of what is to be more"}, "target",
     against_direction},
    {{"goal_band", achievable, "its band is empty"}, "target", empty_band},
    {{"goal_points_of_no_rate", achievable, "its target is in percentage points, and its metric is no rate"}, "target", change_of_no_rate},
    {{"goal_no_change", achievable, "its change is 0 or negative"}, "target", change_of_nothing},
    {{"goal_sample_too_small", achievable, "its baseline has too few responses to tell the target from it"}, "baseline",
     too_small_to_tell},
    {{"goal_owner", achievable, "nobody owns it"}, "", nobody},
    {{"goal_serves_nothing", relevant, "it has no parent and supports no scorecard"}, "", serves_nothing},
    {{"goal_parent", relevant, "its parent does not exist"}, "parent", unknown_parent},
    {{"goal_parent_metric", relevant, "its parent aims at another metric"}, "parent", parent_of_other_metric},
    {{"goal_parent_scope", relevant, "its scope does not lie inside its parent's"}, "scope", parent_narrower},
    {{"goal_parent_circle", relevant, "its parents go round in a circle"}, "parent", parents_in_a_circle},
    {{"goal_scorecard", relevant, "the scorecard it supports does not exist"}, "supports", unknown_scorecard},
    {{"goal_scorecard_item", relevant, "the scorecard it supports has no item of its metric"}, "supports", scorecard_without_item},
    {{"goal_due_before_start", time_bound, "it is due before it starts, or the same day"}, "due", due_before_start},
    {{"goal_due_within_window", time_bound, "it lasts less than one window"}, "due", due_within_a_window},
    {{"goal_sustained_too_long", time_bound, "its rule asks for more days than it lasts"}, "met", sustained_too_long},
    {{"goal_step_outside", time_bound, "its plan has a step before the start or after the due date"}, "plan", step_outside},
    {{"goal_steps", time_bound, "its plan's steps fall back, or are no shares"}, "plan", steps_out_of_order},
    {{"goal_schedule", time_bound, "its plan is weighted by a schedule that does not exist"}, "plan", unknown_schedule},
    {{"goal_due_after_parent", time_bound, "it is due after the goal it serves"}, "due", due_after_parent},
};

}  // namespace

std::string_view to_text(SmartLetter letter) {
  static constexpr std::string_view kLetters[] = {"S", "M", "A", "R", "T"};
  return kLetters[static_cast<std::size_t>(letter)];
}

std::string_view to_word(SmartLetter letter) {
  static constexpr std::string_view kWords[] = {"Specific", "Measurable", "Achievable", "Relevant", "Time-bound"};
  return kWords[static_cast<std::size_t>(letter)];
}

std::span<const SmartCheck> smart_checks() {
  static const std::vector<SmartCheck> checks(std::begin(kRows), std::end(kRows));
  return checks;
}

std::vector<SmartFault> smart_faults(const Goal& goal, const Catalogue& catalogue) {
  std::vector<SmartFault> faults;
  Case const c{goal, catalogue, catalogue.find_metric(goal.metric)};
  for (const Row& row : kRows) {
    if (!c.metric && row.look != unknown_metric && row.letter != relevant && row.letter != time_bound && row.look != nobody) continue;
    if (Found found = row.look(c))
      faults.push_back({row.id, row.letter, row.key, std::move(found->first), std::move(found->second)});
  }
  return faults;
}

}  // namespace deskgauge::metric

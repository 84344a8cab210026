// Does the goal serve something, and is it bound in time?
#include <set>

#include "deskgauge/metric/smart_checks.h"

namespace deskgauge::metric::smart {
namespace {

/// Days one window spans, where it is a fixed run of them; 0 otherwise.
int window_days(const WindowSpec& window) {
  if (window.kind == WindowSpec::Kind::cumulative || window.kind == WindowSpec::Kind::custom) return 0;
  static constexpr int kDays[] = {0, 1, 7, 28, 90, 365};          // the shortest month, quarter and year
  return kDays[static_cast<std::size_t>(window.grain)] * (window.kind == WindowSpec::Kind::to_date ? 1 : std::max(1, window.count));
}

int days_of(const Goal& goal) { return goal.due.day - goal.start.day; }

}  // namespace

Found serves_nothing(const Case& c) {
  if (!c.goal.parent.empty() || !c.goal.supports.empty()) return {};
  for (const Goal& other : c.catalogue.goals)
    if (other.parent == c.goal.name) return {};                  // the top of a cascade is what the others serve
  return {{"the goal serves nothing", "write supports: scorecard/NAME, or parent: GOAL"}};
}

Found unknown_parent(const Case& c) {
  if (c.goal.parent.empty() || c.catalogue.find_goal(c.goal.parent)) return {};
  return {{"there is no goal \"" + c.goal.parent + "\"", did_you_mean(c.goal.parent, names_of(c.catalogue.goals))}};
}

Found parent_of_other_metric(const Case& c) {
  const Goal* const parent = c.catalogue.find_goal(c.goal.parent);
  if (!parent || !c.metric || parent->metric == c.goal.metric) return {};
  return {{"the parent aims at " + parent->metric + ", this goal at " + c.goal.metric,
           "a cascade shares one metric; name what this goal serves by supports: scorecard/NAME"}};
}

Found parent_narrower(const Case& c) {
  const Goal* const parent = c.catalogue.find_goal(c.goal.parent);
  if (!parent) return {};
  for (auto const& part : parent->scope)
    if (std::find(c.goal.scope.begin(), c.goal.scope.end(), part) == c.goal.scope.end())
      return {{"the parent is only about " + part.first + " " + part.second + ", and this goal is not inside it",
               "write " + part.first + ": " + part.second + " in the scope"}};
  return {};
}

Found parents_in_a_circle(const Case& c) {
  std::set<std::string> seen{c.goal.name};
  for (const Goal* g = c.catalogue.find_goal(c.goal.parent); g; g = c.catalogue.find_goal(g->parent))
    if (!seen.insert(g->name).second) return {{"the parents go round in a circle at \"" + g->name + "\"", "one of them must be the top"}};
  return {};
}

Found unknown_scorecard(const Case& c) {
  if (c.goal.supports.empty() || c.catalogue.find_scorecard(c.goal.supports)) return {};
  return {{"there is no scorecard \"" + c.goal.supports + "\"", did_you_mean(c.goal.supports, names_of(c.catalogue.scorecards))}};
}

Found scorecard_without_item(const Case& c) {
  const Scorecard* const card = c.catalogue.find_scorecard(c.goal.supports);
  if (!card || !c.metric || not_a_number(c)) return {};          // what is no number can be no item
  for (const ScorecardItem& item : card->items)
    if (item.metric == c.goal.metric) return {};
  return {{"the scorecard " + card->name + " has no item of " + c.goal.metric, "add the item, or name the scorecard that has one"}};
}

Found due_before_start(const Case& c) {
  if (c.goal.start < c.goal.due) return {};
  return {{"due " + time::to_text(c.goal.due) + " is not after start " + time::to_text(c.goal.start), "write a later due date"}};
}

Found due_within_a_window(const Case& c) {
  int const days = window_days(c.goal.window);
  if (days_of(c.goal) <= 0 || days_of(c.goal) >= days) return {};
  return {{"the goal lasts " + std::to_string(days_of(c.goal)) + " days, one window " + std::to_string(days) +
               ": it would be judged by days before it began",
           "write a later due date or a shorter window"}};
}

Found sustained_too_long(const Case& c) {
  auto const* rule = std::get_if<Sustained>(&c.goal.met);
  if (!rule || days_of(c.goal) <= 0 || rule->days <= days_of(c.goal)) return {};
  return {{"the target must hold for " + std::to_string(rule->days) + " days, and the goal lasts " + std::to_string(days_of(c.goal)),
           "write fewer days or a later due date"}};
}

Found step_outside(const Case& c) {
  for (const PlanSpec::Step& step : c.goal.plan.steps)
    if (step.on < c.goal.start || c.goal.due < step.on)
      return {{"the plan has a step on " + time::to_text(step.on) + ", outside start … due", "move it inside"}};
  return {};
}

Found steps_out_of_order(const Case& c) {
  auto const& steps = c.goal.plan.steps;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].share < 0 || steps[i].share > 1)
      return {{"the plan's share " + number_text(steps[i].share) + " is not within 0 … 1", "1 is the whole way"}};
    if (i > 0 && (!(steps[i - 1].on < steps[i].on) || steps[i].share < steps[i - 1].share))
      return {{"the plan's steps fall back on " + time::to_text(steps[i].on), "write later dates with larger shares"}};
  }
  return {};
}

Found unknown_schedule(const Case& c) {
  if (c.goal.plan.schedule.empty() || c.catalogue.find_schedule(c.goal.plan.schedule)) return {};
  std::vector<std::string> known;
  for (const time::Schedule& schedule : c.catalogue.schedules) known.push_back(schedule.name());
  return {{"there is no schedule \"" + c.goal.plan.schedule + "\"", did_you_mean(c.goal.plan.schedule, known)}};
}

Found due_after_parent(const Case& c) {
  const Goal* const parent = c.catalogue.find_goal(c.goal.parent);
  if (!parent || !(parent->due < c.goal.due)) return {};
  return {{"the goal is due " + time::to_text(c.goal.due) + ", after its parent, " + time::to_text(parent->due),
           "what serves a goal is due no later than it"}};
}

}  // namespace deskgauge::metric::smart

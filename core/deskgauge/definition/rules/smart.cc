#include "deskgauge/metric/smart.h"

#include <algorithm>

#include "deskgauge/definition/goal_history.h"
#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

using metric::Goal;
using metric::SmartFault;

/// As much of the catalogue as the checks look at, though other definitions may be faulty: of schedules the names.
metric::Catalogue catalogue_of(const Definitions& definitions) {
  metric::Catalogue catalogue;
  for (const auto& read : definitions.schedules)
    catalogue.schedules.push_back(time::Schedule::always(read.spec.name, time::Zone::utc()));
  for (const auto& read : definitions.instruments) catalogue.instruments.push_back(read.spec);
  for (const auto& read : definitions.metrics) catalogue.metrics.push_back(read.spec);
  for (const auto& read : definitions.goals) catalogue.goals.push_back(read.spec);
  for (const auto& read : definitions.scorecards) catalogue.scorecards.push_back(read.spec);
  std::stable_sort(catalogue.metrics.begin(), catalogue.metrics.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
  return catalogue;
}

template <class Spec>
bool is_faulty(const std::vector<Read<Spec>>& list, const std::string& name) {
  return std::any_of(list.begin(), list.end(), [&](const Read<Spec>& read) { return read.spec.name == name && !read.complete; });
}

/// What a goal leans on has faults of its own: they come first.
bool leans_on_faults(const Goal& goal, const Definitions& definitions) {
  return is_faulty(definitions.metrics, goal.metric) || is_faulty(definitions.goals, goal.parent) ||
         is_faulty(definitions.scorecards, goal.supports);
}

RuleId rule_of(const SmartFault& fault) {
  auto const checks = metric::smart_checks();
  auto const row = std::find_if(checks.begin(), checks.end(), [&](const metric::SmartCheck& check) { return check.id == fault.id; });
  return static_cast<RuleId>(static_cast<std::size_t>(RuleId::goal_metric) + static_cast<std::size_t>(row - checks.begin()));
}

std::string message_of(const SmartFault& fault) { return "not " + std::string(to_word(fault.letter)) + ": " + fault.message; }

/// The row of a check that needs history; null for the others.
const Rule* history_rule(const SmartFault& fault) {
  std::string name(fault.id);
  std::replace(name.begin(), name.end(), '_', '-');
  for (RuleId id = RuleId::goal_no_data; id <= RuleId::goal_windows_too_small; id = static_cast<RuleId>(static_cast<std::size_t>(id) + 1))
    if (rule(id).name == name) return &rule(id);
  return nullptr;
}

/// A name that may stand in what could not be read.
bool is_of_names(RuleId rule) {
  return rule == RuleId::goal_metric || rule == RuleId::goal_parent || rule == RuleId::goal_scorecard || rule == RuleId::goal_schedule ||
         rule == RuleId::goal_serves_nothing;
}

}  // namespace

void check_smart(const Definitions& definitions, Report& report) {
  if (definitions.goals.empty()) return;
  metric::Catalogue const catalogue = catalogue_of(definitions);
  for (const auto& read : definitions.goals) {
    if (!read.complete || leans_on_faults(read.spec, definitions)) continue;
    for (const SmartFault& fault : metric::smart_faults(read.spec, catalogue)) {
      RuleId const id = rule_of(fault);
      if (definitions.has_unread && is_of_names(id)) continue;
      Position const at = has_key(read, fault.key) ? value_at(read, {"spec", fault.key}) : value_at(read, {"metadata", "name"});
      report.add(id, at, message_of(fault), fault.remedy);
    }
  }
}

std::vector<Diagnostic> history_findings(const Goal& goal, std::span<const SmartFault> faults) {
  std::vector<Diagnostic> found;
  for (const SmartFault& fault : faults)
    if (const Rule* const row = history_rule(fault))
      found.push_back(diagnostic(row->rule, {goal.file, goal.line, 1}, message_of(fault), fault.remedy));
  return found;
}

}  // namespace deskgauge::definition

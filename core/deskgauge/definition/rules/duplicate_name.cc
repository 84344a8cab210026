#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

/// Words that stand for something else wherever a schedule is named.
constexpr std::string_view kReserved[] = {"always", "by_ticket", "desk", "calendar"};

template <class Spec>
void check_kind(const std::vector<Read<Spec>>& items, const std::string& kind, Report& report) {
  for (std::size_t i = 0; i < items.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      if (items[i].spec.name != items[j].spec.name) continue;
      Diagnostic finding =
          diagnostic(RuleId::duplicate_name, value_at(items[i], {"metadata", "name"}),
                     "there are two definitions of the " + kind + " " + quote(items[i].spec.name), "rename or remove one of them");
      finding.related.push_back({value_at(items[j], {"metadata", "name"}), "first defined here"});
      report.add(std::move(finding));
      break;
    }
}

void check_single_desk(const std::vector<Read<DeskSpec>>& desks, Report& report) {
  for (std::size_t i = 1; i < desks.size(); ++i) {
    Diagnostic finding = diagnostic(RuleId::duplicate_name, value_at(desks[i], {"metadata", "name"}),
                                    "there is a second Desk, " + quote(desks[i].spec.name) + ", and definitions belong to one",
                                    "load each desk's definitions apart");
    finding.related.push_back({value_at(desks[0], {"metadata", "name"}), "the first one stands here"});
    report.add(std::move(finding));
  }
}

}  // namespace

void check_duplicate_name(const Definitions& definitions, Report& report) {
  check_single_desk(definitions.desks, report);
  check_kind(definitions.schedules, "Schedule", report);
  check_kind(definitions.rosters, "Roster", report);
  check_kind(definitions.sla_policies, "SlaPolicy", report);
  check_kind(definitions.instruments, "Instrument", report);
  check_kind(definitions.metrics, "Metric", report);
  check_kind(definitions.goals, "Goal", report);
  check_kind(definitions.scorecards, "Scorecard", report);
  check_kind(definitions.tests, "MetricTest", report);
  for (const auto& schedule : definitions.schedules)
    for (std::string_view word : kReserved)
      if (schedule.spec.name == word)
        report.add(RuleId::duplicate_name, value_at(schedule, {"metadata", "name"}),
                   "a Schedule cannot be named " + quote(word) + ", a word of its own where schedules are named", "choose another name");
}

}  // namespace deskgauge::definition

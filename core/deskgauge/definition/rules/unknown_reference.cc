#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

/// Checks names of one kind of definition.
class References {
 public:
  References(std::string kind, std::vector<std::string> known, Report& report)
      : kind_(std::move(kind)), known_(std::move(known)), report_(report) {}

  void check(const std::string& name, Position at, const std::string& path) const {
    if (name.empty()) return;
    for (const std::string& known : known_)
      if (known == name) return;
    std::string hint = suggest(name, known_);
    if (known_.empty()) hint = "define a " + kind_ + " of this name";
    report_.add(RuleId::unknown_reference, std::move(at), path + ": there is no " + kind_ + " named " + quote(name), std::move(hint));
  }

 private:
  std::string kind_;
  std::vector<std::string> known_;
  Report& report_;
};

template <class Spec>
std::vector<std::string> names(const std::vector<Read<Spec>>& items) {
  std::vector<std::string> result;
  for (const auto& item : items) result.push_back(item.spec.name);
  return result;
}

void check_metric(const Read<metric::Metric>& read, const References& metrics, const References& schedules, const References& instruments,
                  const Report& report) {
  const metric::Metric& spec = read.spec;
  metrics.check(spec.companion, value_at(read, {"spec", "companion"}), "spec.companion");
  metrics.check(spec.calendar_twin, value_at(read, {"spec", "calendar_twin"}), "spec.calendar_twin");
  instruments.check(spec.instrument, value_at(read, {"spec", "instrument"}), "spec.instrument");
  schedules.check(spec.clock.schedule, value_at(read, {"spec", "clock", "business"}), "spec.clock.business");
  for (const std::string& name : operands(spec.expression)) metrics.check(name, operand_at(read, name, report), "spec.expression");
}

void check_test(const Read<metric::TestSpec>& read, const References& metrics) {
  metrics.check(read.spec.metric, value_at(read, {"spec", "metric"}), "spec.metric");
  const Node& expect = find_path(*read.node, {"spec", "expect"});
  for (std::size_t i = 0; i < read.spec.expect.size() && i < expect.items.size(); ++i)
    metrics.check(read.spec.expect[i].metric, find_path(expect.items[i], {"metric"}).at, "spec.expect[" + std::to_string(i) + "].metric");
}

}  // namespace

void check_unknown_reference(const Definitions& definitions, Report& report) {
  if (definitions.has_unread) return;  // the name may stand in what could not be read
  References const metrics("Metric", definitions.metric_names(), report);
  References const schedules("Schedule", names(definitions.schedules), report);
  References const instruments("Instrument", names(definitions.instruments), report);
  for (const auto& read : definitions.desks) {
    schedules.check(read.spec.desk.schedule, value_at(read, {"spec", "schedule"}), "spec.schedule");
    for (const auto& [team, schedule] : read.spec.desk.team_schedules)
      schedules.check(schedule, value_at(read, {"spec", "team_schedules", team}), "spec.team_schedules." + team);
  }
  for (const auto& read : definitions.sla_policies) {
    const Node& targets = find_path(*read.node, {"spec", "targets"});
    for (std::size_t i = 0; i < read.spec.targets.size() && i < targets.items.size(); ++i)
      schedules.check(read.spec.targets[i].schedule, find_path(targets.items[i], {"clock", "business"}).at,
                      "spec.targets[" + std::to_string(i) + "].clock.business");
  }
  for_each_metric(definitions, [&](const auto& read) { check_metric(read, metrics, schedules, instruments, report); });
  for (const auto& read : definitions.tests) check_test(read, metrics);
}

}  // namespace deskgauge::definition

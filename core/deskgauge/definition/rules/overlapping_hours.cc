#include "deskgauge/definition/rules/support.h"
#include "deskgauge/definition/words.h"

namespace deskgauge::definition {
namespace {

using time::DayRange;

std::string shown(const Node& pair) { return pair.items[0].scalar + " to " + pair.items[1].scalar; }

/// `node` is the list of pairs the ranges were read from.
void check_day(const std::vector<DayRange>& ranges, const Node& node, const std::string& day, Report& report) {
  for (std::size_t i = 0; i < ranges.size() && i < node.items.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      if (ranges[i].from >= ranges[j].to || ranges[j].from >= ranges[i].to) continue;
      Diagnostic finding = diagnostic(RuleId::overlapping_hours, node.items[i].at,
                                      day + ": " + shown(node.items[i]) + " overlaps " + shown(node.items[j]), "join them, or correct one");
      finding.related.push_back({node.items[j].at, "the other range stands here"});
      report.add(std::move(finding));
      break;
    }
}

void check_version(const time::ScheduleVersion& version, const Node& node, Report& report) {
  for (std::size_t day = 0; day < 7; ++day) {
    std::string const name(kShortWeekdays[day]);
    if (const Node* const hours = find_path(node, {"hours"}).find(name)) check_day(version.hours[day], *hours, name, report);
    const Node* const breaks = node.find("breaks");
    if (breaks && breaks->find(name)) check_day(version.breaks[day], *breaks->find(name), name, report);
  }
  for (std::string_view key : {"overrides", "date_breaks"}) {
    const Node* const rows = node.find(key);
    if (!rows) continue;
    for (const Node& row : rows->items)
      for (const time::DateOverride& entry : key == "overrides" ? version.overrides : version.date_breaks)
        if (to_text(entry.date) == find_path(row, {"date"}).scalar)
          check_day(entry.hours, find_path(row, {"hours"}), to_text(entry.date), report);
  }
}

}  // namespace

void check_overlapping_hours(const Definitions& definitions, Report& report) {
  for (const auto& read : definitions.schedules) {
    if (!read.complete) continue;
    const Node& spec = find_path(*read.node, {"spec"});
    const Node* const versions = spec.find("versions");
    for (std::size_t i = 0; i < read.spec.versions.size(); ++i)
      check_version(read.spec.versions[i], versions ? versions->items[i] : spec, report);
  }
}

}  // namespace deskgauge::definition

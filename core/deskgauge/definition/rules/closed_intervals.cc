#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

/// Pairs of times anywhere below a node whose end is a minute before the hour: 16:59, 23:59.
void check_ends(const Node& node, Report& report) {
  bool const pair = node.type == Node::Type::sequence && node.items.size() == 2 && node.items[1].type == Node::Type::scalar;
  if (pair && node.items[1].scalar.size() == 5 && node.items[1].scalar.ends_with(":59")) {
    const std::string& end = node.items[1].scalar;
    std::string const next = std::to_string(std::stoi(end.substr(0, 2)) + 1);
    report.add(RuleId::closed_intervals, node.items[1].at,
               "the end " + quote(end) + " leaves out the minute it names: ranges are half-open",
               "write \"" + std::string(next.size() < 2 ? "0" : "") + next + ":00\"");
  }
  for (const Node& item : node.items) check_ends(item, report);
  for (const Node::Member& member : node.members) check_ends(member.value, report);
}

bool meet(const std::optional<time::Date>& from_a, const std::optional<time::Date>& to_a, const std::optional<time::Date>& from_b,
          const std::optional<time::Date>& to_b) {
  return (!from_a || !to_b || *from_a < *to_b) && (!from_b || !to_a || *from_b < *to_a);
}

void check_rows(const Read<RosterSpec>& read, Report& report) {
  const auto& rows = read.spec.rows;
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      if (rows[i].entry.agent != rows[j].entry.agent || !meet(rows[i].from, rows[i].to, rows[j].from, rows[j].to)) continue;
      Diagnostic finding = diagnostic(RuleId::closed_intervals, rows[i].node->at,
                                      "the agent " + quote(rows[i].entry.agent) + " is in two rows on the same days",
                                      "end the earlier row on the day the later one starts: to is the first day it no longer holds");
      finding.related.push_back({rows[j].node->at, "it overlaps this row"});
      report.add(std::move(finding));
      break;
    }
}

void check_versions(const Read<ScheduleSpec>& read, Report& report) {
  const auto& versions = read.spec.versions;
  const Node& nodes = find_path(*read.node, {"spec", "versions"});
  for (std::size_t i = 1; i < versions.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      if (versions[i].valid_from >= versions[j].valid_to || versions[j].valid_from >= versions[i].valid_to) continue;
      Diagnostic finding = diagnostic(RuleId::closed_intervals, nodes.items[i].at,
                                      "two versions of the schedule are in force on the same days, where the later one in the file counts",
                                      "end one on the day the other starts");
      finding.related.push_back({nodes.items[j].at, "it overlaps this version"});
      report.add(std::move(finding));
      break;
    }
}

}  // namespace

void check_closed_intervals(const Definitions& definitions, Report& report) {
  for (const auto& read : definitions.schedules) {
    if (!read.complete) continue;
    check_ends(find_path(*read.node, {"spec"}), report);
    if (find_path(*read.node, {"spec"}).find("versions")) check_versions(read, report);
  }
  for (const auto& read : definitions.rosters)
    if (read.complete) check_rows(read, report);
}

}  // namespace deskgauge::definition

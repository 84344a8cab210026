#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

void check_one(const metric::Expectation& expected, const Node& node, const std::string& path, const time::Zone& zone, Report& report) {
  bool const says = expected.value || !expected.reason.empty() || expected.n || expected.numerator || expected.denominator ||
                    expected.pending || expected.provisional;
  if (!says)
    report.add(RuleId::test_expectation, node.at, path + " expects nothing",
               "write value, reason, n, numerator, denominator, pending or provisional");
  if (expected.value && !expected.reason.empty())
    report.add(RuleId::test_expectation, find_path(node, {"reason"}).at, path + " expects a value and a reason for having none",
               "keep one of them");
  if (expected.tolerance && *expected.tolerance < 0)
    report.add(RuleId::test_expectation, find_path(node, {"tolerance"}).at, path + ".tolerance must be 0 or more",
               "write it without the sign");
  if (expected.tolerance && !expected.value)
    report.add(RuleId::test_expectation, key_position(node, {"tolerance"}), path + ".tolerance stands without a value",
               "write value, or leave it out");
  if (!expected.window.empty())
    if (auto const window = metric::parse_window(expected.window, zone); !window)
      report.add(RuleId::test_expectation, find_path(node, {"window"}).at, path + ".window cannot be " + quote(expected.window),
                 "write 7d, 28d complete, month, last month, month_to_date, 2026-05-01..2026-06-01 or all");
}

void check_group(const Node& node, const std::string& path, Report& report) {
  const Node* const group = node.find("group");
  if (!group) return;
  std::vector<std::string> known;
  for (std::string_view name : metric::dimension_names()) known.emplace_back(name);
  for (const Node::Member& member : group->members) {
    if (metric::parse_dimension(member.key)) continue;
    std::string const near = metric::closest(member.key, known);
    report.add(RuleId::unknown_dimension, member.at, path + ".group: there is no dimension " + quote(member.key),
               near.empty() ? "fields of your own are written custom.NAME" : "did you mean " + quote(near) + "?");
  }
}

}  // namespace

void check_test_expectation(const Definitions& definitions, Report& report) {
  for (const auto& read : definitions.tests) {
    if (!read.complete) continue;
    const Node& expect = find_path(*read.node, {"spec", "expect"});
    if (read.spec.expect.empty())
      report.add(RuleId::test_expectation, expect.at, "spec.expect expects nothing", "write at least one expectation");
    for (std::size_t i = 0; i < read.spec.expect.size(); ++i) {
      std::string const path = "spec.expect[" + std::to_string(i) + "]";
      check_one(read.spec.expect[i], expect.items[i], path, definitions.zone(), report);
      check_group(expect.items[i], path, report);
    }
  }
}

}  // namespace deskgauge::definition

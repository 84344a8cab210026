#include "deskgauge/definition/rules/rule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "deskgauge/definition/goal_history.h"
#include "deskgauge/metric/smart.h"

namespace deskgauge::definition {
namespace {

/// docs/rules.md, from the table.
std::string document() {
  std::string text =
      "# Rules\n\nEvery finding has one of these ids. Errors keep definitions from being used. Warnings and notes are lints; a comment on "
      "the\n"
      "line before allows one, with a reason:\n\n```yaml\n# deskgauge: allow DG2013 the response rate stands on another board\n```\n\n"
      "Ids are never given to another rule. This list is made from `core/deskgauge/definition/rules/table.cc`\n"
      "(`DESKGAUGE_UPDATE_GOLDEN=1` with the test `rules.are_documented`).\n";
  const std::pair<char, const char*> groups[] = {{'0', "Reading"}, {'1', "Meaning"}, {'2', "Lints"}, {'3', "Goals and scorecards"}};
  for (const auto& [digit, title] : groups) {
    text += "\n## " + std::string(title) + "\n\n| Id | Name | Severity | Finds |\n|---|---|---|---|\n";
    for (const Rule& rule : rules())
      if (rule.id[2] == digit)
        text += "| " + std::string(rule.id) + " | " + std::string(rule.name) + " | " + std::string(to_text(rule.severity)) + " | " +
                std::string(rule.summary) + " |\n";
  }
  return text;
}

TEST(rules, are_documented) {
  std::string const path = std::string(DESKGAUGE_SOURCE_DIR) + "/docs/rules.md";
  if (std::getenv("DESKGAUGE_UPDATE_GOLDEN")) std::ofstream(path) << document();
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  EXPECT_EQ(text.str(), document());
}

TEST(rules, have_ids_and_names_of_their_own) {
  std::set<std::string_view> seen;
  for (const Rule& rule : rules()) {
    EXPECT_TRUE(seen.insert(rule.id).second) << rule.id;
    EXPECT_TRUE(seen.insert(rule.name).second) << rule.name;
    EXPECT_EQ(find_rule(rule.id), &rule);
    if (rule.id < "DG3000") EXPECT_EQ(rule.is_lint(), rule.id >= "DG2000") << rule.id;
  }
  EXPECT_EQ(find_rule("DG9999"), nullptr);
}

TEST(rules, hold_a_row_for_every_way_of_not_being_smart) {
  auto const first = static_cast<std::size_t>(RuleId::goal_metric);
  auto const checks = metric::smart_checks();
  ASSERT_LT(first + checks.size(), rules().size());
  for (std::size_t i = 0; i < checks.size(); ++i) {
    const Rule& row = rules()[first + i];
    std::string name(checks[i].id);
    std::replace(name.begin(), name.end(), '_', '-');
    EXPECT_EQ(row.name, name);
    EXPECT_EQ(row.summary, "Not " + std::string(to_word(checks[i].letter)) + ": " + std::string(checks[i].summary) + ".");
  }
  EXPECT_EQ(rules()[first + checks.size()].rule, RuleId::scorecard_metric) << "a row without a check";
}

TEST(rules, make_a_finding_of_every_fault_that_only_history_tells) {
  metric::Goal goal;
  goal.file = "goals.yaml", goal.line = 5;
  for (const Rule& row : rules()) {
    if (row.id < "DG3200") continue;
    std::string id(row.name);
    std::replace(id.begin(), id.end(), '-', '_');
    metric::SmartFault const fault{id, metric::SmartLetter::measurable, "metric", "why", "what to do"};
    auto const found = history_findings(goal, std::span(&fault, 1));
    ASSERT_EQ(found.size(), 1u) << id;
    EXPECT_EQ(found[0].rule, row.id);
    EXPECT_EQ(found[0].message, "not Measurable: why");
    EXPECT_EQ(found[0].at, (Position{"goals.yaml", 5, 1}));
  }
  metric::SmartFault const known{"goal_owner", metric::SmartLetter::achievable, "", "nobody", "write it"};
  EXPECT_TRUE(history_findings(goal, std::span(&known, 1)).empty()) << "loading found that one";
}

}  // namespace
}  // namespace deskgauge::definition

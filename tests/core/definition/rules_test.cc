#include "deskgauge/definition/rules/rule.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

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
  const std::pair<char, const char*> groups[] = {{'0', "Reading"}, {'1', "Meaning"}, {'2', "Lints"}};
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
    EXPECT_EQ(rule.is_lint(), rule.id >= "DG2000") << rule.id;
  }
  EXPECT_EQ(find_rule("DG9999"), nullptr);
}

}  // namespace
}  // namespace deskgauge::definition

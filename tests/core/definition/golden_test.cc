#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "deskgauge/definition/load.h"
#include "deskgauge/definition/render_text.h"
#include "deskgauge/definition/rules/rule.h"
#include "deskgauge/metric/smart.h"

// One fault a file: NAME.bad.yaml gives exactly NAME.expected, NAME.good.yaml gives nothing. Each is read together with support.yaml, which
// holds what it may refer to, unless its first line is "# alone"; goals and scorecards with goal_support.yaml besides.
// DESKGAUGE_UPDATE_GOLDEN=1 writes the expected texts; read them before committing: does each name the field, the value and the remedy?
namespace deskgauge::definition {
namespace {

namespace fs = std::filesystem;

fs::path folder() { return fs::path(DESKGAUGE_SOURCE_DIR) / "tests/golden/diagnostics"; }

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> files_ending(const std::string& suffix) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder()))
    if (std::string const name = entry.path().filename().string(); name.ends_with(suffix)) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

std::string findings_of(const std::string& name) {
  std::vector<SourceFile> files{{name, read_file(folder() / name)}};
  if (files[0].text.starts_with("# alone\n")) return render_text(load(files).diagnostics, Sources(files));
  files.push_back({"support.yaml", read_file(folder() / "support.yaml")});
  if (name.starts_with("goal_") || name.starts_with("scorecard_"))
    files.push_back({"goal_support.yaml", read_file(folder() / "goal_support.yaml")});
  return render_text(load(files).diagnostics, Sources(files));
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, gives_the_reviewed_findings) {
  std::string const found = findings_of(GetParam());
  fs::path const expected = folder() / (GetParam().substr(0, GetParam().size() - std::string(".bad.yaml").size()) + ".expected");
  if (std::getenv("DESKGAUGE_UPDATE_GOLDEN")) std::ofstream(expected, std::ios::binary) << found;
  EXPECT_EQ(found, read_file(expected));
  EXPECT_FALSE(found.empty());
}

class Good : public testing::TestWithParam<std::string> {};

TEST_P(Good, gives_no_finding) { EXPECT_EQ(findings_of(GetParam()), ""); }

std::string test_name(const testing::TestParamInfo<std::string>& info) { return info.param.substr(0, info.param.find('.')); }

INSTANTIATE_TEST_SUITE_P(diagnostics, Golden, testing::ValuesIn(files_ending(".bad.yaml")), test_name);
INSTANTIATE_TEST_SUITE_P(diagnostics, Good, testing::ValuesIn(files_ending(".good.yaml")), test_name);

TEST(golden, has_an_expected_text_for_every_faulty_file_and_no_other) {
  for (const std::string& name : files_ending(".expected"))
    EXPECT_TRUE(fs::exists(folder() / (name.substr(0, name.size() - std::string(".expected").size()) + ".bad.yaml"))) << name;
}

TEST(golden, shows_every_rule_at_least_once) {
  std::string all;
  for (const std::string& name : files_ending(".expected")) all += read_file(folder() / name);
  for (const Rule& rule : rules()) {
    bool const shown = all.find("[" + std::string(rule.id) + " " + std::string(rule.name) + "]") != std::string::npos;
    bool const needs_events = rule.id >= "DG3200";             // rules_test holds them
    EXPECT_TRUE(shown || needs_events || rule.rule == RuleId::limit_reached) << rule.id << " " << rule.name;  // of that size: load_test
  }
}

/// The findings in an expected text: each ends its first line with its rule.
std::vector<std::string> rules_in(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t at = text.find(" [DG"); at != text.npos; at = text.find(" [DG", at + 1))
    found.push_back(text.substr(at + 2, text.find(' ', at + 2) - at - 2));
  return found;
}

TEST(golden, has_a_goal_for_every_way_of_not_being_smart) {
  for (const metric::SmartCheck& check : metric::smart_checks()) {
    std::string const expected = read_file(folder() / (std::string(check.id) + ".expected"));
    EXPECT_NE(expected.find("not " + std::string(to_word(check.letter)) + ": "), expected.npos) << check.id;
  }
}

TEST(golden, shows_goals_and_scorecards_that_are_wrong_in_one_way_only) {
  std::size_t goals = 0;
  for (const std::string& name : files_ending(".expected")) {
    if (!name.starts_with("goal_") && !name.starts_with("scorecard_")) continue;
    EXPECT_EQ(rules_in(read_file(folder() / name)).size(), 1u) << name;
    goals += name.starts_with("goal_");
  }
  EXPECT_GE(goals, 30u);
}

}  // namespace
}  // namespace deskgauge::definition

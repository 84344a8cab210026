#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "deskgauge/definition/load.h"
#include "deskgauge/definition/render_text.h"
#include "deskgauge/definition/rules/rule.h"

// One fault a file: NAME.bad.yaml gives exactly NAME.expected, NAME.good.yaml gives nothing. Each is read together with support.yaml, which
// holds what it may refer to, unless its first line is "# alone". DESKGAUGE_UPDATE_GOLDEN=1 writes the expected texts; read them before
// committing: does each name the field, the value and the remedy?
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
  if (!files[0].text.starts_with("# alone\n")) files.push_back({"support.yaml", read_file(folder() / "support.yaml")});
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
    EXPECT_TRUE(shown || rule.rule == RuleId::limit_reached) << rule.id << " " << rule.name;  // files of that size: load_test holds it
  }
}

}  // namespace
}  // namespace deskgauge::definition

#include "deskgauge/definition/source.h"

#include <gtest/gtest.h>

namespace deskgauge::definition {
namespace {

Position inside(const std::string& line, int column, std::string value, std::size_t offset) {
  std::vector<SourceFile> const files{{"a", line}};
  return Sources(files).inside({.type = Node::Type::scalar, .at = {"a", 1, column}, .scalar = std::move(value)}, offset);
}

TEST(sources, point_into_a_scalar_past_quotes_and_escapes) {
  EXPECT_EQ(inside("f: abc", 4, "abc", 1).column, 5);
  EXPECT_EQ(inside("f: 'abc'", 4, "abc", 1).column, 6);
  EXPECT_EQ(inside("f: \"a\\\"b\"", 4, "a\"b", 2).column, 8);
  EXPECT_EQ(inside("f: 'a''b'", 4, "a'b", 2).column, 8);
  EXPECT_EQ(inside("f: |", 4, "abc", 1).column, 4);
}

TEST(excerpt, puts_the_caret_below_the_column) {
  EXPECT_EQ(excerpt("name: x", 7), "  name: x\n        ^\n");
  EXPECT_EQ(excerpt("\tname: x", 2), "  \tname: x\n  \t^\n");
  EXPECT_EQ(excerpt("größe: x", 10), "  größe: x\n         ^\n") << "bytes are not characters";
  EXPECT_EQ(excerpt("", 5), "  \n  ^\n");
}

TEST(excerpt, cuts_long_lines_around_the_caret) {
  std::string const line = std::string(500, 'a') + "X" + std::string(500, 'b');
  std::string const shown = excerpt(line, 501);
  std::size_t const line_end = shown.find('\n');
  EXPECT_LE(line_end, 142u);
  EXPECT_EQ(shown.find('X'), shown.find('^') - line_end - 1);
}

}  // namespace
}  // namespace deskgauge::definition

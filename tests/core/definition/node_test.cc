#include "deskgauge/definition/node.h"

#include <gtest/gtest.h>

namespace deskgauge::definition {
namespace {

struct Parsed {
  std::vector<Document> documents;
  std::vector<Diagnostic> findings;
};
Parsed parse(const std::string& text) {
  Parsed result;
  result.documents = parse_yaml("a.yaml", text, result.findings);
  return result;
}

TEST(yaml, keeps_the_place_of_every_key_and_value) {
  auto const parsed = parse("# comment\n---\nname: csat\nspec:\n  list: [a, 'b']\n");
  ASSERT_EQ(parsed.documents.size(), 1u);
  const Node& root = parsed.documents[0].root;
  EXPECT_EQ(root.find("name")->at, (Position{"a.yaml", 3, 7}));
  EXPECT_EQ(root.members[1].at, (Position{"a.yaml", 4, 1}));
  const Node& list = *root.find("spec")->find("list");
  EXPECT_EQ(list.items[1].at, (Position{"a.yaml", 5, 13}));
  EXPECT_FALSE(list.items[0].quoted);
  EXPECT_TRUE(list.items[1].quoted);
}

TEST(yaml, splits_documents_and_numbers_their_lines_in_the_file) {
  auto const parsed = parse("a: 1\n---\nb: 2\n--- \n\nc: 3\n");
  ASSERT_EQ(parsed.documents.size(), 3u);
  EXPECT_EQ(parsed.documents[1].root.find("b")->at.line, 3);
  EXPECT_EQ(parsed.documents[2].root.find("c")->at.line, 6);
}

TEST(yaml, hides_only_the_document_with_the_fault) {
  auto const parsed = parse("a: 1\n---\nb: [1\n---\nc: 3\n");
  ASSERT_EQ(parsed.documents.size(), 3u);
  EXPECT_FALSE(parsed.documents[0].syntax_error);
  EXPECT_TRUE(parsed.documents[1].syntax_error);
  EXPECT_FALSE(parsed.documents[2].syntax_error);
  EXPECT_EQ(parsed.findings.size(), 1u);
}

TEST(yaml, names_both_places_of_a_duplicate_key) {
  auto const parsed = parse("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n");
  ASSERT_EQ(parsed.findings.size(), 1u);
  EXPECT_EQ(parsed.findings[0].at, (Position{"a.yaml", 5, 3}));
  ASSERT_EQ(parsed.findings[0].related.size(), 1u);
  EXPECT_EQ(parsed.findings[0].related[0].at, (Position{"a.yaml", 3, 3}));
}

TEST(yaml, resolves_anchors_and_bounds_what_aliases_blow_up_to) {
  auto const parsed = parse("a: &x [1, 2]\nb: *x\n");
  ASSERT_TRUE(parsed.findings.empty());
  EXPECT_EQ(parsed.documents[0].root.find("b")->items.size(), 2u);
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    std::string const last = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last;
    for (int k = 0; k < 9; ++k) bomb += ", " + last;
    bomb += "]\n";
  }
  auto const refused = parse(bomb);
  ASSERT_EQ(refused.findings.size(), 1u);
  EXPECT_NE(refused.findings[0].message.find("max_nodes"), std::string::npos);
}

TEST(yaml, tells_nothing_from_an_empty_text) {
  auto const parsed = parse("a:\nb: \"\"\nc: ~\n");
  const Node& root = parsed.documents[0].root;
  EXPECT_EQ(root.find("a")->type, Node::Type::null);
  EXPECT_EQ(root.find("b")->type, Node::Type::scalar);
  EXPECT_EQ(root.find("c")->type, Node::Type::null);
}

TEST(yaml, reads_windows_line_ends_and_a_byte_order_mark) {
  auto const parsed = parse("\xEF\xBB\xBF" "a: 1\r\n---\r\nb: 2\r\n");
  ASSERT_EQ(parsed.documents.size(), 2u);
  EXPECT_EQ(parsed.documents[0].root.find("a")->scalar, "1");
  EXPECT_EQ(parsed.documents[1].root.find("b")->scalar, "2");
  EXPECT_EQ(parsed.documents[1].root.find("b")->at.line, 3);
}

TEST(yaml, never_fails_on_a_cut_or_damaged_text) {
  std::string const text = "a: &x {b: [1, \"two\", 'three'], ? c : |\n    block\n  d}\n---\n- *x\n- >\n  folded\n";
  for (std::size_t n = 0; n <= text.size(); ++n) parse(text.substr(0, n));
  for (std::size_t i = 0; i < text.size(); ++i)
    for (char c : {'\0', '\x04', '{', ']', '&', '*', '"', '\t', '\n', '%', '\xFF'}) {
      std::string damaged = text;
      damaged[i] = c;
      parse(damaged);
    }
}

}  // namespace
}  // namespace deskgauge::definition

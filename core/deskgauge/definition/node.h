#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "deskgauge/definition/diagnostic.h"

namespace deskgauge::definition {

/// A YAML value with the place it was written: our own small tree, so that yaml-cpp stays in node.cc.
struct Node {
  enum class Type : std::uint8_t { null, scalar, sequence, mapping } type = Type::null;
  Position at;
  std::string scalar;                              ///< as written, quotes removed
  bool quoted = false;                             ///< "5" is not 5
  std::vector<Node> items;                         ///< sequence
  struct Member;
  std::vector<Member> members;                     ///< mapping, in file order, duplicates kept (a finding names both)

  const Node* find(std::string_view key) const;    ///< first member of that key, null if none or not a mapping
};
struct Node::Member {
  std::string key;
  Position at;                                     ///< of the key
  Node value;
};

/// One YAML document of a file (documents are split at lines that are exactly `---`, so a syntax error hides only its own).
struct Document {
  Node root;
  bool syntax_error = false;
};
/// Every document of a text; syntax errors and duplicate keys become findings (both positions for a duplicate). Anchors and aliases are
/// resolved; depth and size are bounded by name.
std::vector<Document> parse_yaml(const std::string& file, const std::string& text, std::vector<Diagnostic>& findings);

}  // namespace deskgauge::definition

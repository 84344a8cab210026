#pragma once
#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "deskgauge/definition/node.h"

namespace deskgauge::interchange {

/// What can be wrong with a mapping; stable ids.
enum class MappingRule : std::uint8_t { unknown_key, missing_key, bad_value, no_zone, no_entity };

/// Collects the findings of one mapping file.
class MappingFindings {
 public:
  explicit MappingFindings(std::vector<definition::Diagnostic>& out) : out_(out) {}
  void add(MappingRule rule, const definition::Position& at, std::string message, std::string hint = {});
  /// Reports members of `node` that are not known, with the closest known key.
  void check_keys(const definition::Node& node, std::string_view path, std::span<const std::string_view> known);
  /// The member, or null and a finding that says how it could look.
  const definition::Node* required(const definition::Node& node, std::string_view key, std::string_view path, std::string_view suggestion);
  /// The text of a scalar, or nullptr and a finding.
  const std::string* text(const definition::Node* node, std::string_view path);

 private:
  std::vector<definition::Diagnostic>& out_;
};

/// "did you mean "x"?", or the words to choose from.
std::string suggestion(std::string_view word, std::vector<std::string> known);

}  // namespace deskgauge::interchange

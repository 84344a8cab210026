#pragma once
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "deskgauge/definition/rules/rule.h"
#include "deskgauge/definition/source.h"

namespace deskgauge::definition {

/// Where readers and rules put what they find. Owns the findings until taken; not thread-safe.
class Report {
 public:
  explicit Report(const Sources& sources) : sources_(sources) {}

  void add(RuleId rule, Position at, std::string message, std::string hint = {}) {
    add(diagnostic(rule, std::move(at), std::move(message), std::move(hint)));
  }
  void add(Diagnostic finding);
  /// Of severity error so far.
  std::size_t errors() const { return errors_; }
  const Sources& sources() const { return sources_; }
  std::vector<Diagnostic>& findings() { return findings_; }

 private:
  const Sources& sources_;
  std::vector<Diagnostic> findings_;
  std::size_t errors_ = 0;
};

/// "did you mean "x"?" if one of the words is close, else the words to choose from.
std::string suggest(std::string_view value, const std::vector<std::string>& words);
std::string suggest(std::string_view value, std::span<const std::string_view> words);
/// "a, b or c"
std::string listed(const std::vector<std::string>& words);
inline std::string quote(std::string_view text) { return "\"" + std::string(text) + "\""; }

}  // namespace deskgauge::definition

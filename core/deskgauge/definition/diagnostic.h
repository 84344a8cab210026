#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace deskgauge::definition {

/// error: the definitions cannot be used. warning: a lint finding. note: for information. future_error: will be an error from a stated
/// date.
enum class Severity : std::uint8_t { error, warning, note, future_error };
std::string_view to_text(Severity severity);

/// A place in a definition file; line and column are 1-based, column counts bytes. 0 = unknown.
struct Position {
  std::string file;
  int line = 0, column = 0;
  friend auto operator<=>(const Position&, const Position&) = default;
};

/// One finding. Stable rule id, so that it can be searched, counted and suppressed.
struct Diagnostic {
  std::string rule;       ///< "DG0012"
  std::string rule_name;  ///< "unknown-dimension"
  Severity severity = Severity::error;
  Position at;
  std::string message;    ///< one sentence
  std::string hint;       ///< the remedy, "did you mean …"
  struct Related {
    Position at;
    std::string message;
  };
  std::vector<Related> related;
};

/// The order every door shows findings in: file, line, column, rule.
bool before(const Diagnostic& a, const Diagnostic& b);

}  // namespace deskgauge::definition

#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "deskgauge/base/result.h"

namespace deskgauge::interchange {

/// One JSON value as a flat list of tokens, so that a reader can look at it in any order without building a tree.
/// Texts are views of the input where they stand there as they are: it must live as long as they are read. parse() again reuses the memory.
/// One thread at a time. The only place that knows the JSON library.
class JsonTape {
 public:
  enum class Type : std::uint8_t { key, text, number, boolean, null, begin_object, end_object, begin_array, end_array };
  struct Token {
    Type type;
    std::uint32_t begin = 0, size = 0;  ///< in the tape's text; a number as written, a boolean as true or false
  };

  /// Refuses what is not exactly one JSON value: "malformed_json" with the byte at fault, or "max_depth".
  base::Result<void> parse(std::string_view json, std::size_t max_depth = 8);

  std::size_t size() const { return tokens_.size(); }
  const Token& operator[](std::size_t i) const { return tokens_[i]; }
  std::string_view text(std::size_t i) const { return base_.substr(tokens_[i].begin, tokens_[i].size); }
  /// The position after the value that begins at i.
  std::size_t after(std::size_t i) const;

 private:
  class Recorder;
  class PlainScanner;
  std::vector<Token> tokens_;
  std::string texts_;
  std::string_view base_;  ///< what tokens point into: the input or texts_
};

/// Appends `text` as a JSON string.
void append_json_string(std::string& out, std::string_view text);

}  // namespace deskgauge::interchange

#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "deskgauge/metric/selector.h"

namespace deskgauge::metric {

/// A word of a filter's text. Inside this room only.
struct FilterToken {
  enum class Type : std::uint8_t { name, text, number, span, op, open, close, comma, end } type = Type::end;
  std::string text;          ///< the name, the unescaped text, or the token as written
  std::size_t offset = 0;    ///< of its first byte
};

/// Cuts a filter into tokens, `end` last; or the fault of the first byte that starts none.
std::variant<std::vector<FilterToken>, FilterFault> filter_tokens(std::string_view text);

}  // namespace deskgauge::metric

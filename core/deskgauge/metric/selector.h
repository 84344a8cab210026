#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "deskgauge/base/result.h"
#include "deskgauge/metric/dimension.h"
#include "deskgauge/metric/fact_kinds.h"

namespace deskgauge::metric {

/// A filter over one fact: its dimensions and measures. Grammar in docs/filters.md; parsed by parse_filter, printed by to_text in one
/// canonical form ("channel in (\"email\", \"web\") and human_replies == 1"). Null semantics: a comparison with an absent value is false,
/// and so is its negated operator; `x is null` asks. A list (tags) equals a text when it contains it.
struct Filter {
  enum class Op : std::uint8_t { all, any, negate, eq, ne, lt, le, gt, ge, in, is_null, not_null };
  using Literal = std::variant<std::string, std::int64_t>;  ///< numbers scaled as the measure: durations in ms ("4h"), ratings as they are
  // A dimension's literals are texts (`tier == 2` holds "2"), except after < <= > >=, which only `tier` knows: there they are numbers.

  Op op = Op::all;                       ///< `all` of nothing is true: the empty filter
  std::vector<Filter> children;          ///< all, any, negate
  std::optional<DimensionRef> dimension; ///< left side: a dimension …
  int measure = -1;                      ///< … or a measure of the fact kind
  std::string name;                      ///< the left side as written
  std::vector<Literal> literals;         ///< one; several for `in`

  bool empty() const { return op == Op::all && children.empty(); }
  friend bool operator==(const Filter&, const Filter&) = default;
};

/// A fault inside a filter's text: byte offset for the caret.
struct FilterFault {
  std::size_t offset = 0;
  std::string message, hint;
};

/// `kind` gives the measures a filter may name. Unknown names are faults with "did you mean".
std::variant<Filter, FilterFault> parse_filter(std::string_view text, FactKind kind);
std::string to_text(const Filter& filter);
/// True, false, or nullopt where it depends on the fact: constant filters are lint 3.
std::optional<bool> constant_value(const Filter& filter);

/// The closest of `candidates` to `name` for "did you mean"; "" if none is close.
std::string closest(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace deskgauge::metric

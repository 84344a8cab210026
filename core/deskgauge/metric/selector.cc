#include "deskgauge/metric/selector.h"

#include <algorithm>

#include "deskgauge/time/instant.h"

namespace deskgauge::metric {
namespace {

constexpr std::string_view kOperators[] = {"", "", "", "==", "!=", "<", "<=", ">", ">=", "in", "is null", "is not null"};

/// A measure name has one type in every fact kind that has it (metric/fact_kinds_test.cc holds it so).
bool is_duration(std::string_view measure) {
  for (const FactKindSpec& kind : fact_kinds())
    for (const MeasureSpec& row : kind.measures)
      if (row.name == measure) return row.type == MeasureType::duration;
  return false;
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

std::string print(const Filter::Literal& literal, const Filter& filter) {
  if (const auto* text = std::get_if<std::string>(&literal)) return quoted(*text);
  std::int64_t const value = std::get<std::int64_t>(literal);
  if (filter.measure >= 0 && is_duration(filter.name)) return time::to_exact_text(time::Span{value});
  return std::to_string(value);
}

std::string print_list(const Filter& filter) {
  std::string result = filter.name + " in (";
  for (std::size_t i = 0; i < filter.literals.size(); ++i) result += (i ? ", " : "") + print(filter.literals[i], filter);
  return result + ")";
}

/// `or` binds least, then `and`, then `not`: parentheses only where a child binds less than its parent.
std::string print_child(const Filter& child, const Filter& parent) {
  bool const weaker = child.op == Filter::Op::any || (child.op == Filter::Op::all && parent.op == Filter::Op::negate) || child.empty();
  return weaker ? "(" + to_text(child) + ")" : to_text(child);
}

std::string join(const Filter& filter, std::string_view word) {
  std::string result;
  for (const Filter& child : filter.children) {
    if (!result.empty()) result.append(" ").append(word).append(" ");
    result += print_child(child, filter);
  }
  return result;
}

}  // namespace

std::string to_text(const Filter& filter) {
  switch (filter.op) {
    case Filter::Op::all: return join(filter, "and");
    case Filter::Op::any: return join(filter, "or");
    case Filter::Op::negate: return "not " + (filter.children.empty() ? std::string() : print_child(filter.children[0], filter));
    case Filter::Op::in: return print_list(filter);
    case Filter::Op::is_null:
    case Filter::Op::not_null: return filter.name + " " + std::string(kOperators[static_cast<std::size_t>(filter.op)]);
    default: break;
  }
  std::string const literal = filter.literals.empty() ? std::string() : print(filter.literals[0], filter);
  return filter.name + " " + std::string(kOperators[static_cast<std::size_t>(filter.op)]) + " " + literal;
}

}  // namespace deskgauge::metric

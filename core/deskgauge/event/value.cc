#include "deskgauge/event/value.h"

#include <algorithm>
#include <charconv>

namespace deskgauge::event {
namespace {

using base::Result;
using std::string_view;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr std::size_t kMaxDecimal = 40;

std::optional<std::int64_t> parse_integer(string_view text) {
  std::int64_t value = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

std::string joined(std::span<const string_view> words) {
  std::string out;
  for (string_view word : words) out.append(out.empty() ? "" : ", ").append(word);
  return out;
}

/// Digits and the position of the point, without sign and exponent.
struct Digits {
  std::string all;
  std::int64_t point = 0;
};

std::optional<Digits> read_digits(string_view mantissa) {
  Digits out;
  bool seen_point = false;
  for (char c : mantissa) {
    if (c == '.') {
      if (std::exchange(seen_point, true)) return std::nullopt;
      out.point = static_cast<std::int64_t>(out.all.size());
    } else if (is_digit(c)) {
      out.all.push_back(c);
    } else {
      return std::nullopt;
    }
  }
  if (out.all.empty() || out.all.size() > kMaxDecimal) return std::nullopt;
  if (!seen_point) out.point = static_cast<std::int64_t>(out.all.size());
  return out;
}

/// Takes flow notation apart from the left.
struct Flow {
  string_view rest;

  void skip() { rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size())); }
  bool take(char c) {
    skip();
    if (rest.empty() || rest.front() != c) return false;
    rest.remove_prefix(1);
    return true;
  }
  bool done() {
    skip();
    return rest.empty();
  }
  /// One word: quoted, or up to one of the `stops`. nullopt where a quote is not closed.
  std::optional<std::string> word(string_view stops) {
    if (take('"')) return quoted();
    skip();
    string_view found = rest.substr(0, rest.find_first_of(stops));
    rest.remove_prefix(found.size());
    found = found.substr(0, found.find_last_not_of(" \t") + 1);
    return std::string(found);
  }
  std::optional<std::string> quoted() {
    std::string out;
    while (!rest.empty()) {
      char c = rest.front();
      rest.remove_prefix(1);
      if (c == '"') return out;
      if (c == '\\' && !rest.empty()) c = rest.front(), rest.remove_prefix(1);
      out.push_back(c);
    }
    return std::nullopt;
  }
};

std::string quoted_where_needed(std::string text) {
  if (!text.empty() && text.find_first_of(",[]{}:\"\\") == text.npos && text.front() != ' ' && text.back() != ' ') return text;
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + '"';
}

base::Unexpected malformed(string_view what, string_view example, string_view text) {
  return base::unexpected(base::Code::invalid_argument, "wrong_type", "This is not " + std::string(what), {}, std::string(text),
                          "Write it as " + std::string(example) + ".");
}

Result<Symbol> parse_list(string_view text, base::Interner& interner) {
  Flow in{text};
  bool const bracket = in.take('[');
  std::vector<Symbol> items;
  auto const fault = [&] { return malformed("a list", "[vip, refund]", text); };
  while (!in.done() && !(bracket && in.rest.front() == ']')) {
    auto const word = in.word(",]");
    if (!word) return fault();
    items.push_back(interner.intern(*word));
    if (!in.take(',')) break;
  }
  if (bracket && !in.take(']')) return fault();
  if (!in.done()) return fault();
  return interner.intern_list(items);
}

/// One {name: value, …}; appends its columns.
Result<void> parse_object(Flow& in, const FieldSpec& spec, std::vector<Symbol>& out, base::Interner& interner) {
  auto const fault = [&] { return malformed("an object", "{" + std::string(spec.columns.front().name) + ": …}", in.rest); };
  if (!in.take('{')) return fault();
  std::size_t const start = out.size();
  out.resize(start + spec.columns.size());
  while (!in.take('}')) {
    auto const name = in.word(":,}");
    if (!name || !in.take(':')) return fault();
    auto const value = in.word(",}");
    if (!value) return fault();
    auto const column = std::find_if(spec.columns.begin(), spec.columns.end(), [&](const Column& c) { return c.name == *name; });
    if (column == spec.columns.end())
      return base::unexpected(base::Code::invalid_argument, "unknown_field", "The column is not known", *name, *value,
                              "Check its spelling.");
    auto const symbol = parse_scalar(column->type, {}, *value, interner);
    if (!symbol) return base::unexpected(symbol.error());
    out[start + static_cast<std::size_t>(column - spec.columns.begin())] = *symbol;
    if (!in.take(',') && (in.done() || in.rest.front() != '}')) return fault();
  }
  return {};
}

Result<Symbol> parse_rows(const FieldSpec& spec, string_view text, base::Interner& interner) {
  Flow in{text};
  std::vector<Symbol> out;
  bool const bracket = spec.type == ValueType::rows && in.take('[');
  while (!(bracket && in.take(']'))) {
    DESKGAUGE_TRY(parse_object(in, spec, out, interner));
    if (!in.take(',') && !bracket) break;
    if (in.done()) return malformed("a list of objects", "[{…}, {…}]", text);
  }
  if (!in.done()) return malformed("a list of objects", "[{…}, {…}]", text);
  return interner.intern_list(out);
}

std::string object_text(const FieldSpec& spec, std::span<const Symbol> values, const base::Interner& interner) {
  std::string out = "{";
  for (std::size_t i = 0; i < spec.columns.size() && i < values.size(); ++i) {
    if (values[i].is_none()) continue;
    if (out.size() > 1) out += ", ";
    out.append(spec.columns[i].name).append(": ").append(quoted_where_needed(scalar_text(spec.columns[i].type, {}, values[i], interner)));
  }
  return out + "}";
}

}  // namespace

std::optional<std::string> canonical_decimal(string_view text) {
  bool const negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  std::int64_t exponent = 0;
  if (auto const e = text.find_first_of("eE"); e != text.npos) {
    string_view const digits = text.substr(e + 1, 1) == "+" ? text.substr(e + 2) : text.substr(e + 1);
    auto const value = parse_integer(digits);
    if (!value || *value > 100 || *value < -100) return std::nullopt;
    exponent = *value;
    text = text.substr(0, e);
  }
  auto digits = read_digits(text);
  if (!digits) return std::nullopt;
  auto& [all, point] = *digits;
  point += exponent;
  if (point < 0) all.insert(0, static_cast<std::size_t>(-point), '0'), point = 0;
  if (point > static_cast<std::int64_t>(all.size())) all.append(static_cast<std::size_t>(point) - all.size(), '0');
  auto const at = static_cast<std::size_t>(point);
  std::string whole = all.substr(0, at), fraction = all.substr(at);
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
  fraction.erase(fraction.find_last_not_of('0') + 1);
  if (whole.empty() && fraction.empty()) return "0";
  std::string out = (negative ? "-" : "") + (whole.empty() ? "0" : whole) + (fraction.empty() ? "" : "." + fraction);
  return out.size() > kMaxDecimal ? std::nullopt : std::optional(out);
}

base::Unexpected wrong_type(string_view wanted, string_view text) {
  return base::unexpected(base::Code::invalid_argument, "wrong_type", "This is not " + std::string(wanted), {}, std::string(text),
                          "Write " + std::string(wanted) + ".");
}

Result<Symbol> parse_scalar(ValueType type, std::span<const string_view> choices, string_view text, base::Interner& interner) {
  switch (type) {
    case ValueType::text: return interner.intern(text);
    case ValueType::choice: {
      auto const it = std::find(choices.begin(), choices.end(), text);
      if (it != choices.end()) return Symbol::number(static_cast<std::uint32_t>(it - choices.begin()));
      return base::unexpected(base::Code::invalid_argument, "unknown_choice", "The word is not one of those known", {}, std::string(text),
                              "Use one of: " + joined(choices) + ".");
    }
    case ValueType::boolean:
      if (text == "true" || text == "false") return Symbol::number(text == "true");
      return wrong_type("true or false", text);
    case ValueType::integer: {
      auto const value = parse_integer(text);
      if (!value) return wrong_type("a whole number", text);
      return interner.intern(*value);
    }
    case ValueType::instant: {
      DESKGAUGE_ASSIGN(instant, time::parse_instant(text));
      return interner.intern(instant.ms);
    }
    case ValueType::decimal: {
      auto const number = canonical_decimal(text);
      if (!number) return wrong_type("a decimal number", text);
      return interner.intern(*number);
    }
    default: return wrong_type("a single value", text);
  }
}

Result<Symbol> parse_value(const FieldSpec& spec, string_view text, base::Interner& interner) {
  if (spec.type == ValueType::list) return parse_list(text, interner);
  if (spec.type == ValueType::rows || spec.type == ValueType::object) return parse_rows(spec, text, interner);
  return parse_scalar(spec.type, spec.choices, text, interner);
}

std::string scalar_text(ValueType type, std::span<const string_view> choices, Symbol value, const base::Interner& interner) {
  if (value.is_none()) return {};
  if (type == ValueType::choice && value.is_number() && value.number_value() < choices.size())
    return std::string(choices[value.number_value()]);
  if (type == ValueType::boolean && value.is_number()) return value.number_value() ? "true" : "false";
  if (auto const ms = type == ValueType::instant ? interner.integer(value) : std::nullopt) return time::to_text(time::Instant{*ms});
  return interner.text(value);
}

std::string field_text(Kind, const FieldSpec& spec, Symbol value, const base::Interner& interner) {
  if (value.is_none()) return {};
  if (!value.is_list()) return scalar_text(spec.type, spec.choices, value, interner);
  auto const items = interner.list(value);
  if (spec.type == ValueType::object) return object_text(spec, items, interner);
  std::string out = "[";
  std::size_t const step = spec.type == ValueType::rows ? spec.columns.size() : 1;
  for (std::size_t i = 0; i < items.size(); i += step) {
    if (i > 0) out += ", ";
    out += spec.type == ValueType::rows ? object_text(spec, items.subspan(i, std::min(step, items.size() - i)), interner)
                                        : quoted_where_needed(interner.text(items[i]));
  }
  return out + "]";
}

}  // namespace deskgauge::event

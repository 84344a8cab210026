#include "deskgauge/interchange/row_values.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "deskgauge/event/value.h"

namespace deskgauge::interchange {
namespace {

using event::Symbol;
using event::ValueType;

/// The symbol of a short decimal number without the interner: ids of helpdesks are mostly such numbers. None for any other text.
Symbol short_number(std::string_view text) {
  if (text.empty() || text.size() > 9 || (text[0] == '0' && text.size() > 1)) return {};
  std::uint32_t value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return {};
    value = value * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return Symbol::number(value);
}

bool is_continuation(unsigned char c) { return (c & 0xC0) == 0x80; }

/// Well-formed UTF-8 without surrogates and overlong forms (Unicode 15, table 3-7).
bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    auto const c = static_cast<unsigned char>(text[i]);
    std::size_t const n = c < 0x80 ? 1 : c >= 0xC2 && c < 0xE0 ? 2 : c >= 0xE0 && c < 0xF0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;
    if (n == 0 || i + n > text.size()) return false;
    for (std::size_t k = 1; k < n; ++k)
      if (!is_continuation(static_cast<unsigned char>(text[i + k]))) return false;
    auto const second = n > 2 ? static_cast<unsigned char>(text[i + 1]) : 0;
    if ((c == 0xE0 && second < 0xA0) || (c == 0xED && second > 0x9F) || (c == 0xF0 && second < 0x90) || (c == 0xF4 && second > 0x8F))
      return false;
    i += n;
  }
  return true;
}

}  // namespace

ValueProgram RowValues::compile(const Expression& expression, const event::FieldSpec& field) {
  ValueProgram program = compile(expression, field.type, field.choices, std::string(to_text(field.field)), field.required);
  if (expression.kind == Expression::Kind::constant)
    if (auto const value = event::parse_value(field, expression.text, interner_)) program.constant = *value;
  for (std::size_t i = 0; i < expression.parts.size(); ++i) {
    const event::Column& column = field.columns[i % field.columns.size()];
    program.parts.push_back(nullptr);
    if (!expression.parts[i]) continue;
    ValueProgram part = compile(*expression.parts[i], column.type, {}, program.name + "." + std::string(column.name), column.required);
    if (part.expression->kind == Expression::Kind::constant)
      if (auto const value = event::parse_scalar(column.type, {}, part.expression->text, interner_)) part.constant = *value;
    program.parts.back() = std::make_unique<ValueProgram>(std::move(part));
  }
  return program;
}

ValueProgram RowValues::compile_text(const Expression& expression, std::string name, bool required) {
  ValueProgram program = compile(expression, ValueType::text, {}, std::move(name), required);
  if (expression.kind == Expression::Kind::constant) program.constant = interner_.intern(expression.text);
  return program;
}

ValueProgram RowValues::compile(const Expression& expression, ValueType type, std::span<const std::string_view> choices, std::string name,
                                bool required) {
  ValueProgram program;
  program.expression = &expression, program.type = type, program.choices = choices, program.name = std::move(name),
  program.required = required;
  if (expression.kind == Expression::Kind::column) program.cache = std::make_unique<TextCache>();
  return program;
}

bool RowValues::fail(const char* reason, std::string_view field, std::string_view value) {
  fault_.reason = reason;
  fault_.field.assign(field);
  fault_.value.assign(value);
  return false;
}

bool RowValues::value(const ValueProgram& program, const Columns& columns, std::int64_t number, Symbol& out) {
  const Expression& expression = *program.expression;
  switch (expression.kind) {
    case Expression::Kind::constant: out = program.constant; break;
    case Expression::Kind::row: out = interner_.intern(number); break;
    case Expression::Kind::parts: return parts(program, columns, number, out);
    case Expression::Kind::pieces: {
      std::string_view const made = text(expression, columns);
      if (!convert(program, made, out)) return false;
      break;
    }
    case Expression::Kind::column: {
      std::string_view const found = columns[expression.column];
      bool const plain = program.type == ValueType::text && !expression.values;
      out = plain ? short_number(found) : Symbol{};
      if (out) return true;
      bool const cached = found.data() && TextCache::fits(found);
      if (cached) {
        if (const TextCache::Entry* entry = program.cache->find(found)) {
          out = Symbol::from_bits(entry->value);
          break;
        }
      }
      if (!convert(program, found, out)) return false;
      if (cached) program.cache->keep(found, out.bits());
    }
  }
  return !out.is_none() || !program.required || fail("missing_value", program.name, {});
}

/// The text of a column or template; without data where a column of it is missing.
std::string_view RowValues::text(const Expression& expression, const Columns& columns) {
  if (expression.kind == Expression::Kind::constant) return expression.text;
  if (expression.kind == Expression::Kind::column) return columns[expression.column];
  buffer_.clear();
  for (auto const& piece : expression.pieces) {
    buffer_.append(piece.text);
    if (!piece.column) continue;
    if (!columns[*piece.column].data()) return {};
    buffer_.append(columns[*piece.column]);
  }
  return buffer_;
}

bool RowValues::convert(const ValueProgram& program, std::string_view text, Symbol& out) {
  const Expression& expression = *program.expression;
  out = {};
  if (expression.values && text.data()) {
    auto const it = expression.values->find(text);
    if (it != expression.values->end()) return !it->second || typed(program, *it->second, out);
    if (!expression.has_otherwise) return fail("unmapped_value", program.name, text);
  }
  bool const take_default = expression.has_otherwise && (!text.data() || expression.values);
  if (take_default) return !expression.otherwise || typed(program, *expression.otherwise, out);
  return !text.data() || typed(program, text, out);
}

bool RowValues::typed(const ValueProgram& program, std::string_view text, Symbol& out) {
  if (program.type == ValueType::list) return list(program, text, out);
  if (program.type == ValueType::instant) {
    const char* reason = nullptr;
    const Expression& e = *program.expression;
    auto const at = e.format->instant(text, e.zone ? &*e.zone : nullptr, reason);
    if (!at) return fail(reason, program.name, text);
    out = interner_.intern(at->ms);
    return true;
  }
  if (program.type == ValueType::text) {
    if (!is_utf8(text)) return fail("invalid_utf8", program.name, text);
    out = interner_.intern(text);
    return true;
  }
  auto const parsed = event::parse_scalar(program.type, program.choices, text, interner_);
  if (!parsed) return fail(program.type == ValueType::choice ? "unmapped_value" : "wrong_type", program.name, text);
  out = *parsed;
  return true;
}

bool RowValues::list(const ValueProgram& program, std::string_view text, Symbol& out) {
  if (!is_utf8(text)) return fail("invalid_utf8", program.name, text);
  std::vector<Symbol> items;
  std::string_view const split = program.expression->split;
  for (std::size_t at = 0; at <= text.size();) {
    std::size_t const end = std::min(text.find(split, at), text.size());
    std::string_view item = text.substr(at, end - at);
    item.remove_prefix(std::min(item.find_first_not_of(' '), item.size()));
    item = item.substr(0, item.find_last_not_of(' ') + 1);
    if (!item.empty()) items.push_back(interner_.intern(item));
    at = end + split.size();
  }
  out = interner_.intern_list(items);
  return true;
}

bool RowValues::parts(const ValueProgram& program, const Columns& columns, std::int64_t number, Symbol& out) {
  std::vector<Symbol> items(program.parts.size());
  for (std::size_t i = 0; i < items.size(); ++i)
    if (program.parts[i] && !value(*program.parts[i], columns, number, items[i])) return false;
  out = interner_.intern_list(items);
  return true;
}

bool RowValues::time(const Expression& expression, std::string_view name, const Columns& columns, time::Instant& out) {
  std::string_view const written = text(expression, columns);
  out = time::kNever;
  if (!written.data()) return true;
  const char* reason = nullptr;
  auto const at = expression.format->instant(written, expression.zone ? &*expression.zone : nullptr, reason);
  if (!at) return fail(reason, name, written);
  out = *at;
  return !expression.plus || add_duration(expression, name, columns, out);
}

/// A time without its duration is missing.
bool RowValues::add_duration(const Expression& expression, std::string_view name, const Columns& columns, time::Instant& at) {
  constexpr double kMost = 1e13;  // three centuries in ms: beyond it the text is no duration
  std::string_view const written = columns[*expression.plus];
  if (!written.data()) return at = time::kNever, true;
  double amount = 0;
  auto const [end, fault] = std::from_chars(written.data(), written.data() + written.size(), amount);
  double const ms = amount * static_cast<double>(expression.plus_unit_ms);
  if (fault != std::errc{} || end != written.data() + written.size() || !(std::abs(ms) < kMost))
    return fail("malformed_duration", name, written);
  if (ms < 0) return fail("negative_duration", name, written);
  at = at + time::milliseconds(std::llround(ms));
  return true;
}

}  // namespace deskgauge::interchange

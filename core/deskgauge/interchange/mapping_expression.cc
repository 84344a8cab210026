#include "deskgauge/interchange/mapping_expression.h"

#include <algorithm>
#include <utility>

#include "deskgauge/event/value.h"

namespace deskgauge::interchange {

using definition::Node;
using event::ValueType;
using enum MappingRule;

namespace {

constexpr std::string_view kTextKeys[] = {"column", "constant", "template", "values", "default", "split"};
constexpr std::string_view kTimeKeys[] = {"column", "constant", "template", "format", "zone", "not_before", "plus", "plus_unit"};

}  // namespace

void ExpressionReader::read_defaults(const Node& spec, std::string_view zone_override) {
  Node given{.type = Node::Type::scalar, .at = spec.at, .scalar = std::string(zone_override)};
  if (const Node* node = spec.find("time_format")) default_format_ = format(*node, "spec.time_format");
  if (const Node* node = zone_override.empty() ? spec.find("zone") : &given)
    default_zone_ = zone(*node, "spec.zone"), zone_reported_ = !default_zone_;
  if (const Node* node = spec.find("values"))
    for (auto const& member : node->members) named_values_[member.key] = value_map(member.value, "spec.values." + member.key);
}

ColumnId ExpressionReader::column(std::string_view name) {
  auto const it = std::find(mapping_.columns.begin(), mapping_.columns.end(), name);
  if (it == mapping_.columns.end()) mapping_.columns.emplace_back(name);
  return static_cast<ColumnId>(std::find(mapping_.columns.begin(), mapping_.columns.end(), name) - mapping_.columns.begin());
}

std::optional<Expression> ExpressionReader::text(const Node& node, const std::string& path) {
  if (node.type == Node::Type::scalar && node.scalar == "row" && !node.quoted) return Expression{.kind = Expression::Kind::row};
  if (node.type != Node::Type::scalar || node.scalar.find('{') == node.scalar.npos) return scalar(node, ValueType::text, {}, path);
  Expression out;
  return read_template(node, path, out) ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<Expression> ExpressionReader::time(const Node& node, const std::string& path) {
  Expression out;
  if (node.type == Node::Type::mapping) findings_.check_keys(node, path, kTimeKeys);
  if (!read_source(node, path, out) || !read_plus(node, path, out) || !time_options(node, path, out)) return std::nullopt;
  return out;
}

std::optional<Expression> ExpressionReader::value(const Node& node, const event::FieldSpec& field, const std::string& path) {
  bool const nested = field.type == ValueType::rows || field.type == ValueType::object;
  if (nested && node.find("constant") == nullptr) return parts(node, field, path);
  auto out = scalar(node, field.type, field.choices, path);
  if (!out || out->kind != Expression::Kind::constant) return out;
  if (auto const parsed = event::parse_value(field, out->text, scratch_); !parsed) {
    findings_.add(bad_value, node.at, path + ": " + parsed.error().message + " (\"" + out->text + "\")", parsed.error().remedy);
    return std::nullopt;
  }
  return out;
}

std::optional<Expression> ExpressionReader::scalar(const Node& node, ValueType type, std::span<const std::string_view> choices,
                                                   const std::string& path) {
  if (type == ValueType::instant) return time(node, path);
  Expression out;
  if (node.type == Node::Type::mapping) findings_.check_keys(node, path, kTextKeys);
  if (!read_source(node, path, out)) return std::nullopt;
  if (node.type == Node::Type::mapping) {
    read_values(node, path, out);
    if (auto const* split = findings_.text(node.find("split"), path + ".split"); split && !split->empty()) out.split = *split;
    check_words(node, type, choices, path, out);
  }
  return out;
}

std::optional<Expression> ExpressionReader::parts(const Node& node, const event::FieldSpec& field, const std::string& path) {
  Expression out{.kind = Expression::Kind::parts};
  if (field.type == ValueType::object) return object(node, field, path, out) ? std::optional(std::move(out)) : std::nullopt;
  if (node.type != Node::Type::sequence || node.items.empty()) {
    findings_.add(bad_value, node.at, path + " is no list", "write a list of {" + std::string(field.columns.front().name) + ": …}");
    return std::nullopt;
  }
  for (std::size_t i = 0; i < node.items.size(); ++i)
    if (!object(node.items[i], field, path + "[" + std::to_string(i) + "]", out)) return std::nullopt;
  return out;
}

bool ExpressionReader::object(const Node& node, const event::FieldSpec& field, const std::string& path, Expression& out) {
  std::vector<std::string_view> names;
  for (auto const& column : field.columns) names.push_back(column.name);
  findings_.check_keys(node, path, names);
  for (auto const& column : field.columns) {
    const Node* const part = node.find(column.name);
    if (!part && column.required)
      findings_.add(missing_key, node.at, path + " does not say " + std::string(column.name),
                    "add " + std::string(column.name) + ": a column, or {constant: …}");
    out.parts.push_back(part ? scalar(*part, column.type, {}, path + "." + std::string(column.name)) : std::nullopt);
    if (!part || !out.parts.back() || out.parts.back()->kind != Expression::Kind::constant || column.type == ValueType::instant) continue;
    if (auto const parsed = event::parse_scalar(column.type, {}, out.parts.back()->text, scratch_); !parsed)
      findings_.add(bad_value, part->at, path + "." + std::string(column.name) + ": " + parsed.error().message, parsed.error().remedy);
  }
  return true;
}

/// column, constant or template; a scalar alone is a column.
bool ExpressionReader::read_source(const Node& node, const std::string& path, Expression& out) {
  if (node.type == Node::Type::scalar) {
    out.kind = Expression::Kind::column, out.column = column(node.scalar);
    return true;
  }
  const Node* const given[] = {node.find("column"), node.find("constant"), node.find("template")};
  if (std::count(std::begin(given), std::end(given), nullptr) != 2) {
    findings_.add(bad_value, node.at, path + " does not say where its value comes from",
                  "write a column's name, or one of column, constant, template");
    return false;
  }
  if (given[2]) return read_template(*given[2], path + ".template", out);
  auto const* const text = findings_.text(given[0] ? given[0] : given[1], path);
  if (!text) return false;
  if (given[0]) out.kind = Expression::Kind::column, out.column = column(*text);
  else out.text = *text;
  return true;
}

bool ExpressionReader::read_template(const Node& node, const std::string& path, Expression& out) {
  auto const* const text = findings_.text(&node, path);
  if (!text) return false;
  out.kind = Expression::Kind::pieces;
  std::string_view rest = *text;
  while (!rest.empty()) {
    std::size_t const open = rest.find('{'), close = rest.find('}', open);
    if (open != rest.npos && (close == rest.npos || close == open + 1)) {
      findings_.add(bad_value, node.at, path + " has a brace that does not hold a column", "write {column}");
      return false;
    }
    Expression::Piece piece{std::string(rest.substr(0, open)), std::nullopt};
    if (open != rest.npos) piece.column = column(rest.substr(open + 1, close - open - 1));
    out.pieces.push_back(std::move(piece));
    rest = open == rest.npos ? std::string_view() : rest.substr(close + 1);
  }
  return true;
}

void ExpressionReader::read_values(const Node& node, const std::string& path, Expression& out) {
  if (const Node* values = node.find("values")) {
    if (values->type == Node::Type::mapping) {
      out.values = value_map(*values, path + ".values");
    } else if (auto const* name = findings_.text(values, path + ".values")) {
      if (auto const it = named_values_.find(*name); it != named_values_.end()) {
        out.values = it->second;
      } else {
        std::vector<std::string> names;
        for (auto const& [known, map] : named_values_) names.push_back(known);
        findings_.add(bad_value, values->at, "spec.values has no \"" + *name + "\"", suggestion(*name, names));
      }
    }
  }
  if (const Node* otherwise = node.find("default")) {
    out.has_otherwise = true;
    if (otherwise->type == Node::Type::scalar) out.otherwise = otherwise->scalar;
  }
}

std::shared_ptr<const ValueMap> ExpressionReader::value_map(const Node& node, const std::string& path) {
  auto map = std::make_shared<ValueMap>();
  for (auto const& member : node.members) {
    if (member.value.type == Node::Type::null) (*map)[member.key] = std::nullopt;
    else if (auto const* text = findings_.text(&member.value, path + "." + member.key)) (*map)[member.key] = *text;
  }
  return map;
}

/// What a table of words leads to must be a value of the field.
void ExpressionReader::check_words(const Node& node, ValueType type, std::span<const std::string_view> choices, const std::string& path,
                                   const Expression& expression) {
  if (type == ValueType::list) return;
  auto const check = [&](const std::optional<std::string>& word, const Node& at) {
    if (!word) return;
    if (auto const parsed = event::parse_scalar(type, choices, *word, scratch_); !parsed)
      findings_.add(bad_value, at.at, path + ": " + parsed.error().message + " (\"" + *word + "\")", parsed.error().remedy);
  };
  if (expression.values)
    for (auto const& [native, word] : *expression.values) check(word, *node.find("values"));
  if (expression.has_otherwise) check(expression.otherwise, *node.find("default"));
}

/// plus: a column that holds a duration, plus_unit: ms, s, min, h or d.
bool ExpressionReader::read_plus(const Node& node, const std::string& path, Expression& out) {
  constexpr std::pair<std::string_view, std::int64_t> kUnits[] = {
      {"ms", 1}, {"s", 1'000}, {"min", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}};
  const Node* const plus = node.find("plus");
  if (!plus) return true;
  auto const* const name = findings_.text(plus, path + ".plus");
  auto const* const unit = findings_.text(findings_.required(node, "plus_unit", path, "plus_unit: min"), path + ".plus_unit");
  if (!name || !unit) return false;
  auto const it = std::find_if(std::begin(kUnits), std::end(kUnits), [&](auto const& known) { return known.first == *unit; });
  if (it == std::end(kUnits)) {
    findings_.add(bad_value, node.find("plus_unit")->at, path + ".plus_unit is \"" + *unit + "\"", "write ms, s, min, h or d");
    return false;
  }
  out.plus = column(*name), out.plus_unit_ms = it->second;
  return true;
}

bool ExpressionReader::time_options(const Node& node, const std::string& path, Expression& out) {
  const Node* const own_format = node.find("format");
  const Node* const own_zone = node.find("zone");
  out.format = own_format ? format(*own_format, path + ".format") : default_format_;
  out.zone = own_zone ? zone(*own_zone, path + ".zone") : default_zone_;
  if (!out.format) {
    if (!own_format) findings_.add(missing_key, node.at, path + " has no format", "add time_format: iso to spec, or format: to this time");
    return false;
  }
  if (out.format->always_naive() && !out.zone) {
    if (!own_zone && !std::exchange(zone_reported_, true))
      findings_.add(no_zone, node.at, path + " is read by \"" + out.format->pattern() + "\", which says no zone",
                    "add zone: Europe/Rome (where the file was written) to spec, or to this time");
    return false;
  }
  return true;
}

std::optional<TimeFormat> ExpressionReader::format(const Node& node, const std::string& path) {
  auto const* const text = findings_.text(&node, path);
  if (!text) return std::nullopt;
  auto parsed = TimeFormat::parse(*text);
  if (parsed) return std::move(*parsed);
  findings_.add(bad_value, node.at, path + ": " + parsed.error().message + " (\"" + *text + "\")", parsed.error().remedy);
  return std::nullopt;
}

std::optional<time::Zone> ExpressionReader::zone(const Node& node, const std::string& path) {
  auto const* const text = findings_.text(&node, path);
  if (!text) return std::nullopt;
  auto loaded = time::Zone::load(*text);
  if (loaded) return std::move(*loaded);
  findings_.add(no_zone, node.at, path + ": " + loaded.error().message + " (\"" + *text + "\")", loaded.error().remedy);
  return std::nullopt;
}

}  // namespace deskgauge::interchange

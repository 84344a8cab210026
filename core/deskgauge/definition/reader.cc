#include "deskgauge/definition/reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "deskgauge/metric/selector.h"

namespace deskgauge::definition {
namespace {

std::string shown(const Node& node) {
  switch (node.type) {
    case Node::Type::null: return "nothing";
    case Node::Type::sequence: return "a list";
    case Node::Type::mapping: return "a mapping";
    case Node::Type::scalar: break;
  }
  return quote(node.scalar);
}

std::nullopt_t wrong(const Field& field, Report& report, std::string_view wanted, std::string hint, RuleId rule = RuleId::wrong_type) {
  report.add(rule, field.node.at, field.path + " must be " + std::string(wanted) + ", not " + shown(field.node), std::move(hint));
  return std::nullopt;
}

template <class T>
std::optional<T> number_of(const std::string& text) {
  T value{};
  const char* begin = text.data();
  const char* const end = begin + text.size();
  if (begin != end && *begin == '+') ++begin;
  auto const [rest, error] = std::from_chars(begin, end, value);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return value;
}

/// Reads a scalar by a parser of the time room, whose error already says what is wrong and how to write it.
template <class T, class Parse>
std::optional<T> parse_scalar(const Field& field, Report& report, std::string_view wanted, std::string_view example, Parse parse,
                              RuleId rule = RuleId::malformed_value) {
  if (field.node.type != Node::Type::scalar) return wrong(field, report, wanted, "write " + std::string(example));
  auto result = parse(field.node.scalar);
  if (result) return std::move(*result);
  std::string hint = result.error().remedy;
  if (!hint.empty() && hint.back() == '.') hint.pop_back();
  if (!hint.empty() && hint.front() >= 'A' && hint.front() <= 'Z') hint.front() = static_cast<char>(hint.front() - 'A' + 'a');
  return wrong(field, report, wanted, std::move(hint), rule);
}

}  // namespace

std::optional<std::string> read_text(const Field& field, Report& report) {
  if (field.node.type != Node::Type::scalar) return wrong(field, report, "a text", "write one word or a quoted text");
  return field.node.scalar;
}

std::optional<std::int64_t> read_integer(const Field& field, Report& report) {
  auto const value = field.node.type == Node::Type::scalar ? number_of<std::int64_t>(field.node.scalar) : std::nullopt;
  if (!value) return wrong(field, report, "a whole number", "write digits, such as 30");
  return value;
}

std::optional<double> read_number(const Field& field, Report& report) {
  auto const value = field.node.type == Node::Type::scalar ? number_of<double>(field.node.scalar) : std::nullopt;
  if (!value || !std::isfinite(*value)) return wrong(field, report, "a number", "write digits, such as 0.5");
  return value;
}

std::optional<bool> read_boolean(const Field& field, Report& report) {
  if (field.node.type == Node::Type::scalar && !field.node.quoted) {
    if (field.node.scalar == "true") return true;
    if (field.node.scalar == "false") return false;
  }
  return wrong(field, report, "true or false", "write the word without quotes");
}

std::optional<time::Span> read_span(const Field& field, Report& report) {
  auto const span = parse_scalar<time::Span>(field, report, "a span", "a number and a unit, such as 4h", time::parse_span);
  if (span && span->ms < 0)
    return wrong(field, report, "a span of 0 or longer", "write a number and a unit, such as 4h", RuleId::malformed_value);
  return span;
}

std::optional<time::Date> read_date(const Field& field, Report& report) {
  return parse_scalar<time::Date>(field, report, "a date", "a date, such as 2026-05-04", time::parse_date);
}

std::optional<time::Instant> read_instant(const Field& field, Report& report) {
  return parse_scalar<time::Instant>(field, report, "a time with an offset", "RFC 3339, such as 2026-05-04T09:50:00+02:00",
                                     time::parse_instant);
}

std::optional<time::Zone> read_zone(const Field& field, Report& report) {
  return parse_scalar<time::Zone>(field, report, "an IANA time zone", "a name, such as Europe/Berlin", time::Zone::load,
                                  RuleId::unknown_zone);
}

std::vector<Field> read_items(const Field& field, Report& report) {
  if (field.node.type != Node::Type::sequence) {
    wrong(field, report, "a list", field.node.type == Node::Type::scalar ? "write [" + field.node.scalar + "]" : "write its items in [ ]");
    return {};
  }
  std::vector<Field> items;
  for (std::size_t i = 0; i < field.node.items.size(); ++i)
    items.push_back({field.node.items[i], field.path + "[" + std::to_string(i) + "]"});
  return items;
}

std::optional<std::vector<std::string>> read_texts(const Field& field, Report& report) {
  if (field.node.type != Node::Type::sequence) return (void)read_items(field, report), std::nullopt;
  std::vector<std::string> texts;
  for (const Field& item : read_items(field, report)) {
    auto text = read_text(item, report);
    if (!text) return std::nullopt;
    texts.push_back(std::move(*text));
  }
  return texts;
}

std::optional<std::vector<std::int64_t>> read_integers(const Field& field, Report& report) {
  if (field.node.type != Node::Type::sequence) return (void)read_items(field, report), std::nullopt;
  std::vector<std::int64_t> numbers;
  for (const Field& item : read_items(field, report)) {
    auto const number = read_integer(item, report);
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  }
  return numbers;
}

std::optional<std::size_t> read_word(const Field& field, std::span<const std::string_view> words, Report& report) {
  if (field.node.type != Node::Type::scalar)
    return wrong(field, report, "one word", "write one of " + listed({words.begin(), words.end()}));
  auto const found = std::find(words.begin(), words.end(), field.node.scalar);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  report.add(RuleId::unknown_word, field.node.at, field.path + " cannot be " + shown(field.node), suggest(field.node.scalar, words));
  return std::nullopt;
}

Fields::Fields(const Node& node, Position at, std::string path, std::span<const std::string_view> known, Report& report)
    : node_(node), at_(std::move(at)), path_(std::move(path)), report_(report) {
  if (node.type != Node::Type::mapping) {
    wrong({node, path_.empty() ? "the document" : path_}, report, "a mapping of keys",
          "write keys such as " + std::string(known.empty() ? "" : known[0]) + ": …");
    return;
  }
  for (const Node::Member& member : node.members) {
    if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    std::string const where = path_.empty() ? "at the top of a document" : "in " + path_;
    report.add(RuleId::unknown_key, member.at, "there is no key " + quote(member.key) + " " + where, suggest(member.key, known));
    misspelt_.push_back(metric::closest(member.key, {known.begin(), known.end()}));
  }
}

const Node::Member* Fields::member(std::string_view key) const {
  for (const Node::Member& m : node_.members)
    if (m.key == key) return &m;
  return nullptr;
}

std::optional<Field> Fields::optional(std::string_view key) const {
  const Node::Member* const found = member(key);
  if (!found) return std::nullopt;
  if (found->value.type == Node::Type::null) {
    report_.add(RuleId::wrong_type, found->at, path(key) + " has no value", "write one, or leave the key out");
    return std::nullopt;
  }
  return Field{found->value, path(key)};
}

std::optional<Field> Fields::required(std::string_view key, std::string_view suggestion) const {
  if (node_.type != Node::Type::mapping) return std::nullopt;  // said already
  if (!member(key)) {
    if (std::find(misspelt_.begin(), misspelt_.end(), key) != misspelt_.end()) return std::nullopt;  // said at the key that was meant
    report_.add(RuleId::missing_key, at_, path(key) + " is missing", "write " + std::string(suggestion));
    return std::nullopt;
  }
  return optional(key);
}

void Fields::refuse(std::string_view key, std::string_view why, std::string_view hint) const {
  if (const Node::Member* const found = member(key))
    report_.add(RuleId::misplaced_key, found->at, path(key) + " " + std::string(why), std::string(hint));
}

const Node& find_path(const Node& node, std::initializer_list<std::string_view> path) {
  const Node* at = &node;
  for (std::string_view key : path) {
    const Node* const next = at->find(key);
    if (!next) break;
    at = next;
  }
  return *at;
}

Position key_position(const Node& node, std::initializer_list<std::string_view> path) {
  const Node* at = &node;
  Position position = node.at;
  for (std::string_view key : path) {
    auto const found = std::find_if(at->members.begin(), at->members.end(), [&](const Node::Member& m) { return m.key == key; });
    if (found == at->members.end()) break;
    position = found->at;
    at = &found->value;
  }
  return position;
}

}  // namespace deskgauge::definition

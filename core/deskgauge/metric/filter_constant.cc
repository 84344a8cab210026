#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "deskgauge/metric/selector.h"

// Whether a filter is constant is decided by trying it on every case that it can tell apart: for each name it mentions, an absent
// value, every literal, the numbers just beside each literal, and one value that it does not mention. Two facts that agree on these
// cases get the same answer, so what holds for all of them holds for all facts.

namespace deskgauge::metric {
namespace {

using Literal = Filter::Literal;
using Value = std::optional<Literal>;  // nullopt: absent
constexpr std::size_t kMostCases = 20'000;

struct Variable {
  const Filter* example = nullptr;
  std::set<Literal> literals;
};
using Assignment = std::map<std::string, Value>;

/// A tag list is one truth for each tag, so each (name, literal) of a list is a variable of its own.
std::string key(const Filter& filter, const Literal* literal) {
  if (!filter.dimension || !filter.dimension->multi_valued()) return filter.name;
  return filter.name + "\n" + (literal ? std::get<std::string>(*literal) : std::string());
}

void collect(const Filter& filter, std::map<std::string, Variable>& variables) {
  for (const Filter& child : filter.children) collect(child, variables);
  if (filter.name.empty()) return;
  if (filter.literals.empty()) variables[key(filter, nullptr)].example = &filter;
  for (const Literal& literal : filter.literals) {
    Variable& variable = variables[key(filter, &literal)];
    variable.example = &filter;
    variable.literals.insert(literal);
  }
}

std::optional<MeasureType> measure_type(std::string_view name) {
  for (const FactKindSpec& kind : fact_kinds())
    for (const MeasureSpec& measure : kind.measures)
      if (measure.name == name) return measure.type;
  return std::nullopt;
}

std::vector<Value> measure_cases(const Variable& variable) {
  MeasureType const type = *measure_type(variable.example->name);
  std::set<std::int64_t> numbers{0, 1};
  if (type != MeasureType::flag)
    for (const Literal& literal : variable.literals) {
      std::int64_t const value = std::get<std::int64_t>(literal);
      for (std::int64_t near : {value == INT64_MIN ? value : value - 1, value, value == INT64_MAX ? value : value + 1})
        numbers.insert(near);
    }
  std::vector<Value> cases;
  if (type == MeasureType::duration || type == MeasureType::rating) cases.emplace_back(std::nullopt);
  for (std::int64_t number : numbers)
    if (number >= 0 || type == MeasureType::rating) cases.emplace_back(number);
  return cases;
}

std::vector<Value> dimension_cases(const Variable& variable) {
  const DimensionRef& dimension = *variable.example->dimension;
  std::vector<Value> cases{std::nullopt};
  if (dimension.multi_valued()) {
    if (variable.literals.empty()) cases.emplace_back(std::string());
    for (const Literal& literal : variable.literals) cases.emplace_back(literal), cases.emplace_back(std::string("\n"));
    return cases;
  }
  if (dimension.dimension == Dimension::tier) {
    std::set<std::int64_t> numbers;
    for (const Literal& literal : variable.literals) {
      const auto* text = std::get_if<std::string>(&literal);
      std::int64_t const value = text ? std::strtoll(text->c_str(), nullptr, 10) : std::get<std::int64_t>(literal);
      numbers.insert({value - 1, value, value + 1});
    }
    for (std::int64_t number : numbers) cases.emplace_back(number);
    return cases;
  }
  for (const Literal& literal : variable.literals) cases.emplace_back(literal);
  auto const words = dimension_words(dimension.dimension);
  if (words.empty()) cases.emplace_back(std::string("\n"));  // a value that no filter can mention by accident
  for (std::string_view word : words) cases.emplace_back(std::string(word));
  return cases;
}

int compare(const Literal& value, const Literal& literal) {
  if (value.index() == literal.index()) return value < literal ? -1 : literal < value ? 1 : 0;
  auto const number = [](const Literal& l) {
    const auto* text = std::get_if<std::string>(&l);
    return text ? static_cast<std::int64_t>(std::strtoll(text->c_str(), nullptr, 10)) : std::get<std::int64_t>(l);
  };
  return number(value) < number(literal) ? -1 : number(literal) < number(value) ? 1 : 0;
}

bool holds(Filter::Op op, int order) {
  switch (op) {
    case Filter::Op::ne: return order != 0;
    case Filter::Op::lt: return order < 0;
    case Filter::Op::le: return order <= 0;
    case Filter::Op::gt: return order > 0;
    case Filter::Op::ge: return order >= 0;
    default: return order == 0;  // eq, in
  }
}

bool evaluate(const Filter& filter, const Assignment& facts) {
  auto const child = [&](const Filter& f) { return evaluate(f, facts); };
  switch (filter.op) {
    case Filter::Op::all: return std::all_of(filter.children.begin(), filter.children.end(), child);
    case Filter::Op::any: return std::any_of(filter.children.begin(), filter.children.end(), child);
    case Filter::Op::negate: return !child(filter.children[0]);
    case Filter::Op::is_null: return !facts.at(key(filter, nullptr)).has_value();
    case Filter::Op::not_null: return facts.at(key(filter, nullptr)).has_value();
    default: break;
  }
  return std::any_of(filter.literals.begin(), filter.literals.end(), [&](const Literal& literal) {
    const Value& value = facts.at(key(filter, &literal));
    return value && holds(filter.op, compare(*value, literal));
  });
}

}  // namespace

std::optional<bool> constant_value(const Filter& filter) {
  if (filter.empty()) return true;
  std::map<std::string, Variable> variables;
  collect(filter, variables);
  std::vector<std::pair<std::string, std::vector<Value>>> axes;
  std::size_t cases = 1;
  for (const auto& [name, variable] : variables) {
    axes.emplace_back(name, variable.example->measure >= 0 ? measure_cases(variable) : dimension_cases(variable));
    cases *= axes.back().second.size();
    if (cases > kMostCases) return std::nullopt;
  }
  std::optional<bool> answer;
  for (std::size_t i = 0; i < cases; ++i) {
    Assignment facts;
    std::size_t rest = i;
    for (const auto& [name, values] : axes) facts[name] = values[rest % values.size()], rest /= values.size();
    bool const value = evaluate(filter, facts);
    if (answer && *answer != value) return std::nullopt;
    answer = value;
  }
  return answer;
}

}  // namespace deskgauge::metric

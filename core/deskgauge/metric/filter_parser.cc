#include <algorithm>
#include <charconv>
#include <optional>

#include "deskgauge/metric/filter_tokens.h"
#include "deskgauge/metric/selector.h"
#include "deskgauge/time/instant.h"

namespace deskgauge::metric {
namespace {

using Op = Filter::Op;
using Type = FilterToken::Type;

constexpr std::size_t kLongest = 20'000;  // bytes of one filter
constexpr int kDeepest = 100;             // parentheses and `not`s inside each other

/// Recursive descent over docs/filters.md: or_term, and_term, not_term, comparison. After the first fault every step gives up.
class Parser {
 public:
  Parser(std::vector<FilterToken> tokens, FactKind kind) : tokens_(std::move(tokens)), kind_(kind) {}

  std::variant<Filter, FilterFault> parse() {
    if (peek().type == Type::end) return Filter{};
    Filter filter = or_term();
    if (!fault_ && peek().type != Type::end) fail(peek(), "the filter should end before " + shown(peek()), "join conditions by and or or");
    if (fault_) return *fault_;
    return filter;
  }

 private:
  Filter or_term() { return joined(Op::any, "or", &Parser::and_term); }
  Filter and_term() { return joined(Op::all, "and", &Parser::not_term); }

  /// One term, or several joined by `word` in one flat list.
  Filter joined(Op op, std::string_view word, Filter (Parser::*term)()) {
    Filter first = (this->*term)();
    if (fault_ || !is_word(peek(), word)) return first;
    Filter all;
    all.op = op;
    append(all, std::move(first));
    while (!fault_ && is_word(peek(), word)) {
      take();
      append(all, (this->*term)());
    }
    return all;
  }
  static void append(Filter& parent, Filter child) {
    if (child.op == parent.op && !child.children.empty())
      std::move(child.children.begin(), child.children.end(), std::back_inserter(parent.children));
    else parent.children.push_back(std::move(child));
  }

  Filter not_term() {
    if (++depth_ > kDeepest) return fail(peek(), "the filter is nested too deeply (limit 100)", "split it");
    Filter result;
    if (is_word(peek(), "not")) {
      take();
      result.op = Op::negate;
      result.children.push_back(not_term());
    } else if (peek().type == Type::open) {
      take();
      result = or_term();
      if (!fault_ && peek().type != Type::close) return fail(peek(), "')' is missing before " + shown(peek()), "close the parenthesis");
      take();
    } else {
      result = comparison();
    }
    --depth_;
    return result;
  }

  Filter comparison() {
    FilterToken const name = take();
    if (name.type != Type::name) return fail(name, "a dimension or a measure is expected here, not " + shown(name), "");
    Filter result;
    result.name = name.text;
    if (!resolve(result, name)) return {};
    if (is_word(peek(), "is")) return null_test(std::move(result));
    bool const negated = is_word(peek(), "not");
    if (negated) take();
    if (is_word(peek(), "in")) return list(std::move(result), negated);
    if (negated || peek().type != Type::op)
      return fail(peek(), "a comparison is expected after " + name.text + ", not " + shown(peek()), comparison_hint(name.text));
    return compare(std::move(result));
  }

  std::string comparison_hint(const std::string& name) const {
    if (type_of(name) == MeasureType::flag) return "write " + name + " == 1";
    return "write == != < <= > >= with a value, in (…), not in (…), is null or is not null";
  }
  std::optional<MeasureType> type_of(std::string_view name) const {
    int const index = measure_index(kind_, name);
    if (index < 0) return std::nullopt;
    return fact_kind(kind_).measures[static_cast<std::size_t>(index)].type;
  }

  bool resolve(Filter& filter, const FilterToken& name) {
    filter.measure = measure_index(kind_, name.text);
    if (filter.measure >= 0) return true;
    filter.dimension = parse_dimension(name.text);
    if (filter.dimension) return true;
    std::vector<std::string> known;
    for (std::string_view dimension : dimension_names()) known.emplace_back(dimension);
    for (const MeasureSpec& measure : fact_kind(kind_).measures) known.emplace_back(measure.name);
    std::string const near = closest(name.text, known);
    fail(name, "\"" + name.text + "\" is no dimension and no measure of the fact " + std::string(to_text(kind_)),
         near.empty() ? "fields of your own are written custom.NAME" : "did you mean \"" + near + "\"?");
    return false;
  }

  Filter null_test(Filter filter) {
    take();
    filter.op = Op::is_null;
    if (is_word(peek(), "not")) take(), filter.op = Op::not_null;
    if (!is_word(peek(), "null"))
      return fail(peek(), "null is expected after is, not " + shown(peek()), "write is null, is not null, or == for a value");
    take();
    return filter;
  }

  Filter list(Filter filter, bool negated) {
    take();
    filter.op = Op::in;
    if (peek().type != Type::open) return fail(peek(), "a list in parentheses is expected after in", "write in (\"a\", \"b\")");
    do {
      take();
      add_literal(filter, take());
    } while (!fault_ && peek().type == Type::comma);
    if (!fault_ && peek().type != Type::close) return fail(peek(), "',' or ')' is expected in the list, not " + shown(peek()), "");
    if (fault_) return {};
    take();
    return negated ? none_of(filter) : filter;
  }

  /// `x not in (a, b)` means x != a and x != b: false where x is absent, as every comparison.
  static Filter none_of(const Filter& in) {
    Filter result;
    for (const Filter::Literal& literal : in.literals) {
      Filter one = in;
      one.op = Op::ne;
      one.literals = {literal};
      result.children.push_back(std::move(one));
    }
    return result.children.size() == 1 ? result.children[0] : result;
  }

  Filter compare(Filter filter) {
    FilterToken const op = take();
    constexpr std::string_view kTexts[] = {"==", "!=", "<", "<=", ">", ">="};
    constexpr Op kOps[] = {Op::eq, Op::ne, Op::lt, Op::le, Op::gt, Op::ge};
    filter.op = kOps[std::find(std::begin(kTexts), std::end(kTexts), op.text) - std::begin(kTexts)];
    bool const orders = filter.op != Op::eq && filter.op != Op::ne;
    if (orders && filter.dimension && filter.dimension->dimension != Dimension::tier)
      return fail(op, "values of the dimension " + filter.name + " have no order", "compare it by == != or in");
    add_literal(filter, take());
    if (orders && filter.dimension && !fault_) order_literal(filter);
    return filter;
  }
  static void order_literal(Filter& filter) {
    auto const& text = std::get<std::string>(filter.literals[0]);
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    filter.literals[0] = value;
  }

  void add_literal(Filter& filter, const FilterToken& token) {
    if (fault_) return;
    if (token.type == Type::name && token.text == "null") {
      fail(token, "null cannot be compared", "write " + filter.name + " is null");
    } else if (filter.dimension) {
      dimension_literal(filter, token);
    } else {
      measure_literal(filter, token, fact_kind(kind_).measures[static_cast<std::size_t>(filter.measure)].type);
    }
  }

  void dimension_literal(Filter& filter, const FilterToken& token) {
    Dimension const dimension = filter.dimension->dimension;
    if (token.type == Type::name) return void(fail(token, "the text " + token.text + " is not quoted", "write \"" + token.text + "\""));
    if (token.type != Type::text && token.type != Type::number)
      return void(fail(token, "a value is expected here, not " + shown(token), ""));
    if (token.type == Type::number && !integer(token.text)) return void(fail(token, token.text + " is not a whole number", ""));
    if (dimension == Dimension::tier && !integer(token.text))
      return void(fail(token, "tiers are whole numbers, not " + shown(token), "write tier == 1"));
    auto const words = dimension_words(dimension);
    if (!words.empty() && std::find(words.begin(), words.end(), token.text) == words.end()) {
      std::vector<std::string> const known(words.begin(), words.end());
      std::string const near = closest(token.text, known);
      return void(fail(token, filter.name + " is never " + shown(token),
                       near.empty() ? "it is one of " + listed(known) : "did you mean \"" + near + "\"?"));
    }
    filter.literals.emplace_back(token.text);
  }

  void measure_literal(Filter& filter, const FilterToken& token, MeasureType type) {
    if (type == MeasureType::duration) {
      auto const span = token.type == Type::span || token.type == Type::text ? time::parse_span(token.text) : time::parse_span("");
      if (!span)
        return void(fail(token, filter.name + " is compared with a span, not " + shown(token), "write a number and a unit, such as 4h"));
      filter.literals.emplace_back(span->ms);
      return;
    }
    if (type == MeasureType::flag && (token.text == "true" || token.text == "false") && token.type == Type::name) {
      filter.literals.emplace_back(std::int64_t{token.text == "true"});
      return;
    }
    auto const value = token.type == Type::number ? integer(token.text) : std::nullopt;
    if (!value) return void(fail(token, filter.name + " is compared with a whole number, not " + shown(token), ""));
    filter.literals.emplace_back(*value);
  }

  static std::optional<std::int64_t> integer(std::string_view text) {
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
  }
  static std::string listed(const std::vector<std::string>& words) {
    std::string result;
    for (const std::string& word : words) result += (result.empty() ? "" : ", ") + word;
    return result;
  }

  const FilterToken& peek() const { return tokens_[next_]; }
  FilterToken take() {
    FilterToken const token = tokens_[next_];
    if (next_ + 1 < tokens_.size()) ++next_;
    return token;
  }
  static bool is_word(const FilterToken& token, std::string_view word) { return token.type == Type::name && token.text == word; }
  static std::string shown(const FilterToken& token) {
    if (token.type == Type::end) return "the end of the filter";
    return "\"" + token.text + "\"";
  }
  Filter fail(const FilterToken& token, std::string message, std::string hint) {
    if (!fault_) fault_ = FilterFault{token.offset, std::move(message), std::move(hint)};
    return {};
  }

  std::vector<FilterToken> tokens_;
  FactKind kind_;
  std::size_t next_ = 0;
  int depth_ = 0;
  std::optional<FilterFault> fault_;
};

}  // namespace

std::variant<Filter, FilterFault> parse_filter(std::string_view text, FactKind kind) {
  if (text.size() > kLongest) return FilterFault{0, "the filter is longer than 20000 bytes", "split it"};
  auto tokens = filter_tokens(text);
  if (auto* fault = std::get_if<FilterFault>(&tokens)) return std::move(*fault);
  return Parser(std::get<std::vector<FilterToken>>(std::move(tokens)), kind).parse();
}

}  // namespace deskgauge::metric

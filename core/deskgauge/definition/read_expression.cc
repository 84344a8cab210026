#include <charconv>

#include "deskgauge/definition/read.h"

namespace deskgauge::definition {
namespace {

using metric::Expression;
using Op = Expression::Op;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// sum = product {(+|-) product}; product = factor {(*|/) factor}; factor = number | metric | "(" sum ")" | "-" factor.
/// After the first fault every step gives up.
class Parser {
 public:
  Parser(const Field& field, Report& report) : field_(field), text_(field.node.scalar), report_(report) {}

  std::optional<Expression> parse() {
    Expression result = sum();
    if (ok_ && !at_end()) fail("the expression should end before " + quote(text_.substr(at_)), "join metrics and numbers by + - * /");
    if (!ok_) return std::nullopt;
    return result;
  }

 private:
  Expression sum() {
    Expression left = product();
    while (ok_ && (next_is('+') || next_is('-'))) {
      Op const op = text_[at_++] == '+' ? Op::add : Op::subtract;
      left = binary(op, std::move(left), product());
    }
    return left;
  }
  Expression product() {
    Expression left = factor();
    while (ok_ && (next_is('*') || next_is('/'))) {
      Op const op = text_[at_++] == '*' ? Op::multiply : Op::divide;
      left = binary(op, std::move(left), factor());
    }
    return left;
  }
  static Expression binary(Op op, Expression left, Expression right) {
    Expression result;
    result.op = op;
    result.operands.push_back(std::move(left));
    result.operands.push_back(std::move(right));
    return result;
  }

  Expression factor() {
    constexpr int kDeepest = 100;
    if (++depth_ > kDeepest) return fail("the expression is nested too deeply (limit 100)", "split it into metrics");
    Expression result;
    if (next_is('-')) {
      ++at_;
      result.op = Op::negate;
      result.operands.push_back(factor());
    } else if (next_is('(')) {
      ++at_;
      result = sum();
      if (ok_ && !next_is(')')) return fail("')' is missing", "close the parenthesis");
      ++at_;
    } else {
      result = leaf();
    }
    --depth_;
    return result;
  }

  Expression leaf() {
    if (at_end()) return fail("a metric or a number is missing at the end", "");
    if (is_digit(text_[at_]) || text_[at_] == '.') return number();
    if (!is_name_start(text_[at_]))
      return fail(quote(text_.substr(at_, 1)) + " has no meaning in an expression", "write metrics, numbers, + - * / and parentheses");
    std::size_t const start = at_;
    while (at_ < text_.size() && (is_name_start(text_[at_]) || is_digit(text_[at_]))) ++at_;
    Expression result;
    result.op = Op::metric;
    result.metric = text_.substr(start, at_ - start);
    return result;
  }

  Expression number() {
    Expression result;
    auto const [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), result.number);
    if (error != std::errc{}) return fail(quote(text_.substr(at_)) + " is not a number", "");
    at_ = static_cast<std::size_t>(end - text_.data());
    return result;
  }

  bool at_end() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
    return at_ == text_.size();
  }
  bool next_is(char c) { return !at_end() && text_[at_] == c; }
  Expression fail(std::string message, std::string hint) {
    if (ok_)
      report_.add(RuleId::malformed_expression, report_.sources().inside(field_.node, at_), field_.path + ": " + std::move(message),
                  std::move(hint));
    ok_ = false;
    return {};
  }

  const Field& field_;
  const std::string& text_;
  Report& report_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool ok_ = true;
};

}  // namespace

std::optional<Expression> read_expression(const Field& field, Report& report) {
  if (!read_text(field, report)) return std::nullopt;
  return Parser(field, report).parse();
}

}  // namespace deskgauge::definition

#include "deskgauge/metric/expression_text.h"

#include <array>

#include "deskgauge/metric/number_text.h"

namespace deskgauge::metric {
namespace {

using Op = Expression::Op;

constexpr std::array<std::string_view, 3> kLevelAt{"end", "mid", "mean_of_days"};

/// How tightly an operation holds its operands; a number and a metric hold tightest.
int tightness(Op op) {
  switch (op) {
    case Op::add:
    case Op::subtract: return 1;
    case Op::multiply:
    case Op::divide: return 2;
    case Op::negate: return 3;
    case Op::number:
    case Op::metric: break;
  }
  return 4;
}

std::string_view sign(Op op) { return op == Op::add ? " + " : op == Op::subtract ? " - " : op == Op::multiply ? " * " : " / "; }

/// An operand, in parentheses if it holds less tightly than `least`.
std::string operand_text(const Expression& operand, int least) {
  std::string text = to_text(operand);
  return tightness(operand.op) < least ? "(" + text + ")" : text;
}

}  // namespace

std::string_view to_text(LevelAt level_at) { return kLevelAt[static_cast<std::size_t>(level_at)]; }

std::string to_text(const Expression& expression) {
  if (expression.op == Op::number) return number_text(expression.number);
  if (expression.op == Op::metric) return expression.metric;
  int const own = tightness(expression.op);
  if (expression.op == Op::negate) return "-" + operand_text(expression.operands[0], own);
  // equal operations are read from the left, and rounding makes a + (b + c) another number than (a + b) + c
  return operand_text(expression.operands[0], own) + std::string(sign(expression.op)) + operand_text(expression.operands[1], own + 1);
}

}  // namespace deskgauge::metric

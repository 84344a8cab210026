#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

using metric::Expression;

/// The averages a sum is made of; what stands in a product or quotient is weighted by the author and left alone.
void terms(const Definitions& definitions, const Expression& expression, std::vector<std::string>& out) {
  if (expression.op == Expression::Op::metric && is_average(definitions, expression.metric)) out.push_back(expression.metric);
  if (expression.op == Expression::Op::add)
    for (const Expression& operand : expression.operands) terms(definitions, operand, out);
}

void visit(const Definitions& definitions, const Read<metric::Metric>& read, const Expression& expression, Report& report) {
  if (expression.op == Expression::Op::add) {
    std::vector<std::string> averages;
    terms(definitions, expression, averages);
    if (averages.size() < 2) return;
    return report.add(RuleId::mean_of_ratios, operand_at(read, averages[1], report),
                      "spec.expression adds " + quote(averages[0]) + " and " + quote(averages[1]) + ", which are averages over different n",
                      "count their numerators and denominators, or write one metric over both populations");
  }
  for (const Expression& operand : expression.operands) visit(definitions, read, operand, report);
}

}  // namespace

void check_mean_of_ratios(const Definitions& definitions, Report& report) {
  for_each_derived(definitions, [&](const auto& read) { visit(definitions, read, read.spec.expression, report); });
}

}  // namespace deskgauge::definition

#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

using metric::Expression;

/// The moment a metric counts by, as a person says it: "solve.created"; "" for one that has none of its own.
std::string moment(const Definitions& definitions, const std::string& name) {
  const auto* const read = definitions.find_metric(name);
  if (!read || !read->complete || read->spec.type == metric::MetricType::derived || read->spec.is_level()) return {};
  return std::string(metric::fact_kind(read->spec.fact).instants[static_cast<std::size_t>(read->spec.anchor)]);
}

/// One event time that goes by several names in the table of facts.
std::string canonical(std::string_view instant) {
  if (instant == "opened") return "created";
  return std::string(instant);
}

void check_quotient(const Definitions& definitions, const Read<metric::Metric>& read, const Expression& quotient, Report& report) {
  for (const std::string& above : operands(quotient.operands[0]))
    for (const std::string& below : operands(quotient.operands[1])) {
      std::string const a = moment(definitions, above), b = moment(definitions, below);
      if (a.empty() || b.empty() || canonical(a) == canonical(b)) continue;
      return report.add(RuleId::different_anchors, operand_at(read, above, report),
                        "spec.expression divides " + quote(above) + ", counted when " + a + ", by " + quote(below) + ", counted when " + b +
                            ": it can exceed 1",
                        "measure both as one ratio over one fact, or allow it with the reason");
    }
}

void visit(const Definitions& definitions, const Read<metric::Metric>& read, const Expression& expression, Report& report) {
  if (expression.op == Expression::Op::divide) check_quotient(definitions, read, expression, report);
  for (const Expression& operand : expression.operands) visit(definitions, read, operand, report);
}

}  // namespace

void check_different_anchors(const Definitions& definitions, Report& report) {
  for_each_derived(definitions, [&](const auto& read) { visit(definitions, read, read.spec.expression, report); });
}

}  // namespace deskgauge::definition

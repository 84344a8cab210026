#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

using metric::Expression;
using Op = Expression::Op;

bool is_hundred(const Expression& e) { return e.op == Op::number && e.number == 100; }
bool times_hundred(const Expression& e) { return e.op == Op::multiply && (is_hundred(e.operands[0]) || is_hundred(e.operands[1])); }

bool is_share(const Definitions& definitions, const Expression& e) {
  const auto* const read = e.op == Op::metric ? definitions.find_metric(e.metric) : nullptr;
  return read && read->complete && read->spec.unit == metric::Unit::one && is_average(definitions, e.metric);
}

}  // namespace

void check_percent_or_points(const Definitions& definitions, Report& report) {
  for_each_derived(definitions, [&](const Read<metric::Metric>& read) {
    if (read.spec.unit != metric::Unit::one) return;
    const Expression& e = read.spec.expression;
    Position const at = value_at(read, {"spec", "unit"});
    if (times_hundred(e))
      report.add(RuleId::percent_or_points, at, "spec.unit is \"1\" but spec.expression is a number times 100",
                 "leave out * 100 (doors show shares as percentages), or write the unit of a rate per hundred: \"{point}\"");
    else if (e.op == Op::subtract && is_share(definitions, e.operands[0]) && is_share(definitions, e.operands[1]))
      report.add(RuleId::percent_or_points, at,
                 "spec.unit is \"1\" but spec.expression is a difference of shares, which reads as a percentage",
                 "write (…) * 100 and unit: \"{point}\", percentage points");
  });
}

}  // namespace deskgauge::definition

#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

using metric::FactKind;

void check_issue(const Read<metric::Metric>& read, Report& report) {
  time::Span const gap{read.spec.options[metric::issue::gap]};
  if (!read.spec.maturity)
    report.add(RuleId::maturity, key_at(read, {"spec", "gap"}),
               "spec.maturity is missing: an issue is complete only once its gap has passed",
               "write maturity: " + time::to_exact_text(gap));
  else if (*read.spec.maturity != gap)
    report.add(RuleId::maturity, value_at(read, {"spec", "maturity"}),
               "spec.maturity " + time::to_exact_text(*read.spec.maturity) + " must equal spec.gap " + time::to_exact_text(gap),
               "write maturity: " + time::to_exact_text(gap));
}

void check_first_solve(const Read<metric::Metric>& read, Report& report) {
  std::string const hint = "write maturity: " + time::to_exact_text(*read.spec.within);
  if (!read.spec.maturity)
    report.add(RuleId::maturity, key_at(read, {"spec", "within"}),
               "spec.maturity is missing: whether a ticket stays solved is known only after spec.within", hint);
  else if (*read.spec.maturity < *read.spec.within)
    report.add(RuleId::maturity, value_at(read, {"spec", "maturity"}),
               "spec.maturity " + time::to_exact_text(*read.spec.maturity) + " is shorter than spec.within " +
                   time::to_exact_text(*read.spec.within) + ", so tickets count before it is known",
               hint);
}

}  // namespace

void check_maturity(const Definitions& definitions, Report& report) {
  for_each_measured(definitions, [&](const Read<metric::Metric>& read) {
    const metric::FactKindSpec& kind = metric::fact_kind(read.spec.fact);
    if (read.spec.maturity && read.spec.is_survival())
      return report.add(RuleId::maturity, key_at(read, {"spec", "maturity"}),
                        "spec.maturity has no place with " + std::string(to_text(read.spec.aggregation.aggregation)) +
                            ", which counts what is still open as far as it has come",
                        "leave it out");
    if (read.spec.maturity && (kind.level || kind.read_at))
      return report.add(RuleId::maturity, key_at(read, {"spec", "maturity"}),
                        "spec.maturity has no place with " + the_fact(read.spec) + ", which is what it is at each moment", "leave it out");
    if (read.spec.maturity && read.spec.maturity->ms == 0)
      return report.add(RuleId::maturity, value_at(read, {"spec", "maturity"}), "spec.maturity must be longer than 0",
                        "leave it out, or write a span such as 7d");
    if (read.spec.fact == FactKind::issue) check_issue(read, report);
    if (read.spec.fact == FactKind::first_solve && read.spec.within) check_first_solve(read, report);
  });
}

}  // namespace deskgauge::definition

#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

using metric::FactKind;

/// Durations that exist only once the work is done: what still waits is not in them.
bool ends_work(const metric::Metric& metric) {
  bool const fact = metric.fact == FactKind::solve || metric.fact == FactKind::first_response || metric.fact == FactKind::reply ||
                    metric.fact == FactKind::first_assignment;
  return fact && metric.is_duration() && !metric.is_survival() && metric.aggregation.aggregation != aggregate::Aggregation::count;
}

/// What an open ticket is seen by: a metric of open work, or one computed from such.
bool shows_open(const Definitions& definitions, const metric::Metric& metric) {
  if (metric.type != metric::MetricType::derived)
    return metric.fact == FactKind::open || metric.fact == FactKind::open_age || metric.is_survival();
  for (const std::string& name : operands(metric.expression)) {
    const auto* const operand = definitions.find_metric(name);
    if (operand && operand->spec.type != metric::MetricType::derived && shows_open(definitions, operand->spec)) return true;
  }
  return false;
}

}  // namespace

void check_no_open_companion(const Definitions& definitions, Report& report) {
  for_each_measured(definitions, [&](const Read<metric::Metric>& read) {
    if (!ends_work(read.spec)) return;
    const auto* const companion = definitions.find_metric(read.spec.companion);
    std::string const hint = "write companion: a metric of the fact open_age or open";
    if (read.spec.companion.empty())
      report.add(RuleId::no_open_companion, value_at(read, {"metadata", "name"}),
                 quote(read.spec.name) + " falls while old work stays open: the open work belongs beside it", hint);
    else if (companion && companion->complete && !shows_open(definitions, companion->spec))
      report.add(RuleId::no_open_companion, value_at(read, {"spec", "companion"}),
                 "spec.companion: " + quote(read.spec.companion) + " shows no open work", hint);
  });
}

}  // namespace deskgauge::definition

#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

using aggregate::Aggregation;
using metric::Unit;

struct Wanted {
  bool fits;
  std::string what, hint;
};

Wanted wanted(const metric::Metric& spec) {
  Aggregation const aggregation = spec.aggregation.aggregation;
  bool const time_unit = spec.unit == Unit::seconds || spec.unit == Unit::days;
  if (spec.type == metric::MetricType::ratio || aggregation == Aggregation::csat || aggregation == Aggregation::survival_within)
    return {spec.unit == Unit::one, "a share", "write unit: \"1\"; doors show it as a percentage"};
  if (aggregation == Aggregation::nps)
    return {spec.unit == Unit::points || spec.unit == Unit::score, "a score from -100 to 100", "write unit: \"{point}\""};
  if (spec.is_duration() && aggregation != Aggregation::count && aggregation != Aggregation::distinct)
    return {time_unit, "a duration", "write unit: s"};
  return {!time_unit, "no duration", "write \"1\", \"{ticket}\" or what is counted"};
}

}  // namespace

void check_unit_mismatch(const Definitions& definitions, Report& report) {
  for_each_measured(definitions, [&](const Read<metric::Metric>& read) {
    Wanted const w = wanted(read.spec);
    if (w.fits) return;
    report.add(RuleId::unit_mismatch, value_at(read, {"spec", "unit"}),
               "spec.unit: the number is " + w.what + ", which " + quote(to_text(read.spec.unit)) + " does not measure", w.hint);
  });
}

}  // namespace deskgauge::definition

#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

using aggregate::Aggregation;
using metric::MeasureType;

std::string_view type_name(MeasureType type) {
  constexpr std::string_view kNames[] = {"a count", "a duration", "a rating", "a flag"};
  return kNames[static_cast<std::size_t>(type)];
}

bool needs_rating(Aggregation a) {
  return a == Aggregation::csat || a == Aggregation::ces || a == Aggregation::nps || a == Aggregation::rating_mean;
}

/// Why the two do not go together, as the hint that mends it; "" if they do.
std::string remedy(Aggregation aggregation, MeasureType type, std::string_view measure) {
  using enum Aggregation;
  if (needs_rating(aggregation) && type != MeasureType::rating)
    return "it aggregates ratings: write measure: rating, or another aggregation";
  if (type == MeasureType::flag &&
      (aggregation == mean || aggregation == quantile || aggregation == quantile_sketch || aggregation == distribution))
    return "a share of flags is a ratio: write type: ratio and numerator: " + std::string(measure) + " == 1";
  if (type == MeasureType::rating && aggregation == sum) return "a sum of ratings means nothing: write rating_mean, csat or nps";
  return {};
}

}  // namespace

void check_aggregation_mismatch(const Definitions& definitions, Report& report) {
  for_each_measured(definitions, [&](const Read<metric::Metric>& read) {
    if (read.spec.type != metric::MetricType::simple) return;
    auto const& measure = metric::fact_kind(read.spec.fact).measures[static_cast<std::size_t>(read.spec.measure)];
    std::string hint = remedy(read.spec.aggregation.aggregation, measure.type, measure.name);
    if (hint.empty()) return;
    report.add(RuleId::aggregation_mismatch, value_at(read, {"spec", "aggregation"}),
               "spec.aggregation: " + std::string(to_text(read.spec.aggregation.aggregation)) + " does not fit the measure " +
                   std::string(measure.name) + ", " + std::string(type_name(measure.type)),
               std::move(hint));
  });
}

}  // namespace deskgauge::definition

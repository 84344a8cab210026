// What values a metric can take, and how many responses tell two of them apart.
#include <cmath>
#include <limits>

#include "deskgauge/metric/feasibility.h"
#include "deskgauge/metric/smart.h"

namespace deskgauge::metric {

using aggregate::Aggregation;

bool is_rate(const Metric& metric) {
  if (metric.type == MetricType::ratio) return true;
  if (metric.type == MetricType::derived) return false;
  Aggregation const a = metric.aggregation.aggregation;
  return a == Aggregation::csat || a == Aggregation::ces || a == Aggregation::survival_within;
}

Bounds bounds_of(const Metric& metric, const Catalogue& catalogue) {
  constexpr double kNone = std::numeric_limits<double>::infinity();
  if (is_rate(metric)) return {0, 1};
  if (metric.type == MetricType::derived) return {-kNone, kNone};
  if (metric.aggregation.aggregation == Aggregation::nps) return {-100, 100};
  const Instrument* const instrument = catalogue.find_instrument(metric.instrument);
  if (metric.aggregation.aggregation == Aggregation::rating_mean && instrument)
    return {static_cast<double>(instrument->minimum), static_cast<double>(instrument->maximum)};
  return {0, kNone};
}

double responses_to_tell(double before, double after, double z_level, double z_power) {
  double const mean = (before + after) / 2, way = after - before;
  double const root = z_level * std::sqrt(2 * mean * (1 - mean)) + z_power * std::sqrt(before * (1 - before) + after * (1 - after));
  return root * root / (way * way);
}

double responses_to_tell(double before, double after) {
  return responses_to_tell(before, after, 1.959963984540054, 0.8416212335729143);   // z of 0.975 and of 0.8
}

}  // namespace deskgauge::metric

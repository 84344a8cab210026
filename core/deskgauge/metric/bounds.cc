// What values a metric can take, and how many responses tell two of them apart.
#include <cmath>
#include <limits>

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

double responses_to_tell(double before, double after) {
  constexpr double kLevel = 1.959963984540054, kPower = 0.8416212335729143;   // z of 0.975 and of 0.8
  double const mean = (before + after) / 2, way = before - after;
  double const root = kLevel * std::sqrt(2 * mean * (1 - mean)) + kPower * std::sqrt(before * (1 - before) + after * (1 - after));
  return root * root / (way * way);
}

}  // namespace deskgauge::metric

#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "deskgauge/value/finish.h"

namespace deskgauge::value {

using aggregate::Aggregation;
using aggregate::State;
using aggregate::StateKind;
using metric::Metric;

inline State state(StateKind kind, const std::vector<std::int64_t>& samples, std::uint8_t bits = 10) {
  State s(aggregate::StateSpec{kind, bits});
  for (std::int64_t value : samples) s.update({value, 1});
  return s;
}

/// hits of trials.
inline State proportion(std::int64_t hits, std::int64_t trials) {
  State s(aggregate::StateSpec{StateKind::proportion});
  if (hits) s.update({1, hits});
  if (trials > hits) s.update({0, trials - hits});
  return s;
}

/// Ratings from their counts; the first is of the rating `from`.
inline State ratings(std::int64_t from, const std::vector<std::int64_t>& counts) {
  State s(aggregate::StateSpec{StateKind::ratings});
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i]) s.update({from + static_cast<std::int64_t>(i), counts[i]});
  return s;
}

inline Metric of(Aggregation aggregation) {
  Metric m;
  m.fact = metric::FactKind::ticket;
  m.aggregation.aggregation = aggregation;
  return m;
}
inline Metric ratio() {
  Metric m;
  m.type = metric::MetricType::ratio;
  return m;
}
/// A metric whose samples are milliseconds and whose values are seconds.
inline Metric duration(Aggregation aggregation) {
  Metric m = of(aggregation);
  m.fact = metric::FactKind::first_response;
  m.measure = metric::first_response::duration;
  return m;
}
inline Metric quantile(double q, aggregate::QuantileMethod method, bool sketch = false) {
  Metric m = of(sketch ? Aggregation::quantile_sketch : Aggregation::quantile);
  m.aggregation.q = q;
  m.aggregation.method = method;
  return m;
}

inline Value finished(const Metric& m, const State& s, std::int64_t pending = 0, const std::vector<std::int64_t>& positive = {},
                      bool partial = false) {
  return finish(m, s, pending, positive, partial);
}

}  // namespace deskgauge::value

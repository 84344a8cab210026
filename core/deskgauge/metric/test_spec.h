#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "deskgauge/time/instant.h"

namespace deskgauge::metric {

/// An event of a timeline test, as written: fields are texts, checked by the scenario when it builds the event.
struct TestEvent {
  time::Span at;                                              ///< after the test's start
  std::string type;                                           ///< "message.sent"
  std::vector<std::pair<std::string, std::string>> fields;    ///< payload and envelope ("id", "subject", "revision", "sequence", "source")
  int line = 0;                                               ///< 1-based, in its file
};

/// A value expected at an instant.
struct Expectation {
  time::Span at;
  std::string metric;                                         ///< "" = the test's metric
  std::string window;                                         ///< as metric::parse_window; "" = all
  std::vector<std::pair<std::string, std::string>> group;     ///< dimension = value
  std::optional<double> value;                                ///< durations in the metric's unit (seconds)
  std::optional<double> tolerance;                            ///< absolute; absent = equal to the bit
  std::string reason;                                         ///< expected reason instead of a value ("no_data")
  std::optional<std::int64_t> n, numerator, denominator, pending;
  std::optional<bool> provisional;
  int line = 0;
};

/// kind: MetricTest.
struct TestSpec {
  std::string name, metric, file;
  time::Instant start;
  std::vector<TestEvent> given;
  std::vector<Expectation> expect;
  int line = 0;
};

}  // namespace deskgauge::metric

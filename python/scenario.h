#pragma once
#include <optional>
#include <string>
#include <vector>

#include "definitions.h"
#include "events.h"

namespace deskgauge::python {

/// Python's Expectation: a value a timeline test expects, as the question that is asked for it. Moments are absolute.
struct Expectation {
  time::Instant at{};
  std::string metric, window, where;
  std::optional<double> value, tolerance;
  std::string reason;
  std::optional<std::int64_t> n, numerator, denominator, pending;
  std::optional<bool> provisional;
  int line = 0;
};

/// Python's Scenario: a timeline test with its events built, so that it can be played into anything that takes events and answers.
struct Scenario {
  std::string name, metric, file;
  int line = 0;
  time::Instant start{}, end{};
  Events events;
  std::vector<Expectation> expectations;
};

/// The tests of definitions whose names contain `run`. A line that is no event is a rejection of `events`, by its position in the test.
std::vector<Scenario> scenarios(const Definitions& definitions, const std::string& run);

}  // namespace deskgauge::python

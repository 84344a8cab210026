#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "deskgauge/engine/query.h"
#include "deskgauge/metric/goal.h"
#include "deskgauge/metric/smart.h"
#include "deskgauge/score/back_test.h"
#include "deskgauge/score/level_forecast.h"
#include "deskgauge/score/met.h"
#include "deskgauge/score/status.h"

namespace deskgauge::engine {

/// Which goals to look at, and when.
struct GoalRequest {
  std::vector<std::string> goals;                ///< names; empty = every goal of the definitions
  std::optional<time::Instant> at;               ///< absent = the engine's now
  bool days = true;                              ///< with every closed day since the start
  bool forecast = true;                          ///< with the forecast of the value on the due date, and what past weeks tell against it
  bool back_test = true;                         ///< and what such forecasts were worth in the past (costs many fits)
};

/// A local day that is over: the goal's value over the window that ends with it, as it is known at `at`.
struct GoalDay {
  time::Date date{};
  time::Instant close;
  value::Value value;
  std::optional<double> expected;                ///< the plan's value at the close
  std::optional<double> signal;                  ///< what the status is folded from: 1 + progress - planned; stay_: share of days
  score::GoalStatus status = score::GoalStatus::no_data;
};

/// What the metric will be on the due date.
struct GoalForecast {
  std::string_view method;                       ///< "exponential_smoothing", "damped_trend", "beta_binomial"; "" without a forecast
  std::string absent_reason;                     ///< "over", "too_few_points", "no_variation", …; empty with a forecast
  double median = 0, low = 0, high = 0;          ///< in the metric's unit, within its bounds
  double confidence = 0.8;
  double probability = 0;                        ///< P(the value on the due date meets the target)
  int weeks = 0;                                 ///< how far ahead
  std::optional<time::Instant> earliest, likely, latest;   ///< when the target is crossed; level forecasts only; absent: not till due
  std::optional<score::BackTest> back_test;      ///< of forecasts `back_test_weeks` ahead
  int back_test_weeks = 0;
};

/// A number that was said and is another now.
struct Correction {
  std::string event;                             ///< id of the value.published event
  time::Instant as_of;
  double said = 0;
  std::optional<double> now;                     ///< absent: no value any more
  std::vector<ExcludedEvent> moved_by;           ///< events received after it was said, of entities that now contribute otherwise; "late"
};

/// A goal below this one in the cascade, and its share of this goal's numbers.
struct GoalPart {
  std::string goal;
  std::int64_t numerator = 0, denominator = 0;   ///< of its window at `at`
  std::optional<double> share_of_change;         ///< of the change of the parent's numerator since its start; absent where that is 0
};

/// Where a goal stands at an instant. A function of the state and `at` alone.
struct GoalReport {
  metric::Goal goal;
  time::Instant at;
  time::Interval window;                         ///< of `value`
  value::Value value;
  std::optional<double> baseline;                ///< given, or measured over the window that ends at the start
  bool baseline_measured = false;
  std::int64_t baseline_n = 0;
  std::optional<metric::Target> target;          ///< in the metric's unit; absent while a change has no baseline
  score::Progress progress;
  score::PassRate passed;                        ///< of the closed days
  score::MetState met;
  score::StatusState status;
  GoalForecast forecast;
  std::vector<metric::SmartFault> smart;         ///< of the definition, then of history
  std::vector<GoalDay> days;
  std::vector<Correction> corrections;
  std::vector<GoalPart> parts;
};

struct GoalAnswer {
  time::Instant at;
  std::vector<GoalReport> goals;                 ///< in the order asked; of all: by name
  std::uint64_t definitions_fingerprint = 0;
  std::int64_t revision = 0;
};

}  // namespace deskgauge::engine

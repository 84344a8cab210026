#pragma once
// Private to engine/: the numbers that goals are judged by, many goals in one pass.
#include <map>

#include "deskgauge/engine/question.h"
#include "deskgauge/metric/goal.h"
#include "deskgauge/score/level_forecast.h"
#include "deskgauge/score/met.h"
#include "deskgauge/score/period_forecast.h"

namespace deskgauge::engine {

/// Local days [start, due) of a goal that are over at an instant, by their closing midnights.
std::vector<Instant> closes(const metric::Goal& goal, Instant at, const time::Zone& zone);
/// The window of a goal that ends with the moment before `close`.
base::Result<Window> closing_window(const metric::WindowSpec& spec, Instant close, const time::Grid& grid);

/// The values of one goal's metric and scope.
struct GoalSeries {
  Window window;                           ///< up to `at`
  value::Value now;
  value::Value at_start;                   ///< of the window that ends at the start: a measured baseline
  std::vector<Instant> closes;
  std::vector<value::Value> days;          ///< for each close
  std::vector<score::Evidence> evidence;   ///< for each close; bounds at the level of the goal's rule
  bool has_weeks = false;                  ///< whether the weeks were read
  std::vector<score::LevelPoint> weeks;    ///< windows of step_days up to the last midnight, oldest first, from the first with samples
  std::vector<Instant> week_ends;
  std::vector<score::DayCount> counts;     ///< of rates: days up to the last close, oldest first
  Instant counts_begin;                    ///< midnight of the first
};

/// What a goal's numbers are read for.
struct SeriesNeeds {
  bool days = true, weeks = true, counts = true;
};

/// Reads the series of goals at `at`. Goals that differ only in the values of their scope share one pass over the cells.
base::Result<std::vector<GoalSeries>> goal_series(const Engine::Impl& engine, const std::vector<const metric::Goal*>& goals, Instant at,
                                                  SeriesNeeds needs);

/// Days from one point of a goal's level series to the next: 7, or the goal's own window where a longer one holds more (counts, sums).
int step_days(const metric::Goal& goal, const metric::Metric& metric);

/// What a finished value tells about the truth behind it.
score::Evidence evidence_of(const metric::Metric& metric, const value::Value& value);

}  // namespace deskgauge::engine

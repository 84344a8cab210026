#pragma once
// Private to engine/: from a goal's series to what its value will be on the due date.
#include "deskgauge/engine/goal_report.h"
#include "deskgauge/engine/goal_series.h"

namespace deskgauge::engine {

/// What a forecast needs to know of a goal.
struct ForecastCase {
  const metric::Goal& goal;
  const metric::Metric& metric;
  const metric::Catalogue& catalogue;
  const metric::Target& target;
  const GoalSeries& series;
  Instant at;
  const time::Grid& grid;
  bool back_test = true;
};

/// A rate over a calendar period that is running is forecast by its counts (beta-binomial with drift), everything else by its past weeks.
GoalForecast forecast_goal(const ForecastCase& c);

}  // namespace deskgauge::engine

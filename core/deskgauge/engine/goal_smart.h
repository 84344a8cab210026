#pragma once
// Private to engine/: what history tells against a goal.
#include "deskgauge/engine/goal_report.h"
#include "deskgauge/engine/goal_series.h"

namespace deskgauge::engine {

/// The checks that need data, for the documentation.
std::span<const metric::SmartCheck> history_checks();

/// Appends what the past tells: no data, a pace the desk never had, windows too small to tell the target from the baseline.
void add_history_faults(const metric::Goal& goal, const metric::Metric& metric, const GoalSeries& series, std::optional<double> baseline,
                        const std::optional<metric::Target>& target, std::vector<metric::SmartFault>& faults);

}  // namespace deskgauge::engine

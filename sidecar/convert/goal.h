#pragma once
#include <string_view>

#include "deskgauge/engine/goal_report.h"
#include "deskgauge/v1/goal.pb.h"

namespace deskgauge::sidecar::convert {

// `desk` completes resource names.
void write_goal(std::string_view desk, const metric::Goal& goal, v1::Goal& wire);
void write_goal_report(std::string_view desk, const engine::GoalReport& report, v1::GoalReport& wire);

}  // namespace deskgauge::sidecar::convert

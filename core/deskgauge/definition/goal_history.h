#pragma once
#include <span>
#include <vector>

#include "deskgauge/definition/diagnostic.h"
#include "deskgauge/metric/goal.h"
#include "deskgauge/metric/smart.h"

namespace deskgauge::definition {

/// Of the faults that a goal's report names, those that only history tells, as findings at the goal's name: loading the definitions has
/// found the others.
std::vector<Diagnostic> history_findings(const metric::Goal& goal, std::span<const metric::SmartFault> faults);

}  // namespace deskgauge::definition

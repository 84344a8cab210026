#pragma once
#include <string_view>

#include "deskgauge/engine/standings_report.h"
#include "deskgauge/v1/standings.pb.h"

namespace deskgauge::sidecar::convert {

/// Everything but the rows. `desk` completes the metric's resource name.
void write_standings(std::string_view desk, const engine::Standings& standings, v1::Standings& wire);
void write_standing(const engine::StandingRow& row, v1::Standing& wire);

}  // namespace deskgauge::sidecar::convert

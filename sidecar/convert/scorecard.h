#pragma once
#include <string_view>

#include "deskgauge/engine/scorecard_report.h"
#include "deskgauge/v1/scorecard.pb.h"

namespace deskgauge::sidecar::convert {

// `desk` completes resource names.
void write_scorecard(std::string_view desk, const metric::Scorecard& scorecard, v1::Scorecard& wire);
/// The scorecard the card belongs to names its levels.
void write_card(std::string_view desk, const engine::Card& card, const metric::Scorecard& scorecard, v1::Card& wire);

}  // namespace deskgauge::sidecar::convert

#pragma once
#include <string_view>

#include "deskgauge/engine/query.h"
#include "deskgauge/v1/metric_service.pb.h"

namespace deskgauge::sidecar::convert {

/// Everything of an explanation but its page token, moment and revision. `desk` completes the metric's resource name.
void write_explanation(std::string_view desk, const engine::Explanation& explanation, v1::ExplainValueResponse& wire);

}  // namespace deskgauge::sidecar::convert

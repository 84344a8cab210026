#pragma once
#include "deskgauge/score/comparison.h"
#include "deskgauge/v1/comparison.pb.h"

namespace deskgauge::sidecar::convert {

void write_comparison(const score::Comparison& comparison, v1::PeriodComparison& wire);

}  // namespace deskgauge::sidecar::convert

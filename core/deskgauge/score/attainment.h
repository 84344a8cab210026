#pragma once
#include "deskgauge/base/result.h"
#include "deskgauge/metric/scorecard.h"

namespace deskgauge::score {

using metric::Anchors;
using metric::AttainmentRule;
using metric::AttainmentScale;
using metric::Band;
using metric::kTarget100Cap120;
using metric::kTarget80;
using metric::Step;
using metric::Steps;

/// Refused: "anchors_not_ordered", "band_not_ordered", "steps_not_ordered", "steps_missing", "attainment_out_of_range" (outside 0 … cap),
/// "scale_out_of_range" (not 0 < at_target < cap), "anchor_not_finite".
base::Result<void> check(const AttainmentRule& rule, const AttainmentScale& scale);

/// Attainment of a value by a rule that check() accepts.
double attainment(const AttainmentRule& rule, double value, const AttainmentScale& scale);

/// Attainment of the ends of an interval. Anchors and steps are monotone, so the ends' attainments enclose all between; of a band the best
/// lies inside, so that an interval that touches the targets reaches up to whole.
struct AttainmentInterval {
  double low = 0, high = 0;
};
AttainmentInterval attainment(const AttainmentRule& rule, double low, double high, const AttainmentScale& scale);

}  // namespace deskgauge::score

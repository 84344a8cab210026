#pragma once
#include <variant>
#include <vector>

#include "deskgauge/base/result.h"

namespace deskgauge::score {

/// What reaching the target is worth, and the most that can be reached. Attainment is 0 … cap.
struct AttainmentScale {
  double at_target = 80;
  double cap = 100;
};
inline constexpr AttainmentScale kTarget80{80, 100};        ///< reaching the target leaves room for stretch
inline constexpr AttainmentScale kTarget100Cap120{100, 120};

/// floor < target < stretch, or all reversed where lower is better; in the unit of the metric. At the floor and on its wrong side 0; then
/// in a straight line to at_target at the target, and on to the cap at the stretch.
struct Anchors {
  double floor = 0, target = 0, stretch = 0;
};

/// floor_low < target_low <= target_high < floor_high: anything within the targets is whole (100, or the cap if that is less), and in a
/// straight line it falls to 0 at the floors. A band has no stretch, so it never earns more than whole.
struct Band {
  double floor_low = 0, target_low = 0, target_high = 0, floor_high = 0;
};

/// From `from` on the attainment is `attainment`. The steps ascend, or descend all where lower is better; attainments do not fall along the
/// list. Before the first step the attainment is 0; one step alone is taken as higher is better.
struct Step {
  double from = 0, attainment = 0;
};
using Steps = std::vector<Step>;

using AttainmentRule = std::variant<Anchors, Band, Steps>;

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

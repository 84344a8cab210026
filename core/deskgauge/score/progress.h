#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "deskgauge/metric/goal.h"
#include "deskgauge/score/plan_curve.h"

namespace deskgauge::score {

using metric::Target;
using metric::TargetKind;

/// Does a value meet the target, by itself and at this moment? A value that equals a bound does.
bool meets(const Target& target, double value);
/// stay_…: nothing is to be reached, so such a goal is judged by how long it held, and not before its due instant.
bool maintains(const Target& target);

/// Where a goal stands at an instant (kpis.md §4.2). Every number may be absent; `absent_reason` then says why the progress is:
///   "no_value"                 the metric has none at that instant
///   "maintain_goal"            there is no way to go: read the pass rate
///   "target_equals_baseline"   T = b, the same
///   "baseline_beyond_target"   the baseline meets the target already; a share of a way in the other direction would mislead
struct Progress {
  double elapsed = 0;                        ///< e, share of the time that is over, 0 … 1
  double planned = 0;                        ///< f, share of the way that the plan expects, 0 … 1
  std::optional<double> expected;            ///< the plan's value; of a maintain goal its bound
  std::optional<double> progress;            ///< (v - b)/(T - b): below 0 when it got worse, above 1 beyond the target
  std::optional<double> pace;                ///< progress / f: 1 is on plan (f = e on a linear plan); absent while f = 0
  std::optional<double> gap;                 ///< v - expected, in the metric's unit: below 0 is good where lower is better
  std::optional<double> required_per_day;    ///< (T - v)/(due - t) a day of 24 h; absent from the due instant on
  std::optional<double> planned_per_day;     ///< (T - b)/(due - start) a day
  std::string_view absent_reason;
};

/// Progress of `value` at `t`. For maintain goals expected is the bound that is nearer (of stay_within) and gap the distance from it; a
/// baseline plays no part in them.
Progress progress_at(const PlanCurve& plan, double baseline, const Target& target, time::Instant t, std::optional<double> value);

/// On how many of the closed days the target was met. Days without a value count on neither side.
struct PassRate {
  std::int64_t met = 0, days = 0;
  std::optional<double> rate() const;    ///< absent without a day
};
PassRate pass_rate(const Target& target, const std::vector<std::optional<double>>& closed_days);

}  // namespace deskgauge::score

#pragma once
#include <vector>

#include "deskgauge/base/result.h"
#include "deskgauge/time/instant.h"

namespace deskgauge::score {

/// From `at` on, `share` of the way from the baseline to the target should be done.
struct PlanStep {
  time::Instant at;
  double share = 0;
};

/// From `from` until the next weight (the last: until the due instant) work worth `weight` is expected: the open hours of a day times its
/// share of the week, for example. Only ratios matter.
struct PlanWeight {
  time::Instant from;
  double weight = 0;
};

/// The plan of a goal: f(t), the share of the way from baseline to target that should be done at an instant. f is 0 before the start, 1
/// from the due instant on, never falls, and lies in [0, 1]. Immutable; readable from many threads.
class PlanCurve {
 public:
  /// f(t) = e(t), the share of the time that is over. Refused with "due_before_start" unless start < due.
  static base::Result<PlanCurve> linear(time::Instant start, time::Instant due);
  /// f jumps at the given instants and stays; before the first it is 0. The steps ascend strictly in time within [start, due] and do not
  /// fall, or "plan_steps_not_ordered"; shares outside [0, 1] are "plan_share_out_of_range".
  static base::Result<PlanCurve> steps(time::Instant start, time::Instant due, const std::vector<PlanStep>& steps);
  /// f(t) = weight before t over the whole weight, each weight spread evenly over its stretch; nothing is expected before the first.
  /// Refused: weights that do not ascend strictly in time within [start, due) ("plan_weights_not_ordered"), a weight that is negative or
  /// not finite ("plan_weight_negative"), nothing but zeros ("plan_without_weight").
  static base::Result<PlanCurve> weighted(time::Instant start, time::Instant due, const std::vector<PlanWeight>& weights);

  time::Instant start() const { return start_; }
  time::Instant due() const { return due_; }
  /// e(t) = (t - start)/(due - start), cut to [0, 1].
  double elapsed(time::Instant t) const;
  /// f(t).
  double share(time::Instant t) const;
  /// The value that the plan expects at t: b + (T - b)·f(t), in the unit of b and T. T - b carries the sign, so a decrease needs no case.
  double expected(double baseline, double target, time::Instant t) const { return baseline + (target - baseline) * share(t); }

 private:
  PlanCurve(time::Instant start, time::Instant due, bool jumps, std::vector<PlanStep> knots)
      : start_(start), due_(due), jumps_(jumps), knots_(std::move(knots)) {}

  time::Instant start_, due_;
  bool jumps_;                     // between knots f stays, or else it is a straight line
  std::vector<PlanStep> knots_;    // ascending; the first at or after start_
};

}  // namespace deskgauge::score

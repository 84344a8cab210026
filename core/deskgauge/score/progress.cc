#include "deskgauge/score/progress.h"

#include <cmath>

namespace deskgauge::score {
namespace {

double days(time::Span span) { return static_cast<double>(span.ms) / static_cast<double>(time::days(1).ms); }

double nearer_bound(const Target& target, std::optional<double> value) {
  if (target.kind != TargetKind::stay_within || !value) return target.value;
  return std::abs(*value - target.value) <= std::abs(*value - target.high) ? target.value : target.high;
}

Progress maintain_progress(Progress p, const Target& target, std::optional<double> value) {
  p.absent_reason = value ? "maintain_goal" : "no_value";
  p.expected = nearer_bound(target, value);
  if (value) p.gap = *value - *p.expected;
  return p;
}

}  // namespace

bool maintains(const Target& target) { return target.kind != TargetKind::increase_to && target.kind != TargetKind::decrease_to; }

bool meets(const Target& target, double value) {
  switch (target.kind) {
    case TargetKind::increase_to:
    case TargetKind::stay_at_or_above: return value >= target.value;
    case TargetKind::decrease_to:
    case TargetKind::stay_at_or_below: return value <= target.value;
    case TargetKind::stay_within: return value >= target.value && value <= target.high;
  }
  return false;
}

/// T - b carries the sign: for a decrease both v - b and T - b are negative, and their ratio is again the share of the way.
Progress progress_at(const PlanCurve& plan, double baseline, const Target& target, time::Instant t, std::optional<double> value) {
  Progress p;
  p.elapsed = plan.elapsed(t);
  p.planned = plan.share(t);
  if (maintains(target)) return maintain_progress(p, target, value);

  double const way = target.value - baseline;
  p.expected = plan.expected(baseline, target.value, t);
  p.planned_per_day = way / days(plan.due() - plan.start());
  if (!value) {
    p.absent_reason = "no_value";
    return p;
  }
  p.gap = *value - *p.expected;
  if (t < plan.due()) p.required_per_day = (target.value - *value) / days(plan.due() - t);
  if (way == 0) {
    p.absent_reason = "target_equals_baseline";
  } else if ((way > 0) != (target.kind == TargetKind::increase_to)) {
    p.absent_reason = "baseline_beyond_target";
  } else {
    p.progress = (*value - baseline) / way;
    if (p.planned > 0) p.pace = *p.progress / p.planned;
  }
  return p;
}

std::optional<double> PassRate::rate() const {
  if (days == 0) return std::nullopt;
  return static_cast<double>(met) / static_cast<double>(days);
}

PassRate pass_rate(const Target& target, const std::vector<std::optional<double>>& closed_days) {
  PassRate rate;
  for (std::optional<double> const& value : closed_days) {
    if (!value) continue;
    ++rate.days;
    if (meets(target, *value)) ++rate.met;
  }
  return rate;
}

}  // namespace deskgauge::score

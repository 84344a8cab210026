#include "deskgauge/score/plan_curve.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace deskgauge::score {
namespace {

using base::Code;

double ratio(time::Span part, time::Span whole) { return static_cast<double>(part.ms) / static_cast<double>(whole.ms); }

std::string path(const char* list, std::size_t i) { return std::string(list) + "[" + std::to_string(i) + "]"; }

base::Result<void> check_bounds(time::Instant start, time::Instant due) {
  if (start < due) return {};
  return base::unexpected(Code::invalid_argument, "due_before_start", "A plan ends after it starts.", "due", to_text(due),
                          "Give a due instant after the start.");
}

}  // namespace

base::Result<PlanCurve> PlanCurve::linear(time::Instant start, time::Instant due) {
  DESKGAUGE_TRY(check_bounds(start, due));
  return PlanCurve(start, due, false, {{start, 0}, {due, 1}});
}

base::Result<PlanCurve> PlanCurve::steps(time::Instant start, time::Instant due, const std::vector<PlanStep>& steps) {
  DESKGAUGE_TRY(check_bounds(start, due));
  for (std::size_t i = 0; i < steps.size(); ++i) {
    double const share = steps[i].share;
    if (!(share >= 0 && share <= 1))
      return base::unexpected(Code::invalid_argument, "plan_share_out_of_range", "A step of a plan is a share of the way.",
                              path("steps", i) + ".share", std::to_string(share), "Give a share from 0 to 1.");
    bool const rises = i == 0 || (steps[i - 1].at < steps[i].at && steps[i - 1].share <= share);
    if (!rises || steps[i].at < start || due < steps[i].at)
      return base::unexpected(Code::invalid_argument, "plan_steps_not_ordered", "The steps of a plan ascend between start and due.",
                              path("steps", i) + ".at", to_text(steps[i].at), "Sort the steps by date, with shares that do not fall.");
  }
  return PlanCurve(start, due, true, steps);
}

base::Result<PlanCurve> PlanCurve::weighted(time::Instant start, time::Instant due, const std::vector<PlanWeight>& weights) {
  DESKGAUGE_TRY(check_bounds(start, due));
  double total = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!(weights[i].weight >= 0) || !std::isfinite(weights[i].weight))
      return base::unexpected(Code::invalid_argument, "plan_weight_negative", "A weight of a plan is a finite number of at least 0.",
                              path("weights", i) + ".weight", std::to_string(weights[i].weight), "Give 0 for a day without work.");
    if ((i > 0 && !(weights[i - 1].from < weights[i].from)) || weights[i].from < start || !(weights[i].from < due))
      return base::unexpected(Code::invalid_argument, "plan_weights_not_ordered", "The weights of a plan ascend between start and due.",
                              path("weights", i) + ".from", to_text(weights[i].from), "Sort the weights by date and give each date once.");
    total += weights[i].weight;
  }
  if (!(total > 0))
    return base::unexpected(Code::invalid_argument, "plan_without_weight", "No weight of the plan is above 0.", "weights", "",
                            "Give a plan with working time, or a linear one.");
  std::vector<PlanStep> knots;
  double done = 0;
  for (PlanWeight const& w : weights) {
    knots.push_back({w.from, done / total});
    done += w.weight;
  }
  knots.push_back({due, 1});
  return PlanCurve(start, due, false, std::move(knots));
}

double PlanCurve::elapsed(time::Instant t) const {
  if (t <= start_) return 0;
  return t >= due_ ? 1 : ratio(t - start_, due_ - start_);
}

double PlanCurve::share(time::Instant t) const {
  if (t < start_) return 0;
  if (t >= due_) return 1;
  auto const next = std::upper_bound(knots_.begin(), knots_.end(), t, [](time::Instant at, const PlanStep& k) { return at < k.at; });
  if (next == knots_.begin()) return 0;
  PlanStep const& last = *(next - 1);
  if (jumps_ || next == knots_.end()) return last.share;
  return last.share + (next->share - last.share) * ratio(t - last.at, next->at - last.at);
}

}  // namespace deskgauge::score

#include "deskgauge/engine/goal_smart.h"

#include <algorithm>
#include <cmath>

#include "deskgauge/metric/number_text.h"
#include "deskgauge/score/sample_size.h"

namespace deskgauge::engine {

using metric::Goal;
using metric::Metric;
using metric::number_text;
using metric::SmartFault;
using metric::Target;
using enum metric::SmartLetter;

namespace {

constexpr metric::SmartCheck kChecks[] = {
    {"goal_no_data", measurable, "its metric has no value in the last four weeks, in its scope"},
    {"goal_no_baseline", measurable, "its baseline is to be measured, and there is nothing to measure"},
    {"goal_faster_than_ever", achievable, "it needs more change in its time than any stretch of the past that long has seen"},
    {"goal_windows_too_small", achievable, "one window holds too few responses to tell the target from the baseline"},
};

SmartFault fault(std::size_t check, std::string_view key, std::string message, std::string remedy) {
  return {kChecks[check].id, kChecks[check].letter, key, std::move(message), std::move(remedy)};
}

std::string rounded(double value) {
  double const scale = std::pow(10.0, 3 - std::ceil(std::log10(std::max(std::abs(value), 1e-9))));
  return number_text(std::round(value * scale) / scale);
}

/// The most the level moved in the wanted direction over any stretch of as many points as the goal lasts.
std::optional<double> greatest_change(const std::vector<score::LevelPoint>& points, std::size_t length, double sign) {
  std::optional<double> greatest;
  for (std::size_t i = 0; i + length < points.size(); ++i) {
    if (!points[i].value || !points[i + length].value) continue;
    double const change = (*points[i + length].value - *points[i].value) * sign;
    greatest = std::max(greatest.value_or(change), change);
  }
  return greatest;
}

void check_pace(const Goal& goal, const Metric& metric, const GoalSeries& series, double baseline, const Target& target,
                std::vector<SmartFault>& faults) {
  double const needed = target.value - baseline;
  double const sign = needed < 0 ? -1 : 1;
  int const step = step_days(goal, metric);
  auto const length = static_cast<std::size_t>(std::max(1, (goal.due.day - goal.start.day) / step));
  auto const past = greatest_change(series.weeks, length, sign);
  if (!past || series.weeks.size() < length + 4 || std::abs(needed) <= *past) return;
  faults.push_back(fault(2, "target",
                         "it needs a change of " + rounded(needed) + " in " + std::to_string(goal.due.day - goal.start.day) +
                             " days; the most that any such stretch of the past saw is " + rounded(*past * sign),
                         "aim nearer, or give it longer"));
}

void check_windows(const Metric& metric, const GoalSeries& series, double baseline, const Target& target,
                   std::vector<SmartFault>& faults) {
  if (!metric::is_rate(metric) || !series.now.denominator) return;
  auto const needed = score::n_to_detect(baseline, target.value);
  if (!needed || *series.now.denominator >= *needed) return;
  faults.push_back(fault(3, "window",
                         "target not distinguishable from noise: telling " + rounded(baseline) + " from " + rounded(target.value) +
                             " takes " + std::to_string(*needed) + " responses, a window holds " + std::to_string(*series.now.denominator),
                         "use a longer window or a wider scope, or aim further"));
}

}  // namespace

std::span<const metric::SmartCheck> history_checks() { return kChecks; }

void add_history_faults(const Goal& goal, const Metric& metric, const GoalSeries& series, std::optional<double> baseline,
                        const std::optional<Target>& target, std::vector<SmartFault>& faults) {
  auto const recent = series.weeks.size() > 4 ? series.weeks.end() - 4 : series.weeks.begin();
  auto const has_value = [](const score::LevelPoint& p) { return p.value.has_value(); };
  bool const silent = series.has_weeks && std::none_of(recent, series.weeks.end(), has_value);
  if (silent && !series.now.number)
    faults.push_back(fault(0, "metric", "no value in the last four weeks: " + std::string(value::to_text(series.now.reason)),
                           "see that the events it needs are sent, and that the scope is spelt as in the events"));
  if (!baseline) faults.push_back(fault(1, "baseline", "no value over the window that ends at the start", "write baseline: {value: …}"));
  bool const reaches = target && !score::maintains(*target);
  if (!baseline || !reaches || target->value == *baseline) return;
  if (series.has_weeks) check_pace(goal, metric, series, *baseline, *target, faults);
  check_windows(metric, series, *baseline, *target, faults);
}

}  // namespace deskgauge::engine

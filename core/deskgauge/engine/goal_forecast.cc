#include "deskgauge/engine/goal_forecast.h"

#include <algorithm>
#include <cmath>

#include "deskgauge/metric/smart.h"

namespace deskgauge::engine {

using metric::Goal;
using metric::Metric;
using metric::WindowSpec;
using score::LevelForecast;
using score::Scale;

namespace {

constexpr double kConfidence = 0.80;

/// The scale on which the metric has no bound left.
Scale scale_of(const Metric& metric, const std::vector<score::LevelPoint>& weeks) {
  if (metric::is_rate(metric)) return Scale::logit;
  if (metric.type == metric::MetricType::derived) return Scale::linear;
  if (metric.aggregation.aggregation == aggregate::Aggregation::nps) return Scale::nps;
  if (metric.aggregation.aggregation == aggregate::Aggregation::rating_mean) return Scale::linear;
  bool const positive = std::any_of(weeks.begin(), weeks.end(), [](const score::LevelPoint& p) { return p.value && *p.value > 0; });
  bool const negative = std::any_of(weeks.begin(), weeks.end(), [](const score::LevelPoint& p) { return p.value && *p.value < 0; });
  return positive && !negative ? Scale::log : Scale::linear;
}

void clamp(GoalForecast& forecast, metric::Bounds bounds) {
  for (double* end : {&forecast.median, &forecast.low, &forecast.high}) *end = std::clamp(*end, bounds.low, bounds.high);
}

// ---- by weeks

void note_crossing(const ForecastCase& c, const LevelForecast& level, int step, int steps, GoalForecast& out) {
  score::Crossing const crossing = level.crossing(c.target, steps);
  auto const when = [&](std::optional<int> after) -> std::optional<Instant> {
    if (!after) return std::nullopt;
    const time::Zone& zone = c.grid.zone();
    Instant const then = zone.midnight(zone.date(c.at) + *after * step);
    return then <= c.goal.due_at ? std::optional(then) : std::nullopt;   // the last step may reach beyond the due date
  };
  out.earliest = when(crossing.earliest);
  out.likely = when(crossing.median);
  out.latest = when(crossing.latest);
}

GoalForecast by_level(const ForecastCase& c) {
  GoalForecast out;
  out.confidence = kConfidence;
  const time::Zone& zone = c.grid.zone();
  int const step = step_days(c.goal, c.metric);
  int const days = zone.date(c.goal.due_at).day - zone.date(c.at).day;
  int const steps = std::max(1, (days + step - 1) / step);
  auto const weeks = [&](int count) { return (count * step + 6) / 7; };
  out.weeks = weeks(steps);
  score::LevelOptions options;
  options.scale = scale_of(c.metric, c.series.weeks);
  options.confidence = kConfidence;
  if (c.back_test) {
    int const points = static_cast<int>(c.series.weeks.size());
    int const ahead = std::clamp(points - options.minimum_points - static_cast<int>(score::BackTest::kMinimumOrigins) + 1, 1, steps);
    out.back_test_weeks = weeks(ahead);
    out.back_test = score::judge(score::roll_level(c.series.weeks, options, c.target, ahead));
    options.width_scale = out.back_test->width_scale;
  }
  auto const level = LevelForecast::fit(c.series.weeks, options);
  if (!level) {
    out.absent_reason = level.error().reason;
    return out;
  }
  out.method = score::to_text(level->smoothing().method);
  score::LevelPrediction const then = level->at(steps);
  out.median = then.median, out.low = then.low, out.high = then.high;
  clamp(out, metric::bounds_of(c.metric, c.catalogue));
  out.probability = level->probability(c.target, steps);
  note_crossing(c, *level, step, steps, out);
  return out;
}

// ---- by the counts of a period

/// The calendar period that ends on the due date, if the goal's window is one and it has begun.
std::optional<Window> running_period(const ForecastCase& c) {
  bool const calendar = c.goal.window.kind == WindowSpec::Kind::to_date || c.goal.window.kind == WindowSpec::Kind::tumbling;
  if (!calendar || c.goal.window.complete || c.goal.window.count > 1 || !metric::is_rate(c.metric)) return std::nullopt;
  auto const period = closing_window(c.goal.window, c.goal.due_at, c.grid);
  if (!period || c.at < period->from) return std::nullopt;
  return *period;
}

std::vector<score::PastPeriod> past_periods(const ForecastCase& c, const Window& period) {
  const time::Zone& zone = c.grid.zone();
  std::int32_t const first = zone.date(c.series.counts_begin).day;
  std::vector<score::PastPeriod> past;
  time::Bucket bucket = c.grid.bucket(c.goal.window.grain, period.from);
  for (;;) {
    time::Interval const bounds = c.grid.bounds(c.goal.window.grain, --bucket);
    std::int32_t const begin = zone.date(bounds.from).day - first;
    if (begin < 0) break;
    past.push_back({static_cast<std::size_t>(begin), static_cast<std::size_t>(zone.date(bounds.to).day - first)});
  }
  std::reverse(past.begin(), past.end());
  return past;
}

GoalForecast by_period(const ForecastCase& c, const Window& period) {
  GoalForecast out;
  out.confidence = kConfidence;
  const time::Zone& zone = c.grid.zone();
  score::PeriodInput input;
  input.history = c.series.counts;
  input.confidence = kConfidence;
  input.days_left = zone.date(c.goal.due_at).day - zone.date(c.at).day;
  std::int32_t const begin = zone.date(period.from).day - zone.date(c.series.counts_begin).day;
  for (std::size_t i = static_cast<std::size_t>(std::max(0, begin)); i < input.history.size(); ++i)
    input.hits += input.history[i].hits, input.n += input.history[i].n;
  out.weeks = std::max(1, (input.days_left + 6) / 7);
  if (c.back_test) {
    out.back_test = score::judge(score::roll_period(input.history, past_periods(c, period), c.target, kConfidence));
    input.width_scale = out.back_test->width_scale;
  }
  auto const forecast = score::forecast_period(input);
  if (!forecast) {
    out.absent_reason = forecast.error().reason;
    return out;
  }
  out.method = "beta_binomial";
  out.median = forecast->rate, out.low = forecast->low, out.high = forecast->high;
  out.probability = forecast->probability(c.target);
  return out;
}

}  // namespace

GoalForecast forecast_goal(const ForecastCase& c) {
  if (c.at >= c.goal.due_at) {
    GoalForecast over;
    over.absent_reason = "over";
    return over;
  }
  if (auto const period = running_period(c)) return by_period(c, *period);
  return by_level(c);
}

}  // namespace deskgauge::engine

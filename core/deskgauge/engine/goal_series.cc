#include "deskgauge/engine/goal_series.h"

#include <algorithm>
#include <tuple>

#include "deskgauge/metric/smart.h"
#include "deskgauge/score/distribution.h"
#include "deskgauge/value/finish.h"

namespace deskgauge::engine {

using metric::Goal;
using metric::Metric;
using value::IntervalMethod;
using value::Value;

namespace {

constexpr int kWeeks = 104, kCountDays = 371;          // how far back forecasts look: two years of weeks, 53 weeks of days

/// What goals must share to be read in one pass.
struct Batch {
  const Goal* like = nullptr;
  std::vector<std::string> by;
  std::vector<std::size_t> goals;                      // positions in the request
};

std::vector<Batch> batches(const std::vector<const Goal*>& goals) {
  std::map<std::tuple<std::string, std::string, std::string, std::string, int, int, std::size_t, double>, Batch> all;
  for (std::size_t i = 0; i < goals.size(); ++i) {
    const Goal& goal = *goals[i];
    std::vector<std::string> by;
    std::string dimensions;
    for (auto const& part : goal.scope) by.push_back(part.first), dimensions += part.first + ",";
    auto const* const confident = std::get_if<metric::Confident>(&goal.met);
    Batch& batch = all[{goal.metric, dimensions, goal.where, metric::to_text(goal.window), goal.start.day, goal.due.day, goal.met.index(),
                        confident ? confident->level : 0}];
    batch.like = &goal;
    batch.by = std::move(by);
    batch.goals.push_back(i);
  }
  std::vector<Batch> list;
  for (auto& [key, batch] : all) list.push_back(std::move(batch));
  return list;
}

/// The windows of a batch and what each is for.
struct Windows {
  std::vector<Window> all;
  std::vector<Instant> closes, week_ends;
  std::size_t days = 0, weeks = 0, counts = 0, end = 0;     // where each part begins
  Instant counts_begin;
};

void add_days(Windows& windows, Instant today, int step, int count, const time::Zone& zone, std::vector<Instant>* ends) {
  time::Date const last = zone.date(today);
  for (int i = count; i > 0; --i) {
    Window window;
    window.from = zone.midnight(last + -(i * step));
    window.to = zone.midnight(last + -((i - 1) * step));
    if (ends) ends->push_back(window.to);
    windows.all.push_back(window);
  }
}

base::Result<Windows> windows_of(const Goal& goal, int step, Instant at, const time::Grid& grid, SeriesNeeds needs) {
  const time::Zone& zone = grid.zone();
  Windows windows;
  DESKGAUGE_ASSIGN(now, window::resolve(goal.window, at, grid));
  DESKGAUGE_ASSIGN(start, closing_window(goal.window, goal.starts_at, grid));
  windows.all = {now, start};
  windows.days = 2;
  if (needs.days) windows.closes = closes(goal, at, zone);
  for (Instant close : windows.closes) {
    DESKGAUGE_ASSIGN(day, closing_window(goal.window, close, grid));
    windows.all.push_back(day);
  }
  Instant const today = zone.midnight(zone.date(at));
  windows.weeks = windows.all.size();
  if (needs.weeks) add_days(windows, today, step, kWeeks, zone, &windows.week_ends);
  windows.counts = windows.all.size();
  if (needs.counts) add_days(windows, today, 1, kCountDays, zone, nullptr);
  windows.counts_begin = zone.midnight(zone.date(today) + -kCountDays);
  windows.end = windows.all.size();
  return windows;
}

void fill_weeks(const std::vector<Value>& values, const Windows& windows, GoalSeries& out) {
  std::size_t first = windows.weeks;
  auto const is_nothing = [](const Value& v) { return !v.number || (v.n == 0 && *v.number == 0); };
  while (first < windows.counts && is_nothing(values[first])) ++first;      // an empty count is a true 0, but not before the desk began
  out.has_weeks = windows.counts > windows.weeks;
  for (std::size_t i = first; i < windows.counts; ++i) {
    out.weeks.push_back({values[i].number, values[i].n});
    out.week_ends.push_back(windows.week_ends[i - windows.weeks]);
  }
}

void fill_counts(const std::vector<Value>& values, const Windows& windows, const time::Zone& zone, GoalSeries& out) {
  std::size_t first = windows.counts;
  while (first < windows.end && values[first].n == 0) ++first;
  out.counts_begin = zone.midnight(zone.date(windows.counts_begin) + static_cast<int>(first - windows.counts));
  for (std::size_t i = first; i < windows.end; ++i)
    out.counts.push_back({values[i].numerator.value_or(0), values[i].denominator.value_or(0)});
}

/// The one-sided bound at a level is the end of the two-sided interval at 2·level - 1.
bool needs_bounds(const Goal& goal, const Metric& metric) {
  auto const* const confident = std::get_if<metric::Confident>(&goal.met);
  return confident && confident->level > 0.5 && metric.type == metric::MetricType::simple && !metric::is_rate(metric);
}

class Reader {
 public:
  Reader(const Engine::Impl& engine, Instant at, SeriesNeeds needs, std::vector<GoalSeries>& out)
      : e_(engine), at_(at), needs_(needs), out_(out) {}

  base::Result<void> read(const Batch& batch, const std::vector<const Goal*>& goals) {
    const Goal& like = *batch.like;
    DESKGAUGE_ASSIGN(metric, find_metric(*e_.catalogue, like.metric));
    SeriesNeeds needs = needs_;
    needs.counts &= metric::is_rate(*metric);
    needs.weeks &= at_ < like.due_at;
    DESKGAUGE_ASSIGN(windows, windows_of(like, step_days(like, *metric), at_, e_.grid(), needs));
    Question question(e_, at_, batch.by, like.where);
    DESKGAUGE_ASSIGN(solved, question.solve({like.metric}, windows.all));
    std::optional<Solved> bounds;
    if (needs_bounds(like, *metric)) {
      std::vector<Window> const days(windows.all.begin() + static_cast<std::ptrdiff_t>(windows.days),
                                     windows.all.begin() + static_cast<std::ptrdiff_t>(windows.weeks));
      question.set_confidence(2 * std::get<metric::Confident>(like.met).level - 1);
      DESKGAUGE_ASSIGN(sharper, question.solve({like.metric}, days));
      bounds = std::move(sharper.front());
    }
    for (std::size_t i : batch.goals) fill(*goals[i], *metric, solved.front(), bounds, windows, out_[i]);
    return {};
  }

 private:
  void fill(const Goal& goal, const Metric& metric, const Solved& solved, const std::optional<Solved>& bounds, const Windows& windows,
            GoalSeries& out) const {
    std::vector<std::string> group;
    for (auto const& part : goal.scope) group.push_back(part.second);
    std::vector<Value> const values = of_group(solved, group, metric, windows.all.size());
    out.window = windows.all.front();
    out.now = values[0];
    out.at_start = values[1];
    out.closes = windows.closes;
    out.days.assign(values.begin() + static_cast<std::ptrdiff_t>(windows.days),
                    values.begin() + static_cast<std::ptrdiff_t>(windows.weeks));
    std::vector<Value> const sharper = bounds ? of_group(*bounds, group, metric, out.days.size()) : out.days;
    for (const Value& day : sharper) out.evidence.push_back(evidence_of(metric, day));
    fill_weeks(values, windows, out);
    fill_counts(values, windows, e_.catalogue->desk.zone, out);
  }

  /// A group that the numbers do not know has the value of nothing.
  std::vector<Value> of_group(const Solved& solved, const std::vector<std::string>& group, const Metric& metric, std::size_t n) const {
    auto const found = solved.values.find(group);
    if (found != solved.values.end()) return found->second;
    if (metric.type == metric::MetricType::derived) return std::vector<Value>(n);
    return std::vector<Value>(n, value::finish(metric, aggregate::State(contribution::state_spec(metric, false)), 0,
                                               positive_set(metric, *e_.catalogue), false));
  }

  const Engine::Impl& e_;
  Instant at_;
  SeriesNeeds needs_;
  std::vector<GoalSeries>& out_;
};

}  // namespace

std::vector<Instant> closes(const Goal& goal, Instant at, const time::Zone& zone) {
  std::vector<Instant> all;
  for (time::Date day = goal.start + 1; !(goal.due < day); day = day + 1) {
    Instant const close = zone.midnight(day);
    if (close > at) break;
    all.push_back(close);
  }
  return all;
}

base::Result<Window> closing_window(const metric::WindowSpec& spec, Instant close, const time::Grid& grid) {
  DESKGAUGE_ASSIGN(window, window::resolve(spec, spec.complete ? close : close - time::milliseconds(1), grid));
  window.open_end = false;                             // what happened at midnight belongs to the next day
  window.partial = false;
  return window;
}

namespace {

/// A longer window of these holds more, so points of another length are no points of the same series.
bool is_extensive(const Metric& metric) {
  using enum aggregate::Aggregation;
  auto const a = metric.aggregation.aggregation;
  return metric.type == metric::MetricType::simple && (a == count || a == sum || a == distinct);
}

}  // namespace

int step_days(const Goal& goal, const Metric& metric) {
  if (!is_extensive(metric)) return 7;
  static constexpr int kDays[] = {1, 1, 7, 30, 91, 365};
  int const count = goal.window.kind == metric::WindowSpec::Kind::to_date ? 1 : std::max(1, goal.window.count);
  return std::max(1, kDays[static_cast<std::size_t>(goal.window.grain)] * count);
}

/// The spread behind a symmetric interval: half its width over the quantile that made it.
score::Evidence evidence_of(const Metric& metric, const Value& value) {
  if (!value.number) return {};
  const value::Uncertainty& u = value.uncertainty;
  double const half = (u.high - u.low) / 2;
  switch (u.method) {
    case IntervalMethod::none: return {};
    case IntervalMethod::wilson:
      if (metric::is_rate(metric) && value.numerator && value.denominator) return score::RateEvidence{*value.numerator, *value.denominator};
      return score::BoundEvidence{u.low, u.high};
    case IntervalMethod::student_t: {
      double const se = half / score::two_sided_t(u.confidence, static_cast<double>(value.n - 1));
      return score::MeanEvidence{value.n, *value.number, se * se * static_cast<double>(value.n)};
    }
    case IntervalMethod::adjusted_wald_nps: return score::NormalEvidence{(u.low + u.high) / 2, half / score::two_sided_z(u.confidence)};
    default: return score::BoundEvidence{u.low, u.high};
  }
}

base::Result<std::vector<GoalSeries>> goal_series(const Engine::Impl& engine, const std::vector<const Goal*>& goals, Instant at,
                                                  SeriesNeeds needs) {
  std::vector<GoalSeries> series(goals.size());
  Reader reader(engine, at, needs, series);
  for (const Batch& batch : batches(goals)) DESKGAUGE_TRY(reader.read(batch, goals));
  return series;
}

}  // namespace deskgauge::engine

// Where goals stand: series in, verdicts out. Everything here is a function of the state and `at`.
#include <algorithm>

#include "deskgauge/engine/goal_forecast.h"
#include "deskgauge/engine/goal_report.h"
#include "deskgauge/engine/goal_series.h"
#include "deskgauge/engine/goal_smart.h"
#include "deskgauge/engine/published.h"

namespace deskgauge::engine {

using metric::Goal;
using metric::Metric;
using metric::PlanSpec;
using metric::Target;
using score::PlanCurve;

namespace {

constexpr std::size_t kPassDays = 7;                   // of maintain goals: how many days the signal looks back

/// Open hours of each day times its weekday's weight; a desk without that schedule counts every day the same.
std::vector<score::PlanWeight> day_weights(const Goal& goal, const metric::Catalogue& catalogue) {
  const time::Zone& zone = catalogue.desk.zone;
  const time::Schedule* const schedule = goal.plan.schedule.empty() ? nullptr : catalogue.find_schedule(goal.plan.schedule);
  std::vector<score::PlanWeight> weights;
  for (time::Date day = goal.start; day < goal.due; day = day + 1) {
    Instant const from = zone.midnight(day), to = zone.midnight(day + 1);
    double const hours = schedule ? static_cast<double>(schedule->elapsed(from, to).ms) : static_cast<double>((to - from).ms);
    weights.push_back({from, hours * goal.plan.weekdays[static_cast<std::size_t>(time::weekday(day))]});
  }
  return weights;
}

base::Result<PlanCurve> plan_of(const Goal& goal, const metric::Catalogue& catalogue) {
  switch (goal.plan.shape) {
    case PlanSpec::Shape::linear: break;
    case PlanSpec::Shape::steps: {
      std::vector<score::PlanStep> steps;
      for (const PlanSpec::Step& step : goal.plan.steps) steps.push_back({catalogue.desk.zone.midnight(step.on), step.share});
      return PlanCurve::steps(goal.starts_at, goal.due_at, steps);
    }
    case PlanSpec::Shape::weighted: return PlanCurve::weighted(goal.starts_at, goal.due_at, day_weights(goal, catalogue));
  }
  return PlanCurve::linear(goal.starts_at, goal.due_at);
}

/// What the status is folded from, 1 being on plan: 1 + (progress - planned), the share of the way by which a goal is ahead or behind. (The
/// quotient of the two would shout in the first days, when a hundredth of the way is planned.) A goal to keep something, and one whose
/// baseline meets its target already, has no way: the share of its last closed days that met it.
std::optional<double> signal_of(const Target& target, const score::Progress& progress, const std::vector<GoalDay>& days) {
  if (progress.progress) {
    double const ahead = 1 + *progress.progress - progress.planned;
    return score::meets(target, *days.back().value.number) ? std::max(1.0, ahead) : ahead;
  }
  if (!score::maintains(target) && !days.back().value.number) return std::nullopt;
  std::vector<std::optional<double>> recent;
  for (std::size_t i = days.size() > kPassDays ? days.size() - kPassDays : 0; i < days.size(); ++i) recent.push_back(days[i].value.number);
  return score::pass_rate(target, recent).rate();
}

class Judge {
 public:
  Judge(const Engine::Impl& engine, const GoalRequest& request, Instant at) : e_(engine), request_(request), at_(at) {}

  base::Result<GoalReport> judge(const Goal& goal, const GoalSeries& series) const {
    const Metric& metric = *e_.catalogue->find_metric(goal.metric);
    GoalReport report;
    report.goal = goal;
    report.at = at_;
    report.window = series.window.shown();
    report.value = series.now;
    report.smart = metric::smart_faults(goal, *e_.catalogue);
    take_baseline(goal, series, report);
    if (report.baseline || !goal.change) report.target = goal.target_from(report.baseline.value_or(0));
    if (at_ >= goal.starts_at || report.baseline)
      add_history_faults(goal, metric, series, report.baseline, report.target, report.smart);
    if (!report.target || (!report.baseline && !score::maintains(*report.target))) {
      if (at_ < goal.starts_at) report.status.status = score::GoalStatus::not_started;
      report.progress.absent_reason = "no_baseline";
      return report;
    }
    DESKGAUGE_ASSIGN(plan, plan_of(goal, *e_.catalogue));
    report.progress = score::progress_at(plan, report.baseline.value_or(0), *report.target, at_, report.value.number);
    fold_days(goal, plan, series, report);
    if (request_.forecast)
      report.forecast = forecast_goal({goal, metric, *e_.catalogue, *report.target, series, at_, e_.grid(), request_.back_test});
    if (!request_.days) report.days.clear();
    return report;
  }

 private:
  void take_baseline(const Goal& goal, const GoalSeries& series, GoalReport& report) const {
    report.baseline = goal.baseline;
    report.baseline_n = goal.baseline_n.value_or(0);
    report.baseline_measured = !goal.baseline;
    if (goal.baseline || at_ < goal.starts_at) return;
    report.baseline = series.at_start.number;
    report.baseline_n = series.at_start.n;
  }

  void fold_days(const Goal& goal, const PlanCurve& plan, const GoalSeries& series, GoalReport& report) const {
    const Target& target = *report.target;
    double const baseline = report.baseline.value_or(0);
    std::vector<score::ClosedDay> closed;
    std::vector<score::StatusDay> signals;
    score::StatusState state;
    for (std::size_t i = 0; i < series.closes.size(); ++i) {
      score::Progress const progress = score::progress_at(plan, baseline, target, series.closes[i], series.days[i].number);
      report.days.push_back({goal.start + static_cast<int>(i), series.closes[i], series.days[i], progress.expected, {}, {}});
      report.days.back().signal = signal_of(target, progress, report.days);
      closed.push_back({series.closes[i], series.days[i].number, series.evidence[i]});
      signals.push_back({series.closes[i], report.days.back().signal});
      state = score::next_status(score::kPaceStatus, state, signals.back());
      report.days.back().status = state.status;
    }
    std::vector<std::optional<double>> values;
    for (const score::ClosedDay& day : closed) values.push_back(day.value);
    report.passed = score::pass_rate(target, values);
    report.met = score::fold_met(goal.met, target, closed, goal.starts_at, goal.due_at, at_);
    report.status = score::fold_status(score::kPaceStatus, signals, report.met, goal.starts_at, at_);
  }

  const Engine::Impl& e_;
  const GoalRequest& request_;
  Instant at_;
};

/// A parent's number is its own; its parts tell where it comes from: each part's share of what the numerator changed since the start. So
/// they are read over the parent's windows, whatever their own.
base::Result<void> add_parts(const Engine::Impl& e, Instant at, const GoalSeries& parent, GoalReport& report) {
  std::vector<Goal> parts;
  for (const Goal& goal : e.catalogue->goals) {
    if (goal.parent != report.goal.name) continue;
    Goal part = goal;
    part.window = report.goal.window;
    part.start = report.goal.start, part.starts_at = report.goal.starts_at;
    part.due = report.goal.due, part.due_at = report.goal.due_at;
    parts.push_back(std::move(part));
  }
  std::vector<const Goal*> asked;
  for (const Goal& part : parts) asked.push_back(&part);
  DESKGAUGE_ASSIGN(series, goal_series(e, asked, at, {false, false, false}));
  auto const change_of = [&](const GoalSeries& s) { return s.now.numerator.value_or(0) - s.at_start.numerator.value_or(0); };
  std::int64_t const change = at < report.goal.starts_at ? 0 : change_of(parent);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    GoalPart part{parts[i].name, series[i].now.numerator.value_or(0), series[i].now.denominator.value_or(0), {}};
    if (change != 0) part.share_of_change = static_cast<double>(change_of(series[i])) / static_cast<double>(change);
    report.parts.push_back(std::move(part));
  }
  return {};
}

base::Result<const Goal*> find_goal(const metric::Catalogue& catalogue, const std::string& name) {
  if (const Goal* const goal = catalogue.find_goal(name)) return goal;
  std::vector<std::string> known;
  for (const Goal& goal : catalogue.goals) known.push_back(goal.name);
  std::string const near = metric::closest(name, known);
  return base::unexpected(base::Code::not_found, "unknown_goal", "there is no such goal in the definitions", "goal", name,
                          near.empty() ? "List the goals to see their names." : "Did you mean \"" + near + "\"?");
}

}  // namespace

base::Result<GoalAnswer> Engine::goals(const GoalRequest& request) const {
  const Impl& e = *impl_;
  GoalAnswer answer;
  answer.at = request.at.value_or(e.now);
  if (answer.at == time::kBeginning) answer.at = Instant{0};
  answer.definitions_fingerprint = e.catalogue->fingerprint();
  answer.revision = e.revision;
  std::vector<const Goal*> goals;
  for (const std::string& name : request.goals) {
    DESKGAUGE_ASSIGN(goal, find_goal(*e.catalogue, name));
    goals.push_back(goal);
  }
  if (request.goals.empty())
    for (const Goal& goal : e.catalogue->goals) goals.push_back(&goal);
  DESKGAUGE_ASSIGN(series, goal_series(e, goals, answer.at, {true, request.forecast, request.forecast}));
  Judge const judge(e, request, answer.at);
  std::vector<HistoryIndex> const of_the_desk = desk_histories(e);
  for (std::size_t i = 0; i < goals.size(); ++i) {
    DESKGAUGE_ASSIGN(report, judge.judge(*goals[i], series[i]));
    DESKGAUGE_TRY(add_parts(e, answer.at, series[i], report));
    DESKGAUGE_ASSIGN(moved, corrections(e, *goals[i], answer.at, of_the_desk));
    report.corrections = std::move(moved);
    answer.goals.push_back(std::move(report));
  }
  return answer;
}

}  // namespace deskgauge::engine

#include "sidecar/convert/goal.h"

#include "sidecar/convert/time.h"
#include "sidecar/convert/value.h"
#include "sidecar/resource_name.h"

namespace deskgauge::sidecar::convert {
namespace {

v1::TargetKind kind(metric::TargetKind kind) {
  switch (kind) {
    case metric::TargetKind::increase_to: return v1::TARGET_KIND_INCREASE_TO;
    case metric::TargetKind::decrease_to: return v1::TARGET_KIND_DECREASE_TO;
    case metric::TargetKind::stay_at_or_above: return v1::TARGET_KIND_STAY_AT_OR_ABOVE;
    case metric::TargetKind::stay_at_or_below: return v1::TARGET_KIND_STAY_AT_OR_BELOW;
    case metric::TargetKind::stay_within: return v1::TARGET_KIND_STAY_WITHIN;
  }
  return v1::TARGET_KIND_UNSPECIFIED;
}

v1::GoalState state(score::GoalStatus status) {
  switch (status) {
    case score::GoalStatus::not_started: return v1::GOAL_STATE_NOT_STARTED;
    case score::GoalStatus::on_track: return v1::GOAL_STATE_ON_TRACK;
    case score::GoalStatus::at_risk: return v1::GOAL_STATE_AT_RISK;
    case score::GoalStatus::off_track: return v1::GOAL_STATE_OFF_TRACK;
    case score::GoalStatus::met: return v1::GOAL_STATE_MET;
    case score::GoalStatus::missed: return v1::GOAL_STATE_MISSED;
    case score::GoalStatus::no_data: return v1::GOAL_STATE_NO_DATA;
  }
  return v1::GOAL_STATE_UNSPECIFIED;
}

v1::MetVerdict verdict(score::Verdict verdict) {
  switch (verdict) {
    case score::Verdict::not_yet: return v1::MET_VERDICT_NOT_YET;
    case score::Verdict::yes: return v1::MET_VERDICT_YES;
    case score::Verdict::no: return v1::MET_VERDICT_NO;
  }
  return v1::MET_VERDICT_UNSPECIFIED;
}

void write_target(const metric::Target& target, v1::GoalTarget& wire) {
  wire.set_kind(kind(target.kind));
  wire.set_value(target.value);
  wire.set_high(target.high);
}

void write_rule(const metric::MetRule& rule, v1::MetRule& wire) {
  if (auto const* const sustained = std::get_if<metric::Sustained>(&rule)) wire.set_sustained_days(sustained->days);
  else if (auto const* const confident = std::get_if<metric::Confident>(&rule)) wire.set_confident_level(confident->level);
  else if (auto const* const posterior = std::get_if<metric::Posterior>(&rule)) wire.set_posterior_probability(posterior->p);
  else wire.set_final_value(true);
}

void write_plan(const metric::PlanSpec& plan, v1::GoalPlan& wire) {
  using Shape = metric::PlanSpec::Shape;
  wire.set_shape(plan.shape == Shape::linear ? "linear" : plan.shape == Shape::steps ? "steps" : "weighted");
  for (const metric::PlanSpec::Step& step : plan.steps) {
    auto* item = wire.add_steps();
    item->set_date(time::to_text(step.on));
    item->set_share(step.share);
  }
  wire.set_schedule(plan.schedule);
  if (plan.shape == Shape::weighted) wire.mutable_weekdays()->Add(plan.weekdays.begin(), plan.weekdays.end());
}

void write_progress(const score::Progress& progress, v1::GoalProgress& wire) {
  wire.set_elapsed(progress.elapsed);
  wire.set_planned(progress.planned);
  if (progress.expected) wire.set_expected(*progress.expected);
  if (progress.progress) wire.set_progress(*progress.progress);
  if (progress.pace) wire.set_pace(*progress.pace);
  if (progress.gap) wire.set_gap(*progress.gap);
  if (progress.required_per_day) wire.set_required_per_day(*progress.required_per_day);
  if (progress.planned_per_day) wire.set_planned_per_day(*progress.planned_per_day);
  wire.set_absent_reason(std::string(progress.absent_reason));
}

void write_verdict(const score::MetState& met, v1::GoalVerdict& wire) {
  wire.set_verdict(verdict(met.verdict));
  if (met.since) write_instant(*met.since, *wire.mutable_since_time());
  wire.set_running_days(met.running);
  wire.set_needed_days(met.needed);
  wire.set_absent_reason(std::string(met.absent_reason));
}

void write_status(const score::StatusState& status, v1::GoalStatus& wire) {
  wire.set_state(state(status.status));
  if (status.since) write_instant(*status.since, *wire.mutable_since_time());
  wire.set_days(status.days);
  wire.set_silent_days(status.silent_days);
}

void write_back_test(const score::BackTest& test, int weeks, v1::BackTest& wire) {
  wire.set_origins(test.origins);
  wire.set_testable(test.testable);
  if (test.coverage) wire.set_coverage(*test.coverage);
  wire.set_coverage_low(test.coverage_low);
  wire.set_coverage_high(test.coverage_high);
  if (test.brier) wire.set_brier(*test.brier);
  if (test.base_rate) wire.set_base_rate(*test.base_rate);
  if (test.skill) wire.set_skill(*test.skill);
  wire.set_width_scale(test.width_scale);
  wire.set_weeks(weeks);
  for (const score::ReliabilityBin& bin : test.reliability) {
    auto* item = wire.add_reliability();
    item->set_n(bin.n);
    if (bin.forecast) item->set_forecast(*bin.forecast);
    if (bin.observed) item->set_observed(*bin.observed);
  }
}

void write_forecast(const engine::GoalForecast& forecast, v1::GoalForecast& wire) {
  wire.set_method(std::string(forecast.method));
  wire.set_absent_reason(forecast.absent_reason);
  wire.set_median(forecast.median);
  wire.set_low(forecast.low);
  wire.set_high(forecast.high);
  wire.set_confidence(forecast.confidence);
  wire.set_probability(forecast.probability);
  wire.set_weeks(forecast.weeks);
  if (forecast.earliest) write_instant(*forecast.earliest, *wire.mutable_earliest_time());
  if (forecast.likely) write_instant(*forecast.likely, *wire.mutable_likely_time());
  if (forecast.latest) write_instant(*forecast.latest, *wire.mutable_latest_time());
  if (forecast.back_test) write_back_test(*forecast.back_test, forecast.back_test_weeks, *wire.mutable_back_test());
}

void write_fault(const metric::SmartFault& fault, v1::SmartFault& wire) {
  wire.set_id(std::string(fault.id));
  wire.set_letter(std::string(metric::to_text(fault.letter)));
  wire.set_key(std::string(fault.key));
  wire.set_message(fault.message);
  wire.set_remedy(fault.remedy);
}

void write_day(const engine::GoalDay& day, v1::GoalDay& wire) {
  wire.set_date(time::to_text(day.date));
  write_instant(day.close, *wire.mutable_close_time());
  write_value(day.value, *wire.mutable_value());
  if (day.expected) wire.set_expected(*day.expected);
  if (day.signal) wire.set_signal(*day.signal);
  wire.set_state(state(day.status));
}

void write_correction(const engine::Correction& correction, v1::PublishedCorrection& wire) {
  wire.set_event_id(correction.event);
  write_instant(correction.as_of, *wire.mutable_as_of_time());
  wire.set_said(correction.said);
  if (correction.now) wire.set_now(*correction.now);
  for (const engine::ExcludedEvent& event : correction.moved_by) {
    auto* item = wire.add_moved_by();
    item->set_subject(event.subject);
    item->set_id(event.id);
    item->set_source(event.source);
    item->set_type(event.type);
    write_instant(event.time, *item->mutable_event_time());
    item->set_reason(event.reason);
  }
}

void write_part(std::string_view desk, const engine::GoalPart& part, v1::GoalPart& wire) {
  wire.set_goal(goal_name(desk, part.goal));
  wire.set_numerator(part.numerator);
  wire.set_denominator(part.denominator);
  if (part.share_of_change) wire.set_share_of_change(*part.share_of_change);
}

}  // namespace

void write_goal(std::string_view desk, const metric::Goal& goal, v1::Goal& wire) {
  wire.set_name(goal_name(desk, goal.name));
  wire.set_label(goal.label);
  wire.set_description(goal.description);
  wire.set_owner(goal.owner);
  wire.set_metric(metric_name(desk, goal.metric));
  write_group(goal.scope, *wire.mutable_scope());
  wire.set_filter(goal.where);
  wire.set_window(metric::to_text(goal.window));
  wire.set_start_date(time::to_text(goal.start));
  wire.set_due_date(time::to_text(goal.due));
  write_instant(goal.starts_at, *wire.mutable_start_time());
  write_instant(goal.due_at, *wire.mutable_due_time());
  write_rule(goal.met, *wire.mutable_met_rule());
  write_plan(goal.plan, *wire.mutable_plan());
  if (!goal.parent.empty()) wire.set_parent_goal(goal_name(desk, goal.parent));
  if (!goal.supports.empty()) wire.set_scorecard(scorecard_name(desk, goal.supports));
  if (goal.baseline) wire.set_baseline(*goal.baseline);
  if (goal.baseline_n) wire.set_baseline_n(*goal.baseline_n);
  wire.set_baseline_period(goal.baseline_period);
  write_target(goal.target, *wire.mutable_target());
  if (goal.change) wire.set_change_unit(std::string(metric::to_text(*goal.change)));
}

void write_goal_report(std::string_view desk, const engine::GoalReport& report, v1::GoalReport& wire) {
  write_goal(desk, report.goal, *wire.mutable_goal());
  write_instant(report.at, *wire.mutable_read_time());
  write_range(report.window, *wire.mutable_window());
  write_value(report.value, *wire.mutable_value());
  if (report.baseline) wire.set_baseline(*report.baseline);
  wire.set_baseline_measured(report.baseline_measured);
  wire.set_baseline_n(report.baseline_n);
  if (report.target) write_target(*report.target, *wire.mutable_target());
  write_progress(report.progress, *wire.mutable_progress());
  wire.set_passed_days(report.passed.met);
  wire.set_judged_days(report.passed.days);
  write_verdict(report.met, *wire.mutable_verdict());
  write_status(report.status, *wire.mutable_status());
  write_forecast(report.forecast, *wire.mutable_forecast());
  for (auto const& fault : report.smart) write_fault(fault, *wire.add_smart_faults());
  for (auto const& day : report.days) write_day(day, *wire.add_days());
  for (auto const& correction : report.corrections) write_correction(correction, *wire.add_corrections());
  for (auto const& part : report.parts) write_part(desk, part, *wire.add_parts());
}

}  // namespace deskgauge::sidecar::convert

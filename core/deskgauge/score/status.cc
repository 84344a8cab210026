#include "deskgauge/score/status.h"

#include <string>

namespace deskgauge::score {
namespace {

/// Without a past there is no side to stay on: what lies between the thresholds is at risk.
GoalStatus afresh(const StatusRule& rule, double signal) {
  if (signal >= rule.on_enter) return GoalStatus::on_track;
  return signal < rule.off_enter ? GoalStatus::off_track : GoalStatus::at_risk;
}

/// Where the signal would lead from a status, the dwell apart.
GoalStatus led_to(const StatusRule& rule, GoalStatus status, double signal) {
  if (status == GoalStatus::on_track && signal >= rule.on_leave) return status;
  if (status == GoalStatus::off_track && signal < rule.off_leave) return status;
  return afresh(rule, signal);
}

bool is_judged(GoalStatus status) {
  return status == GoalStatus::on_track || status == GoalStatus::at_risk || status == GoalStatus::off_track;
}

StatusState changed_to(GoalStatus status, const StatusDay& day, int silent_days) { return {status, day.close, 1, silent_days}; }

}  // namespace

std::string_view to_text(GoalStatus status) {
  switch (status) {
    case GoalStatus::not_started: return "not_started";
    case GoalStatus::on_track: return "on_track";
    case GoalStatus::at_risk: return "at_risk";
    case GoalStatus::off_track: return "off_track";
    case GoalStatus::met: return "met";
    case GoalStatus::missed: return "missed";
    case GoalStatus::no_data: return "no_data";
  }
  return "";
}

base::Result<void> check(const StatusRule& rule) {
  bool const ordered = rule.off_enter <= rule.off_leave && rule.off_leave <= rule.on_leave && rule.on_leave <= rule.on_enter;
  if (ordered && rule.dwell_days >= 1 && rule.no_data_days >= 1) return {};
  return base::unexpected(base::Code::invalid_argument, "status_rule_not_ordered",
                          "The thresholds of a status must ascend and its days be at least 1.", "status",
                          std::to_string(rule.off_enter) + " " + std::to_string(rule.off_leave) + " " + std::to_string(rule.on_leave) +
                              " " + std::to_string(rule.on_enter),
                          "Give off_enter <= off_leave <= on_leave <= on_enter.");
}

StatusState next_status(const StatusRule& rule, const StatusState& before, const StatusDay& day) {
  if (!day.signal) {
    int const silent = before.silent_days + 1;
    if (is_judged(before.status) && silent >= rule.no_data_days) return changed_to(GoalStatus::no_data, day, silent);
    return {before.status, before.since ? before.since : day.close, before.days + 1, silent};
  }
  if (!is_judged(before.status)) return changed_to(afresh(rule, *day.signal), day, 0);
  GoalStatus const next = led_to(rule, before.status, *day.signal);
  if (next != before.status && before.days >= rule.dwell_days) return changed_to(next, day, 0);
  return {before.status, before.since, before.days + 1, 0};
}

StatusState fold_status(const StatusRule& rule, const std::vector<StatusDay>& days, const MetState& met, time::Instant start,
                        time::Instant at) {
  if (at < start) return {GoalStatus::not_started, std::nullopt, 0, 0};
  StatusState state;
  int after_verdict = 0;
  for (StatusDay const& day : days) {
    if (day.close <= start || day.close > at) continue;
    state = next_status(rule, state, day);
    if (met.since && day.close >= *met.since) ++after_verdict;
  }
  if (met.verdict == Verdict::yes) return {GoalStatus::met, met.since, after_verdict, state.silent_days};
  if (met.verdict == Verdict::no) return {GoalStatus::missed, met.since, after_verdict, state.silent_days};
  return state;
}

}  // namespace deskgauge::score

#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "deskgauge/score/met.h"

namespace deskgauge::score {

enum class GoalStatus : std::uint8_t { not_started, on_track, at_risk, off_track, met, missed, no_data };
std::string_view to_text(GoalStatus status);

/// How a daily signal (the probability of meeting the goal, or its pace; more is better) becomes a status that does not flicker:
/// - two thresholds on each side: on_track is entered at `on_enter` and left below `on_leave`; off_track is entered below `off_enter` and
///   left at `off_leave`; what lies between moves nothing;
/// - a dwell: a status is left only after it stood for `dwell_days` closed days;
/// - `no_data_days` closed days in a row without a signal are no_data, and the next signal is judged afresh.
/// off_enter <= off_leave <= on_leave <= on_enter, or check() refuses with "status_rule_not_ordered".
struct StatusRule {
  double on_enter = 0.70, on_leave = 0.60, off_leave = 0.30, off_enter = 0.20;
  int dwell_days = 3;
  int no_data_days = 7;
};
inline constexpr StatusRule kProbabilityStatus{};                         ///< for P(goal is met)
inline constexpr StatusRule kPaceStatus{1.0, 0.9, 0.8, 0.7, 3, 7};        ///< for pace, where there is no forecast
base::Result<void> check(const StatusRule& rule);

/// One closed day: its end and the signal as it was known then, absent where there was none.
struct StatusDay {
  time::Instant close;
  std::optional<double> signal;
};

/// The status after a closed day. A value, equal for equal inputs.
struct StatusState {
  GoalStatus status = GoalStatus::no_data;
  std::optional<time::Instant> since;   ///< close of the day that brought the status; of not_started none
  int days = 0;                         ///< closed days that it stood, that day included
  int silent_days = 0;                  ///< closed days in a row without a signal
  friend bool operator==(const StatusState&, const StatusState&) = default;
};

/// The state after one more closed day. Pure.
StatusState next_status(const StatusRule& rule, const StatusState& before, const StatusDay& day);

/// Folds the closed days, ascending, into the status at `at`: a function of these arguments alone, so that order of arrival and restarts
/// cannot show. Before `start` it is not_started; once the rule of the goal says yes it is met, says no it is missed; else the last state
/// of the fold over the days that close in (start, at]. Without such a day it is no_data.
StatusState fold_status(const StatusRule& rule, const std::vector<StatusDay>& days, const MetState& met, time::Instant start,
                        time::Instant at);

}  // namespace deskgauge::score

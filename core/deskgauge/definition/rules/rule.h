#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "deskgauge/definition/diagnostic.h"

namespace deskgauge::definition {

struct Definitions;
class Report;

/// Every rule, in the order of the table in rules/table.cc. Ids are stable: append within a group, never renumber.
enum class RuleId : std::uint8_t {
  // found while reading (DG0…)
  syntax,
  duplicate_key,
  unknown_key,
  missing_key,
  wrong_type,
  unknown_word,
  malformed_value,
  misplaced_key,
  unknown_kind,
  unknown_api_version,
  unknown_dimension,
  bad_name,
  malformed_filter,
  malformed_expression,
  bad_suppression,
  limit_reached,
  // what is readable but cannot be meant (DG1…)
  duplicate_name,
  unknown_reference,
  cyclic_derived,
  unknown_zone,
  rollup_not_subset,
  quantile_out_of_range,
  aggregation_mismatch,
  level_mismatch,
  unknown_attribution,
  agent_without_attribution,
  split_credit,
  overlapping_hours,
  within_without_duration,
  derived_dimension,
  maturity,
  instrument_mismatch,
  instrument_scale,
  level_at,
  unit_mismatch,
  test_event,
  test_field,
  test_expectation,
  sla_filter,
  twin_not_calendar,
  repeated_dimension,
  empty_period,
  read_at,
  survival_start,
  // lints (DG2…, the last two digits as in the catalogue of lints; DG21… our own)
  different_anchors,
  zero_denominator,
  constant_filter,
  mean_of_ratios,
  percent_or_points,
  fixed_offset,
  closed_intervals,
  unmapped,
  agent_never_known,
  agent_on_score,
  no_response_rate,
  no_open_companion,
  window_below_maturity,
  no_calendar_twin,
  no_desk,
  unused_suppression,
  // goals that are not SMART (DG30…, in the order of metric::smart_checks())
  goal_metric,
  goal_scope,
  goal_scope_empty,
  goal_agent,
  goal_where,
  goal_not_a_number,
  goal_window,
  goal_without_evidence,
  goal_without_posterior,
  goal_target_out_of_range,
  goal_baseline_out_of_range,
  goal_target_met_already,
  goal_against_direction,
  goal_band,
  goal_points_of_no_rate,
  goal_no_change,
  goal_sample_too_small,
  goal_owner,
  goal_serves_nothing,
  goal_parent,
  goal_parent_metric,
  goal_parent_scope,
  goal_parent_circle,
  goal_scorecard,
  goal_scorecard_item,
  goal_due_before_start,
  goal_due_within_window,
  goal_sustained_too_long,
  goal_step_outside,
  goal_steps,
  goal_schedule,
  goal_due_after_parent,
  // scorecards (DG31…)
  scorecard_metric,
  scorecard_scope,
  scorecard_by,
  scorecard_agent,
  scorecard_perspective,
  scorecard_anchors,
  scorecard_levels,
  scorecard_level_order,
  scorecard_weights,
  scorecard_heavy_item,
  scorecard_empty_perspective,
  scorecard_against_direction,
  scorecard_duplicate_item,
  scorecard_twins,
  scorecard_speed_alone,
  scorecard_one_sided,
  // what a goal is found to be beside the desk's events (DG32…), in the order of engine's table of those checks
  goal_no_data,
  goal_no_baseline,
  goal_faster_than_ever,
  goal_windows_too_small,
  count_,
};

/// One row: a stable id for search and suppression, a name, how grave it is, what it finds, and for checks over all definitions the
/// function that finds it (null: the reader finds it while reading, or the function of a row above finds both).
struct Rule {
  RuleId rule;
  std::string_view id;       ///< "DG0012"
  std::string_view name;     ///< "unknown-dimension"
  Severity severity;
  std::string_view summary;  ///< one sentence
  void (*check)(const Definitions&, Report&) = nullptr;
  bool is_lint() const { return severity != Severity::error; }
};

std::span<const Rule> rules();
inline const Rule& rule(RuleId id) { return rules()[static_cast<std::size_t>(id)]; }
/// The row of "DG0012"; null if there is none.
const Rule* find_rule(std::string_view id);

Diagnostic diagnostic(RuleId id, Position at, std::string message, std::string hint = {});

}  // namespace deskgauge::definition

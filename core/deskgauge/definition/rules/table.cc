#include <algorithm>
#include <iterator>

#include "deskgauge/definition/rules/all.h"
#include "deskgauge/definition/rules/rule.h"

namespace deskgauge::definition {
namespace {

using enum RuleId;
constexpr Severity kError = Severity::error, kWarning = Severity::warning, kNote = Severity::note;

constexpr Rule kRules[] = {
    {syntax, "DG0001", "syntax", kError, "The document is not YAML, or nests or repeats more than the limits allow."},
    {duplicate_key, "DG0002", "duplicate-key", kError, "A key stands twice in one mapping; one of the two would be ignored."},
    {unknown_key, "DG0003", "unknown-key", kError, "A key that the kind does not have: perhaps a typing slip."},
    {missing_key, "DG0004", "missing-key", kError, "A choice that must be written is not."},
    {wrong_type, "DG0005", "wrong-type", kError, "A value is a list, a mapping, a number or a text where another is needed."},
    {unknown_word, "DG0006", "unknown-word", kError, "A word that is not one of those to choose from."},
    {malformed_value, "DG0007", "malformed-value", kError, "A span, date, time or number that is malformed or out of its bounds."},
    {misplaced_key, "DG0008", "misplaced-key", kError, "A key that has no meaning beside the others."},
    {unknown_kind, "DG0009", "unknown-kind", kError, "A kind that does not exist."},
    {unknown_api_version, "DG0010", "unknown-api-version", kError, "An apiVersion that this version does not read."},
    // DG0011 told of kinds that were not read yet.
    {unknown_dimension, "DG0012", "unknown-dimension", kError, "A dimension that does not exist."},
    {bad_name, "DG0013", "bad-name", kError, "A name that cannot be written in expressions and addresses."},
    {malformed_filter, "DG0014", "malformed-filter", kError, "A filter that cannot be read or names what the fact does not have."},
    {malformed_expression, "DG0015", "malformed-expression", kError, "An expression that cannot be read."},
    {bad_suppression, "DG0016", "bad-suppression", kError,
     "A comment that allows a finding without a reason, an unknown rule or an error."},
    {limit_reached, "DG0017", "limit-reached", kError, "More bytes or documents than a named limit."},

    {duplicate_name, "DG1001", "duplicate-name", kError, "Two definitions of a kind have one name.", check_duplicate_name},
    {unknown_reference, "DG1002", "unknown-reference", kError, "A name that no definition has.", check_unknown_reference},
    {cyclic_derived, "DG1003", "cyclic-derived", kError, "Derived metrics that need each other.", check_cyclic_derived},
    {unknown_zone, "DG1004", "unknown-zone", kError,
     "A time zone that is no IANA name: fixed offsets and abbreviations have no clock changes."},
    {rollup_not_subset, "DG1005", "rollup-not-subset", kError, "A rollup by a dimension that is not in the key.", check_rollup_not_subset},
    {quantile_out_of_range, "DG1006", "quantile-out-of-range", kError, "A quantile that is not between 0 and 1.",
     check_quantile_out_of_range},
    {aggregation_mismatch, "DG1007", "aggregation-mismatch", kError, "An aggregation that does not fit the measure.",
     check_aggregation_mismatch},
    {level_mismatch, "DG1008", "level-mismatch", kError, "A level of a fact that is none, or another aggregation of one.",
     check_level_mismatch},
    {unknown_attribution, "DG1009", "unknown-attribution", kError, "An attribution that the fact cannot tell.", check_unknown_attribution},
    {agent_without_attribution, "DG1010", "agent-without-attribution", kError, "Numbers by agent where nobody is credited.",
     check_agent_without_attribution},
    {split_credit, "DG1011", "split-credit", kError, "Credit split among participants where the aggregation cannot split.",
     check_split_credit},
    {overlapping_hours, "DG1012", "overlapping-hours", kError, "Hours of one day that overlap.", check_overlapping_hours},
    {within_without_duration, "DG1013", "within-without-duration", kError, "within on a fact that has no duration.",
     check_within_without_duration},
    {derived_dimension, "DG1014", "derived-dimension", kError, "A derived metric by a dimension that an operand does not have.",
     check_derived_dimension},
    {maturity, "DG1015", "maturity", kError, "A cohort without the time after which it counts, or with a wrong one.", check_maturity},
    {instrument_mismatch, "DG1016", "instrument-mismatch", kError, "An aggregation that does not fit the survey's instrument.",
     check_instrument_mismatch},
    {instrument_scale, "DG1017", "instrument-scale", kError, "A scale, positive set or no-answer code that contradict each other.",
     check_instrument_scale},
    {level_at, "DG1018", "level-at", kError, "A level in an expression without the moment at which it is read.", check_level_at},
    {unit_mismatch, "DG1019", "unit-mismatch", kError, "A unit that the number cannot have.", check_unit_mismatch},
    {test_event, "DG1020", "test-event", kError, "A test with an event type that does not exist.", check_test_event},
    {test_field, "DG1021", "test-field", kError, "A test with a field that its event does not have.", check_test_field},
    {test_expectation, "DG1022", "test-expectation", kError, "An expectation that cannot be met or says nothing.", check_test_expectation},
    {sla_filter, "DG1023", "sla-filter", kError,
     "A policy that matches by what a ticket does not have when it is applied, or promises a metric twice.", check_sla_filter},
    {twin_not_calendar, "DG1024", "twin-not-calendar", kError, "A calendar twin that does not run on calendar time.",
     check_twin_not_calendar},
    {repeated_dimension, "DG1025", "repeated-dimension", kError, "A dimension, rollup or grain written twice.", check_repeated_dimension},
    {empty_period, "DG1026", "empty-period", kError, "A period that ends on or before the day it starts."},
    {read_at, "DG1027", "read-at", kError, "A number read at an instant that asks for what only kept cells have.", check_read_at},
    {survival_start, "DG1028", "survival-start", kError,
     "A survival metric that does not count every fact from the start of its clock, or credits whom only the end tells.",
     check_survival_start},

    {different_anchors, "DG2001", "different-anchors", kWarning, "A quotient whose two sides count by different moments can exceed 100 %.",
     check_different_anchors},
    {zero_denominator, "DG2002", "zero-denominator", kWarning, "An empty denominator shown as a 0.", check_zero_denominator},
    {constant_filter, "DG2003", "constant-filter", kWarning, "A filter that is always true or always false.", check_constant_filter},
    {mean_of_ratios, "DG2004", "mean-of-ratios", kWarning, "Shares or means added up or averaged without their weights.",
     check_mean_of_ratios},
    {percent_or_points, "DG2006", "percent-or-points", kWarning, "A number times 100 or a difference of shares whose unit does not say so.",
     check_percent_or_points},
    {fixed_offset, "DG2008", "fixed-offset", kWarning, "A zone without clock changes that stands for a place.", check_fixed_offset},
    {closed_intervals, "DG2009", "closed-intervals", kWarning,
     "Periods that overlap or leave out their last minute because their end was meant to belong to them.", check_closed_intervals},
    {unmapped, "DG2010", "unmapped", kWarning, "A native status without a canonical one, or a scale without its positive set.",
     check_unmapped},
    {agent_never_known, "DG2011", "agent-never-known", kWarning, "A filter by agent, or an agent in a test, where nobody is credited.",
     check_agent_never_known},
    {agent_on_score, "DG2012", "agent-on-score", kWarning, "A score of the company shown by agent.", check_agent_on_score},
    {no_response_rate, "DG2013", "no-response-rate", kWarning, "A survey's score without its response rate beside it.",
     check_no_response_rate},
    {no_open_companion, "DG2014", "no-open-companion", kWarning,
     "A duration of finished work without the age of what is still open beside it.", check_no_open_companion},
    {window_below_maturity, "DG2015", "window-below-maturity", kWarning, "A window shorter than the time its cohort needs to count.",
     check_window_below_maturity},
    {no_calendar_twin, "DG2101", "no-calendar-twin", kWarning, "Working time without the calendar time that the customer waited beside it.",
     check_no_calendar_twin},
    {no_desk, "DG2102", "no-desk", kNote, "Metrics without a Desk: days are days in UTC and weeks start on Monday.", check_no_desk},
    {unused_suppression, "DG2103", "unused-suppression", kWarning, "A comment that allows a finding which is not there."},

    {goal_metric, "DG3001", "goal-metric", kError, "Not Specific: its metric does not exist.", check_smart},
    {goal_scope, "DG3002", "goal-scope", kError, "Not Specific: its scope names a dimension that its metric does not have."},
    {goal_scope_empty, "DG3003", "goal-scope-empty", kError, "Not Specific: its scope names a dimension and no value."},
    {goal_agent, "DG3004", "goal-agent", kError, "Not Specific: it is an agent's, and its metric credits none."},
    {goal_where, "DG3005", "goal-where", kError,
     "Not Specific: its filter cannot be read, or is over something else than dimensions of the metric."},
    {goal_not_a_number, "DG3006", "goal-not-a-number", kError, "Not Measurable: its metric is a distribution."},
    {goal_window, "DG3007", "goal-window", kWarning, "Not Measurable: its window does not move with time."},
    {goal_without_evidence, "DG3008", "goal-without-evidence", kWarning,
     "Not Measurable: its rule needs an interval, and its metric has none."},
    {goal_without_posterior, "DG3009", "goal-without-posterior", kWarning,
     "Not Measurable: its rule needs a posterior, and its metric is a percentile."},
    {goal_target_out_of_range, "DG3010", "goal-target-out-of-range", kWarning,
     "Not Achievable: its target lies outside what the metric can be."},
    {goal_baseline_out_of_range, "DG3011", "goal-baseline-out-of-range", kWarning,
     "Not Achievable: its baseline lies outside what the metric can be."},
    {goal_target_met_already, "DG3012", "goal-target-met-already", kWarning,
     "Not Achievable: its baseline is on the wrong side of the target, or at it."},
    {goal_against_direction, "DG3013", "goal-against-direction", kWarning,
     "Not Achievable: it wants more of what is to be less, or less of what is to be more."},
    {goal_band, "DG3014", "goal-band", kError, "Not Achievable: its band is empty."},
    {goal_points_of_no_rate, "DG3015", "goal-points-of-no-rate", kError,
     "Not Achievable: its target is in percentage points, and its metric is no rate."},
    {goal_no_change, "DG3016", "goal-no-change", kWarning, "Not Achievable: its change is 0 or negative."},
    {goal_sample_too_small, "DG3017", "goal-sample-too-small", kWarning,
     "Not Achievable: its baseline has too few responses to tell the target from it."},
    {goal_owner, "DG3018", "goal-owner", kWarning, "Not Achievable: nobody owns it."},
    {goal_serves_nothing, "DG3019", "goal-serves-nothing", kWarning, "Not Relevant: it has no parent and supports no scorecard."},
    {goal_parent, "DG3020", "goal-parent", kError, "Not Relevant: its parent does not exist."},
    {goal_parent_metric, "DG3021", "goal-parent-metric", kWarning, "Not Relevant: its parent aims at another metric."},
    {goal_parent_scope, "DG3022", "goal-parent-scope", kWarning, "Not Relevant: its scope does not lie inside its parent's."},
    {goal_parent_circle, "DG3023", "goal-parent-circle", kError, "Not Relevant: its parents go round in a circle."},
    {goal_scorecard, "DG3024", "goal-scorecard", kError, "Not Relevant: the scorecard it supports does not exist."},
    {goal_scorecard_item, "DG3025", "goal-scorecard-item", kWarning, "Not Relevant: the scorecard it supports has no item of its metric."},
    {goal_due_before_start, "DG3026", "goal-due-before-start", kError, "Not Time-bound: it is due before it starts, or the same day."},
    {goal_due_within_window, "DG3027", "goal-due-within-window", kWarning, "Not Time-bound: it lasts less than one window."},
    {goal_sustained_too_long, "DG3028", "goal-sustained-too-long", kWarning, "Not Time-bound: its rule asks for more days than it lasts."},
    {goal_step_outside, "DG3029", "goal-step-outside", kError,
     "Not Time-bound: its plan has a step before the start or after the due date."},
    {goal_steps, "DG3030", "goal-steps", kError, "Not Time-bound: its plan's steps fall back, or are no shares."},
    {goal_schedule, "DG3031", "goal-schedule", kError, "Not Time-bound: its plan is weighted by a schedule that does not exist."},
    {goal_due_after_parent, "DG3032", "goal-due-after-parent", kWarning, "Not Time-bound: it is due after the goal it serves."},

    {scorecard_metric, "DG3101", "scorecard-metric", kError,
     "An item of a metric that does not exist or is no number.", check_scorecard_items},
    {scorecard_scope, "DG3102", "scorecard-scope", kError, "An item whose scope or filter its metric does not know."},
    {scorecard_by, "DG3103", "scorecard-by", kError,
     "A card by a dimension that the metric of an item does not have.", check_scorecard_groups},
    {scorecard_agent, "DG3104", "scorecard-agent", kError, "A card by agent with a metric that credits none."},
    {scorecard_perspective, "DG3105", "scorecard-perspective", kError,
     "An item of a perspective that the card does not list.", check_scorecard_weights},
    {scorecard_anchors, "DG3106", "scorecard-anchors", kError,
     "Floor, target and stretch, a band or steps that stand in no order.", check_scorecard_anchors},
    {scorecard_levels, "DG3107", "scorecard-levels", kError,
     "An item of a rated card without the level that every standard needs, or with one for the lowest.", check_scorecard_levels},
    {scorecard_level_order, "DG3108", "scorecard-level-order", kError,
     "Thresholds of levels that do not follow the direction of the metric."},
    {scorecard_weights, "DG3109", "scorecard-weights", kWarning, "Weights that do not add up to 1."},
    {scorecard_heavy_item, "DG3110", "scorecard-heavy-item", kWarning, "An item that weighs more than 40 % of its card."},
    {scorecard_empty_perspective, "DG3111", "scorecard-empty-perspective", kWarning, "A perspective without an item."},
    {scorecard_against_direction, "DG3112", "scorecard-against-direction", kWarning, "An item worth more where its metric is worse."},
    {scorecard_duplicate_item, "DG3113", "scorecard-duplicate-item", kWarning,
     "Two items of one metric and one scope.", check_scorecard_overlap},
    {scorecard_twins, "DG3114", "scorecard-twins", kWarning, "Two items that count the same thing, so that it weighs twice."},
    {scorecard_speed_alone, "DG3115", "scorecard-speed-alone", kWarning,
     "A speed without a quality beside it on the same card.", check_scorecard_balance},
    {scorecard_one_sided, "DG3116", "scorecard-one-sided", kWarning, "A card without an objective or without a subjective item."},
    {goal_no_data, "DG3201", "goal-no-data", kWarning, "Not Measurable: no value in the last four weeks (check --events)."},
    {goal_no_baseline, "DG3202", "goal-no-baseline", kWarning, "Not Measurable: nothing to measure the baseline by (check --events)."},
    {goal_faster_than_ever, "DG3203", "goal-faster-than-ever", kWarning,
     "Not Achievable: more change than any stretch of the past that long has seen (check --events)."},
    {goal_windows_too_small, "DG3204", "goal-windows-too-small", kWarning,
     "Not Achievable: a window holds too few responses to tell the target from the baseline (check --events)."},
};
static_assert(std::size(kRules) == static_cast<std::size_t>(RuleId::count_));

constexpr bool in_order() {
  for (std::size_t i = 0; i < std::size(kRules); ++i)
    if (static_cast<std::size_t>(kRules[i].rule) != i) return false;
  return true;
}
static_assert(in_order());

}  // namespace

std::span<const Rule> rules() { return kRules; }

const Rule* find_rule(std::string_view id) {
  auto const found = std::find_if(std::begin(kRules), std::end(kRules), [&](const Rule& r) { return r.id == id; });
  return found == std::end(kRules) ? nullptr : &*found;
}

Diagnostic diagnostic(RuleId id, Position at, std::string message, std::string hint) {
  const Rule& row = rule(id);
  return {std::string(row.id), std::string(row.name), row.severity, std::move(at), std::move(message), std::move(hint), {}};
}

}  // namespace deskgauge::definition

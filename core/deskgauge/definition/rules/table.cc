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
    {not_offered, "DG0011", "not-offered", kError, "A kind that is planned and not read yet."},
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

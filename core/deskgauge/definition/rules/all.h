#pragma once
#include "deskgauge/definition/definitions.h"
#include "deskgauge/definition/report.h"

// One check a rule, each in the file of its name. They run in any order over everything that was read and look at complete definitions
// only.
namespace deskgauge::definition {

void check_duplicate_name(const Definitions& definitions, Report& report);
void check_unknown_reference(const Definitions& definitions, Report& report);
void check_cyclic_derived(const Definitions& definitions, Report& report);
void check_rollup_not_subset(const Definitions& definitions, Report& report);
void check_quantile_out_of_range(const Definitions& definitions, Report& report);
void check_aggregation_mismatch(const Definitions& definitions, Report& report);
void check_level_mismatch(const Definitions& definitions, Report& report);
void check_unknown_attribution(const Definitions& definitions, Report& report);
void check_agent_without_attribution(const Definitions& definitions, Report& report);
void check_split_credit(const Definitions& definitions, Report& report);
void check_overlapping_hours(const Definitions& definitions, Report& report);
void check_within_without_duration(const Definitions& definitions, Report& report);
void check_derived_dimension(const Definitions& definitions, Report& report);
void check_maturity(const Definitions& definitions, Report& report);
void check_instrument_mismatch(const Definitions& definitions, Report& report);
void check_instrument_scale(const Definitions& definitions, Report& report);
void check_level_at(const Definitions& definitions, Report& report);
void check_unit_mismatch(const Definitions& definitions, Report& report);
void check_test_event(const Definitions& definitions, Report& report);
void check_test_field(const Definitions& definitions, Report& report);
void check_test_expectation(const Definitions& definitions, Report& report);
void check_sla_filter(const Definitions& definitions, Report& report);
void check_twin_not_calendar(const Definitions& definitions, Report& report);
void check_repeated_dimension(const Definitions& definitions, Report& report);
void check_read_at(const Definitions& definitions, Report& report);
void check_survival_start(const Definitions& definitions, Report& report);
void check_different_anchors(const Definitions& definitions, Report& report);
void check_zero_denominator(const Definitions& definitions, Report& report);
void check_constant_filter(const Definitions& definitions, Report& report);
void check_mean_of_ratios(const Definitions& definitions, Report& report);
void check_percent_or_points(const Definitions& definitions, Report& report);
void check_fixed_offset(const Definitions& definitions, Report& report);
void check_closed_intervals(const Definitions& definitions, Report& report);
void check_unmapped(const Definitions& definitions, Report& report);
void check_agent_never_known(const Definitions& definitions, Report& report);
void check_agent_on_score(const Definitions& definitions, Report& report);
void check_no_response_rate(const Definitions& definitions, Report& report);
void check_no_open_companion(const Definitions& definitions, Report& report);
void check_window_below_maturity(const Definitions& definitions, Report& report);
void check_no_calendar_twin(const Definitions& definitions, Report& report);
void check_no_desk(const Definitions& definitions, Report& report);
void check_smart(const Definitions& definitions, Report& report);
void check_scorecard_items(const Definitions& definitions, Report& report);
void check_scorecard_groups(const Definitions& definitions, Report& report);
void check_scorecard_weights(const Definitions& definitions, Report& report);
void check_scorecard_anchors(const Definitions& definitions, Report& report);
void check_scorecard_levels(const Definitions& definitions, Report& report);
void check_scorecard_overlap(const Definitions& definitions, Report& report);
void check_scorecard_balance(const Definitions& definitions, Report& report);

}  // namespace deskgauge::definition

#include "deskgauge/definition/keys.h"

#include <algorithm>
#include <iterator>

namespace deskgauge::definition {
namespace {

using Keys = std::string_view;

constexpr Keys kKinds[] = {"Desk", "Schedule", "Roster", "SlaPolicy", "Instrument", "Metric", "Goal", "Scorecard", "MetricTest"};

constexpr Keys kDocument[] = {"apiVersion", "kind", "metadata", "spec"};
constexpr Keys kMetadata[] = {"name", "label", "description", "owner", "version", "id", "labels"};
constexpr Keys kName[] = {"name"};
constexpr Keys kNameAndVersion[] = {"name", "version"};

constexpr Keys kDesk[] = {"zone", "week_start", "schedule", "team_schedules", "statuses", "max_future_skew"};
constexpr Keys kDeskRequired[] = {"zone", "week_start", "schedule"};

constexpr Keys kSchedule[] = {"zone", "always", "hours", "breaks", "overrides", "date_breaks", "holidays", "versions"};
constexpr Keys kScheduleVersion[] = {"from", "to", "hours", "breaks", "overrides", "date_breaks", "holidays"};
constexpr Keys kWeekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr Keys kOverride[] = {"date", "hours"};
constexpr Keys kHours[] = {"hours"};

constexpr Keys kRoster[] = {"agents"};
constexpr Keys kRosterRow[] = {"agent", "team", "tier", "role", "from", "to"};
constexpr Keys kRosterRowRequired[] = {"agent", "team"};

constexpr Keys kSlaPolicy[] = {"match", "reapply", "targets"};
constexpr Keys kSlaTarget[] = {"metric", "target", "clock", "pause", "tie"};
constexpr Keys kSlaClock[] = {"business"};

constexpr Keys kInstrument[] = {"instrument", "version", "scale", "positive", "no_answer"};
constexpr Keys kInstrumentRequired[] = {"instrument", "version", "scale"};
constexpr Keys kScale[] = {"min", "max"};

constexpr Keys kMetric[] = {"type",     "fact",      "start",       "bots",           "no_reply_reopens", "since",     "revisions",
                            "cap",      "contacts",  "gap",         "match",          "measure",          "clock",     "aggregation",
                            "filter",   "numerator", "within",      "instrument",     "question",         "anchor",    "attribution",
                            "maturity", "as_of",     "expression",  "level_at",       "dimensions",       "rollups",   "grains",
                            "unit",     "direction", "null_policy", "minimum_sample", "confidence",       "companion", "calendar_twin"};
constexpr Keys kMetricRequired[] = {"type", "dimensions", "unit", "direction", "null_policy", "minimum_sample"};
constexpr Keys kClock[] = {"business", "calendar", "policy", "statuses"};
constexpr Keys kAggregation[] = {"quantile", "quantile_sketch", "q", "method", "csat", "survival_quantile", "survival_within"};
constexpr Keys kSketch[] = {"bits"};
constexpr Keys kCsat[] = {"positive"};
constexpr Keys kDirection[] = {"band"};

constexpr Keys kGoal[] = {"metric", "scope", "where", "window", "baseline", "target", "start", "due", "plan", "met", "parent", "supports"};
constexpr Keys kGoalRequired[] = {"metric", "window", "baseline", "target", "start", "due", "met"};
constexpr Keys kWindow[] = {"rolling", "tumbling", "to_date", "complete"};
constexpr Keys kBaseline[] = {"value", "n", "period"};
constexpr Keys kValue[] = {"value"};
constexpr Keys kGoalTarget[] = {"increase_to",      "decrease_to",      "increase_by", "decrease_by",
                                "stay_at_or_above", "stay_at_or_below", "stay_within", "unit"};
constexpr Keys kPlan[] = {"steps", "weighted"};
constexpr Keys kPlanStep[] = {"on", "share"};
constexpr Keys kWeighted[] = {"schedule", "weekdays"};
constexpr Keys kMet[] = {"sustained", "confident", "posterior"};

constexpr Keys kScorecard[] = {"window", "by", "scale", "mean", "missing", "minimum_coverage", "perspectives", "items", "rating"};
constexpr Keys kScorecardRequired[] = {"window", "by", "scale", "mean", "missing", "perspectives", "items"};
constexpr Keys kAttainmentScale[] = {"at_target", "cap"};
constexpr Keys kItem[] = {"metric", "perspective", "weight", "kind", "floor", "target", "stretch", "band", "steps",
                          "scope",  "where",       "critical", "overlap_ok", "levels"};
constexpr Keys kItemRequired[] = {"metric", "perspective", "weight", "kind"};
constexpr Keys kAttainmentStep[] = {"from", "attainment"};
constexpr Keys kRating[] = {"levels", "mandatory", "rule"};
constexpr Keys kRatingRequired[] = {"levels", "rule"};
constexpr Keys kRatingLevel[] = {"level", "name", "points"};

constexpr Keys kTest[] = {"metric", "start", "given", "expect"};
constexpr Keys kExpect[] = {"at",     "metric", "group",     "window",      "value",   "tolerance",
                            "reason", "n",      "numerator", "denominator", "pending", "provisional"};
constexpr Keys kAt[] = {"at"};

constexpr KeyTable kTables[] = {
  {"", "", kDocument, kDocument},
  {"", "metadata", kMetadata, kName},
  {"Metric", "metadata", kMetadata, kNameAndVersion},
  {"Desk", "spec", kDesk, kDeskRequired},
  {"Schedule", "spec", kSchedule, {}},
  {"Schedule", "spec.versions[]", kScheduleVersion, kHours},
  {"Schedule", "spec.hours", kWeekdays, {}},
  {"Schedule", "spec.overrides[]", kOverride, kOverride},
  {"Roster", "spec", kRoster, kRoster},
  {"Roster", "spec.agents[]", kRosterRow, kRosterRowRequired},
  {"SlaPolicy", "spec", kSlaPolicy, kSlaPolicy},
  {"SlaPolicy", "spec.targets[]", kSlaTarget, kSlaTarget},
  {"SlaPolicy", "spec.targets[].clock", kSlaClock, kSlaClock},
  {"Instrument", "spec", kInstrument, kInstrumentRequired},
  {"Instrument", "spec.scale", kScale, kScale},
  {"Metric", "spec", kMetric, kMetricRequired},
  {"Metric", "spec.clock", kClock, {}},
  {"Metric", "spec.aggregation", kAggregation, {}},
  {"Metric", "spec.aggregation.quantile_sketch", kSketch, kSketch},
  {"Metric", "spec.aggregation.csat", kCsat, kCsat},
  {"Metric", "spec.direction", kDirection, kDirection},
  {"Goal", "spec", kGoal, kGoalRequired},
  {"Goal", "spec.window", kWindow, {}},
  {"Goal", "spec.baseline", kBaseline, kValue},
  {"Goal", "spec.target", kGoalTarget, {}},
  {"Goal", "spec.plan", kPlan, {}},
  {"Goal", "spec.plan.steps[]", kPlanStep, kPlanStep},
  {"Goal", "spec.plan.weighted", kWeighted, {}},
  {"Goal", "spec.plan.weighted.weekdays", kWeekdays, {}},
  {"Goal", "spec.met", kMet, {}},
  {"Scorecard", "spec", kScorecard, kScorecardRequired},
  {"Scorecard", "spec.window", kWindow, {}},
  {"Scorecard", "spec.scale", kAttainmentScale, kAttainmentScale},
  {"Scorecard", "spec.items[]", kItem, kItemRequired},
  {"Scorecard", "spec.items[].steps[]", kAttainmentStep, kAttainmentStep},
  {"Scorecard", "spec.rating", kRating, kRatingRequired},
  {"Scorecard", "spec.rating.levels[]", kRatingLevel, kRatingLevel},
  {"MetricTest", "spec", kTest, kTest},
  {"MetricTest", "spec.expect[]", kExpect, kAt},
};

}  // namespace

std::span<const KeyTable> key_tables() { return kTables; }

std::span<const std::string_view> known_keys(std::string_view kind, std::string_view path) {
  auto const found =
      std::find_if(std::begin(kTables), std::end(kTables), [&](const KeyTable& t) { return t.kind == kind && t.path == path; });
  return found == std::end(kTables) ? std::span<const std::string_view>{} : found->keys;
}

std::span<const std::string_view> known_kinds() { return kKinds; }

}  // namespace deskgauge::definition

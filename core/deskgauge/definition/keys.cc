#include "deskgauge/definition/keys.h"

#include <algorithm>
#include <iterator>

namespace deskgauge::definition {
namespace {

using Keys = std::string_view;

constexpr Keys kKinds[] = {"Desk", "Schedule", "Roster", "SlaPolicy", "Instrument", "Metric", "MetricTest"};
constexpr Keys kPlanned[] = {"Goal", "Scorecard"};

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
std::span<const std::string_view> planned_kinds() { return kPlanned; }

}  // namespace deskgauge::definition

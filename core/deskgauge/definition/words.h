#pragma once
#include <array>
#include <span>
#include <string_view>

#include "deskgauge/event/vocabulary.h"

// Closed lists of words in definitions whose positions are the numbers of their enums.
namespace deskgauge::definition {

inline constexpr std::array<std::string_view, 3> kMetricTypes{"simple", "ratio", "derived"};
inline constexpr std::array<std::string_view, 8> kUnits{"s", "1", "{ticket}", "{message}", "{score}", "{point}", "d", "{contact}"};
inline constexpr std::array<std::string_view, 4> kDirections{"up", "down", "band", "none"};
inline constexpr std::array<std::string_view, 2> kNullPolicies{"no_data", "zero"};
inline constexpr std::array<std::string_view, 2> kClockPolicies{"in_force", "last"};
inline constexpr std::array<std::string_view, 2> kQuantileMethods{"discrete", "continuous"};
inline constexpr std::array<std::string_view, 3> kLevelAt{"end", "mid", "mean_of_days"};
inline constexpr std::array<std::string_view, 2> kAsOf{"at", "window_end"};
inline constexpr std::array<std::string_view, 3> kDimensionAt{"anchor", "created", "latest"};
inline constexpr std::array<std::string_view, 2> kTies{"at_close", "at_next_open"};
inline constexpr std::array<std::string_view, 7> kWeekdays{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
inline constexpr std::array<std::string_view, 7> kShortWeekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
inline constexpr std::array<std::string_view, 3> kGrains{"hour", "day", "month"};
inline constexpr std::array<std::string_view, 3> kChangeUnits{"absolute", "points", "percent"};
inline constexpr std::array<std::string_view, 2> kMeans{"arithmetic", "geometric"};
inline constexpr std::array<std::string_view, 3> kMissingPolicies{"renormalise", "as_zero", "absent"};
inline constexpr std::array<std::string_view, 2> kItemKinds{"objective", "subjective"};
inline constexpr std::array<std::string_view, 2> kSummaryRules{"points5", "weighted500"};

/// The canonical statuses, the SLA metrics and the instruments: the vocabulary's own lists.
inline std::span<const std::string_view> status_words() {
  return event::find_field(event::Kind::ticket_status_changed, event::Field::current)->choices;
}
inline std::span<const std::string_view> sla_metric_words() {
  return event::find_field(event::Kind::sla_applied, event::Field::metric)->choices;
}
inline std::span<const std::string_view> instrument_words() {
  return event::find_field(event::Kind::survey_sent, event::Field::instrument)->choices;
}

}  // namespace deskgauge::definition

#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "deskgauge/metric/catalogue.h"

namespace deskgauge::metric {

/// What a target must be (Doran 1981): specific, measurable, assignable and achievable, relevant, time-bound.
enum class SmartLetter : std::uint8_t { specific, measurable, achievable, relevant, time_bound };
std::string_view to_text(SmartLetter letter);      ///< "S", "M", "A", "R", "T"
std::string_view to_word(SmartLetter letter);      ///< "Specific", "Measurable", "Achievable", "Relevant", "Time-bound"

/// One way in which a goal's definition is not SMART.
struct SmartFault {
  std::string_view id;        ///< stable, "goal_target_out_of_range"
  SmartLetter letter = SmartLetter::specific;
  std::string_view key;       ///< of spec, where a person would look: "target"; "" the whole document
  std::string message, remedy;
};

/// A row of the table of checks.
struct SmartCheck {
  std::string_view id;
  SmartLetter letter;
  std::string_view summary;   ///< what it finds, for the documentation
};
std::span<const SmartCheck> smart_checks();

/// Everything that the definitions alone can tell against a goal, in the order of the table. What needs history (no data, a rate the desk
/// never moved at, too few responses a window) is told with the goal's status.
std::vector<SmartFault> smart_faults(const Goal& goal, const Catalogue& catalogue);

/// The values a metric can take at all: rates 0 … 1, NPS -100 … 100, amounts from 0; infinite ends where there is no bound.
struct Bounds {
  double low, high;
  bool contains(double value) const { return low <= value && value <= high; }
};
Bounds bounds_of(const Metric& metric, const Catalogue& catalogue);
/// Why a metric has no such part: a dimension that it lacks or a value that is missing, a filter that cannot be read or names something
/// else than its dimensions. Message and remedy.
std::optional<std::pair<std::string, std::string>> scope_fault(const Metric& metric, const Scope& scope);
std::optional<std::pair<std::string, std::string>> where_fault(const Metric& metric, const std::string& where);

/// Whether its values are shares with a numerator and a denominator.
bool is_rate(const Metric& metric);

/// Responses in each of two periods to tell two rates apart at a two-sided level of 5 % with a power of 80 %:
///   n = (z_a·√(2p̄q̄) + z_b·√(p1q1 + p2q2))² / (p1 - p2)²     (kpis.md §4.2; score/sample_size has it for any level and power)
/// Both rates in [0, 1] and different.
double responses_to_tell(double before, double after);

}  // namespace deskgauge::metric

#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "deskgauge/metric/window_spec.h"
#include "deskgauge/time/instant.h"

namespace deskgauge::metric {

enum class TargetKind : std::uint8_t { increase_to, decrease_to, stay_at_or_above, stay_at_or_below, stay_within };
std::string_view to_text(TargetKind kind);

/// What a goal aims at, in the unit of its metric. The bounds belong to what meets it.
struct Target {
  TargetKind kind = TargetKind::increase_to;
  double value = 0;   ///< the bound; of stay_within the lower one
  double high = 0;    ///< the upper bound of stay_within, unused otherwise
  friend bool operator==(const Target&, const Target&) = default;
};

/// When a goal counts as met; score/met says what each rule is worth. "Touched the target once" is no rule.
struct FinalValue { friend bool operator==(const FinalValue&, const FinalValue&) = default; };   ///< the last closed day meets the target
struct Sustained {                                                                                ///< that many closed days in a row do
  std::int64_t days = 14;
  friend bool operator==(const Sustained&, const Sustained&) = default;
};
struct Confident {                            ///< on one closed day the one-sided bound at this level meets it
  double level = 0.95;
  friend bool operator==(const Confident&, const Confident&) = default;
};
struct Posterior {                            ///< on one closed day P(truth meets the target | the window) is at least p
  double p = 0.95;
  friend bool operator==(const Posterior&, const Posterior&) = default;
};
using MetRule = std::variant<FinalValue, Sustained, Confident, Posterior>;

/// A target written as a change from the baseline ("increase_by: 5, unit: points").
enum class ChangeUnit : std::uint8_t {
  absolute,   ///< in the unit of the metric
  points,     ///< percentage points of a rate: 5 turns 0.82 into 0.87
  percent,    ///< per cent of the baseline: 5 turns 0.82 into 0.861
};
std::string_view to_text(ChangeUnit unit);

/// How a goal's way from baseline to target is spread over its time.
struct PlanSpec {
  enum class Shape : std::uint8_t { linear, steps, weighted } shape = Shape::linear;
  struct Step {
    time::Date on;                            ///< local date
    double share = 0;                         ///< of the way, 0 … 1, that should be done from then on
    friend bool operator==(const Step&, const Step&) = default;
  };
  std::vector<Step> steps;
  std::string schedule;                       ///< weighted: days count by their open hours; "" = every day the same
  std::array<double, 7> weekdays{1, 1, 1, 1, 1, 1, 1};   ///< weighted: and by their weekday, Monday first
  friend bool operator==(const PlanSpec&, const PlanSpec&) = default;
};

/// Part of a desk a goal or an item is about: dimension = value, sorted by dimension; all must hold.
using Scope = std::vector<std::pair<std::string, std::string>>;

/// kind: Goal — a SMART target: metric and scope (Specific), baseline and target (Measurable), owner (Assignable), what it serves
/// (Relevant), start and due (Time-bound).
struct Goal {
  std::string name, label, description, owner;
  std::string metric;
  Scope scope;                                ///< empty: the whole desk
  std::string where;                          ///< a filter over dimensions besides; "" = none
  WindowSpec window;

  std::optional<double> baseline;             ///< in the metric's unit; absent: measured from history at the start
  std::optional<std::int64_t> baseline_n;
  std::string baseline_period;                ///< as written, for people

  Target target;                              ///< absolute; where `change` is set its value is the change, without a sign
  std::optional<ChangeUnit> change;

  time::Date start{}, due{};                  ///< local dates; both begin at midnight
  time::Instant starts_at, due_at;            ///< the same as instants of the desk's zone
  PlanSpec plan;
  MetRule met = Sustained{};
  std::string parent;                         ///< another Goal, of the same metric, which this one is a part of
  std::string supports;                       ///< a Scorecard whose item this goal serves
  std::string file;
  int line = 0;

  /// The target in the unit of the metric, given the baseline.
  Target target_from(double baseline_value) const;
  /// Narrower scopes win, then later starts, then the name: the order in which goals of one metric are asked.
  static bool precedes(const Goal& a, const Goal& b);
  /// Whether the goal speaks of this group at this instant.
  bool applies_to(const Scope& group, time::Instant at) const;
};

}  // namespace deskgauge::metric

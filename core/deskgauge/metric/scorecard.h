#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "deskgauge/metric/goal.h"
#include "deskgauge/metric/metric.h"

namespace deskgauge::metric {

/// What reaching the target is worth, and the most that can be reached. Attainment is 0 … cap.
struct AttainmentScale {
  double at_target = 80;
  double cap = 100;
};
inline constexpr AttainmentScale kTarget80{80, 100};        ///< reaching the target leaves room for stretch
inline constexpr AttainmentScale kTarget100Cap120{100, 120};

/// floor < target < stretch, or all reversed where lower is better; in the unit of the metric. At the floor and on its wrong side 0; then
/// in a straight line to at_target at the target, and on to the cap at the stretch.
struct Anchors {
  double floor = 0, target = 0, stretch = 0;
};

/// floor_low < target_low <= target_high < floor_high: anything within the targets is whole (100, or the cap if that is less), and in a
/// straight line it falls to 0 at the floors. A band has no stretch, so it never earns more than whole.
struct Band {
  double floor_low = 0, target_low = 0, target_high = 0, floor_high = 0;
};

/// From `from` on the attainment is `attainment`. The steps ascend, or descend all where lower is better; attainments do not fall along the
/// list. Before the first step the attainment is 0; one step alone is taken as higher is better.
struct Step {
  double from = 0, attainment = 0;
};
using Steps = std::vector<Step>;
using AttainmentRule = std::variant<Anchors, Band, Steps>;
/// Whether its numbers are finite and stand in the order that its kind asks for.
bool ordered(const AttainmentRule& rule);
/// Whether it gives more for less: its anchors or steps descend. Of a band and of one step alone false.
bool descends(const AttainmentRule& rule);

enum class MeanKind : std::uint8_t {
  arithmetic,
  geometric,    ///< weak items are compensated less; an attainment below 1 is taken as 1, for at 0 it would be undefined
};
std::string_view to_text(MeanKind kind);
enum class MissingPolicy : std::uint8_t {
  renormalise,    ///< the weights of what is there are stretched, down to `minimum_coverage`
  as_zero,        ///< what is missing attained nothing
  absent,         ///< one missing item and there is no score
};
std::string_view to_text(MissingPolicy policy);

struct CompositeRule {
  MeanKind mean = MeanKind::arithmetic;
  MissingPolicy missing = MissingPolicy::renormalise;
  double minimum_coverage = 0.7;    ///< share of the weight, of renormalise only
};

/// One level of a rating. Which levels there are is data: rules change (kpis.md §4.3.3).
struct RatingLevel {
  int level = 0;         ///< ascending, 1 is the worst
  std::string name;
  double points = 0;     ///< what an element at this level is worth in the rule points5
};

/// As a key of YAML: "Fully Successful" is fully_successful.
std::string key_of(const RatingLevel& level);

/// The levels of a rating and the one without which no standard is complete.
struct RatingScheme {
  std::vector<RatingLevel> levels;
  int mandatory = 0;     ///< the level that every element must define: "fully successful"
};

/// Unacceptable, Minimally Satisfactory, Fully Successful, Exceeds Fully Successful, Outstanding; points 0, 2, 3, 4, 5.
RatingScheme five_levels();

/// From `from` on (down to it where lower is better) performance is at `level`.
struct LevelThreshold {
  int level = 0;
  double from = 0;
};

/// The standard of one element: thresholds, ascending in level. Only the scheme's mandatory level must have one; a level without a
/// threshold cannot be assigned. What reaches none is at the lowest level.
struct Standard {
  std::vector<LevelThreshold> thresholds;
  bool lower_is_better = false;
};

/// points5: the level of the first row whose mean and least points are both reached; else `otherwise`.
struct PointsRow {
  int level = 0;
  double mean = 0, least = 0;
};
struct PointsRule {
  std::vector<PointsRow> rows;
  int otherwise = 0;
};

/// weighted500: Σ weight% × level, 100 … 500 of five levels; the level of the first band whose total is reached, from the best down.
struct WeightedBand {
  int level = 0;
  double from = 0;
};
struct WeightedRule {
  std::vector<WeightedBand> bands;
};
/// The level of the first row whose mean and least points are both reached: mean >= 4.6 and least >= 4 is 5; 3.6 and 3 is 4; 3.0 and 3
/// is 3; else 2.
PointsRule points5();
/// Σ weight% × level, 100 … 500 of five levels: 460 is 5, 380 is 4, 290 is 3, 200 is 2, 100 is 1.
WeightedRule weighted500();
using SummaryRule = std::variant<PointsRule, WeightedRule>;

/// One line of a scorecard.
struct ScorecardItem {
  std::string metric;
  Scope scope;                                ///< besides the card's group
  std::string where;
  std::string perspective;
  double weight = 0;
  AttainmentRule attainment;
  bool subjective = false;                    ///< a judgement of people (surveys, evaluations); else objective
  bool overlap_ok = false;                    ///< may share its numerator with another item
  bool critical = false;                      ///< failing in it fails the whole rating
  std::optional<Standard> standard;           ///< of the rating; required for every item of a rated card
  int line = 0;

  /// Whether less is better: the metric says so, and of a metric without a direction the item's own attainment.
  bool lower_is_better(Direction of_metric) const;
};

struct RatingSpec {
  RatingScheme scheme;
  SummaryRule rule;
  std::string rule_name;                      ///< "points5", "weighted500" or "custom"
};

/// kind: Scorecard — weighted values with attainment and, where asked for, a proposed rating that a person confirms.
struct Scorecard {
  std::string name, label, description, owner;
  WindowSpec window;
  std::vector<std::string> by;                ///< one card for each group: [agent], [team]; [] = one of the desk
  AttainmentScale scale;
  CompositeRule composite;
  std::vector<std::string> perspectives;      ///< in order; every item names one
  std::vector<ScorecardItem> items;
  std::optional<RatingSpec> rating;
  std::string file;
  int line = 0;
};

}  // namespace deskgauge::metric

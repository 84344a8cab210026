#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "deskgauge/base/result.h"

namespace deskgauge::score {

/// One level of a rating. Which levels there are is data: rules change (kpis.md §4.3.3).
struct RatingLevel {
  int level = 0;         ///< ascending, 1 is the worst
  std::string name;
  double points = 0;     ///< what an element at this level is worth in the rule points5
};

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

/// Refused: "scheme_not_ordered" (fewer than two levels, or not ascending), "level_unknown" (a level that the scheme lacks, or its lowest,
/// which is what is left), "standard_without_mandatory", "thresholds_not_ordered".
base::Result<void> check(const RatingScheme& scheme, const Standard& standard);

/// A level with what it could be: low == high unless the interval of the value spans levels, and then it is indeterminate until a person
/// confirms it.
struct AssignedLevel {
  int level = 0, low = 0, high = 0;
  bool indeterminate() const { return low != high; }
};
/// Level of a value, and of the ends of its interval where it has one (low <= value <= high). The scheme and the standard pass check().
AssignedLevel element_level(const RatingScheme& scheme, const Standard& standard, double value,
                            std::optional<std::pair<double, double>> interval = std::nullopt);

/// An element of a rating: what it weighs, whether failing in it fails the whole.
struct RatedElement {
  std::string name;
  bool critical = false;
  double weight = 1;     ///< of weighted500 only
  AssignedLevel level;
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
PointsRule points5();    ///< mean >= 4.6 and least >= 4 is 5; 3.6 and 3 is 4; 3.0 and 3 is 3; else 2

/// weighted500: Σ weight% × level, 100 … 500 of five levels; the level of the first band whose total is reached, from the best down.
struct WeightedBand {
  int level = 0;
  double from = 0;
};
struct WeightedRule {
  std::vector<WeightedBand> bands;
};
WeightedRule weighted500();    ///< 460 is 5, 380 is 4, 290 is 3, 200 is 2, 100 is 1

using SummaryRule = std::variant<PointsRule, WeightedRule>;

/// A summary rating, proposed: a person confirms it.
struct Rating {
  AssignedLevel level;              ///< the worst and the best that the elements' intervals allow
  double total = 0;                 ///< mean points, or weighted total
  std::string_view because;  ///< "critical_element" (one at the lowest level), "summary_rule", "only_critical" (the rule gave the lowest
                             ///< level, which nothing but a critical element may cause, so it is the one above)
};

/// A critical element at the lowest level makes the whole the lowest, and nothing else does (5 CFR 430.208). Refused: "elements_missing",
/// "level_unknown", "weight_out_of_range" (negative, not finite, or a sum of 0).
base::Result<Rating> summarise(const RatingScheme& scheme, const SummaryRule& rule, const std::vector<RatedElement>& elements);

}  // namespace deskgauge::score

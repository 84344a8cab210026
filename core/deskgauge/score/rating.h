#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "deskgauge/base/result.h"
#include "deskgauge/metric/scorecard.h"

namespace deskgauge::score {

using metric::LevelThreshold;
using metric::PointsRow;
using metric::PointsRule;
using metric::RatingLevel;
using metric::RatingScheme;
using metric::Standard;
using metric::SummaryRule;
using metric::WeightedBand;
using metric::WeightedRule;

using metric::five_levels;

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

using metric::points5;
using metric::weighted500;

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

#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "deskgauge/base/result.h"
#include "deskgauge/score/attainment.h"

namespace deskgauge::score {

using metric::CompositeRule;
using metric::MeanKind;
using metric::MissingPolicy;

/// One line of a scorecard: what it weighs and what it attained, or nothing where its metric has no value.
struct ScoreItem {
  std::string name, perspective;
  double weight = 0;
  std::optional<double> attainment;
  std::optional<AttainmentInterval> interval;    ///< of the attainment, where the value had one
};

/// A weighted score over items, with the share of the weight that had a value.
struct Score {
  std::optional<double> score;
  std::optional<AttainmentInterval> interval;    ///< absent where no item has one
  double weight = 0;                             ///< of all its items
  double coverage = 0;                           ///< weight with a value / weight; 0 where there is no weight
  std::string_view absent_reason;                ///< "below_minimum_coverage", "item_missing", "no_items" (no weight with a value)
};

struct PerspectiveScore {
  std::string name;
  Score score;
};

/// The score of a card and of its perspectives (in order of first appearance), all by the same rule.
struct Composite {
  Score total;
  std::vector<PerspectiveScore> perspectives;
};

/// Σwa/Σw, or exp(Σw ln a/Σw). The interval: items taken as independent, the distances of their ends squared, weighted and added (for the
/// geometric mean on logs); items without an interval are taken as exact. Refused: "weight_out_of_range" (negative, not finite),
/// "weights_without_sum" (all 0, or no item), "coverage_out_of_range" (minimum_coverage outside [0, 1]).
base::Result<Composite> compose(const std::vector<ScoreItem>& items, const CompositeRule& rule);

}  // namespace deskgauge::score

#include "deskgauge/score/composite.h"

#include <algorithm>
#include <cmath>

namespace deskgauge::score {
namespace {

using Items = std::vector<const ScoreItem*>;

/// Where the mean is taken: a itself, or its logarithm.
struct MeanScale {
  bool logs;
  double to(double a) const { return logs ? std::log(std::max(1.0, a)) : a; }
  double from(double y) const { return logs ? std::exp(y) : y; }
};

/// y = Σwy_i/Σw; with independent items its lower distance is √Σ(w(y_i - low_i))²/Σw, its upper one likewise (the squares of distances add,
/// as variances do).
void take_mean(Score& score, const Items& items, const CompositeRule& rule, double divisor) {
  MeanScale const scale{rule.mean == MeanKind::geometric};
  double sum = 0, below = 0, above = 0;
  bool interval = false;
  for (ScoreItem const* item : items) {
    if (!item->attainment && rule.missing != MissingPolicy::as_zero) continue;
    double const y = scale.to(item->attainment.value_or(0));
    sum += item->weight * y;
    if (!item->attainment || !item->interval) continue;
    interval = true;
    below += std::pow(item->weight * (y - scale.to(item->interval->low)), 2);
    above += std::pow(item->weight * (scale.to(item->interval->high) - y), 2);
  }
  double const y = sum / divisor;
  score.score = scale.from(y);
  if (interval) score.interval = AttainmentInterval{scale.from(y - std::sqrt(below) / divisor), scale.from(y + std::sqrt(above) / divisor)};
}

Score score_of(const Items& items, const CompositeRule& rule) {
  Score score;
  double available = 0;
  bool missing = false;
  for (ScoreItem const* item : items) {
    score.weight += item->weight;
    if (item->attainment) available += item->weight;
    missing = missing || !item->attainment;
  }
  if (!(score.weight > 0) || !(available > 0)) {
    score.absent_reason = "no_items";
    return score;
  }
  score.coverage = available / score.weight;
  if (missing && rule.missing == MissingPolicy::absent) {
    score.absent_reason = "item_missing";
  } else if (rule.missing == MissingPolicy::renormalise && score.coverage + 1e-12 < rule.minimum_coverage) {
    score.absent_reason = "below_minimum_coverage";    // .9 of weights in decimals is not exactly .9
  } else {
    take_mean(score, items, rule, rule.missing == MissingPolicy::as_zero ? score.weight : available);
  }
  return score;
}

base::Result<void> check(const std::vector<ScoreItem>& items, const CompositeRule& rule) {
  auto const refuse = [](std::string reason, std::string field, double value, std::string message, std::string remedy) {
    return base::unexpected(base::Code::invalid_argument, std::move(reason), std::move(message), std::move(field), std::to_string(value),
                            std::move(remedy));
  };
  double sum = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!(items[i].weight >= 0) || !std::isfinite(items[i].weight))
      return refuse("weight_out_of_range", "items[" + std::to_string(i) + "].weight", items[i].weight, "A weight is at least 0.",
                    "Give the item's share of the score.");
    sum += items[i].weight;
  }
  if (!(sum > 0)) return refuse("weights_without_sum", "items", sum, "The weights of a scorecard add up to 0.", "Give weights.");
  if (!(rule.minimum_coverage >= 0 && rule.minimum_coverage <= 1))
    return refuse("coverage_out_of_range", "minimum_coverage", rule.minimum_coverage, "A coverage lies in [0, 1].",
                  "Give 0.7, for example.");
  return {};
}

}  // namespace

base::Result<Composite> compose(const std::vector<ScoreItem>& items, const CompositeRule& rule) {
  DESKGAUGE_TRY(check(items, rule));
  Items all;
  std::vector<std::pair<std::string, Items>> perspectives;
  for (ScoreItem const& item : items) {
    all.push_back(&item);
    auto const found = std::find_if(perspectives.begin(), perspectives.end(), [&](auto const& p) { return p.first == item.perspective; });
    if (found == perspectives.end()) {
      perspectives.push_back({item.perspective, {&item}});
    } else {
      found->second.push_back(&item);
    }
  }
  Composite composite;
  composite.total = score_of(all, rule);
  for (auto const& perspective : perspectives) composite.perspectives.push_back({perspective.first, score_of(perspective.second, rule)});
  return composite;
}

}  // namespace deskgauge::score

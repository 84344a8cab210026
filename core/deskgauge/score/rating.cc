#include "deskgauge/score/rating.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace deskgauge::score {
namespace {

base::Unexpected refuse(std::string reason, std::string field, std::string value, std::string message, std::string remedy) {
  return base::unexpected(base::Code::invalid_argument, std::move(reason), std::move(message), std::move(field), std::move(value),
                          std::move(remedy));
}

const RatingLevel* find_level(const RatingScheme& scheme, int level) {
  auto const found = std::find_if(scheme.levels.begin(), scheme.levels.end(), [=](const RatingLevel& l) { return l.level == level; });
  return found == scheme.levels.end() ? nullptr : &*found;
}

int lowest(const RatingScheme& scheme) { return scheme.levels.front().level; }

base::Result<void> check_scheme(const RatingScheme& scheme) {
  bool ordered = scheme.levels.size() >= 2;
  for (std::size_t i = 1; i < scheme.levels.size(); ++i) ordered = ordered && scheme.levels[i - 1].level < scheme.levels[i].level;
  if (!ordered)
    return refuse("scheme_not_ordered", "levels", "", "A rating has at least two levels, ascending.", "List them from the worst up.");
  return {};
}

int level_of(const RatingScheme& scheme, const Standard& standard, double value) {
  int level = lowest(scheme);
  for (LevelThreshold const& threshold : standard.thresholds)
    if (standard.lower_is_better ? value <= threshold.from : value >= threshold.from) level = threshold.level;
  return level;
}

struct Summary {
  int level = 0;
  double total = 0;
};

struct Summarise {
  const RatingScheme& scheme;
  const std::vector<RatedElement>& elements;
  const std::vector<int>& levels;    // one an element

  Summary operator()(const PointsRule& rule) const {
    double sum = 0, least = std::numeric_limits<double>::infinity();
    for (int level : levels) {
      double const points = find_level(scheme, level)->points;
      sum += points;
      least = std::min(least, points);
    }
    double const mean = sum / static_cast<double>(levels.size());
    for (PointsRow const& row : rule.rows)
      if (mean >= row.mean && least >= row.least) return {row.level, mean};
    return {rule.otherwise, mean};
  }

  Summary operator()(const WeightedRule& rule) const {
    double sum = 0, weight = 0;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      sum += elements[i].weight * levels[i];
      weight += elements[i].weight;
    }
    double const total = 100 * sum / weight;
    for (WeightedBand const& band : rule.bands)
      if (total >= band.from - 1e-9) return {band.level, total};    // a total of 460 in decimals may stand a rounding below
    return {lowest(scheme), total};
  }
};

/// The summary of one choice of levels.
Rating rate(const RatingScheme& scheme, const SummaryRule& rule, const std::vector<RatedElement>& elements,
            const std::vector<int>& levels) {
  Summary const summary = std::visit(Summarise{scheme, elements, levels}, rule);
  bool failed = false;
  for (std::size_t i = 0; i < elements.size(); ++i) failed = failed || (elements[i].critical && levels[i] == lowest(scheme));
  Rating rating;
  rating.total = summary.total;
  rating.because = failed ? "critical_element" : "summary_rule";
  rating.level.level = failed ? lowest(scheme) : summary.level;
  if (!failed && summary.level == lowest(scheme)) {
    rating.because = "only_critical";
    rating.level.level = scheme.levels[1].level;
  }
  return rating;
}

base::Result<void> check_elements(const RatingScheme& scheme, const SummaryRule& rule, const std::vector<RatedElement>& elements) {
  if (elements.empty()) return refuse("elements_missing", "elements", "", "A rating has no element.", "Rate at least one.");
  double sum = 0;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    std::string const field = "elements[" + std::to_string(i) + "]";
    for (int level : {elements[i].level.level, elements[i].level.low, elements[i].level.high})
      if (!find_level(scheme, level))
        return refuse("level_unknown", field + ".level", std::to_string(level), "The scheme has no such level.", "Give one of its levels.");
    if (!(elements[i].weight >= 0) || !std::isfinite(elements[i].weight))
      return refuse("weight_out_of_range", field + ".weight", std::to_string(elements[i].weight), "A weight is at least 0.",
                    "Give its share.");
    sum += elements[i].weight;
  }
  if (std::holds_alternative<WeightedRule>(rule) && !(sum > 0))
    return refuse("weight_out_of_range", "elements", "0", "The weights add up to 0.", "Give weights.");
  return {};
}

}  // namespace

base::Result<void> check(const RatingScheme& scheme, const Standard& standard) {
  DESKGAUGE_TRY(check_scheme(scheme));
  bool mandatory = false;
  for (std::size_t i = 0; i < standard.thresholds.size(); ++i) {
    LevelThreshold const& threshold = standard.thresholds[i];
    std::string const field = "thresholds[" + std::to_string(i) + "]";
    if (!find_level(scheme, threshold.level) || threshold.level == lowest(scheme))
      return refuse("level_unknown", field, std::to_string(threshold.level), "The scheme has no such level with a threshold.",
                    "Give a level above its lowest.");
    mandatory = mandatory || threshold.level == scheme.mandatory;
    if (i == 0) continue;
    LevelThreshold const& before = standard.thresholds[i - 1];
    bool const better = standard.lower_is_better ? threshold.from < before.from : threshold.from > before.from;
    if (before.level >= threshold.level || !better)
      return refuse("thresholds_not_ordered", field, std::to_string(threshold.from), "A higher level needs a better value.",
                    "Sort the thresholds by level.");
  }
  if (mandatory) return {};
  return refuse("standard_without_mandatory", "thresholds", std::to_string(scheme.mandatory), "The mandatory level has no threshold.",
                "Say from where performance is fully successful.");
}

AssignedLevel element_level(const RatingScheme& scheme, const Standard& standard, double value,
                            std::optional<std::pair<double, double>> interval) {
  int const level = level_of(scheme, standard, value);
  if (!interval) return {level, level, level};
  int const a = level_of(scheme, standard, interval->first), b = level_of(scheme, standard, interval->second);
  return {level, std::min({a, b, level}), std::max({a, b, level})};
}

/// Every rule is monotone in every element's level, so that the worst and the best levels of all give the worst and the best summary.
base::Result<Rating> summarise(const RatingScheme& scheme, const SummaryRule& rule, const std::vector<RatedElement>& elements) {
  DESKGAUGE_TRY(check_scheme(scheme));
  DESKGAUGE_TRY(check_elements(scheme, rule, elements));
  std::vector<int> levels, low, high;
  for (RatedElement const& element : elements) {
    levels.push_back(element.level.level);
    low.push_back(element.level.low);
    high.push_back(element.level.high);
  }
  Rating rating = rate(scheme, rule, elements, levels);
  rating.level.low = rate(scheme, rule, elements, low).level.level;
  rating.level.high = rate(scheme, rule, elements, high).level.level;
  return rating;
}

}  // namespace deskgauge::score

#include "deskgauge/metric/scorecard.h"

#include <algorithm>
#include <cmath>

namespace deskgauge::metric {
namespace {

constexpr std::string_view kMeans[] = {"arithmetic", "geometric"};
constexpr std::string_view kPolicies[] = {"renormalise", "as_zero", "absent"};

bool finite(std::initializer_list<double> numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [](double number) { return std::isfinite(number); });
}

struct Ordered {
  bool operator()(const Anchors& a) const {
    bool const rises = a.floor < a.target && a.target < a.stretch, falls = a.floor > a.target && a.target > a.stretch;
    return finite({a.floor, a.target, a.stretch}) && (rises || falls);
  }
  bool operator()(const Band& b) const {
    return finite({b.floor_low, b.target_low, b.target_high, b.floor_high}) && b.floor_low < b.target_low &&
           b.target_low <= b.target_high && b.target_high < b.floor_high;
  }
  bool operator()(const Steps& steps) const {
    bool const falls = descends(steps);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (!finite({steps[i].from, steps[i].attainment})) return false;
      if (i == 0) continue;
      bool const onward = falls ? steps[i].from < steps[i - 1].from : steps[i - 1].from < steps[i].from;
      if (!onward || steps[i].attainment < steps[i - 1].attainment) return false;
    }
    return !steps.empty();
  }
};

}  // namespace

std::string_view to_text(MeanKind kind) { return kMeans[static_cast<std::size_t>(kind)]; }
std::string_view to_text(MissingPolicy policy) { return kPolicies[static_cast<std::size_t>(policy)]; }

bool ordered(const AttainmentRule& rule) { return std::visit(Ordered{}, rule); }

bool descends(const AttainmentRule& rule) {
  if (auto const* anchors = std::get_if<Anchors>(&rule)) return anchors->stretch < anchors->floor;
  auto const* steps = std::get_if<Steps>(&rule);
  return steps && !steps->empty() && steps->back().from < steps->front().from;
}

bool ScorecardItem::lower_is_better(Direction of_metric) const {
  if (of_metric == Direction::up || of_metric == Direction::down) return of_metric == Direction::down;
  return descends(attainment);
}

std::string key_of(const RatingLevel& level) {
  std::string key;
  for (char c : level.name) key += c == ' ' ? '_' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return key;
}

RatingScheme five_levels() {
  return {{{1, "Unacceptable", 0}, {2, "Minimally Satisfactory", 2}, {3, "Fully Successful", 3}, {4, "Exceeds Fully Successful", 4},
           {5, "Outstanding", 5}},
          3};
}

PointsRule points5() { return {{{5, 4.6, 4}, {4, 3.6, 3}, {3, 3.0, 3}}, 2}; }

WeightedRule weighted500() { return {{{5, 460}, {4, 380}, {3, 290}, {2, 200}, {1, 100}}}; }

}  // namespace deskgauge::metric

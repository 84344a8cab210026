#include "deskgauge/metric/scorecard.h"

namespace deskgauge::metric {
namespace {

constexpr std::string_view kMeans[] = {"arithmetic", "geometric"};
constexpr std::string_view kPolicies[] = {"renormalise", "as_zero", "absent"};

}  // namespace

std::string_view to_text(MeanKind kind) { return kMeans[static_cast<std::size_t>(kind)]; }
std::string_view to_text(MissingPolicy policy) { return kPolicies[static_cast<std::size_t>(policy)]; }

RatingScheme five_levels() {
  return {{{1, "Unacceptable", 0}, {2, "Minimally Satisfactory", 2}, {3, "Fully Successful", 3}, {4, "Exceeds Fully Successful", 4},
           {5, "Outstanding", 5}},
          3};
}

PointsRule points5() { return {{{5, 4.6, 4}, {4, 3.6, 3}, {3, 3.0, 3}}, 2}; }

WeightedRule weighted500() { return {{{5, 460}, {4, 380}, {3, 290}, {2, 200}, {1, 100}}}; }

}  // namespace deskgauge::metric

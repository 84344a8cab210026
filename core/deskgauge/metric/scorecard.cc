#include "deskgauge/metric/scorecard.h"

namespace deskgauge::metric {
namespace {

constexpr std::string_view kMeans[] = {"arithmetic", "geometric"};
constexpr std::string_view kPolicies[] = {"renormalise", "as_zero", "absent"};

}  // namespace

std::string_view to_text(MeanKind kind) { return kMeans[static_cast<std::size_t>(kind)]; }
std::string_view to_text(MissingPolicy policy) { return kPolicies[static_cast<std::size_t>(policy)]; }

}  // namespace deskgauge::metric

#include "deskgauge/aggregate/kind.h"

#include <algorithm>
#include <array>

namespace deskgauge::aggregate {
namespace {

using enum Aggregation;

constexpr std::array<AggregationKind, 15> kKinds{{
    {count, "count", StateKind::moments, true, "how many samples"},
    {sum, "sum", StateKind::moments, true, "the sum of the samples, exact"},
    {mean, "mean", StateKind::moments, true, "the sum divided by n, with variance and a t interval"},
    {ratio, "ratio", StateKind::proportion, true, "hits divided by trials, with a binomial interval"},
    {quantile, "quantile", StateKind::multiset, true, "an exact percentile, discrete (nearest rank) or continuous (type 7)"},
    {quantile_sketch, "quantile_sketch", StateKind::sketch, true, "a percentile within a printed relative error, in bounded memory"},
    {csat, "csat", StateKind::ratings, true, "the share of ratings in the instrument's positive set"},
    {ces, "ces", StateKind::ratings, true, "customer effort: the mean rating of the instrument's scale"},
    {nps, "nps", StateKind::ratings, true, "promoters (9, 10) less detractors (0 to 6) per hundred answers"},
    {rating_mean, "rating_mean", StateKind::ratings, true, "the mean rating, with its distribution"},
    {distribution, "distribution", StateKind::multiset, true, "every value with its count"},
    {level, "level", StateKind::level, false, "a stock such as the backlog: net change carried forward in time"},
    {distinct, "distinct", StateKind::distinct, false, "how many different entities; a union, never a sum"},
    {survival_quantile, "survival_quantile", StateKind::survival, true, "the time by which a share has ended, what is still open included"},
    {survival_within, "survival_within", StateKind::survival, true, "the share that ends within a span, what is still open included"},
}};

constexpr bool in_order_of_the_enum() {
  for (std::size_t i = 0; i < kKinds.size(); ++i)
    if (static_cast<std::size_t>(kKinds[i].aggregation) != i) return false;
  return true;
}
static_assert(in_order_of_the_enum());

}  // namespace

std::span<const AggregationKind> aggregation_kinds() { return kKinds; }

const AggregationKind& aggregation_kind(Aggregation aggregation) { return kKinds[static_cast<std::size_t>(aggregation)]; }

std::optional<Aggregation> parse_aggregation(std::string_view name) {
  auto const found = std::find_if(kKinds.begin(), kKinds.end(), [&](const AggregationKind& kind) { return kind.name == name; });
  return found == kKinds.end() ? std::nullopt : std::optional(found->aggregation);
}

}  // namespace deskgauge::aggregate

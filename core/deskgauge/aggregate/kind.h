#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "deskgauge/aggregate/state.h"

namespace deskgauge::aggregate {

/// How a metric aggregates its samples: the words of `aggregation:` in a definition.
enum class Aggregation : std::uint8_t {
  count, sum, mean, ratio, quantile, quantile_sketch, csat, ces, nps, rating_mean, distribution, level, distinct,
  survival_quantile, survival_within
};

/// One row of the table of kinds.
struct AggregationKind {
  Aggregation aggregation;
  std::string_view name;         ///< the YAML word
  StateKind state;
  bool mergeable_across_groups;  ///< false: level across time only, distinct by union (never by addition)
  std::string_view summary;      ///< one line for documentation and `did you mean`
};

std::span<const AggregationKind> aggregation_kinds();
const AggregationKind& aggregation_kind(Aggregation aggregation);
std::optional<Aggregation> parse_aggregation(std::string_view name);
inline std::string_view to_text(Aggregation aggregation) { return aggregation_kind(aggregation).name; }

}  // namespace deskgauge::aggregate

#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "deskgauge/engine/query.h"
#include "deskgauge/score/funnel.h"
#include "deskgauge/score/groups.h"
#include "deskgauge/score/shrinkage.h"

namespace deskgauge::engine {

/// Whom to compare by which metric.
struct StandingsRequest {
  std::string metric;                            ///< a rate (ratio, csat, ces) or an exact quantile of durations
  std::string by = "agent";                      ///< the dimension whose values are compared
  metric::WindowSpec window;
  std::optional<time::Instant> at;
  std::string where;
  std::vector<std::string> standardise_by;       ///< dimensions of the case mix to take out of rates, such as channel and priority
  double confidence = 0.95;                      ///< of the credible intervals
};

/// One agent (team, …) among the others.
struct StandingRow {
  std::string name;                              ///< value of the dimension; what nobody is credited for is in the pool only
  value::Value value;                            ///< as a query gives it
  score::Shrunk shrunk;                          ///< pulled towards the pool by as much as n is small; durations: geometric means, s
  std::optional<score::Standing> standing;       ///< by the shrunken intervals; absent below the minimum sample or without an estimate
  std::optional<score::FunnelPoint> funnel;      ///< of rates
  std::optional<double> standardised;            ///< the rate with the pool's case mix; where asked for
  double standardised_cover = 0;                 ///< share of the pool's mix that the agent has samples of
  std::optional<value::Value> response_rate;     ///< of surveys: the metric's companion over the same window
  bool below_minimum = false;                    ///< n is below the metric's minimum sample: no rank, whatever the number
};

/// Everyone's numbers side by side, without false ranks.
struct Standings {
  std::string metric, by;
  time::Instant at;
  time::Interval window;
  value::Value pool;                             ///< everyone together
  std::string absent_reason;                     ///< why nothing was shrunken: "too_few_agents", "no_variation", "metric_kind", …
  double prior_n = 0;                            ///< rates: how many samples the pool weighs
  double dispersion = 1;                         ///< rates: φ of the funnel, above 1 where agents differ by more than chance
  std::uint32_t groups = 0;                      ///< that can be told apart
  std::vector<StandingRow> rows;                 ///< by name, in order of identity: a list by value would be a ranking
  std::int64_t revision = 0;
};

}  // namespace deskgauge::engine

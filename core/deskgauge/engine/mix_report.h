#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "deskgauge/engine/query.h"
#include "deskgauge/score/mix.h"

namespace deskgauge::engine {

/// Whether a change came from the work itself or from other work.
struct MixRequest {
  std::string metric;                            ///< a rate (ratio, csat, ces) or a mean
  std::vector<std::string> by;                   ///< the case mix, such as channel and priority
  metric::WindowSpec window;
  metric::Comparison compare = metric::Comparison::previous_period;
  std::optional<time::Instant> at;
  std::string where;
};

/// One stratum of the case mix in both periods.
struct MixRow {
  Group group;
  double before = 0, after = 0;                  ///< its value; 0 where n is 0
  std::int64_t before_n = 0, after_n = 0;
  score::MixPart part;
};

/// The change of a value between two periods, split: the rate effect is what the strata themselves changed by, the mix effect what came of
/// their shares. Together they are the change.
struct MixReport {
  std::string metric;
  time::Instant at;
  time::Interval before_window, window;
  double before = 0, after = 0;
  double rate_effect = 0, mix_effect = 0;
  std::string absent_reason;                     ///< "no_data": a period is empty
  std::vector<MixRow> rows;                      ///< by group, in order of identity
  std::int64_t revision = 0;
};

}  // namespace deskgauge::engine

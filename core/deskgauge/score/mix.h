#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "deskgauge/base/result.h"

namespace deskgauge::score {

/// One stratum (say channel × priority) in two periods: the sum of a quantity over n samples. For a rate the sum is its hits.
struct MixStratum {
  double before_sum = 0, before_n = 0, after_sum = 0, after_n = 0;
};

/// What a stratum contributes to a change of the total.
struct MixPart {
  double rate_effect = 0;  ///< its value changed
  double mix_effect = 0;   ///< its share changed; positive where it grew and is above the earlier total, or shrank and is below
};

/// A change of a total value, split into what changed inside strata and what their shares changed (Simpson's trap). A plain value.
/// rate_effect + mix_effect = after - before exactly up to rounding, and the parts sum to the effects. absent_reason "no_data": a period
/// is empty.
struct Mix {
  double before = 0, after = 0;
  double rate_effect = 0, mix_effect = 0;
  std::vector<MixPart> parts;             ///< in the order given
  std::string_view absent_reason;
};
/// Sums are made in the caller's order. Errors: n < 0 or not finite ("stratum_out_of_range").
base::Result<Mix> split_mix(std::span<const MixStratum> strata);

/// One stratum of a rate to be standardised; the weight is the stratum's n in the standard population.
struct WeightedStratum {
  double weight = 0;
  std::int64_t hits = 0, n = 0;
};
/// A directly standardised rate: what it would be with the standard's mix. `covered` is the share of the standard's weight in strata that
/// have samples; the rate is over these. absent_reason: "no_data".
struct Standardised {
  std::optional<double> rate;
  double low = 0, high = 0, covered = 0;
  std::string_view absent_reason;
};
/// Errors: a negative or infinite weight, hits outside 0 … n ("stratum_out_of_range"), no weight at all ("no_standard").
base::Result<Standardised> standardise(std::span<const WeightedStratum> strata, double confidence);

}  // namespace deskgauge::score

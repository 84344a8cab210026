#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "deskgauge/base/result.h"

namespace deskgauge::value {

/// How many ended (deaths) and how many were last seen still running (censored) at one duration.
struct DurationCount {
  std::int64_t duration_ms = 0;
  std::int64_t deaths = 0, censored = 0;
};

enum class SurvivalInterval : std::uint8_t {
  log_log,    ///< on ln(-ln S): stays inside (0, 1)
  plain,      ///< S ± z·SE, cut to [0, 1]
};

/// A number of the curve with its standard error and interval, or why there is none:
///   "beyond_observation"   asked for later than the last duration seen, while something was still running then
///   "not_reached"          so few ended that the quantile lies beyond what was seen
struct SurvivalEstimate {
  std::optional<double> number;
  std::optional<double> standard_error;    ///< of quantiles none
  std::optional<double> low, high;         ///< absent where the curve gives no limit
  std::string_view absent_reason;
};

/// A step of the curve: at `duration_ms` of `at_risk` ended `deaths`; from there on S is `survival`.
struct SurvivalStep {
  std::int64_t duration_ms = 0;
  std::int64_t at_risk = 0, deaths = 0;
  double survival = 1;
  double hazard_variance = 0;    ///< Greenwood's sum Σ d/(r(r - d)) up to here; infinite once S is 0
};

/// Kaplan and Meier's curve of durations of which some are still running (open tickets, censored at `at`): S(t), the share that lasts
/// longer than t, and what follows from it. What is censored at a duration was at risk there. Integers in, division at the end.
/// Immutable; readable from many threads.
class SurvivalCurve {
 public:
  /// Counts ascend strictly by duration. Refused (invalid_argument): "durations_not_ordered", "count_out_of_range" (a duration or a count
  /// below 0); precondition: "no_data" (nothing counted).
  static base::Result<SurvivalCurve> make(const std::vector<DurationCount>& counts);

  const std::vector<SurvivalStep>& steps() const { return steps_; }    ///< only durations with deaths
  std::int64_t n() const { return n_; }
  std::int64_t deaths() const { return deaths_; }

  /// S(t) with Greenwood's standard error S·√Σ d/(r(r - d)).
  SurvivalEstimate survival(std::int64_t duration_ms, double confidence, SurvivalInterval kind = SurvivalInterval::log_log) const;
  /// 1 - S(t): the share that ended within t, t included.
  SurvivalEstimate share_within(std::int64_t duration_ms, double confidence, SurvivalInterval kind = SurvivalInterval::log_log) const;
  /// The duration in ms within which a share q ended: the first with S <= 1 - q. Interval of Brookmeyer and Crowley: from the first
  /// duration at which the lower limit of S is at most 1 - q to the first at which the upper limit is.
  SurvivalEstimate quantile(double q, double confidence, SurvivalInterval kind = SurvivalInterval::log_log) const;
  /// Mean duration in ms, what lasts longer than the horizon counted as the horizon: the area under S up to it, with a normal interval.
  SurvivalEstimate restricted_mean(std::int64_t horizon_ms, double confidence) const;

 private:
  const SurvivalStep& step_at(std::int64_t duration_ms) const;
  bool observed(std::int64_t duration_ms) const;

  SurvivalStep first_;                  // S = 1 before the first death
  std::vector<SurvivalStep> steps_;
  std::int64_t n_ = 0, deaths_ = 0;
  std::int64_t last_ms_ = 0;            // the longest duration seen
};

}  // namespace deskgauge::value

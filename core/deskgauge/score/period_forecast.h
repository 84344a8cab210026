#pragma once
#include <cstdint>
#include <vector>

#include "deskgauge/base/result.h"
#include "deskgauge/score/progress.h"

namespace deskgauge::score {

/// Hits and trials of one local day (good surveys and all surveys, for example).
struct DayCount {
  std::int64_t hits = 0, n = 0;
};

/// What is known on the day of the forecast. Days are consecutive local days.
struct PeriodInput {
  std::int64_t hits = 0, n = 0;          ///< k and n of the period so far
  std::vector<DayCount> history;         ///< closed days, the last one yesterday; before the period began too. At least 28.
  int days_left = 0;                     ///< d: local days of the period that still come, today among them
  double confidence = 0.80;
  double width_scale = 1;                ///< factor on the width, from a back-test
};

/// The rate of a period when it is over, and what it rests on.
struct PeriodForecast {
  double rate = 0;                       ///< expected final rate
  double low = 0, high = 0;              ///< interval, within lowest and highest
  double lowest = 0, highest = 1;        ///< k/(n+m) and (k+m)/(n+m): if all that come miss, if all hit
  double spread = 0;                     ///< standard deviation of the final rate
  double expected_n = 0;                 ///< m: trials that still come
  double recent_rate = 0;                ///< p: of the last 28 days, with one trial of the long run
  double dispersion = 1;                 ///< φ >= 1
  double drift = 0;                      ///< q² a day >= 0
  /// P(final rate meets the target); 0 or 1 where no outcome of the m trials can change the answer.
  double probability(const Target& target) const;
};

/// Forecast of a period goal ("CSAT this quarter at least 90 %"): over-dispersed beta-binomial with drift, normal law on (k + K)/(n + m).
/// A function of its input alone. Refused (precondition): "too_few_days" (history below 28), "no_recent_data" (nothing in the last 28 days
/// while days are left), "no_data" (n + m = 0); invalid_argument: "count_out_of_range" (hits outside 0 … n, anywhere),
/// "confidence_out_of_range". With no day left the rate is final and the interval is a point.
base::Result<PeriodForecast> forecast_period(const PeriodInput& input);

}  // namespace deskgauge::score

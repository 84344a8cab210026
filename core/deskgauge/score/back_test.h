#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "deskgauge/score/level_forecast.h"
#include "deskgauge/score/period_forecast.h"

namespace deskgauge::score {

/// One forecast of the past beside what came: from a refit on what was known at one week-end.
struct Origin {
  double probability = 0;    ///< P(target is met) as it was forecast
  bool met = false;          ///< whether it was
  double error_ratio = 0;    ///< |error| / half width of the interval: at most 1 exactly where the interval held
};

/// One tenth of the probabilities: how often the goal was met where it was forecast with about this probability.
struct ReliabilityBin {
  std::int64_t n = 0;
  std::optional<double> forecast, observed;    ///< mean probability, share met; absent in an empty bin
};

/// What a forecast was worth, to be shown beside it. Origins whose horizons overlap are not independent: the interval of the coverage is
/// then too narrow.
struct BackTest {
  static constexpr std::int64_t kMinimumOrigins = 20;
  std::int64_t origins = 0;
  bool testable = false;                       ///< at least 20 origins; else "not yet testable": nothing below is to be believed
  std::optional<double> coverage;              ///< share of the intervals that held; absent without an origin
  double coverage_low = 0, coverage_high = 1;  ///< its Wilson interval at 95 %
  std::optional<double> brier;                 ///< mean of (P - met)²: 0 is perfect, 0.25 a coin
  std::optional<double> base_rate;             ///< share of the origins that were met
  std::optional<double> skill;                 ///< 1 - brier / brier of always forecasting the base rate; absent where that is 0
  std::array<ReliabilityBin, 10> reliability;  ///< bin i: P in [i/10, (i+1)/10), the last with 1
  /// Factor for the width of the next forecasts. 1 while the coverage lies in [.70, .90] or is not testable; else the 80 % quantile
  /// (nearest rank) of the error ratios, with which four in five of the past intervals would have held.
  double width_scale = 1;
};
BackTest judge(const std::vector<Origin>& origins);

/// The weeks as they were known after `count` of them were over: later corrections are not in them.
using KnownThen = std::function<std::vector<LevelPoint>(std::size_t count)>;

/// Refits at every week-end that leaves `horizon` weeks to compare with (horizon >= 1). Week-ends at which the fit was refused, and those
/// whose outcome has no value, are no origins. `known_then` may be empty where nothing was corrected: then the weeks up to then are used.
/// The width_scale of the options is taken as 1.
std::vector<Origin> roll_level(const std::vector<LevelPoint>& weeks, const LevelOptions& options, const Target& target, int horizon,
                               const KnownThen& known_then = {});

/// A period of the past as days [first, end) of the daily counts.
struct PastPeriod {
  std::size_t first = 0, end = 0;
};

/// Refits after every seventh day of every period, on the days before, and compares with the period's final rate. Periods reach no further
/// than the days do, or they are left out; so are periods without a trial and refused forecasts.
std::vector<Origin> roll_period(const std::vector<DayCount>& days, const std::vector<PastPeriod>& periods, const Target& target,
                                double confidence = 0.80);

}  // namespace deskgauge::score

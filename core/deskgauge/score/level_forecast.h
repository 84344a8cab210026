#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "deskgauge/base/result.h"
#include "deskgauge/score/progress.h"

namespace deskgauge::score {

/// The scale on which a series is smoothed, so that what comes back respects its bounds.
///   linear  anything without a bound
///   log     durations and quantiles of them, > 0. A value of 0 is taken as half of the smallest positive one of the series.
///   logit   rates, 0 … 1. A rate of exactly 0 or 1 is taken as (k + ½)/(n + 1), k its hits; without n as if n were 99 (0.005, 0.995).
///   nps     -100 … 100, as the logit of (v + 100)/200 with the same rule
enum class Scale : std::uint8_t { linear, log, logit, nps };
std::string_view to_text(Scale scale);

/// One week: the value of a window that overlaps no other, or none, and the n it rests on (0: unknown).
struct LevelPoint {
  std::optional<double> value;
  std::int64_t n = 0;
};

struct LevelOptions {
  Scale scale = Scale::linear;
  double confidence = 0.80;    ///< of the interval, in (0, 1)
  int minimum_points = 8;      ///< weeks with a value, at least; never taken below 5
  bool allow_trend = true;     ///< damped Holt where AICc prefers it
  double width_scale = 1;      ///< factor on the width, from a back-test (BackTest::width_scale)
};

enum class LevelMethod : std::uint8_t { exponential_smoothing, damped_trend };
std::string_view to_text(LevelMethod method);

/// A forecast in the unit of the metric: the median and the ends of the interval.
struct LevelPrediction {
  double median = 0, low = 0, high = 0;
};

/// In how many weeks meeting the target becomes at least as likely as the lower tail of the interval (earliest), as not meeting it
/// (median), as the upper tail (latest). Absent: not within the weeks asked for.
struct Crossing {
  std::optional<int> earliest, median, latest;
};

/// σ_h²/σ² of damped Holt in closed form (Hyndman, Koehler, Ord, Snyder 2005, class 1): 1 + Σ_{j<h}(α + βΣ_{i<=j} φ^i)². h >= 1, φ < 1.
double damped_variance(double alpha, double beta, double phi, int h);

/// What a fit found, on its scale.
struct Smoothing {
  LevelMethod method = LevelMethod::exponential_smoothing;
  double alpha = 0, beta = 0, phi = 0;
  double level = 0, slope = 0;     ///< after the last week with a value
  double sigma = 0;                ///< standard deviation of the one-step error
  double df = 0;                   ///< degrees of freedom: n - 2, with a trend n - 5
  double aicc = 0;
};

/// The forecast of a level goal ("median first response at most 4 h by 30 September") from weekly values: simple exponential smoothing, or
/// damped Holt where AICc prefers it; normal errors on the scale, Student t for the unknown σ. It says what a week's value will be, so its
/// probability is that of the rule final_value. Weeks without a value widen it: the step after a gap of g weeks is a (g + 1)-step error.
/// Immutable; readable from many threads. A function of the weeks and the options alone.
class LevelForecast {
 public:
  /// Weeks ascend without holes; the last is the last that is over. Refused (precondition): "too_few_points", "no_variation" (every week is
  /// the same, so no error can be estimated), "not_positive" (log scale without a positive value or with a negative one), "out_of_scale" (a
  /// rate outside [0, 1], an NPS outside [-100, 100], a value that is not finite); invalid_argument: "confidence_out_of_range".
  static base::Result<LevelForecast> fit(const std::vector<LevelPoint>& weeks, const LevelOptions& options);

  /// The value h weeks after the last week given; h >= 1, less is taken as 1.
  LevelPrediction at(int h) const;
  /// P(the value h weeks ahead meets the target).
  double probability(const Target& target, int h) const;
  /// Within `weeks` weeks. Of maintain goals nothing: they have no way to go.
  Crossing crossing(const Target& target, int weeks) const;
  /// |actual - forecast| as a multiple of the half width, both on the scale: at most 1 exactly where the interval holds the actual value.
  double error_ratio(const LevelPoint& actual, int h) const;
  const Smoothing& smoothing() const { return smoothing_; }
  std::int64_t points() const { return points_; }

 private:
  LevelForecast() = default;
  double centre(int h) const;
  double spread(int h) const;
  double to_scale(double value, double n) const;
  double from_scale(double z) const;

  LevelOptions options_;
  Smoothing smoothing_;
  std::int64_t points_ = 0;    // weeks with a value
  int silent_ = 0;             // weeks without one at the end
  double floor_ = 0;           // log: what 0 is taken as
  double mean_n_ = 0;          // n a target is thought to rest on, for the continuity rule
};

}  // namespace deskgauge::score

#include "deskgauge/score/mix.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "deskgauge/value/uncertainty.h"

namespace deskgauge::score {
namespace {

base::Unexpected refused(std::size_t i, std::string_view what) {
  return base::unexpected(base::Code::invalid_argument, "stratum_out_of_range", "A stratum is a finite sum over n >= 0 samples.",
                          "strata[" + std::to_string(i) + "]", std::string(what), "Give 0 <= hits <= n and weights >= 0.");
}

bool holds(double sum, double n) { return std::isfinite(sum) && std::isfinite(n) && n >= 0 && (n > 0 || sum == 0); }

}  // namespace

/// With shares w and values v in the two periods, before = Σ w1·v1 and after = Σ w2·v2:
///   after - before = Σ w1(v2 - v1) + Σ (w2 - w1)v2 = rate effect + mix effect.
/// Shares sum to 1 in both periods, so Σ(w2 - w1) = 0 and a constant may be taken off v2 without changing the sum; taking off `before`
/// makes each part say whether a better or a worse stratum grew. The later value is weighted by the earlier share, so before + rate
/// effect is the later period standardised to the earlier mix. A stratum seen in one period only has one value: it has no rate effect.
base::Result<Mix> split_mix(std::span<const MixStratum> strata) {
  Mix mix;
  mix.parts.resize(strata.size());
  double sum1 = 0, sum2 = 0, n1 = 0, n2 = 0;
  for (std::size_t i = 0; i < strata.size(); ++i) {
    MixStratum const& s = strata[i];
    if (!holds(s.before_sum, s.before_n) || !holds(s.after_sum, s.after_n))
      return refused(i, "n " + std::to_string(s.before_n) + " and " + std::to_string(s.after_n));
    sum1 += s.before_sum, sum2 += s.after_sum, n1 += s.before_n, n2 += s.after_n;
  }
  mix.absent_reason = n1 > 0 && n2 > 0 ? "" : "no_data";
  if (!mix.absent_reason.empty()) return mix;
  mix.before = sum1 / n1;
  mix.after = sum2 / n2;
  for (std::size_t i = 0; i < strata.size(); ++i) {
    MixStratum const& s = strata[i];
    if (s.before_n == 0 && s.after_n == 0) continue;
    double const v1 = s.before_n > 0 ? s.before_sum / s.before_n : s.after_sum / s.after_n;
    double const v2 = s.after_n > 0 ? s.after_sum / s.after_n : v1;
    mix.parts[i] = {s.before_n / n1 * (v2 - v1), (s.after_n / n2 - s.before_n / n1) * (v2 - mix.before)};
    mix.rate_effect += mix.parts[i].rate_effect;
    mix.mix_effect += mix.parts[i].mix_effect;
  }
  return mix;
}

/// rate = Σ w·p over strata with samples, w their weights scaled to 1. Limits by square-and-add over strata (Zou, Huang and Zhang 2009),
/// with l and u each stratum's Wilson limits, which stay honest where a small stratum has no misses:
///   low = rate - √Σ w²(p - l)²,  high = rate + √Σ w²(u - p)².
base::Result<Standardised> standardise(std::span<const WeightedStratum> strata, double confidence) {
  double total = 0, weight = 0;
  for (std::size_t i = 0; i < strata.size(); ++i) {
    WeightedStratum const& s = strata[i];
    if (!(s.weight >= 0) || !std::isfinite(s.weight) || s.hits < 0 || s.hits > s.n)
      return refused(i, "weight " + std::to_string(s.weight) + ", " + std::to_string(s.hits) + "/" + std::to_string(s.n));
    total += s.weight;
    if (s.n > 0) weight += s.weight;
  }
  if (!(total > 0))
    return base::unexpected(base::Code::invalid_argument, "no_standard", "The standard population is empty.", "strata", {},
                            "Give weights, such as the n of each stratum in the earlier period.");
  Standardised out;
  out.covered = weight / total;
  out.absent_reason = weight > 0 ? "" : "no_data";
  if (!(weight > 0)) return out;
  double rate = 0, below = 0, above = 0;
  for (WeightedStratum const& s : strata) {
    if (s.n <= 0) continue;
    double const w = s.weight / weight, p = static_cast<double>(s.hits) / static_cast<double>(s.n);
    value::Uncertainty const u = value::wilson(s.hits, s.n, confidence);
    rate += w * p;
    below += w * w * (p - u.low) * (p - u.low);
    above += w * w * (u.high - p) * (u.high - p);
  }
  out.rate = rate;
  out.low = rate - std::sqrt(below);
  out.high = rate + std::sqrt(above);
  return out;
}

}  // namespace deskgauge::score

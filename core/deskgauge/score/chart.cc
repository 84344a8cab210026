#include "deskgauge/score/chart.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace deskgauge::score {
namespace {

constexpr std::size_t kAdvisedBaseline = 20;
/// The mean range of two normal values is 1.128 σ (Montgomery, d₂ for n = 2); 3/1.128 rounded is Wheeler's 2.66.
constexpr double kRangeOfTwo = 1.128, kXmrFactor = 2.66;

base::Result<void> check_baseline(std::size_t n, Baseline baseline) {
  if (baseline.n >= 2 && baseline.first <= n && baseline.n <= n - baseline.first) return {};
  return base::unexpected(base::Code::invalid_argument, "baseline_out_of_range", "A baseline is two or more points of the series.",
                          "baseline",
                          "[" + std::to_string(baseline.first) + ", +" + std::to_string(baseline.n) + ") of " + std::to_string(n),
                          "Declare a run of points inside the series, at least twenty where there are as many.");
}

base::Result<void> check_finite(std::span<const double> values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!std::isfinite(values[i]))
      return base::unexpected(base::Code::invalid_argument, "value_not_finite", "A chart holds numbers only.",
                              "values[" + std::to_string(i) + "]", std::to_string(values[i]), "Leave out periods without a value.");
  return {};
}

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (double v : values) sum += v;
  return sum / static_cast<double>(values.size());
}

double mean_moving_range(std::span<const double> values) {
  double sum = 0;
  for (std::size_t i = 1; i < values.size(); ++i) sum += std::abs(values[i] - values[i - 1]);
  return sum / static_cast<double>(values.size() - 1);
}

/// Western Electric's 2-of-3 (beyond two sigma on one side) and run of 8 on one side of the centre. `half` is each point's distance from
/// the centre to its limit, three sigma, before the limit was cut to what a rate can be.
void judge(Chart& chart, std::span<const double> half, ChartRules rules) {
  int run = 0, side_before = 0;
  std::vector<int> far;  // per point: the side on which it lies beyond two sigma, or 0
  for (std::size_t i = 0; i < chart.points.size(); ++i) {
    ChartPoint const& p = chart.points[i];
    if (p.value < p.low || p.value > p.high) chart.signals.push_back({i, "beyond_limits"});
    double const off = p.value - chart.centre;
    int const side = off > 0 ? 1 : off < 0 ? -1 : 0;
    far.push_back(3 * std::abs(off) > 2 * half[i] ? side : 0);
    run = side != 0 && side == side_before ? run + 1 : side != 0;
    side_before = side;
    if (rules != ChartRules::limits_and_runs) continue;
    auto const same = std::count(far.end() - static_cast<std::ptrdiff_t>(std::min<std::size_t>(3, i + 1)), far.end(), side);
    if (far[i] != 0 && same >= 2) chart.signals.push_back({i, "two_of_three"});
    if (run >= 8) chart.signals.push_back({i, "run_of_eight"});
  }
}

std::string_view advice(Baseline baseline) { return baseline.n < kAdvisedBaseline ? "baseline_below_20_points" : ""; }

}  // namespace

/// Wheeler: mean ± 2.66·(mean moving range), both of the baseline. Moving ranges see only the step from point to point, so a slow drift in
/// the baseline does not widen the limits.
base::Result<Chart> xmr_chart(std::span<const double> values, Baseline baseline, ChartRules rules) {
  DESKGAUGE_TRY(check_baseline(values.size(), baseline));
  DESKGAUGE_TRY(check_finite(values));
  std::span<const double> const base_values = values.subspan(baseline.first, baseline.n);
  double const range = mean_moving_range(base_values);
  Chart chart;
  chart.centre = mean_of(base_values);
  chart.sigma = range / kRangeOfTwo;
  chart.finding = advice(baseline);
  chart.absent_reason = range > 0 ? "" : "no_variation";
  for (double v : values) chart.points.push_back({v, chart.centre - kXmrFactor * range, chart.centre + kXmrFactor * range});
  std::vector<double> const half(values.size(), kXmrFactor * range);
  if (range > 0) judge(chart, half, rules);
  return chart;
}

/// p̄ of the baseline; σᵢ = √(p̄(1 - p̄)/nᵢ); zᵢ = (pᵢ - p̄)/σᵢ. If only chance moved the rates, zᵢ would have σz = 1; Laney 2002 measures
/// σz = (mean moving range of z)/1.128 on the baseline (an outlier in it would hide itself) and draws p̄ ± 3σᵢ·max(1, σz).
base::Result<Chart> rate_chart(std::span<const RateSample> periods, Baseline baseline, RateLimits limits, ChartRules rules) {
  DESKGAUGE_TRY(check_baseline(periods.size(), baseline));
  for (std::size_t i = 0; i < periods.size(); ++i) {
    bool const empty = periods[i].n <= 0;
    if (!empty && periods[i].hits >= 0 && periods[i].hits <= periods[i].n) continue;
    return base::unexpected(base::Code::invalid_argument, empty ? "n_too_small" : "hits_out_of_range",
                            "A charted rate is hits of n trials.", "periods[" + std::to_string(i) + "]",
                            std::to_string(periods[i].hits) + "/" + std::to_string(periods[i].n),
                            "Give 0 <= hits <= n with n > 0, or leave the period out.");
  }
  Chart chart;
  double hits = 0, n = 0;
  for (RateSample const& p : periods.subspan(baseline.first, baseline.n)) {
    hits += static_cast<double>(p.hits);
    n += static_cast<double>(p.n);
  }
  chart.centre = hits / n;
  chart.finding = advice(baseline);
  double const one = chart.centre * (1 - chart.centre);
  chart.absent_reason = one > 0 ? "" : "no_variation";
  std::vector<double> z, half;
  for (RateSample const& p : periods) {
    double const rate = static_cast<double>(p.hits) / static_cast<double>(p.n), sigma = std::sqrt(one / static_cast<double>(p.n));
    chart.points.push_back({rate});
    half.push_back(3 * sigma);
    z.push_back(one > 0 ? (rate - chart.centre) / sigma : 0);
  }
  chart.sigma = 1;
  if (limits == RateLimits::laney)
    chart.sigma = std::max(1.0, mean_moving_range(std::span<const double>(z).subspan(baseline.first, baseline.n)) / kRangeOfTwo);
  for (std::size_t i = 0; i < half.size(); ++i) {
    half[i] *= chart.sigma;
    chart.points[i].low = std::max(0.0, chart.centre - half[i]);
    chart.points[i].high = std::min(1.0, chart.centre + half[i]);
  }
  if (one > 0) judge(chart, half, rules);
  return chart;
}

base::Result<void> check_disjoint(std::span<const time::Interval> windows) {
  for (std::size_t i = 1; i < windows.size(); ++i)
    if (windows[i].from < windows[i - 1].to)
      return base::unexpected(base::Code::invalid_argument, "overlapping_windows", "A chart needs windows that share no instant, in order.",
                              "windows[" + std::to_string(i) + "]", {}, "Use a series of calendar buckets instead of a rolling window.");
  return {};
}

/// effect of a season = its baseline mean - the mean of the seasons' baseline means, so that the effects sum to 0 whatever days the
/// baseline holds more of.
base::Result<std::vector<double>> remove_pattern(std::span<const double> values, std::span<const std::uint32_t> season,
                                                 std::uint32_t seasons, Baseline baseline) {
  DESKGAUGE_TRY(check_baseline(values.size(), baseline));
  DESKGAUGE_TRY(check_finite(values));
  bool const in_range = std::all_of(season.begin(), season.end(), [seasons](std::uint32_t s) { return s < seasons; });
  if (!in_range || season.size() != values.size())
    return base::unexpected(base::Code::invalid_argument, "season_out_of_range", "Each value has a season below the number of seasons.",
                            "season", std::to_string(season.size()) + " for " + std::to_string(values.size()) + " values",
                            "Give weekdays 0 … 6 for 7 seasons.");
  std::vector<double> sum(seasons), n(seasons);
  for (std::size_t i = baseline.first; i < baseline.first + baseline.n; ++i) sum[season[i]] += values[i], n[season[i]] += 1;
  double total = 0, seen = 0;
  for (std::uint32_t s = 0; s < seasons; ++s)
    if (n[s] > 0) total += sum[s] / n[s], seen += 1;
  std::vector<double> out;
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::uint32_t const s = season[i];
    if (n[s] == 0)
      return base::unexpected(base::Code::invalid_argument, "season_without_baseline", "The baseline never saw this season.",
                              "season[" + std::to_string(i) + "]", std::to_string(s), "Declare a baseline of whole weeks.");
    out.push_back(values[i] - (sum[s] / n[s] - total / seen));
  }
  return out;
}

base::Result<Level> level_of(std::span<const double> values, Baseline baseline) {
  DESKGAUGE_ASSIGN(chart, xmr_chart(values, baseline));
  if (!chart.absent_reason.empty())
    return base::unexpected(base::Code::precondition, "no_variation", "A baseline that never moves has no sigma.", "baseline", {},
                            "Declare a longer baseline, or a level of your own.");
  return Level{chart.centre, chart.sigma};
}

}  // namespace deskgauge::score

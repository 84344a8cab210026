#include "deskgauge/score/compare_states.h"

#include <algorithm>
#include <cmath>

namespace deskgauge::score {

using aggregate::Aggregation;
using aggregate::State;
using metric::Metric;
using metric::MetricType;

namespace {

bool is_split(const Metric& metric) { return metric.attribution == metric::Attribution::all_participants; }

std::int64_t count_where(const State& state, auto holds) {
  std::int64_t n = 0;
  for (const aggregate::Counted& c : state.counts())
    if (holds(c.value)) n += c.count;
  return n;
}

NpsSample nps_of(const State& state) {
  return {count_where(state, [](std::int64_t v) { return v >= 9; }), count_where(state, [](std::int64_t v) { return v <= 6; }), state.n()};
}

MeanSample mean_of(const Metric& metric, const State& state) {
  aggregate::Moments const m = state.moments();
  double const unit = metric.is_duration() ? 1000.0 : 1.0;
  if (m.n == 0) return {};
  return {m.n, static_cast<double>(m.sum) / static_cast<double>(m.n) / unit, m.variance() / (unit * unit)};
}

/// The two numbers and why nothing more is said of them.
Comparison plain(const Period& before, const Period& after, std::string_view reason) {
  Comparison c;
  if (before.value.number && after.value.number) c.effect = *after.value.number - *before.value.number;
  c.absent_reason = before.value.number && after.value.number ? reason : "n_too_small";
  return c;
}

Comparison by_intervals(const Metric& metric, const Period& before, const Period& after) {
  auto const& a = before.value;
  auto const& b = after.value;
  bool const known = a.number && b.number && a.uncertainty.method != value::IntervalMethod::none &&
                     b.uncertainty.method != value::IntervalMethod::none && std::isfinite(a.uncertainty.high) &&
                     std::isfinite(b.uncertainty.high);
  if (!known) return plain(before, after, "no_interval");
  return compare_estimates({*a.number, a.uncertainty.low, a.uncertainty.high}, {*b.number, b.uncertainty.low, b.uncertainty.high},
                           metric.confidence);
}

}  // namespace

std::optional<MeanSample> log_durations(const State& state) {
  auto const spec = state.spec();
  if (!spec || spec->kind != aggregate::StateKind::multiset) return std::nullopt;
  double n = 0, sum = 0;
  auto const counts = state.counts();
  auto const log_of = [](std::int64_t ms) { return std::log(static_cast<double>(std::max<std::int64_t>(ms, 1)) / 1000.0); };
  for (const aggregate::Counted& c : counts) n += static_cast<double>(c.count), sum += static_cast<double>(c.count) * log_of(c.value);
  if (n <= 0) return MeanSample{};
  double const mean = sum / n;
  double squares = 0;
  for (const aggregate::Counted& c : counts) squares += static_cast<double>(c.count) * std::pow(log_of(c.value) - mean, 2);
  return MeanSample{static_cast<std::int64_t>(n), mean, n > 1 ? squares / (n - 1) : 0};
}

std::optional<RateSample> rate_of(const Metric& metric, const State& state, std::span<const std::int64_t> positive) {
  if (is_split(metric)) return std::nullopt;
  if (metric.type == MetricType::ratio) {
    aggregate::Proportion const p = state.proportion();
    return RateSample{p.hits, p.trials};
  }
  auto const a = metric.aggregation.aggregation;
  if (metric.type != MetricType::simple || (a != Aggregation::csat && a != Aggregation::ces)) return std::nullopt;
  auto const good = [&](std::int64_t v) { return std::find(positive.begin(), positive.end(), v) != positive.end(); };
  return RateSample{count_where(state, good), state.n()};
}

Comparison compare_periods(const Metric& metric, const Period& before, const Period& after, std::span<const std::int64_t> positive) {
  if (metric.type == MetricType::derived) return plain(before, after, "derived");
  if (is_split(metric)) return plain(before, after, "split_credit");
  if (auto const a = rate_of(metric, before.state, positive))
    return compare_rates(*a, *rate_of(metric, after.state, positive), metric.confidence);
  using enum Aggregation;
  switch (metric.aggregation.aggregation) {
    case nps: return compare_nps(nps_of(before.state), nps_of(after.state), metric.confidence);
    case mean:
    case rating_mean: return compare_means(mean_of(metric, before.state), mean_of(metric, after.state), metric.confidence);
    case count:
      return compare_counts({before.state.n(), before.exposure}, {after.state.n(), after.exposure}, metric.confidence);
    case quantile: {
      auto const a = log_durations(before.state), b = log_durations(after.state);
      if (metric.is_duration() && a && b) return compare_durations(*a, *b, metric.confidence);
      return compare_quantiles(before.state, after.state, metric.aggregation.q, metric.aggregation.method, metric.confidence, 1);
    }
    case quantile_sketch:
      return compare_quantiles(before.state, after.state, metric.aggregation.q, metric.aggregation.method, metric.confidence,
                               metric.is_duration() ? 1000 : 1);
    case survival_quantile:
    case survival_within: return by_intervals(metric, before, after);
    case level: return plain(before, after, "level");
    case sum: return plain(before, after, "sum_is_exact");
    case distinct: return plain(before, after, "count_is_exact");
    default: return plain(before, after, "no_test_statistic");
  }
}

}  // namespace deskgauge::score

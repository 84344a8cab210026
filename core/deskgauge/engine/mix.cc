// Rate effect and mix effect: a total can fall while every part of it rises (Simpson).
#include <algorithm>

#include "deskgauge/engine/mix_report.h"
#include "deskgauge/engine/question.h"
#include "deskgauge/score/compare_states.h"

namespace deskgauge::engine {

using metric::Metric;

namespace {

/// A value as a sum over n: the hits of a rate, the sum of a mean in the metric's unit.
struct Sum {
  double sum = 0;
  std::int64_t n = 0;
};

std::optional<Sum> sum_of(const Metric& metric, const aggregate::State& state, std::span<const std::int64_t> positive) {
  using enum aggregate::Aggregation;
  if (auto const rate = score::rate_of(metric, state, positive)) return Sum{static_cast<double>(rate->hits), rate->n};
  auto const a = metric.aggregation.aggregation;
  bool const is_mean = metric.type == metric::MetricType::simple && (a == mean || a == rating_mean) &&
                       metric.attribution != metric::Attribution::all_participants;
  if (!is_mean) return std::nullopt;
  aggregate::Moments const m = state.moments();
  return Sum{static_cast<double>(m.sum) / (metric.is_duration() ? 1000.0 : 1.0), m.n};
}

double value_of(const Sum& sum) { return sum.n == 0 ? 0 : sum.sum / static_cast<double>(sum.n); }

bool comes_first(const GroupStates& a, const GroupStates& b, const base::Interner& interner) {
  for (std::size_t i = 0; i < a.group.size(); ++i)
    if (int const c = interner.compare(interner.find(a.group[i]), interner.find(b.group[i]))) return c < 0;
  return false;
}

}  // namespace

base::Result<MixReport> Engine::mix(const MixRequest& request) const {
  const Impl& e = *impl_;
  DESKGAUGE_ASSIGN(metric, find_metric(*e.catalogue, request.metric));
  if (request.by.empty())
    return base::unexpected(base::Code::invalid_argument, "no_strata", "a mix is of parts", "by", "", "Name dimensions, such as channel.");
  MixReport out;
  out.metric = metric->name;
  out.at = request.at.value_or(e.now);
  if (out.at == time::kBeginning) out.at = Instant{0};
  out.revision = e.revision;
  DESKGAUGE_ASSIGN(window, window::resolve(request.window, out.at, e.grid()));
  DESKGAUGE_ASSIGN(earlier, window::compared(window, request.compare, out.at, e.grid()));
  out.window = window.shown();
  out.before_window = earlier.shown();
  auto const positive = positive_set(*metric, *e.catalogue);
  bool const summable =
      metric->type != metric::MetricType::derived && sum_of(*metric, aggregate::State(contribution::state_spec(*metric, false)), positive);
  if (!summable)
    return base::unexpected(base::Code::invalid_argument, "metric_kind", "only a rate or a mean splits into rate and mix", "metric",
                            request.metric, "Choose a ratio, csat, ces or a mean.");
  DESKGAUGE_ASSIGN(groups, Question(e, out.at, request.by, request.where).states(metric->name, {earlier, window}));
  std::sort(groups.begin(), groups.end(), [&](const GroupStates& a, const GroupStates& b) { return comes_first(a, b, *e.interner); });
  std::vector<score::MixStratum> strata;
  for (const GroupStates& group : groups) {
    Sum const before = *sum_of(*metric, group.states[0], positive), after = *sum_of(*metric, group.states[1], positive);
    if (before.n == 0 && after.n == 0) continue;
    strata.push_back({before.sum, static_cast<double>(before.n), after.sum, static_cast<double>(after.n)});
    MixRow row{{}, value_of(before), value_of(after), before.n, after.n, {}};
    for (std::size_t i = 0; i < request.by.size(); ++i) row.group.emplace_back(request.by[i], group.group[i]);
    out.rows.push_back(std::move(row));
  }
  DESKGAUGE_ASSIGN(split, score::split_mix(strata));
  out.absent_reason = split.absent_reason;
  out.before = split.before, out.after = split.after;
  out.rate_effect = split.rate_effect, out.mix_effect = split.mix_effect;
  for (std::size_t i = 0; i < out.rows.size() && i < split.parts.size(); ++i) out.rows[i].part = split.parts[i];
  return out;
}

}  // namespace deskgauge::engine

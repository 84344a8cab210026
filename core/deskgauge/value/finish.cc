#include "deskgauge/value/finish.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "deskgauge/value/survival.h"
#include "deskgauge/value/uncertainty.h"

namespace deskgauge::value {

using aggregate::Aggregation;
using aggregate::State;
using metric::Metric;
using metric::MetricType;

namespace {

/// Split credit scales every weight by lcm(1 … 16); what is read is divided by it once, here.
constexpr std::int64_t kWholeCredit = 720'720;

std::int64_t credit(const Metric& metric) { return metric.attribution == metric::Attribution::all_participants ? kWholeCredit : 1; }

/// Durations are kept in ms and shown in seconds: divided by 1000, since a product with 0.001 rounds twice.
double divisor(const Metric& metric) {
  bool const duration = metric.is_duration() && metric.aggregation.aggregation != Aggregation::count;
  return duration ? 1000.0 : 1.0;
}

void finish_moments(const Metric& metric, const State& state, Value& v) {
  aggregate::Moments const m = state.moments();
  auto const whole = static_cast<double>(credit(metric));
  v.n = m.n / credit(metric);
  switch (metric.aggregation.aggregation) {
    case Aggregation::count:
      v.number = static_cast<double>(m.n) / whole;
      v.uncertainty = absent("count_is_exact");
      return;
    case Aggregation::sum:
      v.number = static_cast<double>(m.sum) / whole / divisor(metric);
      v.uncertainty = absent("sum_is_exact");
      return;
    default: {
      double const mean = static_cast<double>(m.sum) / static_cast<double>(m.n);
      double const unit = divisor(metric);
      v.number = mean / unit;
      if (whole != 1) v.uncertainty = absent("split_credit");
      else v.uncertainty = student_t(m.n, mean / unit, m.variance() / (unit * unit), metric.confidence);
    }
  }
}

void finish_ratio(const Metric& metric, const State& state, Value& v) {
  aggregate::Proportion const p = state.proportion();
  v.n = p.trials / credit(metric);
  v.numerator = p.hits / credit(metric);
  v.denominator = p.trials / credit(metric);
  v.number = static_cast<double>(p.hits) / static_cast<double>(p.trials);
  v.uncertainty = credit(metric) == 1 ? wilson(p.hits, p.trials, metric.confidence) : absent("split_credit");
}

void finish_quantile(const Metric& metric, const State& state, Value& v) {
  v.n = state.n() / credit(metric);
  auto const at = state.quantile(metric.aggregation.q, metric.aggregation.method);
  if (!at) return;
  v.number = *at / divisor(metric);
  v.error_bound = state.error_bound();
  v.uncertainty =
      credit(metric) == 1 ? order_statistic(state, metric.aggregation.q, metric.confidence, divisor(metric)) : absent("split_credit");
}

Reason reason_of(std::string_view absent_reason) {
  return absent_reason == "beyond_observation" ? Reason::beyond_observation : Reason::not_reached;
}

/// Where nothing or everything ended Greenwood's variance is 0 or has no estimate, and limits made of it would claim certainty. A
/// quantile's upper limit may lie beyond what was seen; its lower one then holds alone.
Uncertainty greenwood(const SurvivalEstimate& estimate, double unit, bool is_share, double confidence) {
  bool const certain = is_share && estimate.number && (*estimate.number <= 0 || *estimate.number >= 1);
  if (certain) return absent("no_variance");
  if (!estimate.low) return absent(estimate.number ? "no_variance" : estimate.absent_reason);
  double const high = estimate.high ? *estimate.high / unit : std::numeric_limits<double>::infinity();
  return {*estimate.low / unit, high, confidence, IntervalMethod::greenwood, {}};
}

/// n is everything at risk at the start, the numerator what has ended of it.
void finish_survival(const Metric& metric, const State& state, Value& v) {
  std::vector<DurationCount> counts;
  for (const aggregate::Lifetimes& l : state.lifetimes()) counts.push_back({l.duration, l.ended, l.censored});
  auto const curve = SurvivalCurve::make(counts);
  v.n = state.n();
  if (!curve) {
    v.reason = Reason::no_data;
    return;
  }
  v.numerator = curve->deaths();
  bool const is_share = metric.aggregation.aggregation == Aggregation::survival_within;
  SurvivalEstimate const estimate = is_share ? curve->share_within(metric.aggregation.within.ms, metric.confidence)
                                             : curve->quantile(metric.aggregation.q, metric.confidence);
  double const unit = is_share ? 1.0 : divisor(metric);
  if (estimate.number) v.number = *estimate.number / unit;
  else v.reason = reason_of(estimate.absent_reason);
  v.uncertainty = greenwood(estimate, unit, is_share, metric.confidence);
}

std::int64_t count_of(std::span<const aggregate::Counted> counts, std::span<const std::int64_t> values) {
  std::int64_t n = 0;
  for (const aggregate::Counted& c : counts)
    if (std::find(values.begin(), values.end(), c.value) != values.end()) n += c.count;
  return n;
}

/// CSAT and CES: positives / valid answers. NPS: 100 (promoters - detractors) / n; promoters 9-10, detractors 0-6, passives 7-8 count in n.
void finish_ratings(const Metric& metric, const State& state, std::span<const std::int64_t> positive, Value& v) {
  auto const counts = state.counts();
  std::int64_t const weight = credit(metric);
  v.n = state.n() / weight;
  switch (metric.aggregation.aggregation) {
    case Aggregation::nps: {
      std::int64_t promoters = 0, detractors = 0;
      for (const aggregate::Counted& c : counts) {
        if (c.value >= 9) promoters += c.count;
        if (c.value <= 6) detractors += c.count;
      }
      v.numerator = (promoters - detractors) / weight;
      v.denominator = state.n() / weight;
      v.number = 100.0 * static_cast<double>(promoters - detractors) / static_cast<double>(state.n());
      v.uncertainty = weight == 1 ? adjusted_wald_nps(promoters, detractors, state.n(), metric.confidence) : absent("split_credit");
      return;
    }
    case Aggregation::rating_mean: return finish_moments(metric, state, v);
    case Aggregation::distribution:
      for (const aggregate::Counted& c : counts) v.distribution.emplace_back(c.value, c.count / weight);
      v.number = static_cast<double>(state.n()) / static_cast<double>(weight);
      v.uncertainty = absent("count_is_exact");
      return;
    default: {
      std::int64_t const good = count_of(counts, positive);
      v.numerator = good / weight;
      v.denominator = state.n() / weight;
      v.number = static_cast<double>(good) / static_cast<double>(state.n());
      v.uncertainty = weight == 1 ? wilson(good, state.n(), metric.confidence) : absent("split_credit");
    }
  }
}

bool is_rating(Aggregation a) {
  return a == Aggregation::csat || a == Aggregation::ces || a == Aggregation::nps || a == Aggregation::rating_mean ||
         a == Aggregation::distribution;
}

Value empty_value(const Metric& metric, std::int64_t pending) {
  Value v;
  v.uncertainty = absent("no_data");
  if (metric.null_policy == metric::NullPolicy::zero && pending == 0) {
    v.number = 0;
    v.reason = Reason::none;
    v.uncertainty = absent(metric.is_level() ? "level" : "count_is_exact");
  } else {
    v.reason = pending > 0 ? Reason::immature : Reason::no_data;
  }
  return v;
}

}  // namespace

Value finish(const Metric& metric, const State& state, std::int64_t pending, std::span<const std::int64_t> positive, bool partial) {
  Value v;
  if (metric.is_level()) {
    v.number = static_cast<double>(state.level());              // nobody in a state is a true 0: a level always has a value
    v.n = state.level();
    v.reason = Reason::none;
    v.uncertainty = absent("level");
  } else if (!state.spec() || state.n() == 0) {
    v = empty_value(metric, pending);
  } else {
    v.reason = Reason::none;
    if (metric.type == MetricType::ratio) finish_ratio(metric, state, v);
    else if (metric.is_survival()) finish_survival(metric, state, v);
    else if (is_rating(metric.aggregation.aggregation)) finish_ratings(metric, state, positive, v);
    else if (metric.aggregation.aggregation == Aggregation::quantile || metric.aggregation.aggregation == Aggregation::quantile_sketch)
      finish_quantile(metric, state, v);
    else if (metric.aggregation.aggregation == Aggregation::distinct) {
      v.number = static_cast<double>(state.distinct());
      v.n = state.distinct();
      v.uncertainty = absent("count_is_exact");
    } else {
      finish_moments(metric, state, v);
    }
  }
  v.pending = pending / credit(metric);
  v.low_n = v.number && v.n < metric.minimum_sample;
  v.provisional = pending > 0 || partial;
  return v;
}

namespace {

struct Evaluated {
  std::optional<double> number;
  Reason reason = Reason::none;
};

Evaluated evaluate(const metric::Expression& e, const Operand& operand, Value& v) {
  using Op = metric::Expression::Op;
  if (e.op == Op::number) return {e.number};
  if (e.op == Op::metric) {
    const Value* const part = operand(e.metric);
    if (!part || !part->number) return {std::nullopt, part && part->reason == Reason::no_data ? Reason::no_data : Reason::not_applicable};
    v.n = v.n < 0 ? part->n : std::min(v.n, part->n);
    v.provisional |= part->provisional;
    v.pending += part->pending;
    return {part->number};
  }
  std::vector<double> parts;
  for (const metric::Expression& child : e.operands) {
    Evaluated const part = evaluate(child, operand, v);
    if (!part.number) return part;
    parts.push_back(*part.number);
  }
  switch (e.op) {
    case Op::negate: return {-parts[0]};
    case Op::add: return {parts[0] + parts[1]};
    case Op::subtract: return {parts[0] - parts[1]};
    case Op::multiply: return {parts[0] * parts[1]};
    default: break;
  }
  if (parts[1] == 0) return {std::nullopt, Reason::zero_denominator};
  return {parts[0] / parts[1]};
}

}  // namespace

Value derive(const Metric& metric, const Operand& operand) {
  Value v;
  v.n = -1;
  Evaluated const result = evaluate(metric.expression, operand, v);
  v.n = std::max<std::int64_t>(v.n, 0);
  v.number = result.number;
  v.reason = result.reason;
  v.uncertainty = absent("derived");
  v.low_n = v.number && v.n < metric.minimum_sample;
  return v;
}

}  // namespace deskgauge::value

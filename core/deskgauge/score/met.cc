#include "deskgauge/score/met.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "deskgauge/score/distribution.h"
#include "deskgauge/value/uncertainty.h"

namespace deskgauge::score {
namespace {

BoundEvidence around(double centre, double half) { return {centre - half, centre + half}; }

/// P(low <= X <= high) of what is about normal; without spread it is a question of fact.
double normal_probability(const Target& target, double mean, double standard_error) {
  if (!(standard_error > 0)) return meets(target, mean) ? 1 : 0;
  double const z = (target.value - mean) / standard_error;
  switch (target.kind) {
    case TargetKind::increase_to:
    case TargetKind::stay_at_or_above: return normal_upper(z);
    case TargetKind::decrease_to:
    case TargetKind::stay_at_or_below: return normal_cdf(z);
    case TargetKind::stay_within: break;
  }
  return normal_cdf((target.high - mean) / standard_error) - normal_cdf(z);
}

double beta_probability(const Target& target, const RateEvidence& rate) {
  double const a = static_cast<double>(rate.hits) + 0.5, b = static_cast<double>(rate.n - rate.hits) + 0.5;
  double const low = std::clamp(target.value, 0.0, 1.0), high = std::clamp(target.high, 0.0, 1.0);
  switch (target.kind) {
    case TargetKind::increase_to:
    case TargetKind::stay_at_or_above: return beta_upper(low, a, b);
    case TargetKind::decrease_to:
    case TargetKind::stay_at_or_below: return beta_cdf(low, a, b);
    case TargetKind::stay_within: break;
  }
  return beta_cdf(high, a, b) - beta_cdf(low, a, b);
}

bool bounds_meet(const Target& target, const BoundEvidence& bounds) {
  switch (target.kind) {
    case TargetKind::increase_to:
    case TargetKind::stay_at_or_above: return meets(target, bounds.low);
    case TargetKind::decrease_to:
    case TargetKind::stay_at_or_below: return meets(target, bounds.high);
    case TargetKind::stay_within: break;
  }
  return meets(target, bounds.low) && meets(target, bounds.high);
}

/// Does the rule's condition hold on one day? Absent: the day says nothing.
struct DayHolds {
  const Target& target;
  const ClosedDay& day;

  std::optional<bool> by_value() const { return day.value ? std::optional(meets(target, *day.value)) : std::nullopt; }
  std::optional<bool> operator()(FinalValue) const { return by_value(); }
  std::optional<bool> operator()(Sustained) const { return by_value(); }
  std::optional<bool> operator()(Confident rule) const {
    auto const bounds = one_sided_bounds(day.evidence, rule.level);
    return bounds ? std::optional(bounds_meet(target, *bounds)) : std::nullopt;
  }
  std::optional<bool> operator()(Posterior rule) const {
    auto const p = posterior_probability(target, day.evidence);
    return p ? std::optional(*p >= rule.p) : std::nullopt;
  }
};

std::int64_t needed_days(const MetRule& rule) {
  auto const* sustained = std::get_if<Sustained>(&rule);
  return sustained ? std::max<std::int64_t>(1, sustained->days) : 1;
}

/// The verdict on the due instant for rules that look at the end: final_value, and every rule of a maintain goal.
void judge_at_due(MetState& state, const std::optional<bool>& last, const std::optional<time::Instant>& reached, time::Instant due) {
  if (state.running >= state.needed && last) {
    state.verdict = Verdict::yes;
    state.since = reached;
    return;
  }
  state.verdict = Verdict::no;
  state.since = due;
  if (!last) state.absent_reason = "no_value";
}

}  // namespace

std::string_view to_text(Verdict verdict) {
  return verdict == Verdict::yes ? "yes" : verdict == Verdict::no ? "no" : "not_yet";
}

base::Result<void> check(const MetRule& rule) {
  auto const refuse = [](const char* field, double got, const char* message, const char* remedy) {
    return base::unexpected(base::Code::invalid_argument, "met_rule_out_of_range", message, field, std::to_string(got), remedy);
  };
  if (auto const* r = std::get_if<Sustained>(&rule); r && r->days < 1)
    return refuse("met.sustained", static_cast<double>(r->days), "A goal is sustained for at least one day.", "Give 14d, for example.");
  if (auto const* r = std::get_if<Confident>(&rule); r && !(r->level >= 0.5 && r->level < 1))
    return refuse("met.confident", r->level, "A level of confidence lies in [0.5, 1).", "Give 0.95, for example.");
  if (auto const* r = std::get_if<Posterior>(&rule); r && !(r->p > 0 && r->p < 1))
    return refuse("met.posterior", r->p, "A probability to reach lies between 0 and 1.", "Give 0.95, for example.");
  return {};
}

/// A two-sided interval at confidence 2L - 1 leaves 1 - L on each side, so each of its ends is the one-sided bound at L.
std::optional<BoundEvidence> one_sided_bounds(const Evidence& evidence, double level) {
  if (auto const* rate = std::get_if<RateEvidence>(&evidence)) {
    if (rate->n <= 0) return std::nullopt;
    value::Uncertainty const u = value::wilson(rate->hits, rate->n, 2 * level - 1);
    return BoundEvidence{u.low, u.high};
  }
  if (auto const* mean = std::get_if<MeanEvidence>(&evidence)) {
    if (mean->n < 2) return std::nullopt;
    double const n = static_cast<double>(mean->n);
    return around(mean->mean, student_t_quantile(level, n - 1) * std::sqrt(mean->variance / n));
  }
  if (auto const* normal = std::get_if<NormalEvidence>(&evidence))
    return around(normal->estimate, normal_quantile(level) * normal->standard_error);
  if (auto const* bounds = std::get_if<BoundEvidence>(&evidence)) return *bounds;
  return std::nullopt;
}

std::optional<double> posterior_probability(const Target& target, const Evidence& evidence) {
  if (auto const* rate = std::get_if<RateEvidence>(&evidence))
    return rate->n > 0 ? std::optional(beta_probability(target, *rate)) : std::nullopt;
  if (auto const* mean = std::get_if<MeanEvidence>(&evidence)) {
    if (mean->n < 2) return std::nullopt;
    return normal_probability(target, mean->mean, std::sqrt(mean->variance / static_cast<double>(mean->n)));
  }
  if (auto const* normal = std::get_if<NormalEvidence>(&evidence))
    return normal_probability(target, normal->estimate, normal->standard_error);
  return std::nullopt;
}

MetState fold_met(const MetRule& rule, const Target& target, const std::vector<ClosedDay>& days, time::Instant start, time::Instant due,
                  time::Instant at) {
  bool const final_value = std::holds_alternative<FinalValue>(rule);
  bool const at_due_only = final_value || maintains(target);
  MetState state;
  state.needed = needed_days(rule);
  std::int64_t run = 0;
  std::optional<bool> last;                // of the last day, for final_value even when it says nothing
  std::optional<time::Instant> reached;    // when the run that is going on became long enough
  for (ClosedDay const& day : days) {
    if (day.close <= start || day.close > due || day.close > at) continue;
    std::optional<bool> const holds = std::visit(DayHolds{target, day}, rule);
    if (holds || final_value) last = holds;
    if (!holds) continue;
    run = *holds ? run + 1 : 0;
    if (run == state.needed || (final_value && *holds)) reached = day.close;
    if (run < state.needed) reached.reset();
    if (reached && !at_due_only && !state.since) state.since = reached;
  }
  state.running = std::min(run, state.needed);
  if (state.since) {
    state.verdict = Verdict::yes;
  } else if (at >= due) {
    judge_at_due(state, last, reached, due);
  }
  return state;
}

}  // namespace deskgauge::score

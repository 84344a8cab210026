#include "deskgauge/score/period_forecast.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "deskgauge/score/distribution.h"

namespace deskgauge::score {
namespace {

using Days = std::vector<DayCount>;
constexpr std::size_t kRecentDays = 28, kVolumeDays = 56;

base::Result<void> check_count(std::int64_t hits, std::int64_t n, const std::string& field) {
  if (0 <= hits && hits <= n) return {};
  return base::unexpected(base::Code::invalid_argument, "count_out_of_range", "Hits lie between 0 and the trials.", field,
                          std::to_string(hits) + " of " + std::to_string(n), "Count hits and trials of the same population.");
}

base::Result<void> check_input(const PeriodInput& input) {
  if (!(input.confidence > 0 && input.confidence < 1))
    return base::unexpected(base::Code::invalid_argument, "confidence_out_of_range", "A confidence lies between 0 and 1.", "confidence",
                            std::to_string(input.confidence), "Give 0.8, for example.");
  DESKGAUGE_TRY(check_count(input.hits, input.n, "hits"));
  for (std::size_t i = 0; i < input.history.size(); ++i)
    DESKGAUGE_TRY(check_count(input.history[i].hits, input.history[i].n, "history[" + std::to_string(i) + "]"));
  return {};
}

struct Sum {
  double hits = 0, n = 0;
  double rate() const { return hits / n; }
};

Sum sum(const Days& days, std::size_t from, std::size_t to) {
  Sum s;
  for (std::size_t i = from; i < to; ++i) {
    s.hits += static_cast<double>(days[i].hits);
    s.n += static_cast<double>(days[i].n);
  }
  return s;
}

/// m: the mean of each weekday over the last eight weeks, for every day that still comes. The days after the history are its weekdays
/// again: day j from now (0 = today) shares its weekday with every seventh day before it.
double expected_trials(const Days& days, int days_left) {
  std::array<double, 7> total{}, count{};
  std::size_t const back = std::min(kVolumeDays, days.size());
  for (std::size_t i = 1; i <= back; ++i) {
    std::size_t const weekday = (7 - i % 7) % 7;    // of the day i before today, counted from today's
    total[weekday] += static_cast<double>(days[days.size() - i].n);
    ++count[weekday];
  }
  double m = 0;
  for (int j = 0; j < days_left; ++j) m += total[static_cast<std::size_t>(j % 7)] / count[static_cast<std::size_t>(j % 7)];
  return m;
}

/// φ: Pearson dispersion of the daily counts around the rate r = K/N of the four weeks centred on each day. Where only chance moves them,
/// Var(k - nK/N) = nr(1-r)(1 - n/N), because the day is in its own four weeks; the mean of the squares over that variance is then 1.
double dispersion(const Days& days) {
  double total = 0, count = 0;
  for (std::size_t i = 0; i < days.size(); ++i) {
    if (days[i].n == 0) continue;
    Sum const around = sum(days, i > 14 ? i - 14 : 0, std::min(days.size(), i + 15));
    double const n = static_cast<double>(days[i].n), r = around.rate(), variance = n * r * (1 - r) * (1 - n / around.n);
    if (!(variance > 0)) continue;
    double const residual = static_cast<double>(days[i].hits) - n * r;
    total += residual * residual / variance;
    ++count;
  }
  return count > 0 ? std::max(1.0, total / count) : 1;
}

/// q²: what the rate drifts a day. The mean of a week differs from that of the week before by the steps between their days, with the
/// weights 1/7, 2/7 … 7/7 … 1/7, whose squares sum to 33/7: E(difference²) = φp(1-p)(1/n₁ + 1/n₂) + q²·33/7.
double drift_a_day(const Days& days, double p, double phi) {
  double total = 0, pairs = 0;
  for (std::size_t end = days.size(); end >= 14; end -= 7) {
    Sum const now = sum(days, end - 7, end), before = sum(days, end - 14, end - 7);
    if (now.n == 0 || before.n == 0) continue;
    double const difference = now.rate() - before.rate();
    total += difference * difference - phi * p * (1 - p) * (1 / now.n + 1 / before.n);
    ++pairs;
  }
  return pairs > 0 ? std::max(0.0, total / pairs * 7 / 33) : 0;
}

/// Var(K) = φ·m·p(1-p)(1 + (m-1)/(n₂₈+2)) + m²q²(d/3 + 28/3): beta-binomial with the recent days as prior, stretched by φ, and the drift of
/// a mean over d days to come (a random walk's mean over d steps has variance d/3) away from a mean over the 28 days that are over (28/3).
double remaining_variance(const PeriodForecast& f, double recent_n, int days_left) {
  double const m = f.expected_n, p = f.recent_rate;
  double const chance = f.dispersion * m * p * (1 - p) * (1 + std::max(0.0, m - 1) / (recent_n + 2));
  return chance + m * m * f.drift * (days_left / 3.0 + static_cast<double>(kRecentDays) / 3.0);
}

double cut(double x, double low, double high) { return std::min(std::max(x, low), high); }

}  // namespace

base::Result<PeriodForecast> forecast_period(const PeriodInput& input) {
  DESKGAUGE_TRY(check_input(input));
  Days const& days = input.history;
  double const k = static_cast<double>(input.hits), n = static_cast<double>(input.n);
  auto const refuse = [](const char* reason, const char* message, const char* remedy) {
    return base::unexpected(base::Code::precondition, reason, message, "history", "", remedy);
  };
  PeriodForecast f;
  if (input.days_left > 0) {
    if (days.size() < kRecentDays) return refuse("too_few_days", "A period forecast needs 28 closed days.", "Wait for more days.");
    Sum const recent = sum(days, days.size() - kRecentDays, days.size()), all = sum(days, 0, days.size());
    if (recent.n == 0) return refuse("no_recent_data", "Nothing was counted in the last 28 days.", "Check that the surveys are sent.");
    f.expected_n = expected_trials(days, input.days_left);
    f.recent_rate = (recent.hits + all.rate()) / (recent.n + 1);
    f.dispersion = dispersion(days);
    f.drift = drift_a_day(days, all.rate(), f.dispersion);
    f.spread = std::sqrt(remaining_variance(f, recent.n, input.days_left));
  }
  double const total = n + f.expected_n;
  if (!(total > 0)) return refuse("no_data", "The period has no trial and expects none.", "Read the value when there is one.");
  f.spread *= input.width_scale / total;
  f.rate = (k + f.expected_n * f.recent_rate) / total;
  f.lowest = k / total;
  f.highest = (k + f.expected_n) / total;
  double const half = two_sided_z(input.confidence) * f.spread;
  f.low = cut(f.rate - half, f.lowest, f.highest);
  f.high = cut(f.rate + half, f.lowest, f.highest);
  return f;
}

double PeriodForecast::probability(const Target& target) const {
  if (!(spread > 0)) return meets(target, rate) ? 1 : 0;
  auto const below = [this](double bound) {    // P(final rate < bound)
    if (bound <= lowest) return 0.0;
    return bound > highest ? 1.0 : normal_cdf((bound - rate) / spread);
  };
  switch (target.kind) {
    case TargetKind::increase_to:
    case TargetKind::stay_at_or_above: return 1 - below(target.value);
    case TargetKind::decrease_to:
    case TargetKind::stay_at_or_below: return target.value >= highest ? 1 : below(target.value);
    case TargetKind::stay_within: break;
  }
  return std::max(0.0, (target.high >= highest ? 1 : below(target.high)) - below(target.value));
}

}  // namespace deskgauge::score

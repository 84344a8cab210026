// Control charts over closed local days. Days are disjoint windows: a rolling window repeats its events and is never charted.
#include <algorithm>
#include <map>

#include "deskgauge/engine/exceptions.h"
#include "deskgauge/engine/question.h"
#include "deskgauge/metric/number_text.h"
#include "deskgauge/metric/smart.h"
#include "deskgauge/score/chart.h"

namespace deskgauge::engine {

using metric::Metric;

namespace {

constexpr std::size_t kLeastBaseline = 20;             // fewer points raise a false alarm in a third of clean series

/// The days of a metric that have a value, oldest first.
struct Days {
  std::vector<time::Date> dates;
  std::vector<Instant> ends;
  std::vector<double> values;
  std::vector<score::RateSample> rates;                // of rates, place by place
  score::Baseline baseline;                            // the days before those that are judged
  std::size_t judged() const { return baseline.first + baseline.n; }

  /// The days in [from, to), those before `judged_from` being the baseline.
  Days between(time::Date from, time::Date judged_from, time::Date to) const {
    Days part;
    for (std::size_t i = 0; i < dates.size(); ++i) {
      if (dates[i] < from || !(dates[i] < to)) continue;
      part.baseline.n += dates[i] < judged_from;
      part.dates.push_back(dates[i]);
      part.ends.push_back(ends[i]);
      part.values.push_back(values[i]);
      if (rates.size() == values.size()) part.rates.push_back(rates[i]);
    }
    return part;
  }
};

/// An empty count is a true 0, but not before the desk counted anything.
bool is_nothing(const value::Value& value) { return !value.number || (value.n == 0 && *value.number == 0); }

base::Result<Days> days_of(const Engine::Impl& e, const Metric& metric, time::Date first, Instant at) {
  const time::Zone& zone = e.catalogue->desk.zone;
  std::vector<Window> windows;
  for (time::Date day = first; day < zone.date(at); day = day + 1) {
    Window window;
    window.from = zone.midnight(day);
    window.to = zone.midnight(day + 1);
    windows.push_back(window);
  }
  DESKGAUGE_ASSIGN(solved, Question(e, at, {}, "").solve({metric.name}, windows));
  auto const& values = solved.front().values.at({});
  auto const begin = std::find_if_not(values.begin(), values.end(), is_nothing) - values.begin();
  Days days;
  for (auto i = static_cast<std::size_t>(begin); i < values.size(); ++i) {
    if (!values[i].number) continue;
    days.dates.push_back(zone.date(windows[i].from));
    days.ends.push_back(windows[i].to);
    days.values.push_back(*values[i].number);
    if (values[i].numerator && values[i].denominator) days.rates.push_back({*values[i].numerator, *values[i].denominator});
  }
  return days;
}

bool baseline_sees_every_weekday(const Days& days) {
  std::vector<bool> seen(7);
  for (std::size_t i = 0; i < days.baseline.n; ++i) seen[static_cast<std::size_t>(time::weekday(days.dates[i]))] = true;
  return std::all_of(days.dates.begin(), days.dates.end(), [&](time::Date d) { return seen[static_cast<std::size_t>(time::weekday(d))]; });
}

/// Values without their weekday pattern, where the baseline can tell it.
std::vector<double> levelled(const Days& days) {
  if (!baseline_sees_every_weekday(days)) return days.values;
  std::vector<std::uint32_t> season;
  for (time::Date date : days.dates) season.push_back(static_cast<std::uint32_t>(time::weekday(date)));
  auto removed = score::remove_pattern(days.values, season, 7, days.baseline);
  return removed ? std::move(*removed) : days.values;
}

/// A day that one rule called out.
struct Said {
  time::Date date;
  Instant end;
  double value = 0;
  std::optional<double> limit;
};

class Collector {
 public:
  explicit Collector(const Metric& metric) : metric_(metric) {}

  void take(const std::vector<score::Signal>& signals, const Days& days, const score::Chart* chart) {
    for (const score::Signal& signal : signals) {
      std::size_t const i = signal.point;
      if (i < days.judged()) continue;
      Said said{days.dates[i], days.ends[i], days.values[i], {}};
      if (chart) said.limit = chart->points[i].value > chart->centre ? chart->points[i].high : chart->points[i].low;
      by_rule_[std::string(signal.rule)].push_back(said);
    }
  }

  /// Days of one rule that lie no further apart than the cool-down are one exception, named by its first day. What ended before `watched`
  /// is over.
  void emit(int cool_down_days, time::Date watched, Exceptions& out) const {
    for (auto const& [rule, said] : by_rule_) {
      std::size_t first = 0;
      for (std::size_t i = 1; i <= said.size(); ++i) {
        if (i < said.size() && said[i].date.day - said[i - 1].date.day <= cool_down_days) continue;
        if (!(said[i - 1].date < watched)) out.push_back(exception(rule, said[first], said[i - 1], static_cast<std::int64_t>(i - first)));
        first = i;
      }
    }
  }

 private:
  Exception exception(const std::string& rule, const Said& first, const Said& last, std::int64_t days) const {
    Exception e;
    e.key = "signal/" + metric_.name + "/" + rule + "/" + time::to_text(first.date);
    e.kind = ExceptionKind::signal;
    e.severity = rule == "beyond_limits" ? Severity::warning : Severity::notice;
    e.subject = metric_.name;
    e.since = first.end;
    e.last = last.end;
    e.occurrences = days;
    e.value = last.value;
    e.limit = last.limit;
    e.message = metric_.name + " was " + metric::short_number_text(last.value) + " on " + time::to_text(last.date) + ": " + words(rule);
    return e;
  }

  static std::string words(const std::string& rule) {
    static const std::map<std::string_view, std::string_view> kWords{
        {"beyond_limits", "beyond its control limits"},
        {"two_of_three", "two of three days near a limit"},
        {"run_of_eight", "eight days on one side of the centre"},
        {"cusum_high", "a lasting rise (CUSUM)"},
        {"cusum_low", "a lasting fall (CUSUM)"},
        {"ewma", "the moving average left its limits (EWMA)"}};
    auto const found = kWords.find(rule);
    return std::string(found == kWords.end() ? std::string_view(rule) : found->second);
  }

  const Metric& metric_;
  std::map<std::string, std::vector<Said>> by_rule_;   // in the order of days
};

base::Result<void> judge(const Metric& metric, const Days& days, Collector& collector) {
  std::vector<double> const values = levelled(days);
  if (metric::is_rate(metric) && days.rates.size() == days.values.size()) {
    DESKGAUGE_ASSIGN(chart, score::rate_chart(days.rates, days.baseline));
    collector.take(chart.signals, days, &chart);
  } else {
    DESKGAUGE_ASSIGN(chart, score::xmr_chart(values, days.baseline));
    collector.take(chart.signals, days, &chart);
  }
  auto const level = score::level_of(values, days.baseline);
  if (!level) return {};                               // a baseline that never moves has no scale for small shifts
  DESKGAUGE_ASSIGN(sums, score::cusum(values, *level));
  collector.take(sums.signals, days, nullptr);
  DESKGAUGE_ASSIGN(average, score::ewma_chart(values, *level));
  collector.take(average.signals, days, nullptr);
  return {};
}

/// The first day of the block of `length` days that holds a day; blocks are counted from 1970-01-01.
time::Date block_of(time::Date day, int length) {
  int const rest = day.day % length;
  return day + -(rest < 0 ? rest + length : rest);
}

}  // namespace

/// Limits that slid along with `at` would call out other days tomorrow, and one shift would come under many names. So days are judged in
/// blocks that stand still, each by the days before its own: what is said of a day rests on no later one. A shift is called out until the
/// baseline has taken it in, so its first day lies at most that far before what is watched.
base::Result<void> add_signals(const Engine::Impl& e, const std::string& name, const ExceptionRequest& request, Instant at,
                               Exceptions& out) {
  DESKGAUGE_ASSIGN(metric, find_metric(*e.catalogue, name));
  if (metric->is_snapshot()) return {};                // read at `at` only: has no days
  time::Date const today = e.catalogue->desk.zone.date(at), watched = today + -request.watch_days;
  time::Date const first = block_of(watched + -request.baseline_days, request.watch_days);
  DESKGAUGE_ASSIGN(days, days_of(e, *metric, first + -request.baseline_days, at));
  Collector collector(*metric);
  for (time::Date block = first; block < today; block = block + request.watch_days) {
    Days const part = days.between(block + -request.baseline_days, block, std::min(block + request.watch_days, today));
    if (part.baseline.n >= kLeastBaseline && part.judged() < part.values.size()) DESKGAUGE_TRY(judge(*metric, part, collector));
  }
  collector.emit(request.cool_down_days, watched, out);
  return {};
}

}  // namespace deskgauge::engine

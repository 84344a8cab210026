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
  score::Baseline baseline;                            // the days before those that are watched
  std::size_t watched() const { return baseline.first + baseline.n; }
};

base::Result<Days> days_of(const Engine::Impl& e, const Metric& metric, const ExceptionRequest& request, Instant at) {
  const time::Zone& zone = e.catalogue->desk.zone;
  time::Date const today = zone.date(at);
  int const count = request.watch_days + request.baseline_days;
  std::vector<Window> windows;
  for (int i = count; i > 0; --i) {
    Window window;
    window.from = zone.midnight(today + -i);
    window.to = zone.midnight(today + -(i - 1));
    windows.push_back(window);
  }
  DESKGAUGE_ASSIGN(solved, Question(e, at, {}, "").solve({metric.name}, windows));
  auto const& values = solved.front().values.at({});
  Days days;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i].number) continue;
    bool const is_watched = i + static_cast<std::size_t>(request.watch_days) >= values.size();
    days.baseline.n += !is_watched;
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

/// What one rule said of the watched days, day by day.
struct Said {
  std::vector<std::size_t> points;
  std::optional<double> limit;                         // of the last point
};

class Collector {
 public:
  Collector(const Metric& metric, const Days& days, const ExceptionRequest& request) : metric_(metric), days_(days), request_(request) {}

  void take(const std::vector<score::Signal>& signals, const score::Chart* chart) {
    for (const score::Signal& signal : signals) {
      if (signal.point < days_.watched()) continue;
      Said& said = by_rule_[std::string(signal.rule)];
      said.points.push_back(signal.point);
      if (!chart) continue;
      const score::ChartPoint& point = chart->points[signal.point];
      said.limit = point.value > chart->centre ? point.high : point.low;
    }
  }

  /// Days of one rule that lie no further apart than the cool-down are one exception, named by its first day.
  void emit(Exceptions& out) const {
    for (auto const& [rule, said] : by_rule_) {
      std::size_t first = 0;
      for (std::size_t i = 1; i <= said.points.size(); ++i) {
        bool const goes_on = i < said.points.size() &&
                             days_.dates[said.points[i]].day - days_.dates[said.points[i - 1]].day <= request_.cool_down_days;
        if (goes_on) continue;
        out.push_back(exception(rule, said, first, i - 1));
        first = i;
      }
    }
  }

 private:
  Exception exception(const std::string& rule, const Said& said, std::size_t first, std::size_t last) const {
    std::size_t const from = said.points[first], to = said.points[last];
    Exception e;
    e.key = "signal/" + metric_.name + "/" + rule + "/" + time::to_text(days_.dates[from]);
    e.kind = ExceptionKind::signal;
    e.severity = rule == "beyond_limits" ? Severity::warning : Severity::notice;
    e.subject = metric_.name;
    e.since = days_.ends[from];
    e.last = days_.ends[to];
    e.occurrences = static_cast<std::int64_t>(last - first + 1);
    e.value = days_.values[to];
    if (last + 1 == said.points.size()) e.limit = said.limit;
    e.message = metric_.name + " was " + metric::number_text(days_.values[to]) + " on " + time::to_text(days_.dates[to]) + ": " + words(rule);
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
  const Days& days_;
  const ExceptionRequest& request_;
  std::map<std::string, Said> by_rule_;
};

}  // namespace

base::Result<void> add_signals(const Engine::Impl& e, const std::string& name, const ExceptionRequest& request, Instant at, Exceptions& out) {
  DESKGAUGE_ASSIGN(metric, find_metric(*e.catalogue, name));
  if (metric->is_snapshot()) return {};                // read at `at` only: has no days
  DESKGAUGE_ASSIGN(days, days_of(e, *metric, request, at));
  if (days.baseline.n < kLeastBaseline || days.watched() == days.values.size()) return {};
  Collector collector(*metric, days, request);
  std::vector<double> const values = levelled(days);
  if (metric::is_rate(*metric) && days.rates.size() == days.values.size()) {
    DESKGAUGE_ASSIGN(chart, score::rate_chart(days.rates, days.baseline));
    collector.take(chart.signals, &chart);
  } else {
    DESKGAUGE_ASSIGN(chart, score::xmr_chart(values, days.baseline));
    collector.take(chart.signals, &chart);
  }
  if (auto const level = score::level_of(values, days.baseline)) {
    DESKGAUGE_ASSIGN(sums, score::cusum(values, *level));
    collector.take(sums.signals, nullptr);
    DESKGAUGE_ASSIGN(average, score::ewma_chart(values, *level));
    collector.take(average.signals, nullptr);
  }
  collector.emit(out);
  return {};
}

}  // namespace deskgauge::engine

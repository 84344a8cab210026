// deskgauge._core.stats: the statistics of core/deskgauge/score on plain numbers, for notebooks. Results are dicts; an absent number is
// None beside `absent_reason`.
#include <pybind11/stl.h>

#include "deskgauge/score/chart.h"
#include "deskgauge/score/comparison.h"
#include "deskgauge/score/erlang.h"
#include "deskgauge/score/funnel.h"
#include "deskgauge/score/multiplicity.h"
#include "deskgauge/score/sample_size.h"
#include "deskgauge/score/shrinkage.h"
#include "deskgauge/score/trend.h"
#include "deskgauge/value/uncertainty.h"
#include "errors.h"
#include "register.h"

namespace deskgauge::python {
namespace {

using Counts = std::vector<std::pair<std::int64_t, std::int64_t>>;               // hits, n
using Means = std::vector<std::tuple<std::int64_t, double, double>>;             // n, mean, variance
using Mean = std::tuple<std::int64_t, double, double>;

std::vector<score::RateSample> rates_of(const Counts& counts) {
  std::vector<score::RateSample> rates;
  for (auto const& [hits, n] : counts) rates.push_back({hits, n});
  return rates;
}

using Nps = std::tuple<std::int64_t, std::int64_t, std::int64_t>;                // promoters, detractors, n
score::NpsSample nps_of(const Nps& nps) { return {std::get<0>(nps), std::get<1>(nps), std::get<2>(nps)}; }

score::MeanSample mean_of(const Mean& mean) { return {std::get<0>(mean), std::get<1>(mean), std::get<2>(mean)}; }

py::str text(std::string_view s) { return {s.data(), s.size()}; }
py::object or_none(std::string_view s) { return s.empty() ? py::object(py::none()) : py::object(text(s)); }

py::dict comparison(const score::Comparison& c) {
  bool const has_interval = c.method != score::ComparisonMethod::none;
  py::dict out;
  out["scale"] = text(to_text(c.scale));
  out["effect"] = c.effect;
  out["low"] = has_interval ? py::object(py::float_(c.low)) : py::none();
  out["high"] = has_interval ? py::object(py::float_(c.high)) : py::none();
  out["p"] = c.p;
  out["confidence"] = c.confidence;
  out["method"] = text(to_text(c.method));
  out["absent_reason"] = or_none(c.absent_reason);
  return out;
}

py::list shrunk(const std::vector<score::Shrunk>& agents) {
  py::list rows;
  for (const score::Shrunk& a : agents) {
    py::dict row;
    row["raw"] = a.raw;
    row["estimate"] = a.estimate;
    row["low"] = a.estimate ? py::object(py::float_(a.low)) : py::none();
    row["high"] = a.estimate ? py::object(py::float_(a.high)) : py::none();
    row["weight"] = a.weight;
    row["below_pool"] = a.below_pool;
    row["absent_reason"] = or_none(a.absent_reason);
    rows.append(row);
  }
  return rows;
}

py::list signals(const std::vector<score::Signal>& found) {
  py::list out;
  for (const score::Signal& s : found) out.append(py::make_tuple(s.point, text(s.rule)));
  return out;
}

py::dict chart(const score::Chart& c) {
  py::list points;
  for (const score::ChartPoint& p : c.points) points.append(py::make_tuple(p.value, p.low, p.high));
  py::dict out;
  out["centre"] = c.centre;
  out["sigma"] = c.sigma;
  out["points"] = points;
  out["signals"] = signals(c.signals);
  out["finding"] = or_none(c.finding);
  out["absent_reason"] = or_none(c.absent_reason);
  return out;
}

py::dict queue(const score::Queue& q) {
  py::dict out;
  out["agents"] = q.agents;
  out["load"] = q.load;
  out["occupancy"] = q.occupancy;
  out["wait_probability"] = q.wait_probability;
  out["service_level"] = q.service_level;
  out["mean_wait_s"] = q.mean_wait_s;
  return out;
}

py::dict interval(const value::Uncertainty& u) {
  bool const there = u.method != value::IntervalMethod::none;
  py::dict out;
  out["low"] = there ? py::object(py::float_(u.low)) : py::none();
  out["high"] = there ? py::object(py::float_(u.high)) : py::none();
  out["confidence"] = there ? py::object(py::float_(u.confidence)) : py::none();
  out["method"] = text(to_text(u.method));
  out["absent_reason"] = or_none(u.absent_reason);
  return out;
}

void register_intervals(py::module_& m) {
  m.def(
      "rate_interval", [](std::int64_t hits, std::int64_t n, double c) { return interval(value::wilson(hits, n, c)); }, py::arg("hits"),
      py::arg("n"), py::arg("confidence") = 0.95, "Wilson's interval of a rate.");
  m.def(
      "mean_interval",
      [](std::int64_t n, double mean, double variance, double c) { return interval(value::student_t(n, mean, variance, c)); },
      py::arg("n"), py::arg("mean"), py::arg("variance"), py::arg("confidence") = 0.95, "Student's t interval of a mean.");
  m.def(
      "nps_interval",
      [](std::int64_t promoters, std::int64_t detractors, std::int64_t n, double c) {
        return interval(value::adjusted_wald_nps(promoters, detractors, n, c));
      },
      py::arg("promoters"), py::arg("detractors"), py::arg("n"), py::arg("confidence") = 0.95,
      "Adjusted Wald interval of a net promoter score, in points.");
  m.def(
      "quantile_interval",
      [](const std::vector<std::int64_t>& values, double q, double c) {
        aggregate::State state(aggregate::StateSpec{aggregate::StateKind::multiset});
        for (std::int64_t value : values) state.update({value, 1});
        return interval(value::order_statistic(state, q, c, 1));
      },
      py::arg("values"), py::arg("q"), py::arg("confidence") = 0.95, "Interval of a percentile of whole numbers, by order statistics.");
  m.def(
      "count_interval",
      [](std::int64_t events, double exposure, double c) { return interval(score::poisson_interval({events, exposure}, c)); },
      py::arg("events"), py::arg("exposure") = 1.0, py::arg("confidence") = 0.95, "Exact Poisson interval of a rate of events.");
}

void register_comparisons(py::module_& m) {
  m.def(
      "compare_rates",
      [](std::pair<std::int64_t, std::int64_t> before, std::pair<std::int64_t, std::int64_t> after, double confidence) {
        return comparison(score::compare_rates({before.first, before.second}, {after.first, after.second}, confidence));
      },
      py::arg("before"), py::arg("after"), py::arg("confidence") = 0.95,
      "Difference of two rates, each (hits, n): Newcombe's hybrid score interval, p of the pooled z test.");
  m.def(
      "compare_nps",
      [](const Nps& a, const Nps& b, double confidence) { return comparison(score::compare_nps(nps_of(a), nps_of(b), confidence)); },
      py::arg("before"), py::arg("after"), py::arg("confidence") = 0.95,
      "Difference of two net promoter scores in points, each (promoters, detractors, n).");
  m.def(
      "compare_means", [](const Mean& a, const Mean& b, double c) { return comparison(score::compare_means(mean_of(a), mean_of(b), c)); },
      py::arg("before"), py::arg("after"), py::arg("confidence") = 0.95, "Difference of two means, each (n, mean, variance): Welch's t.");
  m.def(
      "compare_durations",
      [](const Mean& a, const Mean& b, double c) { return comparison(score::compare_durations(mean_of(a), mean_of(b), c)); },
      py::arg("before"), py::arg("after"), py::arg("confidence") = 0.95,
      "Ratio of two geometric means, each (n, mean, variance) of natural logarithms: Welch's t on the logs.");
  m.def(
      "compare_counts",
      [](std::pair<std::int64_t, double> a, std::pair<std::int64_t, double> b, double c) {
        return comparison(score::compare_counts({a.first, a.second}, {b.first, b.second}, c));
      },
      py::arg("before"), py::arg("after"), py::arg("confidence") = 0.95,
      "Ratio of two rates of events, each (events, exposure): the exact conditional test.");
}

void register_agents(py::module_& m) {
  m.def(
      "shrink_rates",
      [](const Counts& agents, double confidence) {
        auto const rates = rates_of(agents);
        score::RateShrinkage const s = score::shrink_rates(rates, confidence);
        py::dict out;
        out["mean"] = s.mean;
        out["correlation"] = s.correlation;
        out["prior_n"] = s.prior_n;
        out["agents"] = shrunk(s.agents);
        out["absent_reason"] = or_none(s.absent_reason);
        return out;
      },
      py::arg("agents"), py::arg("confidence") = 0.95, "Beta-binomial shrinkage of rates, each (hits, n), towards the pool.");
  m.def(
      "shrink_durations",
      [](const Means& agents, double confidence) {
        std::vector<score::MeanSample> samples;
        for (const Mean& one : agents) samples.push_back(mean_of(one));
        score::DurationShrinkage const s = score::shrink_durations(samples, confidence);
        py::dict out;
        out["mean"] = s.mean;
        out["within"] = s.within;
        out["between"] = s.between;
        out["agents"] = shrunk(s.agents);
        out["absent_reason"] = or_none(s.absent_reason);
        return out;
      },
      py::arg("agents"), py::arg("confidence") = 0.95,
      "Normal shrinkage of mean log durations, each (n, mean, variance) of natural logarithms; estimates are geometric means.");
  m.def(
      "benjamini_hochberg",
      [](const std::vector<std::optional<double>>& p) { return value_or_raise(score::benjamini_hochberg(p)); }, py::arg("p"),
      "q values of p values, place by place; None stays None.");
  m.def(
      "funnel",
      [](const Counts& agents, std::optional<double> centre) {
        auto const rates = rates_of(agents);
        score::FunnelOptions options;
        options.centre = centre;
        score::Funnel const f = value_or_raise(score::funnel(rates, options));
        py::list rows;
        for (const score::FunnelPoint& p : f.agents) {
          py::dict row;
          row["n"] = p.n;
          row["rate"] = p.rate;
          row["z"] = p.z;
          row["p"] = p.p;
          row["q"] = p.q;
          row["inner"] = py::make_tuple(p.limits.inner_low, p.limits.inner_high);
          row["outer"] = py::make_tuple(p.limits.outer_low, p.limits.outer_high);
          row["outside_inner"] = p.outside_inner;
          row["outside_outer"] = p.outside_outer;
          rows.append(row);
        }
        py::dict out;
        out["centre"] = f.centre;
        out["dispersion"] = f.dispersion;
        out["widened"] = f.widened;
        out["agents"] = rows;
        out["absent_reason"] = or_none(f.absent_reason);
        return out;
      },
      py::arg("agents"), py::arg("centre") = std::nullopt, "Funnel limits of rates, each (hits, n), around the pool or a declared centre.");
}

void register_charts(py::module_& m) {
  auto const baseline_of = [](std::size_t n) { return score::Baseline{0, n}; };
  m.def(
      "xmr_chart",
      [baseline_of](const std::vector<double>& values, std::size_t n) {
        return chart(value_or_raise(score::xmr_chart(values, baseline_of(n))));
      },
      py::arg("values"), py::arg("baseline"), "Individuals chart; limits from the first `baseline` values, then frozen.");
  m.def(
      "rate_chart",
      [baseline_of](const Counts& periods, std::size_t n, bool laney) {
        auto const rates = rates_of(periods);
        return chart(value_or_raise(
            score::rate_chart(rates, baseline_of(n), laney ? score::RateLimits::laney : score::RateLimits::binomial)));
      },
      py::arg("periods"), py::arg("baseline"), py::arg("laney") = true, "p or Laney p′ chart of periods, each (hits, n).");
  m.def(
      "cusum",
      [](const std::vector<double>& values, double mean, double sigma, double k, double h) {
        score::Cusum const c = value_or_raise(score::cusum(values, {mean, sigma}, {k, h}));
        py::list points;
        for (const score::CusumPoint& p : c.points) points.append(py::make_tuple(p.high, p.low));
        py::dict out;
        out["points"] = points;
        out["signals"] = signals(c.signals);
        return out;
      },
      py::arg("values"), py::arg("mean"), py::arg("sigma"), py::arg("k") = 0.5, py::arg("h") = 5.0,
      "Cumulative sums in units of sigma: (high, low) a value.");
  m.def(
      "ewma_chart",
      [](const std::vector<double>& values, double mean, double sigma, double lambda, double width) {
        return chart(value_or_raise(score::ewma_chart(values, {mean, sigma}, {lambda, width})));
      },
      py::arg("values"), py::arg("mean"), py::arg("sigma"), py::arg("weight") = 0.2, py::arg("width") = 2.962,
      "Exponentially weighted moving average with its growing limits.");
  m.def(
      "trend",
      [](const std::vector<std::pair<double, double>>& points, double confidence) {
        std::vector<score::TrendPoint> series;
        for (auto const& [t, value] : points) series.push_back({t, value});
        score::Trend const r = value_or_raise(score::trend(series, confidence));
        py::dict out;
        out["n"] = r.n;
        out["slope"] = r.slope;
        out["intercept"] = r.intercept;
        out["low"] = r.interval ? py::object(py::float_(r.low)) : py::none();
        out["high"] = r.interval ? py::object(py::float_(r.high)) : py::none();
        out["s"] = r.s;
        out["p"] = r.p;
        out["absent_reason"] = or_none(r.absent_reason);
        return out;
      },
      py::arg("points"), py::arg("confidence") = 0.95, "Theil-Sen slope of (t, value) with Mann-Kendall's test.");
}

void register_planning(py::module_& m) {
  m.def(
      "erlang_c",
      [](double contacts, double interval_s, double handle_s, std::int64_t agents, double threshold_s) {
        return queue(value_or_raise(score::erlang_c({contacts, interval_s, handle_s}, agents, threshold_s)));
      },
      py::arg("contacts"), py::arg("interval_s"), py::arg("handle_s"), py::arg("agents"), py::arg("threshold_s"),
      "What agents make of a load, if contacts wait without giving up: a planning aid.");
  m.def(
      "agents_needed",
      [](double contacts, double interval_s, double handle_s, double service_level, double threshold_s, std::optional<double> mean_wait_s) {
        return queue(value_or_raise(
            score::agents_needed({contacts, interval_s, handle_s}, {service_level, threshold_s, mean_wait_s})));
      },
      py::arg("contacts"), py::arg("interval_s"), py::arg("handle_s"), py::arg("service_level") = 0.8, py::arg("threshold_s") = 20.0,
      py::arg("mean_wait_s") = std::nullopt, "The least number of agents that reaches a service level.");
  m.def(
      "responses_needed",
      [](double before, double after, double level, double power) {
        return value_or_raise(score::n_to_detect(before, after, {level, power}));
      },
      py::arg("before"), py::arg("after"), py::arg("level") = 0.05, py::arg("power") = 0.8,
      "Responses in each of two periods to tell two rates apart.");
  m.def(
      "responses_for_rate",
      [](double rate, double half_width, double confidence) { return value_or_raise(score::n_for_rate(rate, half_width, confidence)); },
      py::arg("rate"), py::arg("half_width"), py::arg("confidence") = 0.95, "Responses for a Wilson interval of at most ± half_width.");
}

}  // namespace

void register_stats(py::module_& m) {
  register_intervals(m);
  register_comparisons(m);
  register_agents(m);
  register_charts(m);
  register_planning(m);
}

}  // namespace deskgauge::python

// What intervals promise and what they hold: each interval beside the truth it was made from, with fixed seeds. Bounds are those of
// algorithms.md §6, or the nominal 95 % less three standard errors of the simulation where it gives none.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "deskgauge/score/comparison.h"
#include "deskgauge/score/distribution.h"
#include "deskgauge/score/shrinkage.h"
#include "deskgauge/value/survival.h"
#include "deskgauge/value/uncertainty.h"
#include "tests/core/score/random_series.h"

namespace deskgauge::score {
namespace {

constexpr double kConfidence = 0.95;

/// P(X = k) for X ~ Binomial(n, p).
double binomial_at(std::int64_t k, std::int64_t n, double p) {
  double const x = static_cast<double>(k), m = static_cast<double>(n);
  return std::exp(std::lgamma(m + 1) - std::lgamma(x + 1) - std::lgamma(m - x + 1) + x * std::log(p) + (m - x) * std::log1p(-p));
}

/// The share of `rounds` in which `holds()`.
template <class Holds>
double share(int rounds, Holds holds) {
  int held = 0;
  for (int i = 0; i < rounds; ++i) held += holds();
  return static_cast<double>(held) / rounds;
}

TEST(coverage, of_wilson_is_exact_and_that_of_the_literature) {
  // exact, not simulated: the sum of P(k) over the k whose interval holds p, averaged over p = .50 … .99
  for (auto const& [n, mean, least] : {std::tuple(5, 0.954, 0.84), {20, 0.954, 0.91}, {50, 0.951, 0.91}, {200, 0.950, 0.93}}) {
    double sum = 0, lowest = 1;
    int points = 0;
    for (double p = 0.50; p < 0.9901; p += 0.01, ++points) {
      double held = 0;
      for (std::int64_t k = 0; k <= n; ++k) {
        value::Uncertainty const u = value::wilson(k, n, kConfidence);
        if (u.low <= p && p <= u.high) held += binomial_at(k, n, p);
      }
      sum += held;
      lowest = std::min(lowest, held);
    }
    EXPECT_NEAR(sum / points, mean, 0.005) << "n " << n;
    EXPECT_GE(lowest, least - 0.01) << "n " << n;
  }
}

TEST(coverage, of_newcombes_difference_holds_where_that_of_wald_would_not) {
  RandomSeries dice(1);
  struct Periods {
    std::int64_t n1;
    double p1;
    std::int64_t n2;
    double p2;
  };
  for (Periods const t : {Periods{20, 0.7, 20, 0.8}, {50, 0.7, 50, 0.8}, {30, 0.9, 200, 0.85}, {200, 0.95, 200, 0.97}}) {
    double const held = share(8000, [&] {
      RateSample const before{dice.binomial(t.n1, t.p1), t.n1}, after{dice.binomial(t.n2, t.p2), t.n2};
      Comparison const c = compare_rates(before, after, kConfidence);
      return c.low <= t.p2 - t.p1 && t.p2 - t.p1 <= c.high;
    });
    EXPECT_GE(held, 0.940) << t.n1 << " " << t.p1;
    EXPECT_LE(held, 0.985) << t.n1 << " " << t.p1;
  }
}

TEST(coverage, of_the_two_rate_test_raises_few_false_alarms) {
  RandomSeries dice(2);
  double const alarms = share(8000, [&] {
    return compare_rates({dice.binomial(100, 0.8), 100}, {dice.binomial(100, 0.8), 100}, kConfidence).p.value_or(1) < 0.05;
  });
  EXPECT_NEAR(alarms, 0.05, 0.012);
}

struct Answers {
  std::int64_t promoters = 0, detractors = 0;
};
Answers answers(RandomSeries& dice, std::int64_t n, double promoters, double detractors) {
  Answers a;
  for (std::int64_t i = 0; i < n; ++i) {
    double const u = dice.uniform();
    a.promoters += u < promoters;
    a.detractors += u >= promoters && u < promoters + detractors;
  }
  return a;
}

TEST(coverage, of_the_adjusted_net_promoter_interval_is_that_of_the_literature) {
  RandomSeries dice(3);
  for (auto const& known : {std::pair<std::int64_t, double>(10, 0.944), {30, 0.965}, {100, 0.945}}) {
    std::int64_t const n = known.first;
    double const held = share(20'000, [&] {
      Answers const a = answers(dice, n, 0.85, 0.05);
      value::Uncertainty const u = value::adjusted_wald_nps(a.promoters, a.detractors, n, kConfidence);
      return u.low <= 80 && 80 <= u.high;
    });
    EXPECT_NEAR(held, known.second, 0.015) << "n " << n;
  }
}

TEST(coverage, of_the_net_promoter_difference) {
  RandomSeries dice(4);
  double const held = share(8000, [&] {
    Answers const a = answers(dice, 100, 0.55, 0.15), b = answers(dice, 120, 0.60, 0.12);
    Comparison const c = compare_nps({a.promoters, a.detractors, 100}, {b.promoters, b.detractors, 120}, kConfidence);
    return c.low <= 8 && 8 <= c.high;
  });
  EXPECT_NEAR(held, 0.95, 0.012);
}

MeanSample sample(RandomSeries& dice, std::int64_t n, double mean, double deviation) {
  double sum = 0, squares = 0;
  for (std::int64_t i = 0; i < n; ++i) {
    double const x = mean + deviation * dice.normal();
    sum += x, squares += x * x;
  }
  double const m = sum / static_cast<double>(n);
  return {n, m, (squares - static_cast<double>(n) * m * m) / static_cast<double>(n - 1)};
}

TEST(coverage, of_the_mean_by_student) {
  RandomSeries dice(5);
  for (std::int64_t n : {2, 5, 30}) {
    double const held = share(8000, [&] {
      MeanSample const s = sample(dice, n, 10, 3);
      value::Uncertainty const u = value::student_t(n, s.mean, s.variance, kConfidence);
      return u.low <= 10 && 10 <= u.high;
    });
    EXPECT_NEAR(held, 0.95, 0.0075) << "n " << n;
  }
}

TEST(coverage, of_two_means_and_of_two_durations_by_welch_with_unequal_spread) {
  RandomSeries dice(6);
  double const means = share(8000, [&] {
    Comparison const c = compare_means(sample(dice, 12, 10, 4), sample(dice, 60, 11, 1), kConfidence);
    return c.low <= 1 && 1 <= c.high;
  });
  EXPECT_NEAR(means, 0.95, 0.012);
  double const ratio = std::exp(-0.2);
  double const durations = share(8000, [&] {
    Comparison const c = compare_durations(sample(dice, 120, 8.05, 0.85), sample(dice, 110, 7.85, 0.80), kConfidence);
    return c.low <= ratio && ratio <= c.high;
  });
  EXPECT_NEAR(durations, 0.95, 0.0075);
}

TEST(coverage, of_exact_counts_is_never_below_what_they_promise) {
  RandomSeries dice(7);
  for (double mean : {0.5, 3.0, 12.0}) {
    double const held = share(8000, [&] {
      value::Uncertainty const u = poisson_interval({dice.poisson(mean), 1}, kConfidence);
      return u.low <= mean && mean <= u.high;
    });
    EXPECT_GE(held, 0.9425) << mean;
  }
}

TEST(coverage, of_percentiles_by_order_statistics_is_at_least_what_they_promise) {
  RandomSeries dice(8);
  for (auto const& asked_of : {std::pair(30, 0.5), {100, 0.5}, {100, 0.9}, {400, 0.9}}) {
    int const n = asked_of.first;
    double const q = asked_of.second;
    double const truth = std::exp(normal_quantile(q));                // of a log-normal duration, in seconds
    int asked = 0;
    double const held = share(2000, [&] {
      aggregate::State state(aggregate::StateSpec{aggregate::StateKind::multiset});
      for (int i = 0; i < n; ++i) state.update({static_cast<std::int64_t>(std::lround(1000 * std::exp(dice.normal()))), 1});
      value::Uncertainty const u = value::order_statistic(state, q, kConfidence, 1000);
      asked += u.method != value::IntervalMethod::none;
      return u.method != value::IntervalMethod::none && u.low <= truth && truth <= u.high;
    });
    EXPECT_EQ(asked, 2000) << n << " " << q;
    EXPECT_GE(held, 0.935) << n << " " << q;
    EXPECT_LE(held, 0.99) << n << " " << q;
  }
}

TEST(coverage, of_shrunken_rates_over_agents_like_those_they_come_from) {
  RandomSeries dice(9);
  int held = 0, agents = 0;
  for (int round = 0; round < 60; ++round) {
    std::vector<double> truth;
    std::vector<RateSample> samples;
    for (int i = 0; i < 100; ++i) {
      truth.push_back(beta_quantile(dice.uniform(), 51, 9));           // mean 0.85, as if from 60 samples
      std::int64_t const n = 5 + dice.poisson(25);
      samples.push_back({dice.binomial(n, truth.back()), n});
    }
    RateShrinkage const shrunk = shrink_rates(samples, kConfidence);
    for (std::size_t i = 0; i < truth.size(); ++i, ++agents)
      held += shrunk.agents[i].low <= truth[i] && truth[i] <= shrunk.agents[i].high;
  }
  double const share_held = static_cast<double>(held) / agents;
  EXPECT_GE(share_held, 0.90);                                         // the pool's own uncertainty is not in it
  EXPECT_LE(share_held, 0.97);
}

TEST(coverage, of_the_survival_curve_with_open_tickets) {
  RandomSeries dice(10);
  double const truth = 1 - std::exp(-1.0);                             // share that ends within one mean of an exponential
  double const held = share(3000, [&] {
    std::vector<std::pair<std::int64_t, bool>> seen;
    for (int i = 0; i < 80; ++i) {
      double const ends = -std::log(dice.uniform()), looked_at = 0.5 + 2 * dice.uniform();
      seen.emplace_back(std::lround(1'000'000 * std::min(ends, looked_at)), ends <= looked_at);
    }
    std::sort(seen.begin(), seen.end());
    std::vector<value::DurationCount> counts;
    for (auto const& one : seen) {
      if (counts.empty() || counts.back().duration_ms != one.first) counts.push_back({one.first});
      (one.second ? counts.back().deaths : counts.back().censored) += 1;
    }
    auto const curve = value::SurvivalCurve::make(counts);
    value::SurvivalEstimate const s = curve->share_within(1'000'000, kConfidence);
    return s.low && s.high && *s.low <= truth && truth <= *s.high;
  });
  EXPECT_GE(held, 0.935);
  EXPECT_LE(held, 0.965);
}

}  // namespace
}  // namespace deskgauge::score

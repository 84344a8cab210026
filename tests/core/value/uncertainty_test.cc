// Intervals against the vectors of kpis.md §4.4 and against second opinions worked out here.
#include "deskgauge/value/uncertainty.h"

#include <cmath>

#include "tests/core/value/support.h"

namespace deskgauge::value {
namespace {

TEST(wilson, gives_every_row_of_the_vector) {
  struct Row {
    std::int64_t hits, trials;
    double low, high;
  };
  const Row rows[] = {{0, 1, 0, .793451},
                      {1, 1, .206549, 1},
                      {0, 5, 0, .434482},
                      {4, 5, .375535, .963776},
                      {5, 5, .565518, 1},
                      {87, 100, .790196, .922428},
                      {37, 50, .604468, .841285},
                      {41, 50, .692039, .902298},
                      {82, 100, .733326, .882998},
                      {410, 500, .783925, .851195},
                      {870, 1000, .847732, .889436},
                      {905, 1000, .885246, .921655},
                      {50, 60, .719684, .906868},    // V-CSAT-1
                      {92, 100, .850019, .958907}};  // V-CES
  for (const Row& row : rows) {
    Uncertainty const u = wilson(row.hits, row.trials, 0.95);
    EXPECT_NEAR(u.low, row.low, 5e-7) << row.hits << "/" << row.trials;
    EXPECT_NEAR(u.high, row.high, 5e-7) << row.hits << "/" << row.trials;
    EXPECT_EQ(u.method, IntervalMethod::wilson);
    EXPECT_EQ(u.confidence, 0.95);
  }
}

TEST(wilson, ends_at_0_and_1_exactly_where_all_or_none_hit) {
  for (std::int64_t n : {1, 2, 3, 7, 10, 33, 100, 12345}) {
    EXPECT_EQ(wilson(0, n, 0.95).low, 0.0) << n;
    EXPECT_EQ(wilson(n, n, 0.95).high, 1.0) << n;
  }
}

TEST(wilson, limits_solve_the_equation_they_come_from) {
  // second opinion: at both limits (p̂ - p)² = z² p (1 - p) / n, with z = 1.959963984540054 for 95 %, 1.6448536269514722 for 90 %
  for (auto const& [confidence, z] : {std::pair{0.95, 1.959963984540054}, {0.90, 1.6448536269514722}})
    for (std::int64_t n : {3, 20, 170})
      for (std::int64_t k = 1; k < n; k += 2) {
        Uncertainty const u = wilson(k, n, confidence);
        double const p = static_cast<double>(k) / static_cast<double>(n);
        for (double limit : {u.low, u.high})
          EXPECT_NEAR((p - limit) * (p - limit), z * z * limit * (1 - limit) / static_cast<double>(n), 1e-12) << k << "/" << n;
        EXPECT_LT(u.low, p);
        EXPECT_GT(u.high, p);
      }
}

TEST(wilson, of_nothing_is_absent_with_a_reason) {
  Uncertainty const u = wilson(0, 0, 0.95);
  EXPECT_EQ(u.method, IntervalMethod::none);
  EXPECT_EQ(u.absent_reason, "n_too_small");
}

TEST(student_t, follows_the_table_of_quantiles) {
  struct Row {
    std::int64_t n;
    double t;      // two-sided, from any textbook
    double confidence;
  };
  // mean 2, variance n, so the half width is the quantile itself
  for (const Row& row : {Row{2, 12.7062, 0.95}, {3, 4.30265, 0.95}, {10, 2.26216, 0.95}, {12, 2.20099, 0.95}, {31, 2.04227, 0.95},
                         {10, 1.83311, 0.90}, {10, 3.24984, 0.99}}) {
    Uncertainty const u = student_t(row.n, 2, static_cast<double>(row.n), row.confidence);
    EXPECT_NEAR(u.low, 2 - row.t, 5e-5) << row.n;
    EXPECT_NEAR(u.high, 2 + row.t, 5e-5) << row.n;
    EXPECT_EQ(u.method, IntervalMethod::student_t);
  }
}

TEST(student_t, needs_two_samples) {
  for (std::int64_t n : {0, 1}) EXPECT_EQ(student_t(n, 5, 0, 0.95).absent_reason, "n_too_small") << n;
}

TEST(order_statistic, of_twelve_samples_takes_the_third_and_the_tenth_for_the_median) {
  // P(B <= 2) = 79/4096 = .0193 and P(B <= 3) = 299/4096 = .0730 for B ~ Binomial(12, 1/2): ranks 3 and 10 of V-QNT
  State const s = state(StateKind::multiset, {4, 6, 7, 9, 12, 15, 18, 22, 31, 45, 60, 240});
  Uncertainty const u = order_statistic(s, 0.5, 0.95, 1);
  EXPECT_EQ(u.low, 7);
  EXPECT_EQ(u.high, 45);
  EXPECT_EQ(u.method, IntervalMethod::order_statistic);
}

TEST(order_statistic, is_absent_where_the_sample_cannot_reach_both_tails) {
  // the median needs 2 · (1/2)^n <= .05, so n >= 6; the 90th percentile needs .9^n <= .025, so n >= 36 (35 · ln .9 = -3.688 > ln .025 =
  // -3.689)
  struct Row {
    std::int64_t n;
    double q;
    bool there;
  };
  for (const Row& row : {Row{1, 0.5, false}, {5, 0.5, false}, {6, 0.5, true}, {35, 0.9, false}, {36, 0.9, true}}) {
    std::vector<std::int64_t> samples;
    for (std::int64_t i = 1; i <= row.n; ++i) samples.push_back(i);
    Uncertainty const u = order_statistic(state(StateKind::multiset, samples), row.q, 0.95, 1);
    EXPECT_EQ(u.method == IntervalMethod::order_statistic, row.there) << row.n << " " << row.q;
    if (!row.there) {
      EXPECT_EQ(u.absent_reason, "n_too_small");
    }
  }
}

/// P(Binomial(n, q) <= k), summed term by term.
double binomial_cdf(std::int64_t k, std::int64_t n, double q) {
  double sum = 0;
  for (std::int64_t i = 0; i <= k; ++i)
    sum += std::exp(std::lgamma(double(n) + 1) - std::lgamma(double(i) + 1) - std::lgamma(double(n - i) + 1) + double(i) * std::log(q) +
                    double(n - i) * std::log1p(-q));
  return sum;
}

TEST(order_statistic, takes_the_tightest_ranks_that_a_sum_over_all_ranks_allows) {
  for (double q : {0.25, 0.5, 0.9})
    for (std::int64_t n = 2; n <= 120; n += 7) {
      std::int64_t low = 0, high = n + 1;                      // brute force; rank 0 and n + 1 stand for "none"
      for (std::int64_t rank = 1; rank <= n; ++rank)
        if (binomial_cdf(rank - 1, n, q) <= 0.025) low = rank;
      for (std::int64_t rank = n; rank >= 1; --rank)
        if (1 - binomial_cdf(rank - 1, n, q) <= 0.025) high = rank;
      std::vector<std::int64_t> samples;
      for (std::int64_t i = 1; i <= n; ++i) samples.push_back(i);
      Uncertainty const u = order_statistic(state(StateKind::multiset, samples), q, 0.95, 1);
      if (low == 0 || high == n + 1) {
        EXPECT_EQ(u.absent_reason, "n_too_small") << n << " " << q;
        continue;
      }
      EXPECT_EQ(u.low, static_cast<double>(low)) << n << " " << q;
      EXPECT_EQ(u.high, static_cast<double>(high)) << n << " " << q;
    }
}

TEST(adjusted_wald_nps, gives_the_vector) {
  struct Row {
    std::int64_t promoters, detractors, n;
    double low, high;
  };
  for (const Row& row : {Row{55, 15, 100, 24.599440, 53.070463}, {3, 1, 5, -29.783, 79.783}}) {
    Uncertainty const u = adjusted_wald_nps(row.promoters, row.detractors, row.n, 0.95);
    EXPECT_NEAR(u.low, row.low, 5e-4) << row.n;
    EXPECT_NEAR(u.high, row.high, 5e-4) << row.n;
    EXPECT_EQ(u.method, IntervalMethod::adjusted_wald_nps);
  }
}

TEST(adjusted_wald_nps, stays_within_minus_100_and_100) {
  for (std::int64_t n : {1, 2, 5}) {
    EXPECT_LE(adjusted_wald_nps(n, 0, n, 0.95).high, 100);
    EXPECT_GE(adjusted_wald_nps(0, n, n, 0.95).low, -100);
  }
  EXPECT_EQ(adjusted_wald_nps(0, 0, 0, 0.95).absent_reason, "n_too_small");
}

}  // namespace
}  // namespace deskgauge::value

#include "deskgauge/score/comparison.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "deskgauge/score/distribution.h"
#include "deskgauge/value/uncertainty.h"

namespace deskgauge::score {
namespace {

// Expected values are the published vectors of the interval and comparison section, or scipy 1.x where it says so.
constexpr double k95 = 0.95;

TEST(comparison, gives_the_wilson_limits_of_the_published_table) {
  struct Row {
    std::int64_t hits, n;
    double low, high;
  };
  for (Row const& r : {Row{0, 1, 0, .793451}, {1, 1, .206549, 1}, {0, 5, 0, .434482}, {4, 5, .375535, .963776}, {5, 5, .565518, 1},
                       {87, 100, .790196, .922428}, {37, 50, .604468, .841285}, {41, 50, .692039, .902298}, {82, 100, .733326, .882998},
                       {410, 500, .783925, .851195}, {870, 1000, .847732, .889436}, {905, 1000, .885246, .921655}}) {
    value::Uncertainty const u = value::wilson(r.hits, r.n, k95);
    EXPECT_NEAR(u.low, r.low, 1e-6) << r.hits << "/" << r.n;
    EXPECT_NEAR(u.high, r.high, 1e-6) << r.hits << "/" << r.n;
  }
}

TEST(comparison, agrees_with_jeffreys_and_clopper_pearson_of_41_of_50) {
  EXPECT_NEAR(beta_quantile(.025, 41.5, 9.5), .697195, 1e-6);
  EXPECT_NEAR(beta_quantile(.975, 41.5, 9.5), .907024, 1e-6);
  EXPECT_NEAR(beta_quantile(.025, 41, 10), .685631, 1e-6);
  EXPECT_NEAR(beta_quantile(.975, 42, 9), .914238, 1e-6);
  EXPECT_NEAR(two_sided_z(.95), 1.959963984540054, 1e-14);
}

TEST(comparison, gives_newcombes_own_example) {
  Comparison const c = compare_rates({48, 80}, {56, 70}, k95);
  EXPECT_NEAR(*c.effect, .2, 1e-12);
  EXPECT_NEAR(c.low, .052431, 1e-6);
  EXPECT_NEAR(c.high, .333873, 1e-6);
  EXPECT_EQ(c.method, ComparisonMethod::newcombe);
  EXPECT_TRUE(c.absent_reason.empty());
}

TEST(comparison, says_how_little_seventy_to_eighty_percent_is) {
  struct Row {
    std::int64_t n;
    double low, high, p;
  };
  for (Row const& r : {Row{20, -.165595, .349383, .465209}, {50, -.069911, .263017, .248213}, {100, -.020249, .216734, .102470},
                       {200, .015063, .183162, .020921}, {400, .040032, .159077, .001091}}) {
    Comparison const c = compare_rates({r.n * 7 / 10, r.n}, {r.n * 8 / 10, r.n}, k95);
    EXPECT_NEAR(c.low, r.low, 1e-6) << r.n;
    EXPECT_NEAR(c.high, r.high, 1e-6) << r.n;
    EXPECT_NEAR(*c.p, r.p, 1e-6) << r.n;
  }
}

TEST(comparison, of_two_perfect_rates_has_an_interval_and_no_evidence) {
  Comparison const c = compare_rates({5, 5}, {7, 7}, k95);
  EXPECT_EQ(*c.effect, 0);
  EXPECT_LT(c.low, -.3);
  EXPECT_GT(c.high, .4);
  EXPECT_EQ(*c.p, 1);
}

TEST(comparison, of_nothing_is_a_reason) {
  for (Comparison const& c :
       {compare_rates({0, 0}, {1, 2}, k95), compare_nps({1, 0, 2}, {0, 0, 0}, k95), compare_means({}, {5, 1, 1}, k95)}) {
    EXPECT_FALSE(c.effect);
    EXPECT_FALSE(c.p);
    EXPECT_EQ(c.method, ComparisonMethod::none);
    EXPECT_EQ(c.absent_reason, "n_too_small");
  }
}

TEST(comparison, gives_the_published_change_of_nps) {
  Comparison const c = compare_nps({55, 15, 100}, {62, 13, 110}, k95);
  EXPECT_NEAR(*c.effect, 4.545455, 1e-6);
  EXPECT_NEAR(c.low, -14.85, .005);
  EXPECT_NEAR(c.high, 23.94, .005);
  EXPECT_NEAR((c.high - *c.effect) / two_sided_z(k95), 9.8967, 5e-5);
  EXPECT_NEAR(*c.effect / 9.8967, .4593, 5e-5);
  EXPECT_NEAR(*c.p, .6460, 5e-5);
}

TEST(comparison, gives_the_published_adjusted_interval_of_nps) {
  value::Uncertainty const u = value::adjusted_wald_nps(55, 15, 100, k95);
  EXPECT_NEAR(u.low, 24.599440, 1e-6);
  EXPECT_NEAR(u.high, 53.070463, 1e-6);
  value::Uncertainty const small = value::adjusted_wald_nps(3, 1, 5, k95);
  EXPECT_NEAR(small.low, -29.783, 5e-4);
  EXPECT_NEAR(small.high, 79.783, 5e-4);
}

TEST(comparison, of_nps_without_variation_is_not_certain) {
  Comparison const c = compare_nps({3, 0, 3}, {2, 0, 3}, k95);
  Comparison const unanimous = compare_nps({3, 0, 3}, {0, 3, 3}, k95);
  EXPECT_LT(c.low, *c.effect);
  EXPECT_NEAR(*unanimous.effect, -200, 1e-12);
  EXPECT_EQ(unanimous.low, -200);
  EXPECT_GT(unanimous.high, -200);
}

TEST(comparison, gives_the_published_ratio_of_durations) {
  Comparison const c = compare_durations({120, 8.05, .85 * .85}, {110, 7.85, .80 * .80}, k95);
  EXPECT_EQ(c.scale, ComparisonScale::ratio);
  EXPECT_NEAR(*c.effect, .818731, 1e-6);
  // the published [.660769, 1.014454] is exp(-.2 ± 1.97 SE), t rounded to two decimals; scipy's t at df 227.8367 is 1.970431
  EXPECT_NEAR(c.low, .660769, 5e-5);
  EXPECT_NEAR(c.high, 1.014454, 5e-5);
  EXPECT_NEAR(c.low, .660738502576, 1e-6);
  EXPECT_NEAR(c.high, 1.014501263998, 1e-6);
  EXPECT_NEAR(*c.p, .0673, 5e-5);
}

TEST(comparison, of_means_agrees_with_scipys_welch_test) {
  // scipy.stats.ttest_ind([5,7,9,4], [8,9,12,11,10], equal_var=False): p and confidence_interval(.95)
  Comparison const c = compare_means({4, 6.25, 4.916666666666667}, {5, 10, 2.5}, k95);
  EXPECT_NEAR(*c.effect, 3.75, 1e-12);
  EXPECT_NEAR(c.low, .423241618577, 1e-6);
  EXPECT_NEAR(c.high, 7.076758381423, 1e-6);
  EXPECT_NEAR(*c.p, .033586643093, 1e-6);
}

TEST(comparison, of_one_sample_or_constant_means_keeps_the_effect_without_an_interval) {
  Comparison const one = compare_means({1, 4, 0}, {9, 5, 2}, k95), constant = compare_means({3, 4, 0}, {3, 5, 0}, k95);
  EXPECT_EQ(*one.effect, 1);
  EXPECT_EQ(one.absent_reason, "n_too_small");
  EXPECT_EQ(*constant.effect, 1);
  EXPECT_FALSE(constant.p);
  EXPECT_EQ(constant.absent_reason, "no_variation");
}

TEST(comparison, gives_the_exact_poisson_interval_of_42_events) {
  value::Uncertainty const u = poisson_interval({42, 1}, k95);
  EXPECT_NEAR(u.low, 30.2699, 5e-5);
  EXPECT_NEAR(u.high, 56.7718, 5e-5);
  value::Uncertainty const daily = poisson_interval({42, 7}, k95), none = poisson_interval({0, 1}, k95);
  EXPECT_NEAR(daily.low, 30.2699 / 7, 1e-5);
  EXPECT_EQ(none.low, 0);
  EXPECT_NEAR(none.high, -std::log(.025), 1e-12);
  EXPECT_EQ(poisson_interval({4, 0}, k95).absent_reason, "n_too_small");
}

TEST(comparison, gives_the_published_p_of_120_against_90_tickets) {
  Comparison const c = compare_counts({90, 30}, {120, 30}, k95);
  EXPECT_NEAR(*c.p, .045114, 1e-6);
  EXPECT_NEAR(*c.effect, 4.0 / 3, 1e-12);
  EXPECT_GT(c.low, 1);  // p < .05 exactly where the interval leaves out 1
  EXPECT_NEAR(*compare_counts({120, 30}, {90, 30}, k95).p, .045114, 1e-6);
}

TEST(comparison, of_counts_divides_by_the_exposure) {
  Comparison const c = compare_counts({310, 31}, {300, 30}, k95);  // ten a day in both months
  EXPECT_NEAR(*c.effect, 1, 1e-12);
  EXPECT_GT(*c.p, .9);
  EXPECT_LT(c.low, 1);
  EXPECT_GT(c.high, 1);
}

TEST(comparison, of_counts_names_what_a_zero_leaves_unknown) {
  EXPECT_EQ(compare_counts({0, 1}, {0, 1}, k95).absent_reason, "no_events");
  Comparison const from_zero = compare_counts({0, 1}, {6, 1}, k95);
  EXPECT_FALSE(from_zero.effect);
  EXPECT_NEAR(*from_zero.p, 2 * std::pow(.5, 6), 1e-12);
  EXPECT_EQ(from_zero.absent_reason, "zero_before");
  Comparison const to_zero = compare_counts({6, 1}, {0, 1}, k95);
  EXPECT_EQ(*to_zero.effect, 0);
  EXPECT_EQ(to_zero.low, 0);
  EXPECT_LT(to_zero.high, 1);
}

aggregate::State durations(std::int64_t first, std::int64_t n) {
  aggregate::State state({aggregate::StateKind::multiset});
  for (std::int64_t i = 0; i < n; ++i) state.update({(first + i) * 1000});
  return state;
}

TEST(comparison, of_medians_squares_and_adds_the_order_statistic_limits) {
  // 1 … 101 and 31 … 131: ranks 41 and 61 enclose the median at 95 % (Binomial(101, ½)), so each limit is 10 away
  Comparison const c = compare_quantiles(durations(1, 101), durations(31, 101), .5, aggregate::QuantileMethod::continuous, k95, 1000);
  EXPECT_NEAR(*c.effect, 30, 1e-12);
  EXPECT_NEAR(c.low, 30 - std::hypot(10, 10), 1e-9);
  EXPECT_NEAR(c.high, 30 + std::hypot(10, 10), 1e-9);
  EXPECT_FALSE(c.p);
  EXPECT_EQ(c.absent_reason, "no_test_statistic");
}

TEST(comparison, of_few_medians_has_no_interval) {
  Comparison const c = compare_quantiles(durations(1, 3), durations(2, 101), .5, aggregate::QuantileMethod::continuous, k95, 1000);
  EXPECT_NEAR(*c.effect, 50, 1e-12);
  EXPECT_EQ(c.method, ComparisonMethod::none);
  EXPECT_EQ(c.absent_reason, "no_interval");
  aggregate::State const nothing({aggregate::StateKind::multiset});
  EXPECT_FALSE(compare_quantiles(nothing, durations(2, 9), .5, aggregate::QuantileMethod::continuous, k95, 1000).effect);
}

TEST(comparison, turned_round_is_the_opposite) {
  Comparison const there = compare_rates({30, 50}, {80, 90}, k95), back = compare_rates({80, 90}, {30, 50}, k95);
  EXPECT_NEAR(*there.effect, -*back.effect, 1e-12);
  EXPECT_NEAR(there.low, -back.high, 1e-12);
  EXPECT_NEAR(*there.p, *back.p, 1e-12);
  Comparison const up = compare_counts({30, 2}, {50, 3}, k95), down = compare_counts({50, 3}, {30, 2}, k95);
  EXPECT_NEAR(*up.effect * *down.effect, 1, 1e-12);
  EXPECT_NEAR(up.low * down.high, 1, 1e-9);
  EXPECT_NEAR(*up.p, *down.p, 1e-12);
}

}  // namespace
}  // namespace deskgauge::score

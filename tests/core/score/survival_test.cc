#include "deskgauge/value/survival.h"

#include <cmath>
#include <gtest/gtest.h>

#include "tests/core/score/random_series.h"

namespace deskgauge::score {
namespace {

using value::DurationCount;
using value::SurvivalCurve;
using value::SurvivalEstimate;
using value::SurvivalInterval;

constexpr std::int64_t kDay = 86'400'000;

/// V-KM of kpis.md §4.7, in days.
SurvivalCurve tickets() {
  return *SurvivalCurve::make({{1 * kDay, 1, 0}, {2 * kDay, 1, 0}, {3 * kDay, 1, 0}, {5 * kDay, 1, 0}, {6 * kDay, 0, 1}, {8 * kDay, 1, 0},
                               {10 * kDay, 0, 1}, {14 * kDay, 1, 0}, {20 * kDay, 0, 1}, {30 * kDay, 0, 3}});
}

/// 6-MP arm of Freireich et al. 1963, weeks; the textbook example of the estimator.
SurvivalCurve remissions() {
  return *SurvivalCurve::make({{6, 3, 1}, {7, 1, 0}, {9, 0, 1}, {10, 1, 1}, {11, 0, 1}, {13, 1, 0}, {16, 1, 0}, {17, 0, 1}, {19, 0, 1},
                               {20, 0, 1}, {22, 1, 0}, {23, 1, 0}, {25, 0, 1}, {32, 0, 2}, {34, 0, 1}, {35, 0, 1}});
}

TEST(survival, follows_v_km) {
  SurvivalCurve const curve = tickets();
  struct Case { int day; double s, se; };
  for (Case c : {Case{1, .916667, .079786},
                 {2, .833333, .107583},
                 {3, .75, .125},
                 {5, .666667, .136083},
                 {8, .571429, .146219},
                 {14, .457143, .155345}}) {
    SurvivalEstimate const s = curve.survival(c.day * kDay, .95);
    EXPECT_NEAR(*s.number, c.s, 1e-6) << c.day;
    EXPECT_NEAR(*s.standard_error, c.se, 1e-6) << c.day;
  }
  EXPECT_EQ(*curve.quantile(.5, .95).number, 14.0 * kDay);
  EXPECT_NEAR(*curve.share_within(7 * kDay, .95).number, .333333, 1e-6);
  EXPECT_NEAR(*curve.restricted_mean(30 * kDay, .95).number / kDay, 16.992857, 1e-6);
  EXPECT_EQ(curve.n(), 12);
  EXPECT_EQ(curve.deaths(), 6);
}

TEST(survival, the_log_log_interval_follows_the_textbook) {
  SurvivalCurve const curve = remissions();
  struct Case { int week; double s, se, low, high; };
  for (Case c : {Case{6, .8571, .0764, .6197, .9516},
                 {7, .8067, .0869, .5631, .9228},
                 {10, .7529, .0963, .5032, .8894},
                 {13, .6902, .1068, .4316, .8491},
                 {16, .6275, .1141, .3675, .8049},
                 {22, .5378, .1282, .2678, .7468},
                 {23, .4482, .1346, .1881, .6801}}) {
    SurvivalEstimate const s = curve.survival(c.week, .95);
    EXPECT_NEAR(*s.number, c.s, 5e-5) << c.week;
    EXPECT_NEAR(*s.standard_error, c.se, 5e-5) << c.week;
    EXPECT_NEAR(*s.low, c.low, 5e-5) << c.week;
    EXPECT_NEAR(*s.high, c.high, 5e-5) << c.week;
  }
  SurvivalEstimate const median = curve.quantile(.5, .95);
  EXPECT_EQ(*median.number, 23);
  EXPECT_EQ(*median.low, 13);
  EXPECT_FALSE(median.high);
}

TEST(survival, the_plain_interval_is_symmetrical_and_cut) {
  SurvivalEstimate const s = tickets().survival(3 * kDay, .95, SurvivalInterval::plain);
  EXPECT_NEAR(*s.low, .75 - 1.959964 * .125, 1e-6);
  EXPECT_NEAR(*s.high, .75 + 1.959964 * .125, 1e-6);
  EXPECT_EQ(*tickets().survival(1 * kDay, .95, SurvivalInterval::plain).high, 1);
}

TEST(survival, the_share_within_turns_the_interval_over) {
  SurvivalEstimate const s = tickets().survival(8 * kDay, .9), share = tickets().share_within(8 * kDay, .9);
  EXPECT_NEAR(*share.low, 1 - *s.high, 1e-12);
  EXPECT_NEAR(*share.high, 1 - *s.low, 1e-12);
  EXPECT_NEAR(*share.standard_error, *s.standard_error, 1e-12);
}

TEST(survival, knows_nothing_beyond_what_was_seen) {
  EXPECT_EQ(tickets().survival(31 * kDay, .95).absent_reason, "beyond_observation");
  EXPECT_EQ(tickets().share_within(31 * kDay, .95).absent_reason, "beyond_observation");
  EXPECT_EQ(tickets().restricted_mean(31 * kDay, .95).absent_reason, "beyond_observation");
  EXPECT_EQ(tickets().quantile(.9, .95).absent_reason, "not_reached");
  SurvivalCurve const done = *SurvivalCurve::make({{10, 1, 0}, {20, 1, 0}});
  EXPECT_EQ(*done.survival(1000, .95).number, 0);
  EXPECT_FALSE(done.survival(1000, .95).low);
  EXPECT_EQ(*done.restricted_mean(1000, .95).number, 15);
}

TEST(survival, without_censoring_it_is_the_share_left_exactly) {
  RandomSeries random(5);
  std::vector<DurationCount> counts;
  std::int64_t n = 0;
  for (int t = 1; t <= 200; ++t) {
    counts.push_back({t, random.binomial(9, .4), 0});
    n += counts.back().deaths;
  }
  SurvivalCurve const curve = *SurvivalCurve::make(counts);
  std::int64_t left = n;
  for (DurationCount const& c : counts) {
    left -= c.deaths;
    EXPECT_EQ(*curve.survival(c.duration_ms, .95).number, static_cast<double>(left) / static_cast<double>(n));
  }
}

TEST(survival, the_product_and_greenwoods_sum_agree_with_the_definition) {
  RandomSeries random(6);
  std::vector<DurationCount> counts;
  std::int64_t at_risk = 0;
  for (int t = 0; t < 60; ++t) {
    counts.push_back({t * 3, random.binomial(4, .3), random.binomial(4, .3)});
    at_risk += counts.back().deaths + counts.back().censored;
  }
  counts.push_back({500, 0, 2});
  at_risk += 2;
  SurvivalCurve const curve = *SurvivalCurve::make(counts);
  double s = 1, greenwood = 0, area = 0;
  std::int64_t before = 0;
  for (DurationCount const& c : counts) {
    double const r = static_cast<double>(at_risk), d = static_cast<double>(c.deaths);
    area += s * static_cast<double>(c.duration_ms - before);
    before = c.duration_ms;
    s *= 1 - d / r;
    greenwood += d / (r * (r - d));
    at_risk -= c.deaths + c.censored;
    EXPECT_NEAR(*curve.survival(c.duration_ms, .95).number, s, 1e-12);
    EXPECT_NEAR(*curve.survival(c.duration_ms, .95).standard_error, s * std::sqrt(greenwood), 1e-12);
    EXPECT_NEAR(*curve.restricted_mean(c.duration_ms, .95).number, area, 1e-8);
  }
}

TEST(survival, the_restricted_mean_of_closed_durations_is_their_mean_with_its_standard_error) {
  // without censoring the variance is Σ(x - mean)²/n²
  std::vector<DurationCount> const counts{{2, 1, 0}, {5, 2, 0}, {9, 1, 0}, {14, 3, 0}, {20, 1, 0}};
  SurvivalEstimate const mean = SurvivalCurve::make(counts)->restricted_mean(20, .95);
  EXPECT_NEAR(*mean.number, (2 + 10 + 9 + 42 + 20) / 8.0, 1e-12);
  double squares = 0;
  for (DurationCount const& c : counts)
    squares += static_cast<double>(c.deaths) * std::pow(static_cast<double>(c.duration_ms) - *mean.number, 2);
  EXPECT_NEAR(*mean.standard_error, std::sqrt(squares) / 8, 1e-9);
}

TEST(survival, refuses_by_name) {
  EXPECT_EQ(SurvivalCurve::make({}).error().reason, "no_data");
  EXPECT_EQ(SurvivalCurve::make({{5, 0, 0}}).error().reason, "no_data");
  EXPECT_EQ(SurvivalCurve::make({{5, 1, 0}, {5, 1, 0}}).error().reason, "durations_not_ordered");
  EXPECT_EQ(SurvivalCurve::make({{5, -1, 0}}).error().reason, "count_out_of_range");
}

}  // namespace
}  // namespace deskgauge::score

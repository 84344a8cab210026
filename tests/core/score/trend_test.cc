#include "deskgauge/score/trend.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "deskgauge/score/distribution.h"

namespace deskgauge::score {
namespace {

// V-GOAL-2, days and weekly values
const std::vector<TrendPoint> kWeekly{{0, .82}, {7, .823}, {14, .826}, {21, .825}, {28, .834}, {35, .837}, {42, .84}};

std::vector<TrendPoint> series(const std::vector<double>& values) {
  std::vector<TrendPoint> out;
  for (double v : values) out.push_back({static_cast<double>(out.size()), v});
  return out;
}

TEST(trend, gives_the_published_slope_and_forecast) {
  Trend const t = *trend(kWeekly, .95);
  EXPECT_NEAR(*t.slope, .000485714, 1e-9);
  EXPECT_NEAR(t.intercept + 90 * *t.slope, .863314, 1e-6);
}

TEST(trend, has_the_interval_of_the_outward_ranks) {
  // 21 pairs, Var(S) = 7·6·19/18 = 44.33, C = 13.05: ranks 3 and 19, read off the 21 slopes by hand-written sorting
  Trend const t = *trend(kWeekly, .95);
  std::vector<double> slopes;
  for (auto const& a : kWeekly)
    for (auto const& b : kWeekly)
      if (a.t < b.t) slopes.push_back((b.value - a.value) / (b.t - a.t));
  std::sort(slopes.begin(), slopes.end());
  ASSERT_TRUE(t.interval);
  EXPECT_EQ(t.low, slopes[2]);
  EXPECT_EQ(t.high, slopes[18]);
  EXPECT_EQ(t.s, 19);
  EXPECT_NEAR(*t.p, 14.0 / 5040, 1e-12);  // one falling pair of 21: 1 + 6 orders in each tail of 7!
}

TEST(trend, exact_p_counts_all_orders) {
  std::vector<double> base{1, 2, 3, 4, 5, 6};
  std::vector<std::int64_t> all;
  std::vector<double> order = base;
  do {
    std::int64_t s = 0;
    for (std::size_t i = 0; i < 6; ++i)
      for (std::size_t j = i + 1; j < 6; ++j) s += order[j] > order[i] ? 1 : -1;
    all.push_back(s);
  } while (std::next_permutation(order.begin(), order.end()));
  for (std::vector<double> const& v : {base, {2, 1, 3, 4, 6, 5}, {6, 5, 4, 3, 2, 1}, {3, 1, 2, 6, 5, 4}}) {
    Trend const t = *trend(series(v), .95);
    auto const as_far = std::count_if(all.begin(), all.end(), [&t](std::int64_t s) { return std::abs(s) >= std::abs(t.s); });
    EXPECT_NEAR(*t.p, static_cast<double>(as_far) / 720, 1e-12);
  }
}

TEST(trend, takes_ties_out_of_the_variance) {
  // values 1 1 2 2 2 3 4 5: Var(S) = (8·7·21 - 2·1·9 - 3·2·11)/18 = 60.6667; all 24 untied pairs rise
  Trend const t = *trend(series({1, 1, 2, 2, 2, 3, 4, 5}), .95);
  EXPECT_EQ(t.s, 24);
  EXPECT_NEAR(*t.p, two_sided_p(23 / std::sqrt(1092.0 / 18)), 1e-12);
}

TEST(trend, agrees_with_scipy_on_longer_series) {
  std::vector<double> const v{5.1, 4.9, 5.6, 5.3, 6.1, 5.8, 6.4, 5.9, 6.6, 7.0, 6.3, 7.4};
  Trend const t = *trend(series(v), .95);
  EXPECT_NEAR(*t.slope, 0.2, 1e-9);      // scipy.stats.theilslopes
  EXPECT_NEAR(t.s / 66.0, 0.757575757576, 1e-9);  // scipy.stats.kendalltau; without ties tau is S over the pairs
  EXPECT_NEAR(*t.p, two_sided_p((static_cast<double>(t.s) - 1) / std::sqrt(12 * 11 * 29 / 18.0)), 1e-12);
  EXPECT_LE(t.low, 0.125000000001);                   // theirs rounds the ranks, ours takes them outwards
  EXPECT_GE(t.high, 0.259999999999);
}

TEST(trend, holds_its_confidence_without_a_trend) {
  std::mt19937_64 random(5);
  int covered = 0, small = 0;
  int const rounds = 2000;
  for (int round = 0; round < rounds; ++round) {
    std::normal_distribution<double> noise(0, 1);
    std::vector<double> v(16);
    for (std::size_t i = 0; i < v.size(); ++i) v[i] = .3 * static_cast<double>(i) + noise(random);
    Trend const t = *trend(series(v), .95);
    covered += t.low <= .3 && .3 <= t.high;
    for (std::size_t i = 0; i < v.size(); ++i) v[i] -= .3 * static_cast<double>(i);
    small += *trend(series(v), .95)->p < .05;
  }
  EXPECT_GE(covered, .945 * rounds);
  EXPECT_LE(small, .065 * rounds);
}

TEST(trend, does_not_depend_on_the_order_of_points) {
  auto turned = kWeekly;
  std::mt19937 random(3);
  Trend const expected = *trend(kWeekly, .95);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(turned.begin(), turned.end(), random);
    Trend const t = *trend(turned, .95);
    EXPECT_EQ(*t.slope, *expected.slope);
    EXPECT_EQ(t.intercept, expected.intercept);
    EXPECT_EQ(t.low, expected.low);
    EXPECT_EQ(*t.p, *expected.p);
  }
}

TEST(trend, is_hardly_moved_by_one_wild_point) {
  auto wild = kWeekly;
  wild[3].value = 50;
  EXPECT_NEAR(*trend(wild, .95)->slope, .000485714, 1e-4);
}

TEST(trend, names_what_is_missing) {
  EXPECT_EQ(trend(series({1, 2}), .95)->absent_reason, "n_too_small");
  EXPECT_FALSE(trend(series({1, 2}), .95)->slope);
  Trend const few = *trend(series({1, 3, 2}), .95);
  EXPECT_EQ(few.absent_reason, "n_too_small");
  EXPECT_TRUE(few.slope && few.p);
  EXPECT_FALSE(few.interval);
  Trend const flat = *trend(series({4, 4, 4, 4, 4}), .95);
  EXPECT_EQ(flat.absent_reason, "no_variation");
  EXPECT_EQ(*flat.slope, 0);
  EXPECT_EQ(*flat.p, 1);
}

TEST(trend, refuses_what_is_no_series) {
  EXPECT_EQ(trend(std::vector<TrendPoint>{{1, 2}, {2, 3}, {1, 4}}, .95).error().reason, "repeated_instant");
  EXPECT_EQ(trend(std::vector<TrendPoint>{{1, std::numeric_limits<double>::infinity()}}, .95).error().reason, "value_not_finite");
  EXPECT_EQ(trend(std::vector<TrendPoint>(kMaxTrendPoints + 1), .95).error().reason, "too_many_points");
  EXPECT_EQ(trend(kWeekly, 1).error().reason, "confidence_out_of_range");
}

}  // namespace
}  // namespace deskgauge::score

#include "deskgauge/score/multiplicity.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>

namespace deskgauge::score {
namespace {

using Ps = std::vector<std::optional<double>>;

// The definition, without sorting: the least over all thresholds t >= p of m·t/#{p <= t}.
double by_definition(const Ps& p, double own) {
  double best = 1, m = static_cast<double>(p.size());
  for (auto t : p)
    if (*t >= own) best = std::min(best, m * *t / static_cast<double>(std::count_if(p.begin(), p.end(), [t](auto x) { return *x <= *t; })));
  return best;
}

TEST(multiplicity, gives_the_q_values_of_the_paper) {
  // The fifteen p values of Benjamini and Hochberg 1995, table of section 4.1: four are rejected at .05
  Ps const p{.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1.0};
  auto const q = *benjamini_hochberg(p);
  EXPECT_NEAR(*q[0], .0015, 1e-12);
  EXPECT_NEAR(*q[3], .035625, 1e-12);
  EXPECT_EQ(std::count_if(q.begin(), q.end(), [](auto x) { return *x <= .05; }), 4);
  EXPECT_NEAR(*q[5], .0638571428571, 1e-12);  // taken from a later p: .0298·15/7
  EXPECT_EQ(*q[14], 1);
}

TEST(multiplicity, agrees_with_the_definition_is_monotone_and_free_of_order) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    Ps p(1 + random() % 12);
    for (auto& x : p) x = static_cast<double>(random() % 40) / 40;  // ties are frequent
    auto const q = *benjamini_hochberg(p);
    for (std::size_t i = 0; i < p.size(); ++i) {
      EXPECT_NEAR(*q[i], by_definition(p, *p[i]), 1e-12);
      EXPECT_GE(*q[i], *p[i]);
      for (std::size_t j = 0; j < p.size(); ++j)
        EXPECT_TRUE(*p[i] > *p[j] || *q[i] <= *q[j]);
    }
    std::vector<std::size_t> order(p.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), random);
    Ps turned;
    for (std::size_t i : order) turned.push_back(p[i]);
    auto const again = *benjamini_hochberg(turned);
    for (std::size_t i = 0; i < order.size(); ++i) EXPECT_EQ(*again[i], *q[order[i]]);
  }
}

TEST(multiplicity, leaves_out_the_tests_that_were_not_made) {
  auto const q = *benjamini_hochberg(Ps{.01, std::nullopt, .04});
  EXPECT_NEAR(*q[0], .02, 1e-15);
  EXPECT_FALSE(q[1]);
  EXPECT_NEAR(*q[2], .04, 1e-15);
  EXPECT_TRUE(benjamini_hochberg(Ps{})->empty());
}

TEST(multiplicity, refuses_what_is_no_probability) {
  for (double bad : {-.1, 1.5, std::numeric_limits<double>::quiet_NaN()}) {
    auto const q = benjamini_hochberg(Ps{.5, bad});
    ASSERT_FALSE(q);
    EXPECT_EQ(q.error().reason, "p_out_of_range");
    EXPECT_EQ(q.error().field, "p[1]");
  }
}

}  // namespace
}  // namespace deskgauge::score

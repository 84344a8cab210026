#include "deskgauge/score/distribution.h"

#include <gtest/gtest.h>

#include <cmath>

namespace deskgauge::score {
namespace {

double choose(int n, int k) { return k == 0 ? 1 : choose(n - 1, k - 1) * n / k; }

TEST(distribution, gives_the_z_and_t_of_the_tables) {
  EXPECT_NEAR(two_sided_z(.95), 1.959963984540054, 1e-14);
  EXPECT_NEAR(two_sided_z(.998), 3.090232306167813, 1e-13);
  EXPECT_NEAR(two_sided_t(.95, 5), 2.570581835636314, 1e-12);
  EXPECT_NEAR(two_sided_p(1.959963984540054), .05, 1e-15);
  EXPECT_NEAR(two_sided_p(-1.959963984540054), .05, 1e-15);
  EXPECT_NEAR(two_sided_t_p(-2.570581835636314, 5), .05, 1e-12);
}

TEST(distribution, keeps_the_far_tail) {
  EXPECT_NEAR(normal_upper(10) / 7.619853024160525e-24, 1, 1e-12);
  EXPECT_NEAR(two_sided_p(38) / 5.7708e-316, 1, 1e-3);
}

TEST(distribution, sums_the_binomial_from_its_terms) {
  for (int n : {1, 5, 19})
    for (double p : {.1, .5, .837349}) {
      double sum = 0;
      for (int k = 0; k <= n; ++k) {
        sum += choose(n, k) * std::pow(p, k) * std::pow(1 - p, n - k);
        EXPECT_NEAR(binomial_cdf(k, n, p), sum, 1e-12);
        EXPECT_NEAR(binomial_upper(k, n, p), 1 - sum, 1e-12);
      }
    }
  EXPECT_EQ(binomial_cdf(-1, 5, .5), 0);
  EXPECT_EQ(binomial_upper(-1, 5, .5), 1);
  EXPECT_EQ(binomial_cdf(7, 5, .5), 1);
  EXPECT_EQ(binomial_upper(7, 5, .5), 0);
}

TEST(distribution, of_chi_squared_with_two_degrees_is_exponential) {
  EXPECT_NEAR(chi_squared_upper(3, 2), std::exp(-1.5), 1e-14);
  EXPECT_NEAR(chi_squared_quantile(.975, 2), -2 * std::log(.025), 1e-12);
}

TEST(distribution, of_beta_gives_jeffreys_and_clopper_pearson_limits) {
  EXPECT_NEAR(beta_quantile(.025, 41.5, 9.5), .697195, 1e-6);
  EXPECT_NEAR(beta_quantile(.975, 41.5, 9.5), .907024, 1e-6);
  EXPECT_NEAR(beta_quantile(.025, 41, 10), .685631, 1e-6);
  EXPECT_NEAR(beta_quantile(.975, 42, 9), .914238, 1e-6);
  EXPECT_NEAR(beta_cdf(.3, 1, 3), 1 - std::pow(.7, 3), 1e-14);
  EXPECT_NEAR(beta_upper(.3, 1, 3), std::pow(.7, 3), 1e-14);
}

}  // namespace
}  // namespace deskgauge::score

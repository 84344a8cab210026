#include "deskgauge/score/shrinkage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace deskgauge::score {
namespace {

// V-SHRINK
const std::vector<RateSample> kAgents{{9, 10}, {45, 50}, {164, 200}, {340, 400}, {3, 5}, {70, 100}, {115, 120}, {0, 1}, {88, 110}};

TEST(shrinkage, gives_the_published_prior) {
  RateShrinkage const pool = shrink_rates(kAgents, .95);
  EXPECT_NEAR(pool.mean, .837349, 1e-6);
  EXPECT_NEAR(pool.msb, .642367, 1e-6);
  EXPECT_NEAR(pool.msw, .132231, 1e-6);
  EXPECT_NEAR(pool.n0, 94.489207, 1e-6);
  EXPECT_NEAR(pool.correlation, .039228, 1e-6);
  EXPECT_NEAR(pool.prior_n, 24.492220, 1e-6);
  EXPECT_NEAR(pool.alpha, 20.508546, 1e-6);
  EXPECT_NEAR(pool.beta, 3.983674, 1e-6);
  EXPECT_TRUE(pool.absent_reason.empty());
}

TEST(shrinkage, gives_the_published_estimates_and_intervals) {
  struct Row {
    double raw, shrunk, low, high;
  };
  std::vector<Row> const rows{{.9, .855513, .722341, .949980},      {.9, .879401, .797003, .942600},   {.82, .821893, .769342, .869015},
                              {.85, .849270, .813760, .881664},     {.6, .797110, .637324, .918924},   {.7, .727022, .645815, .801321},
                              {.958333, .937826, .893248, .970999}, {0, .804502, .633463, .930597},    {.8, .806802, .736215, .868754}};
  RateShrinkage const pool = shrink_rates(kAgents, .95);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_NEAR(*pool.agents[i].raw, rows[i].raw, 1e-6) << i;
    EXPECT_NEAR(*pool.agents[i].estimate, rows[i].shrunk, 1e-6) << i;
    EXPECT_NEAR(pool.agents[i].low, rows[i].low, 1e-6) << i;
    EXPECT_NEAR(pool.agents[i].high, rows[i].high, 1e-6) << i;
  }
  EXPECT_NEAR(pool.agents[5].below_pool, .998908, 1e-6);
  EXPECT_NEAR(pool.agents[6].below_pool, .000088, 1e-6);
}

TEST(shrinkage, puts_one_bad_survey_above_a_hundred_at_seventy_percent) {
  RateShrinkage const pool = shrink_rates(kAgents, .95);
  std::string order = "ABCDEFGHI";
  std::sort(order.begin(), order.end(), [&](char a, char b) {
    return *pool.agents[static_cast<std::size_t>(a - 'A')].estimate > *pool.agents[static_cast<std::size_t>(b - 'A')].estimate;
  });
  EXPECT_EQ(order, "GBADCIHEF");
}

TEST(shrinkage, says_why_there_is_no_prior) {
  struct Row {
    std::vector<RateSample> agents;
    std::string_view reason;
  };
  for (Row const& r : {Row{{}, "too_few_agents"}, {{{3, 9}}, "too_few_agents"}, {{{3, 9}, {0, 0}}, "too_few_agents"},
                       {{{1, 1}, {0, 1}}, "n_too_small"}, {{{5, 5}, {7, 7}}, "no_variation"}, {{{0, 5}, {0, 7}}, "no_variation"}}) {
    RateShrinkage const pool = shrink_rates(r.agents, .95);
    EXPECT_EQ(pool.absent_reason, r.reason);
    for (Shrunk const& s : pool.agents) {
      EXPECT_FALSE(s.estimate);
      EXPECT_EQ(s.absent_reason, s.raw ? r.reason : "no_data");
    }
  }
}

TEST(shrinkage, leaves_an_agent_without_samples_out_of_the_pool) {
  auto with = kAgents;
  with.insert(with.begin() + 4, RateSample{0, 0});
  RateShrinkage const pool = shrink_rates(with, .95);
  EXPECT_NEAR(pool.prior_n, 24.492220, 1e-6);
  EXPECT_EQ(pool.agents[4].absent_reason, "no_data");
  EXPECT_FALSE(pool.agents[4].estimate);
  EXPECT_FALSE(pool.agents[4].raw);
}

TEST(shrinkage, of_equal_agents_pools_them_almost_wholly) {
  RateShrinkage const pool = shrink_rates(std::vector<RateSample>{{8, 10}, {16, 20}, {80, 100}}, .95);
  EXPECT_EQ(pool.correlation, kLeastCorrelation);
  EXPECT_NEAR(pool.prior_n, 9999, 1e-6);
  for (Shrunk const& s : pool.agents) {
    EXPECT_NEAR(*s.estimate, .8, 1e-12);
    EXPECT_LT(s.weight, .01);
  }
}

TEST(shrinkage, keeps_uncertainty_when_every_agent_is_all_or_nothing) {
  RateShrinkage const pool = shrink_rates(std::vector<RateSample>{{5, 5}, {0, 5}}, .95);
  EXPECT_NEAR(pool.prior_n, 1, 1e-12);
  EXPECT_LT(pool.agents[0].low, .8);
  EXPECT_GT(pool.agents[1].high, .2);
}

TEST(shrinkage, stays_between_raw_and_pool_and_trusts_the_larger_n) {
  RateShrinkage const pool = shrink_rates(kAgents, .95);
  for (Shrunk const& s : pool.agents) {
    EXPECT_GE(*s.estimate, std::min(*s.raw, pool.mean));
    EXPECT_LE(*s.estimate, std::max(*s.raw, pool.mean));
    EXPECT_NEAR(*s.estimate, s.weight * *s.raw + (1 - s.weight) * pool.mean, 1e-12);
  }
  EXPECT_LT(pool.agents[7].weight, pool.agents[4].weight);
  EXPECT_LT(pool.agents[4].weight, pool.agents[3].weight);
}

const std::vector<MeanSample> kDurations{{25, 7.90, .80 * .80}, {4, 8.90, .90 * .90}, {120, 8.05, .85 * .85}, {60, 7.70, .75 * .75}};

TEST(shrinkage, gives_the_published_durations) {
  DurationShrinkage const pool = shrink_durations(kDurations, .95);
  EXPECT_NEAR(pool.mean_log, 7.947847, 1e-6);
  EXPECT_NEAR(pool.within, .668073, 1e-6);
  EXPECT_NEAR(pool.n0, 39.936204, 1e-6);
  EXPECT_NEAR(pool.between, .055232, 1e-6);
  double const weights[] = {.673933, .248514, .908432, .832227}, raw[] = {44.95, 122.20, 52.23, 36.81};
  double const shrunk[] = {45.66, 59.75, 51.74, 38.37};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(pool.agents[i].weight, weights[i], 1e-6) << i;
    EXPECT_NEAR(*pool.agents[i].raw / 60, raw[i], .006) << i;
    EXPECT_NEAR(*pool.agents[i].estimate / 60, shrunk[i], .006) << i;
  }
}

TEST(shrinkage, of_durations_has_the_posterior_interval_of_the_normal_model) {
  DurationShrinkage const pool = shrink_durations(kDurations, .95);
  for (std::size_t i = 0; i < 4; ++i) {
    double const precision = 1 / pool.between + static_cast<double>(kDurations[i].n) / pool.within;
    EXPECT_NEAR(std::log(pool.agents[i].high / pool.agents[i].low), 2 * 1.959963984540054 / std::sqrt(precision), 1e-9);
    EXPECT_NEAR(std::sqrt(pool.agents[i].high * pool.agents[i].low), *pool.agents[i].estimate, 1e-6);
  }
  EXPECT_GT(pool.agents[3].below_pool, .95);
  EXPECT_LT(pool.agents[1].below_pool, .5);
}

TEST(shrinkage, of_durations_says_why_there_is_no_prior) {
  EXPECT_EQ(shrink_durations(std::vector<MeanSample>{{5, 8, 1}}, .95).absent_reason, "too_few_agents");
  EXPECT_EQ(shrink_durations(std::vector<MeanSample>{{1, 8, 0}, {1, 9, 0}}, .95).absent_reason, "n_too_small");
  EXPECT_EQ(shrink_durations(std::vector<MeanSample>{{4, 8, 0}, {4, 9, 0}}, .95).absent_reason, "no_variation");
  DurationShrinkage const pool = shrink_durations(std::vector<MeanSample>{{4, 8, 1}, {0, 0, 0}, {4, 8, 1}}, .95);
  EXPECT_EQ(pool.agents[1].absent_reason, "no_data");
  EXPECT_NEAR(*pool.agents[0].estimate, std::exp(8.0), 1e-6);
  EXPECT_LT(pool.agents[0].low, pool.agents[0].high);
}

}  // namespace
}  // namespace deskgauge::score

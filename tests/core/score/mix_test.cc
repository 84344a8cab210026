#include "deskgauge/score/mix.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "deskgauge/score/comparison.h"
#include "deskgauge/value/uncertainty.h"

namespace deskgauge::score {
namespace {

// V-MIX: email, chat
const std::vector<MixStratum> kChannels{{80, 100, 255, 300}, {270, 300, 92, 100}};

TEST(mix, gives_the_published_split) {
  Mix const m = *split_mix(kChannels);
  EXPECT_NEAR(m.before, .875, 1e-12);
  EXPECT_NEAR(m.after, .8675, 1e-12);
  EXPECT_NEAR(m.rate_effect, .0275, 1e-12);
  EXPECT_NEAR(m.mix_effect, -.035, 1e-12);
  EXPECT_NEAR(m.before + m.rate_effect, .9025, 1e-12);  // the later period with the earlier mix
}

TEST(mix, standardises_to_the_published_rate) {
  Standardised const s = *standardise(std::vector<WeightedStratum>{{100, 255, 300}, {300, 92, 100}}, .95);
  EXPECT_NEAR(*s.rate, .9025, 1e-12);
  EXPECT_NEAR(s.covered, 1, 1e-12);
  EXPECT_LT(s.low, .9025);
  EXPECT_GT(s.high, .9025);
}

TEST(mix, parts_are_positive_where_a_better_stratum_grew) {
  Mix const m = *split_mix(kChannels);
  EXPECT_NEAR(m.parts[0].rate_effect, .25 * .05, 1e-12);
  EXPECT_NEAR(m.parts[1].rate_effect, .75 * .02, 1e-12);
  EXPECT_LT(m.parts[0].mix_effect, 0);  // email is below the earlier total, and grew
  EXPECT_LT(m.parts[1].mix_effect, 0);  // chat is above it, and shrank
}

TEST(mix, adds_up_for_any_strata) {
  std::mt19937 random(17);
  auto const upto = [&random](unsigned n) { return static_cast<double>(random() % n); };
  for (int round = 0; round < 1000; ++round) {
    std::vector<MixStratum> strata(1 + random() % 9);
    for (MixStratum& s : strata) {
      s.before_n = upto(3) * upto(50);  // often 0: strata come and go
      s.after_n = upto(3) * upto(50);
      s.before_sum = s.before_n > 0 ? s.before_n * upto(1000) : 0;
      s.after_sum = s.after_n > 0 ? s.after_n * upto(1000) : 0;
    }
    Mix const m = *split_mix(strata);
    if (!m.absent_reason.empty()) continue;
    EXPECT_NEAR(m.rate_effect + m.mix_effect, m.after - m.before, 1e-9);
    double rate = 0, mix = 0;
    for (MixPart const& p : m.parts) rate += p.rate_effect, mix += p.mix_effect;
    EXPECT_EQ(rate, m.rate_effect);
    EXPECT_EQ(mix, m.mix_effect);
  }
}

TEST(mix, of_the_same_shares_is_all_rate_and_of_the_same_rates_all_mix) {
  Mix const rates = *split_mix(std::vector<MixStratum>{{10, 50, 20, 100}, {25, 50, 40, 100}});
  EXPECT_NEAR(rates.mix_effect, 0, 1e-15);
  Mix const shares = *split_mix(std::vector<MixStratum>{{10, 50, 40, 200}, {25, 50, 5, 10}});
  EXPECT_NEAR(shares.rate_effect, 0, 1e-15);
  EXPECT_NEAR(shares.mix_effect, shares.after - shares.before, 1e-15);
}

TEST(mix, gives_a_stratum_of_one_period_no_rate_effect) {
  Mix const m = *split_mix(std::vector<MixStratum>{{80, 100, 80, 100}, {0, 0, 90, 100}, {50, 100, 0, 0}});
  EXPECT_EQ(m.rate_effect, 0);
  EXPECT_NEAR(m.mix_effect, .85 - .65, 1e-12);
}

TEST(mix, of_an_empty_period_is_a_reason) {
  EXPECT_EQ(split_mix(std::vector<MixStratum>{})->absent_reason, "no_data");
  EXPECT_EQ(split_mix(std::vector<MixStratum>{{5, 9, 0, 0}})->absent_reason, "no_data");
  EXPECT_EQ(standardise(std::vector<WeightedStratum>{{10, 0, 0}}, .95)->absent_reason, "no_data");
}

TEST(mix, standardises_over_the_strata_that_have_samples_and_says_how_many) {
  Standardised const s = *standardise(std::vector<WeightedStratum>{{60, 8, 10}, {20, 1, 10}, {20, 0, 0}}, .95);
  EXPECT_NEAR(*s.rate, .75 * .8 + .25 * .1, 1e-12);
  EXPECT_NEAR(s.covered, .8, 1e-12);
}

TEST(mix, standardised_over_one_stratum_is_wilson_and_over_two_is_newcombes_width) {
  value::Uncertainty const w = value::wilson(8, 10, .95);
  Standardised const one = *standardise(std::vector<WeightedStratum>{{3, 8, 10}}, .95);
  EXPECT_NEAR(one.low, w.low, 1e-12);
  EXPECT_NEAR(one.high, w.high, 1e-12);
  // equal weights: half the sum, so the upper reach is half the root of the two upper reaches squared
  value::Uncertainty const v = value::wilson(5, 5, .95);
  Standardised const two = *standardise(std::vector<WeightedStratum>{{1, 8, 10}, {1, 5, 5}}, .95);
  EXPECT_NEAR(two.high, .9 + std::hypot(w.high - .8, v.high - 1) / 2, 1e-12);
  EXPECT_NEAR(two.low, .9 - std::hypot(.8 - w.low, 1 - v.low) / 2, 1e-12);
}

TEST(mix, refuses_what_is_no_stratum) {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  for (MixStratum bad : {MixStratum{1, 0, 1, 1}, {1, -1, 1, 1}, {nan, 1, 1, 1}})
    EXPECT_EQ(split_mix(std::vector<MixStratum>{{1, 1, 1, 1}, bad}).error().field, "strata[1]");
  for (WeightedStratum bad : {WeightedStratum{-1, 1, 2}, {1, 3, 2}, {1, -1, 2}, {nan, 1, 2}})
    EXPECT_EQ(standardise(std::vector<WeightedStratum>{bad}, .95).error().reason, "stratum_out_of_range");
  EXPECT_EQ(standardise(std::vector<WeightedStratum>{{0, 1, 2}}, .95).error().reason, "no_standard");
}

}  // namespace
}  // namespace deskgauge::score

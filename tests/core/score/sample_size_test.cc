#include "deskgauge/score/sample_size.h"

#include <gtest/gtest.h>

#include <cmath>

#include "deskgauge/value/uncertainty.h"

namespace deskgauge::score {
namespace {

TEST(sample_size, gives_the_published_feasibility) {
  EXPECT_EQ(*n_to_detect(.82, .87), 822);
  EXPECT_EQ(*n_to_detect(.70, .80), 294);
  EXPECT_EQ(*n_to_detect(.87, .82), 822);
}

TEST(sample_size, grows_with_certainty_and_falls_with_the_step) {
  EXPECT_GT(*n_to_detect(.82, .87, {.05, .9}), 822);
  EXPECT_GT(*n_to_detect(.82, .87, {.01, .8}), 822);
  EXPECT_LT(*n_to_detect(.82, .90), 822);
}

TEST(sample_size, gives_the_published_n_for_a_half_width) {
  struct Row {
    double rate;
    std::int64_t n10, n5, n3;
  };
  for (Row const& r : {Row{.5, 93, 381, 1064}, {.8, 60, 245, 682}, {.9, 37, 141, 388}}) {
    EXPECT_EQ(*n_for_rate(r.rate, .10, .95), r.n10) << r.rate;
    EXPECT_EQ(*n_for_rate(r.rate, .05, .95), r.n5) << r.rate;
    EXPECT_EQ(*n_for_rate(r.rate, .03, .95), r.n3) << r.rate;
  }
}

TEST(sample_size, is_the_least_n_whose_wilson_interval_is_narrow_enough) {
  for (int k = 0; k <= 4; ++k)
    for (double half : {.2, .1, .04}) {
      double const rate = k / 4.0;
      std::int64_t least = 1;  // counted up by fours from the interval itself, at hits/n = rate exactly
      for (std::int64_t n = 4;; n += 4) {
        value::Uncertainty const u = value::wilson(n * k / 4, n, .95);
        if ((u.high - u.low) / 2 <= half + 1e-12) {
          least = n;
          break;
        }
      }
      std::int64_t const n = *n_for_rate(rate, half, .95);
      EXPECT_LE(n, least) << rate << " " << half;
      EXPECT_GT(n, least - 4) << rate << " " << half;
    }
}

TEST(sample_size, gives_the_published_n_for_a_net_promoter_score) {
  EXPECT_EQ(*n_for_nps(.54, 10, .95), 208);
  EXPECT_EQ(*n_for_nps(.54, 5, .95), 830);
}

TEST(sample_size, refuses_what_cannot_be_planned) {
  EXPECT_EQ(n_to_detect(.8, .8).error().reason, "rate_out_of_range");
  EXPECT_EQ(n_to_detect(-.1, .8).error().field, "before");
  EXPECT_EQ(n_to_detect(.1, 1.8).error().field, "after");
  EXPECT_EQ(n_to_detect(.7, .8, {0, .8}).error().reason, "probability_out_of_range");
  EXPECT_EQ(n_to_detect(.7, .8, {.05, 1}).error().reason, "probability_out_of_range");
  EXPECT_EQ(n_for_rate(.5, 0, .95).error().reason, "half_width_out_of_range");
  EXPECT_EQ(n_for_rate(.5, .5, .95).error().reason, "half_width_out_of_range");
  EXPECT_EQ(n_for_rate(.5, 1e-9, .95).error().reason, "half_width_out_of_range");
  EXPECT_EQ(n_for_nps(0, 5, .95).error().reason, "variance_out_of_range");
  EXPECT_EQ(n_for_nps(.5, 0, .95).error().reason, "half_width_out_of_range");
}

}  // namespace
}  // namespace deskgauge::score

#include "deskgauge/score/funnel.h"

#include <gtest/gtest.h>

#include <cmath>

#include "deskgauge/score/distribution.h"

namespace deskgauge::score {
namespace {

// The agents of V-SHRINK, A … I
const std::vector<RateSample> kAgents{{9, 10}, {45, 50}, {164, 200}, {340, 400}, {3, 5}, {70, 100}, {115, 120}, {0, 1}, {88, 110}};
constexpr std::size_t kE = 4, kF = 5, kG = 6, kH = 7;

FunnelOptions published() {  // the vector uses the normal law everywhere, without over-dispersion
  FunnelOptions options;
  options.exact_below = 0;
  options.widen = false;
  return options;
}

TEST(funnel, gives_the_published_limits) {
  double const centre = funnel(kAgents)->centre;
  EXPECT_NEAR(centre, .837349, 1e-6);
  struct Row {
    std::int64_t n;
    double outer_low, inner_low, inner_high, outer_high;
  };
  for (Row const& r : {Row{20, .582339, .675611, .999088, 1}, {50, .676067, .735057, .939642, .998632},
                       {100, .723305, .765018, .909681, .951393},
                       {400, .780327, .801183, .873515, .894371}}) {
    FunnelLimits const limits = funnel_limits(centre, r.n, {}, 1);
    EXPECT_NEAR(limits.outer_low, r.outer_low, 1e-6) << r.n;
    EXPECT_NEAR(limits.inner_low, r.inner_low, 1e-6) << r.n;
    EXPECT_NEAR(limits.inner_high, r.inner_high, 1e-6) << r.n;
    EXPECT_NEAR(limits.outer_high, r.outer_high, 1e-6) << r.n;
  }
}

TEST(funnel, gives_the_published_z_q_and_dispersion) {
  Funnel const f = *funnel(kAgents, published());
  EXPECT_NEAR(f.dispersion, 4.192454, 1e-6);
  EXPECT_FALSE(f.widened);
  EXPECT_NEAR(*f.agents[kF].z, -3.721736, 1e-6);
  EXPECT_NEAR(*f.agents[kG].z, 3.591180, 1e-6);
  EXPECT_NEAR(*f.agents[kH].z, -2.268953, 1e-6);
  EXPECT_NEAR(*f.agents[kF].q, .001481, 1e-6);
  EXPECT_NEAR(*f.agents[kG].q, .001481, 1e-6);
  EXPECT_NEAR(*f.agents[kH].q, .069814, 1e-6);
  EXPECT_NEAR(*f.agents[kE].q, .338407, 1e-6);
  EXPECT_TRUE(f.agents[kF].outside_outer);
  EXPECT_TRUE(f.agents[kH].outside_inner);
}

TEST(funnel, judges_few_samples_by_the_exact_law) {
  FunnelOptions options;
  options.widen = false;
  Funnel const f = *funnel(kAgents, options);
  EXPECT_FALSE(f.agents[kH].z);
  EXPECT_NEAR(*f.agents[kH].p, 2 * (1 - f.centre), 1e-12);  // one trial: P(X = 0) is 1 - centre
  EXPECT_FALSE(f.agents[kH].outside_inner);
  EXPECT_NEAR(*f.agents[kF].q, .001481, 1e-6);  // the large ones keep theirs
}

TEST(funnel, leaves_the_exact_limits_exactly_where_p_falls_to_alpha) {
  for (double centre : {.1, .5, .837349, .97})
    for (std::int64_t n = 1; n < 20; ++n)
      for (std::int64_t hits = 0; hits <= n; ++hits) {
        FunnelOptions options;
        options.centre = centre;
        FunnelPoint const point = funnel(std::vector<RateSample>{{hits, n}}, options)->agents[0];
        EXPECT_EQ(point.outside_inner, *point.p <= .05 * (1 + 1e-12)) << centre << " " << hits << "/" << n;
        EXPECT_EQ(point.outside_outer, *point.p <= .002 * (1 + 1e-12)) << centre << " " << hits << "/" << n;
      }
}

TEST(funnel, widens_where_agents_differ_more_than_chance_allows) {
  Funnel const f = *funnel(kAgents);
  EXPECT_TRUE(f.widened);
  EXPECT_NEAR(*f.dispersion_p, 8.43652298579946e-06, 1e-9);  // scipy.stats.chi2.sf(9·4.192454, 8)
  EXPECT_NEAR(*f.agents[kF].z, -3.721736 / std::sqrt(4.192454), 1e-6);
  EXPECT_FALSE(f.agents[kF].outside_inner);
  double const narrow = f.centre - funnel_limits(f.centre, 400, {}, 1).inner_low;
  EXPECT_NEAR(f.centre - f.agents[3].limits.inner_low, narrow * std::sqrt(4.192454), 1e-6);
}

TEST(funnel, does_not_widen_for_chance) {
  Funnel const f = *funnel(std::vector<RateSample>{{80, 100}, {82, 100}, {160, 200}});
  EXPECT_FALSE(f.widened);
  EXPECT_LT(f.dispersion, 1);
  EXPECT_FALSE(funnel(std::vector<RateSample>{{8, 10}})->dispersion_p);  // one agent is the pool
}

TEST(funnel, takes_a_declared_centre) {
  FunnelOptions options;
  options.centre = .9;
  Funnel const f = *funnel(kAgents, options);
  EXPECT_EQ(f.centre, .9);
  EXPECT_EQ(funnel(std::vector<RateSample>{{30, 30}, {25, 25}}, options)->absent_reason, "");
}

TEST(funnel, says_why_there_is_none_and_skips_agents_without_samples) {
  EXPECT_EQ(funnel(std::vector<RateSample>{})->absent_reason, "no_data");
  EXPECT_EQ(funnel(std::vector<RateSample>{{0, 0}})->absent_reason, "no_data");
  EXPECT_EQ(funnel(std::vector<RateSample>{{5, 5}, {3, 3}})->absent_reason, "no_variation");
  Funnel const f = *funnel(std::vector<RateSample>{{15, 30}, {0, 0}, {20, 30}});
  EXPECT_FALSE(f.agents[1].rate);
  EXPECT_FALSE(f.agents[1].p);
  EXPECT_FALSE(f.agents[1].q);
  EXPECT_TRUE(f.agents[2].q);
}

TEST(funnel, refuses_what_is_no_rate_or_confidence) {
  EXPECT_EQ(funnel(std::vector<RateSample>{{6, 5}}).error().reason, "hits_out_of_range");
  EXPECT_EQ(funnel(std::vector<RateSample>{{-1, 5}}).error().reason, "hits_out_of_range");
  FunnelOptions options;
  options.centre = 1;
  EXPECT_EQ(funnel(kAgents, options).error().reason, "centre_out_of_range");
  options = {};
  options.inner = .999;
  EXPECT_EQ(funnel(kAgents, options).error().reason, "confidence_out_of_range");
}

}  // namespace
}  // namespace deskgauge::score

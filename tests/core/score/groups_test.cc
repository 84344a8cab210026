#include "deskgauge/score/groups.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>

namespace deskgauge::score {
namespace {

bool overlap(const Estimate& a, const Estimate& b) { return a.low <= b.high && b.low <= a.high; }

TEST(groups, puts_agents_that_cannot_be_told_apart_together) {
  struct Row {
    std::string_view what;
    std::vector<Estimate> agents;
    bool higher_is_better;
    std::vector<std::vector<std::uint32_t>> standings;  // group, best, worst
  };
  for (Row const& r : {Row{"nobody", {}, true, {}},
                       {"one", {{.8, .7, .9}}, true, {{1, 1, 1}}},
                       {"apart", {{.5, .4, .6}, {.9, .8, 1}}, true, {{2, 2, 2}, {1, 1, 1}}},
                       {"apart, lower is better", {{50, 40, 60}, {90, 80, 100}}, false, {{1, 1, 1}, {2, 2, 2}}},
                       {"touching", {{.5, .4, .6}, {.7, .6, .8}}, true, {{1, 1, 2}, {1, 1, 2}}},
                       {"a chain", {{.9, .8, 1}, {.75, .65, .85}, {.6, .5, .7}, {.2, .1, .3}}, true,
                        {{1, 1, 2}, {1, 1, 3}, {1, 2, 3}, {2, 4, 4}}},
                       {"one wide", {{.9, .85, .95}, {.5, 0, 1}, {.2, .1, .3}}, true, {{1, 1, 2}, {1, 1, 3}, {1, 2, 3}}}}) {
    auto const s = group_agents(r.agents, r.higher_is_better);
    ASSERT_TRUE(s) << r.what;
    ASSERT_EQ(s->size(), r.standings.size()) << r.what;
    for (std::size_t i = 0; i < s->size(); ++i)
      EXPECT_EQ((std::vector<std::uint32_t>{(*s)[i].group, (*s)[i].best, (*s)[i].worst}), r.standings[i]) << r.what << " " << i;
  }
}

std::vector<Estimate> random_agents(std::mt19937& random) {
  std::vector<Estimate> agents(1 + random() % 14);
  for (Estimate& e : agents) {
    double const at = static_cast<double>(random() % 100), half = static_cast<double>(random() % 8);  // ends often coincide
    e = {at, at - half, at + half};
  }
  return agents;
}

TEST(groups, are_the_connected_components_of_overlap) {
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    auto const agents = random_agents(random);
    std::size_t const k = agents.size();
    std::vector<std::size_t> part(k);  // brute force: merge until nothing changes
    for (std::size_t i = 0; i < k; ++i) part[i] = i;
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = 0; i < k; ++i)
        for (std::size_t j = 0; j < k; ++j)
          if (overlap(agents[i], agents[j]) && part[i] > part[j]) part[i] = part[j], changed = true;
    }
    auto const s = *group_agents(agents, round % 2 == 0);
    for (std::size_t i = 0; i < k; ++i)
      for (std::size_t j = 0; j < k; ++j) EXPECT_EQ(s[i].group == s[j].group, part[i] == part[j]);
  }
}

TEST(groups, rank_intervals_count_who_is_certainly_better_and_worse) {
  std::mt19937 random(12);
  for (int round = 0; round < 300; ++round) {
    auto const agents = random_agents(random);
    bool const up = round % 2 == 0;
    auto const s = *group_agents(agents, up);
    for (std::size_t i = 0; i < agents.size(); ++i) {
      std::uint32_t better = 0, worse = 0;
      for (Estimate const& other : agents) {
        bool const higher = other.low > agents[i].high, lower = other.high < agents[i].low;
        better += up ? higher : lower;
        worse += up ? lower : higher;
      }
      EXPECT_EQ(s[i].best, 1 + better);
      EXPECT_EQ(s[i].worst, agents.size() - worse);
    }
  }
}

TEST(groups, do_not_depend_on_the_order_of_agents) {
  std::mt19937 random(13);
  for (int round = 0; round < 200; ++round) {
    auto const agents = random_agents(random);
    std::vector<std::size_t> order(agents.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), random);
    std::vector<Estimate> turned;
    for (std::size_t i : order) turned.push_back(agents[i]);
    auto const s = *group_agents(agents, true), t = *group_agents(turned, true);
    for (std::size_t i = 0; i < order.size(); ++i) {
      EXPECT_EQ(t[i].group, s[order[i]].group);
      EXPECT_EQ(t[i].best, s[order[i]].best);
      EXPECT_EQ(t[i].worst, s[order[i]].worst);
    }
  }
}

TEST(groups, refuses_intervals_that_are_none) {
  double const nan = std::numeric_limits<double>::quiet_NaN(), infinite = std::numeric_limits<double>::infinity();
  for (Estimate const& bad : {Estimate{.5, .6, .7}, {.5, .4, .45}, {nan, 0, 1}, {.5, nan, 1}, {.5, 0, infinite}}) {
    auto const s = group_agents(std::vector<Estimate>{{.5, .4, .6}, bad}, true);
    ASSERT_FALSE(s);
    EXPECT_EQ(s.error().reason, "interval_out_of_order");
    EXPECT_EQ(s.error().field, "agents[1]");
  }
}

}  // namespace
}  // namespace deskgauge::score

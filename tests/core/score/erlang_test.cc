#include "deskgauge/score/erlang.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace deskgauge::score {
namespace {

const Workload kBusy{360, 1800, 240}, kQuiet{100, 1800, 180};

TEST(erlang, gives_the_published_queues) {
  struct Row {
    Workload workload;
    std::int64_t agents;
    double threshold, load, occupancy, wait, level, mean_wait;
  };
  for (Row const& r : {Row{kBusy, 55, 15, 48, .872727, .238701, .845883, 8.184032},
                       {kBusy, 50, 15, 48, .96, .694456, .387145, 83.334673}}) {
    Queue const q = *erlang_c(r.workload, r.agents, r.threshold);
    EXPECT_NEAR(q.load, r.load, 1e-12);
    EXPECT_NEAR(q.occupancy, r.occupancy, 1e-6);
    EXPECT_NEAR(q.wait_probability, r.wait, 1e-6);
    EXPECT_NEAR(q.service_level, r.level, 1e-6);
    EXPECT_NEAR(q.mean_wait_s, r.mean_wait, 1e-6);
  }
  EXPECT_NEAR(erlang_c(kQuiet, 12, 20)->service_level, .640158, 1e-6);
  EXPECT_NEAR(erlang_c(kQuiet, 13, 20)->service_level, .795595, 1e-6);
  EXPECT_NEAR(erlang_c(kQuiet, 14, 20)->service_level, .888350, 1e-6);
}

TEST(erlang, of_one_agent_is_the_queue_with_one_server) {
  Queue const q = *erlang_c({30, 3600, 60}, 1, 0);  // A = ½: Pw = A, mean wait A·AHT/(1 - A)
  EXPECT_NEAR(q.wait_probability, .5, 1e-12);
  EXPECT_NEAR(q.mean_wait_s, 60, 1e-9);
  EXPECT_NEAR(q.service_level, .5, 1e-12);
}

TEST(erlang, refuses_an_unstable_queue) {
  for (std::int64_t m : {10, 9, 1}) {
    auto const q = erlang_c(kQuiet, m, 20);
    ASSERT_FALSE(q);
    EXPECT_EQ(q.error().reason, "unstable_queue");
    EXPECT_EQ(q.error().code, base::Code::precondition);
  }
  EXPECT_TRUE(erlang_c(kQuiet, 11, 20));
}

TEST(erlang, finds_the_least_number_of_agents) {
  EXPECT_EQ(agents_needed(kQuiet, {.8, 20, {}})->agents, 14);
  EXPECT_EQ(agents_needed(kQuiet, {.79, 20, {}})->agents, 13);
  for (double level : {.5, .8, .9, .99})
    for (Workload const& w : {kBusy, kQuiet, Workload{7, 900, 300}}) {
      Queue const q = *agents_needed(w, {level, 15, {}});
      EXPECT_GE(q.service_level, level);
      auto const fewer = erlang_c(w, q.agents - 1, 15);
      EXPECT_TRUE(!fewer || fewer->service_level < level);
      EXPECT_NEAR(q.service_level, erlang_c(w, q.agents, 15)->service_level, 1e-15);
    }
  Queue const fast = *agents_needed(kBusy, {.8, 15, 2.0});
  EXPECT_LE(fast.mean_wait_s, 2);
  EXPECT_GT(erlang_c(kBusy, fast.agents - 1, 15)->mean_wait_s, 2);
}

TEST(erlang, of_no_contacts_waits_for_nobody) {
  Queue const q = *agents_needed({0, 1800, 240}, {});
  EXPECT_EQ(q.agents, 1);
  EXPECT_EQ(q.service_level, 1);
  EXPECT_EQ(q.mean_wait_s, 0);
}

TEST(erlang, of_many_agents_neither_overflows_nor_hangs) {
  Queue const q = *erlang_c({50'000, 1800, 300}, 8'500, 20);  // A = 8333
  EXPECT_GT(q.service_level, .5);
  EXPECT_LT(q.service_level, 1);
  EXPECT_EQ(erlang_c(kQuiet, std::numeric_limits<std::int64_t>::max(), 20)->service_level, 1);
}

TEST(erlang, refuses_what_is_no_workload) {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  for (Workload bad : {Workload{-1, 1800, 240}, {1, 0, 240}, {1, 1800, 0}, {nan, 1800, 240}})
    EXPECT_EQ(erlang_c(bad, 5, 20).error().reason, "workload_out_of_range");
  EXPECT_EQ(erlang_c(kQuiet, 12, -1).error().reason, "workload_out_of_range");
  EXPECT_EQ(erlang_c(kQuiet, 0, 20).error().reason, "agents_out_of_range");
  EXPECT_EQ(erlang_c({1e9, 1, 1000}, 5, 20).error().reason, "load_too_large");
  EXPECT_EQ(agents_needed(kQuiet, {1, 20, {}}).error().reason, "target_out_of_range");
  EXPECT_EQ(agents_needed(kQuiet, {.8, 20, 0.0}).error().reason, "target_out_of_range");
}

}  // namespace
}  // namespace deskgauge::score

// Agents side by side: the vectors of kpis.md §4.5 and §4.6 through the engine.
#include <cmath>

#include "tests/core/engine/score_support.h"

namespace deskgauge::engine {
namespace {

constexpr double kTolerance = 1e-6;

struct Agent { const char* name; int hits, n; double shrunk, low, high; };
constexpr Agent kAgents[] = {{"A", 9, 10, .855513, .722341, .949980},    {"B", 45, 50, .879401, .797003, .942600},
                             {"C", 164, 200, .821893, .769342, .869015}, {"D", 340, 400, .849270, .813760, .881664},
                             {"E", 3, 5, .797110, .637324, .918924},     {"F", 70, 100, .727022, .645815, .801321},
                             {"G", 115, 120, .937826, .893248, .970999}, {"H", 0, 1, .804502, .633463, .930597},
                             {"I", 88, 110, .806802, .736215, .868754}};

Counted nine_agents(std::int64_t minimum_sample = 0) {
  Metric csat = csat_metric();
  csat.minimum_sample = minimum_sample;
  csat.companion = "response_rate";
  Metric rate = named("response_rate", contribution::ratio(FactKind::survey_invitation, "sent", "responded == 1"), {"agent", "channel"});
  rate.attribution = metric::Attribution::assignee_at_survey_sent;
  Counted desk(catalogue_of({csat, rate}));
  for (const Agent& agent : kAgents) desk.surveys("05-04 10:00", agent.hits, agent.n, agent.name);
  return desk;
}
StandingsRequest by_agent(const std::string& metric = "csat") {
  StandingsRequest request;
  request.metric = metric;
  request.window = window("7d");
  request.at = at("05-05 00:00");
  return request;
}

TEST(standings, pull_small_samples_towards_the_pool) {
  Counted desk = nine_agents();
  desk.send();
  Standings const s = time::must(desk.engine.standings(by_agent()));
  EXPECT_EQ(s.absent_reason, "");
  EXPECT_NEAR(*s.pool.number, .837349, kTolerance);
  EXPECT_NEAR(s.prior_n, 24.492220, kTolerance);
  ASSERT_EQ(s.rows.size(), std::size(kAgents));
  for (std::size_t i = 0; i < s.rows.size(); ++i) {
    EXPECT_EQ(s.rows[i].name, kAgents[i].name);
    EXPECT_NEAR(*s.rows[i].shrunk.estimate, kAgents[i].shrunk, kTolerance);
    EXPECT_NEAR(s.rows[i].shrunk.low, kAgents[i].low, kTolerance);
    EXPECT_NEAR(s.rows[i].shrunk.high, kAgents[i].high, kTolerance);
  }
  EXPECT_NEAR(s.rows[5].shrunk.below_pool, .998908, kTolerance);
  EXPECT_NEAR(s.rows[6].shrunk.below_pool, .000088, kTolerance);
}

TEST(standings, are_groups_that_can_be_told_apart_with_every_rank_one_may_hold) {
  Counted desk = nine_agents();
  desk.send();
  Standings const s = time::must(desk.engine.standings(by_agent()));
  // G [.893, .971] and F [.646, .801] have no point in common, but A, E and H overlap with both: one chain, one group
  EXPECT_EQ(s.groups, 1u);
  // G lies above C, D, F and I alone; F below G and D alone
  EXPECT_EQ(s.rows[6].standing->best, 1u);
  EXPECT_EQ(s.rows[6].standing->worst, 5u);
  EXPECT_EQ(s.rows[5].standing->best, 3u);
  EXPECT_EQ(s.rows[5].standing->worst, 9u);
}

TEST(standings, rank_nobody_below_the_minimum_sample_and_separate_the_others) {
  Counted desk = nine_agents(60);
  desk.send();
  Standings const s = time::must(desk.engine.standings(by_agent()));
  for (const StandingRow& row : s.rows) {
    EXPECT_EQ(row.below_minimum, row.value.n < 60) << row.name;
    EXPECT_EQ(row.standing.has_value(), row.value.n >= 60) << row.name;
    EXPECT_TRUE(row.shrunk.estimate) << row.name;
  }
  EXPECT_EQ(s.groups, 2u);                                            // G, and C, D, F, I in a chain
  EXPECT_EQ(s.rows[6].standing->group, 1u);
  EXPECT_EQ(s.rows[6].standing->worst, 1u);
}

TEST(standings, show_each_agent_in_the_funnel) {
  Counted desk = nine_agents();
  desk.send();
  Standings const s = time::must(desk.engine.standings(by_agent()));
  EXPECT_NEAR(s.dispersion, 4.192454, kTolerance);
  double const widened = std::sqrt(s.dispersion);                     // standard errors are, where φ is significantly above 1
  EXPECT_NEAR(*s.rows[5].funnel->z * widened, -3.721736, kTolerance);
  EXPECT_NEAR(*s.rows[6].funnel->z * widened, 3.591180, kTolerance);
  EXPECT_FALSE(s.rows[7].funnel->z);                                  // one answer: the exact law
}

TEST(standings, show_how_many_answered_beside_how_content_they_are) {
  Counted desk = nine_agents();
  for (int i = 0; i < 5; ++i)
    desk.invitation("05-04 11:00", "silent" + std::to_string(i), "E");
  desk.send();
  Standings const s = time::must(desk.engine.standings(by_agent()));
  EXPECT_NEAR(*s.rows[4].response_rate->number, .5, kTolerance);
  EXPECT_NEAR(*s.rows[0].response_rate->number, 1, kTolerance);
}

TEST(standings, take_the_case_mix_out_where_asked) {
  Counted desk(catalogue_of({csat_metric()}));
  // each agent is at .9 by email and .6 by phone; only their mixes differ
  desk.surveys("05-04 10:00", 72, 80, "A", "email");
  desk.surveys("05-04 10:00", 12, 20, "A", "phone");
  desk.surveys("05-04 10:00", 18, 20, "B", "email");
  desk.surveys("05-04 10:00", 48, 80, "B", "phone");
  desk.surveys("05-04 10:00", 9, 10, "C", "email");
  desk.send();
  StandingsRequest request = by_agent();
  request.standardise_by = {"channel"};
  Standings const s = time::must(desk.engine.standings(request));
  double const expected = (.9 * 110 + .6 * 100) / 210;
  EXPECT_NEAR(*s.rows[0].value.number, .84, kTolerance);
  EXPECT_NEAR(*s.rows[0].standardised, expected, kTolerance);
  EXPECT_NEAR(*s.rows[1].standardised, expected, kTolerance);
  EXPECT_NEAR(s.rows[1].standardised_cover, 1, kTolerance);
  EXPECT_NEAR(*s.rows[2].standardised, .9, kTolerance);               // of the strata that C has
  EXPECT_NEAR(s.rows[2].standardised_cover, 110 / 210.0, kTolerance);
}

TEST(standings, of_durations_are_geometric_means_pulled_together) {
  Counted desk(catalogue_of({response_metric("frt", aggregate::Aggregation::quantile)}));
  // minutes, so that logs and their variances are known by hand
  std::vector<std::pair<const char*, std::vector<int>>> const agents{{"A", {10, 20, 40}}, {"B", {5, 10, 20, 40}}, {"C", {30, 60}}};
  std::vector<score::MeanSample> samples;
  for (auto const& [agent, minutes] : agents) {
    double sum = 0, squares = 0;
    for (int m : minutes) {
      desk.answered("05-04 08:00", time::to_text(at("08:00") + time::minutes(m)), agent);
      sum += std::log(m * 60.0);
    }
    double const n = static_cast<double>(minutes.size()), mean = sum / n;
    for (int m : minutes) squares += std::pow(std::log(m * 60.0) - mean, 2);
    samples.push_back({static_cast<std::int64_t>(minutes.size()), mean, squares / (n - 1)});
  }
  desk.send();
  auto const expected = score::shrink_durations(samples, .95);
  Standings const s = time::must(desk.engine.standings(by_agent("frt")));
  ASSERT_EQ(s.rows.size(), 3u);
  EXPECT_NEAR(*s.rows[0].shrunk.raw, 1200, kTolerance);               // the geometric mean of 10, 20 and 40 minutes
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(*s.rows[i].shrunk.estimate, *expected.agents[i].estimate, kTolerance);
    EXPECT_NEAR(s.rows[i].shrunk.low, expected.agents[i].low, kTolerance);
    EXPECT_FALSE(s.rows[i].funnel);
  }
}

TEST(standings, have_a_pool_that_is_no_sum_of_groups_that_overlap) {
  Metric hits = named("hits", contribution::ratio(FactKind::ticket, "created", "category == \"hit\""), {"tag"});
  Counted desk(catalogue_of({hits}));
  auto const tagged = [&](const char* id, const char* tags, const char* category) {
    desk.add("05-04 10:00", "ticket.created",
             {{"ticket_id", id}, {"channel", "email"}, {"direction", "inbound"}, {"category", category}, {"tags", tags}});
  };
  tagged("1", "vip, eu", "hit");
  tagged("2", "eu", "other");
  desk.send();
  StandingsRequest request = by_agent("hits");
  request.by = "tag";
  Standings const s = time::must(desk.engine.standings(request));
  EXPECT_EQ(s.rows.size(), 2u);
  EXPECT_EQ(s.pool.n, 2);
}

TEST(standings, say_why_nothing_was_shrunken) {
  Counted desk(catalogue_of({csat_metric(), response_metric("frt_mean", aggregate::Aggregation::mean)}));
  desk.surveys("05-04 10:00", 3, 4, "A");
  desk.answered("05-04 08:00", "05-04 09:00");
  desk.send();
  EXPECT_EQ(time::must(desk.engine.standings(by_agent())).absent_reason, "too_few_agents");
  EXPECT_EQ(time::must(desk.engine.standings(by_agent("frt_mean"))).absent_reason, "metric_kind");
  StandingsRequest request = by_agent();
  request.confidence = 1;
  EXPECT_EQ(desk.engine.standings(request).error().reason, "confidence_out_of_range");
  request = by_agent("frt_mean");
  request.standardise_by = {"agent"};
  EXPECT_FALSE(desk.engine.standings(request));
}

}  // namespace
}  // namespace deskgauge::engine

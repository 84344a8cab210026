// Solves, first solves, reopenings, and what a ticket's own fact counts.
#include "tests/core/fact/support.h"

namespace deskgauge::fact {
namespace {

using testing::ElementsAre;

TEST(solve, is_timed_from_creation_or_from_the_cycles_start) {
  Facts facts;
  golden_ticket(facts);
  namespace m = metric::solve;
  FactSet const from_creation = facts.derive(FactKind::solve, {m::from_created}, "1");
  EXPECT_THAT(seconds(from_creation, m::created, m::solved), ElementsAre(195000, 602700));
  EXPECT_THAT(seconds(facts.derive(FactKind::solve, {m::from_cycle_start}, "1"), m::created, m::solved), ElementsAre(195000, 233100));
  EXPECT_EQ(facts.name(from_creation.facts[0].author), "B");
  EXPECT_EQ(from_creation.facts[0].measure(m::ordinal), 1);
  EXPECT_EQ(from_creation.facts[1].measure(m::ordinal), 2);
  EXPECT_EQ(from_creation.facts[0].measure(m::is_last), 0);
  EXPECT_EQ(from_creation.facts[1].measure(m::is_last), 1);
}

TEST(solve, is_the_last_one_only_while_the_ticket_stays_done) {
  Facts facts;
  golden_ticket(facts);
  FactSet const open_again = facts.derive(FactKind::solve, {0}, "1", "2026-05-09T00:00:00Z");
  ASSERT_EQ(open_again.facts.size(), 1u);
  EXPECT_EQ(open_again.facts[0].measure(metric::solve::is_last), 0);      // full resolution is null while open
}

TEST(solve, credits_an_agent_and_nobody_for_a_bot_or_an_automation) {
  for (auto const* actor : {"agent", "bot", "automation", "customer", "system"}) {
    Facts facts;
    facts.created("08:00", "1");
    facts.status("09:00", "1", "solved", {{"actor_type", actor}, {"actor_id", "x"}});
    FactSet const set = facts.derive(FactKind::solve, {0}, "1");
    Symbol const credited = credited_agent(facts.ticket("1"), set.facts.at(0), metric::Attribution::solver, at("09:00"));
    EXPECT_EQ(facts.name(credited), std::string(actor) == "agent" ? "x" : "") << actor;
    EXPECT_EQ(set.facts[0].measure(metric::solve::by_bot), std::string(actor) == "bot") << actor;
  }
}

TEST(first_solve, tells_the_first_reopening_and_may_ignore_thanks_that_nobody_answered) {
  struct Row {
    const char* name;
    bool answered, solved_again;
    std::int64_t counted, ignoring;
  };
  namespace m = metric::first_solve;
  for (const Row& row : {Row{"answered and solved again", true, true, 1, 1}, {"a thank-you solved again", false, true, 1, 0},
                         {"not answered and still open", false, false, 1, 1}}) {
    Facts facts;
    facts.created("08:00", "1");
    facts.status("09:00", "1", "solved");
    facts.status("10:00", "1", "open");
    if (row.answered) facts.message("10:10", "1", "agent:A");
    if (row.solved_again) facts.status("10:20", "1", "solved");
    FactSet const count = facts.derive(FactKind::first_solve, {0}, "1"), ignore = facts.derive(FactKind::first_solve, {1}, "1");
    EXPECT_EQ(count.facts.at(0).measure(m::was_reopened), row.counted) << row.name;
    EXPECT_EQ(ignore.facts.at(0).measure(m::was_reopened), row.ignoring) << row.name;
    EXPECT_EQ(count.facts[0].instant(m::reopened), at("10:00")) << row.name;
    EXPECT_EQ(ignore.facts[0].instant(m::reopened), row.ignoring ? at("10:00") : time::kNever) << row.name;
  }
}

TEST(first_solve, looks_past_a_thank_you_to_a_real_reopening) {
  Facts facts;
  facts.created("08:00", "1");
  facts.status("09:00", "1", "solved");
  facts.status("10:00", "1", "open");                          // thanks
  facts.status("10:10", "1", "solved");
  facts.status("11:00", "1", "open");                          // and a question
  facts.message("11:10", "1", "agent:A");
  facts.status("11:20", "1", "solved");
  EXPECT_EQ(facts.derive(FactKind::first_solve, {1}, "1").facts.at(0).instant(metric::first_solve::reopened), at("11:00"));
}

TEST(first_solve, is_nothing_for_a_ticket_never_solved) {
  Facts facts;
  facts.created("08:00", "1");
  facts.status("09:00", "1", "pending");
  EXPECT_TRUE(facts.derive(FactKind::first_solve, {0}, "1").facts.empty());
}

TEST(reopen, is_one_fact_for_each_leaving_of_the_done_set) {
  Facts facts;
  facts.created("08:00", "1");
  for (auto const& [when, word] :
       {std::pair{"09:00", "solved"}, {"09:10", "closed"}, {"09:20", "open"}, {"09:30", "closed"}, {"09:40", "new"}})
    facts.status(when, "1", word);
  namespace m = metric::reopen;
  FactSet const set = facts.derive(FactKind::reopen, {}, "1");
  EXPECT_THAT(seconds(set, m::solved, m::reopened), ElementsAre(1200, 600));
  EXPECT_EQ(set.facts[1].measure(m::ordinal), 2);
}

TEST(reopen, is_credited_to_who_had_the_ticket_when_it_was_solved) {
  Facts facts;
  facts.created("08:00", "1");
  facts.assigned("08:10", "1", "A", "routing");
  facts.status("09:00", "1", "solved", {{"actor_type", "automation"}});
  facts.assigned("09:00", "1", "B", "transfer");               // after the solve, at the same instant
  facts.status("10:00", "1", "open");
  for (FactKind kind : {FactKind::solve, FactKind::first_solve, FactKind::reopen}) {
    FactSet const set = facts.derive(kind, {0}, "1");
    Symbol const credited = credited_agent(facts.ticket("1"), set.facts.at(0), metric::Attribution::solver, at("10:00"));
    EXPECT_EQ(facts.name(credited), "A");
  }
}

TEST(reopen, is_credited_to_nobody_where_nobody_had_the_ticket_then) {
  Facts facts;
  facts.created("08:00", "1");
  facts.status("09:00", "1", "solved", {{"actor_type", "automation"}});
  facts.assigned("09:30", "1", "B", "routing");
  facts.status("10:00", "1", "open");
  FactSet const set = facts.derive(FactKind::reopen, {}, "1");
  EXPECT_EQ(facts.name(credited_agent(facts.ticket("1"), set.facts.at(0), metric::Attribution::solver, at("10:00"))), "");
}

TEST(ticket, counts_what_happened_to_it) {
  Facts facts;
  golden_ticket(facts);
  namespace m = metric::ticket;
  FactSet const set = facts.derive(FactKind::ticket, {}, "1");
  ASSERT_EQ(set.facts.size(), 1u);
  const Fact& fact = set.facts[0];
  struct Row {
    const char* name;
    int measure;
    std::int64_t expected;
  };
  for (const Row& row : {Row{"count", m::one, 1},
                         {"human replies", m::human_replies, 4},
                         {"customer messages", m::customer_messages, 4},
                         {"touches: 4 of agents, 1 of the bot", m::touches, 5},
                         {"reopens", m::reopens, 1},
                         {"solves", m::solves, 2},
                         {"assignee stations A B C", m::assignee_stations, 3},
                         {"transfers A to B", m::transfers, 1},
                         {"solved", m::solved, 1}})
    EXPECT_EQ(fact.measure(row.measure), row.expected) << row.name;
  EXPECT_EQ(fact.instant(m::first_assigned), at("05-04 08:20"));
  EXPECT_EQ(fact.instant(m::first_solved), at("05-06 14:00"));
  EXPECT_EQ(fact.instant(m::last_solved), at("05-11 07:15"));
}

TEST(ticket, has_no_last_solve_while_it_is_open_again) {
  Facts facts;
  golden_ticket(facts);
  const Fact fact = facts.derive(FactKind::ticket, {}, "1", "2026-05-09T00:00:00Z").facts.at(0);
  EXPECT_EQ(fact.instant(metric::ticket::first_solved), at("05-06 14:00"));
  EXPECT_EQ(fact.instant(metric::ticket::last_solved), time::kNever);
  EXPECT_EQ(fact.measure(metric::ticket::solved), 0);
}

TEST(ticket, counts_a_station_again_only_after_another_one) {
  Facts facts;
  facts.created("08:00", "1", {{"team_id", "t1"}});
  int minute = 10;
  for (auto const& [agent, team] : {std::pair{"A", "t1"}, {"", ""}, {"A", ""}, {"B", "t2"}, {"A", "t1"}, {"A", "t1"}}) {
    Fields more;
    if (*team) more.emplace_back("team_id", team);
    facts.assigned("08:" + std::to_string(minute++), "1", agent, *agent ? "manual" : "unassign", more);
  }
  const Fact fact = facts.derive(FactKind::ticket, {}, "1").facts.at(0);
  EXPECT_EQ(fact.measure(metric::ticket::assignee_stations), 3);   // A (nobody) A, B, A
  EXPECT_EQ(fact.measure(metric::ticket::group_stations), 3);      // t1, t2, t1
}

TEST(ticket, knows_the_highest_tier_it_reached) {
  Facts facts;
  facts.created("08:00", "1");
  facts.assigned("08:10", "1", "A", "manual", {{"tier", "1"}});
  facts.assigned("08:20", "1", "B", "escalation", {{"tier", "3"}});
  facts.assigned("08:30", "1", "C", "manual", {{"tier", "2"}});
  EXPECT_EQ(facts.derive(FactKind::ticket, {}, "1").facts.at(0).measure(metric::ticket::max_tier), 3);
}

TEST(population_of_a_kind, leaves_tickets_out_everywhere_but_keeps_the_surveys_of_merged_ones) {
  struct Row {
    const char* reason;
    std::size_t tickets, invitations, excluded;
  };
  for (const Row& row : {Row{"none", 1, 1, 0}, {"merged", 0, 1, 1}, {"spam", 0, 0, 1}, {"deleted", 0, 0, 1}, {"test", 0, 0, 1}}) {
    Facts facts;
    std::string const reason = row.reason;
    facts.created("08:00", "1", reason == "test" ? Fields{{"is_test", "true"}} : Fields{});
    facts.add("08:30", "survey.sent", {{"invitation_id", "i"}, {"instrument", "csat"}, {"instrument_version", "1"}, {"ticket_id", "1"},
                                       {"scale", "{min: 1, max: 5}"}});
    if (reason == "merged" || reason == "spam" || reason == "deleted") facts.status("09:00", "1", reason);
    EXPECT_EQ(facts.derive(FactKind::ticket, {}, "1").facts.size(), row.tickets) << reason;
    EXPECT_EQ(facts.derive(FactKind::survey_invitation, {}, "1").facts.size(), row.invitations) << reason;
    EXPECT_EQ(facts.derive(FactKind::excluded, {}, "1").facts.size(), row.excluded) << reason;
  }
}

}  // namespace
}  // namespace deskgauge::fact

// First responses, replies and waits: V-T1 to V-T4 of kpis.md §5 and what they do not reach.
#include "tests/core/fact/support.h"

namespace deskgauge::fact {
namespace {

using testing::ElementsAre;
namespace first = metric::first_response;
namespace reply = metric::reply;

TEST(first_response, ends_at_the_first_public_reply_by_a_human_and_at_a_bot_only_where_the_definition_says_so) {
  struct Row {
    std::int64_t bots;
    std::int64_t seconds;
    const char* author;
    bool human;
  };
  Facts facts;
  golden_ticket(facts);
  for (const Row& row : {Row{first::never_end, 4200, "A", true}, {first::only, 300, "b", false}, {first::end, 300, "b", false}}) {
    FactSet const set = facts.derive(FactKind::first_response, {first::from_first_customer_message, row.bots}, "1");
    EXPECT_THAT(seconds(set, first::started, first::responded), ElementsAre(row.seconds)) << row.bots;
    EXPECT_EQ(facts.name(set.facts[0].author), row.author);
    Symbol const credited =
        credited_agent(facts.ticket("1"), set.facts[0], metric::Attribution::author, set.facts[0].instant(first::responded));
    EXPECT_EQ(facts.name(credited), row.human ? row.author : "") << row.bots;      // a bot is credited with nothing
    EXPECT_EQ(set.facts[0].measure(first::answered), 1);
  }
}

TEST(first_response, has_a_started_clock_and_no_end_before_the_answer) {
  Facts facts;
  golden_ticket(facts);
  FactSet const set = facts.derive(FactKind::first_response, {first::from_created, first::never_end}, "1", "05-04 08:59");
  ASSERT_EQ(set.facts.size(), 1u);
  EXPECT_EQ(set.facts[0].instant(first::started), at("07:50"));
  EXPECT_EQ(set.facts[0].instant(first::responded), time::kNever);
  EXPECT_EQ(set.facts[0].measure(first::answered), 0);
}

TEST(first_response, starts_at_the_customers_first_message_after_ours) {
  Facts facts;                                                 // V-T2: 10:00 to 10:20 = 1200 s, not 08:00 to 10:20 = 8400
  for (auto const* direction : {"outbound", "proactive"}) {
    facts.created("08:00", direction, {{"direction", direction}});
    facts.message("08:00", direction, "agent:A");
    EXPECT_TRUE(facts.derive(FactKind::first_response, {first::from_first_customer_message, first::never_end}, direction).facts.empty());
    facts.message("10:00", direction, "customer:c");
    facts.message("10:20", direction, "agent:A");
    FactSet const set = facts.derive(FactKind::first_response, {first::from_first_customer_message, first::never_end}, direction);
    EXPECT_THAT(seconds(set, first::started, first::responded), ElementsAre(1200));
    EXPECT_THAT(seconds(facts.derive(FactKind::reply, {reply::clear}, direction), reply::waiting_since, reply::replied),
                ElementsAre(1200));
  }
}

/// V-T3: a bot answers and solves, the customer returns, the bot hands over, a human answers.
void bot_then_human(timeline::Desk& d) {
  d.created("08:00", "1");
  d.message("08:00", "1", "customer:c");
  d.message("08:00:05", "1", "bot:b");
  d.status("08:10", "1", "solved", {{"actor_type", "bot"}});
  d.message("09:00", "1", "customer:c");
  d.status("09:00", "1", "open", {{"actor_type", "customer"}});
  d.add("09:00:30", "bot.handoff", {{"ticket_id", "1"}});
  d.message("09:10", "1", "agent:A");
}

TEST(first_response, of_a_ticket_that_a_bot_solved_is_nothing_until_a_human_answers_the_returning_customer) {
  Facts facts;
  bot_then_human(facts);
  FactSet const early = facts.derive(FactKind::first_response, {first::from_first_customer_message, first::never_end}, "1", "08:30");
  ASSERT_EQ(early.facts.size(), 1u);
  EXPECT_EQ(early.facts[0].instant(first::responded), time::kNever);      // null, not 0
  EXPECT_EQ(early.facts[0].stopped, at("08:10"));                         // nobody waits any more
  EXPECT_THAT(seconds(facts.derive(FactKind::first_response, {first::from_first_customer_message, first::only}, "1", "08:30"),
                      first::started, first::responded), ElementsAre(5));
  FactSet const late = facts.derive(FactKind::first_response, {first::from_first_customer_message, first::never_end}, "1");
  EXPECT_THAT(seconds(late, first::started, first::responded), ElementsAre(4200));
  EXPECT_EQ(late.facts[0].stopped, time::kNever);
}

TEST(first_response, counts_from_the_hand_over_where_the_definition_starts_there) {
  Facts facts;
  bot_then_human(facts);
  EXPECT_THAT(
      seconds(facts.derive(FactKind::first_response, {first::from_handoff, first::never_end}, "1"), first::started, first::responded),
      ElementsAre(570));  // 09:00:30 to 09:10:00
  EXPECT_TRUE(facts.derive(FactKind::first_response, {first::from_handoff, first::never_end}, "1", "09:00").facts.empty());
}

TEST(first_response, is_not_improved_by_a_merge) {
  Facts facts;                                                 // V-T4, and a reply on the secondary that must not count
  facts.created("08:00", "P");
  facts.created("08:30", "S");
  facts.message("08:40", "S", "agent:B");
  facts.add("08:45", "ticket.merged", {{"ticket_id", "S"}, {"into_ticket_id", "P"}});
  facts.message("09:00", "P", "agent:A");
  EXPECT_THAT(
      seconds(facts.derive(FactKind::first_response, {first::from_created, first::never_end}, "P"), first::started, first::responded),
      ElementsAre(3600));
  EXPECT_TRUE(facts.derive(FactKind::first_response, {first::from_created, first::never_end}, "S").facts.empty());
}

TEST(first_response, is_restated_by_an_earlier_reply_that_arrives_later) {
  Facts facts;                                                 // V-LATE: 3600 -> 1800
  facts.created("08:00", "1");
  facts.message("09:00", "1", "agent:A");
  EXPECT_THAT(seconds(facts.derive(FactKind::first_response, {0, 0}, "1"), first::started, first::responded), ElementsAre(3600));
  facts.message("08:30", "1", "agent:B");
  EXPECT_THAT(seconds(facts.derive(FactKind::first_response, {0, 0}, "1"), first::started, first::responded), ElementsAre(1800));
}

TEST(reply, samples_one_run_of_customer_messages_once_and_no_follow_up) {
  Facts facts;
  golden_ticket(facts);
  FactSet const clear = facts.derive(FactKind::reply, {reply::clear}, "1");
  EXPECT_THAT(seconds(clear, reply::waiting_since, reply::replied), ElementsAre(2400, 233100));
  EXPECT_EQ(clear.facts[0].measure(reply::messages), 2);       // both messages of 05-05 are answered by one reply
  EXPECT_EQ(facts.name(clear.facts[1].author), "C");
  EXPECT_THAT(seconds(facts.derive(FactKind::reply, {reply::ignore}, "1"), reply::waiting_since, reply::replied),
              ElementsAre(4200, 2400, 233100));
}

TEST(reply, waits_from_the_customers_return_not_from_the_first_contact) {
  Facts facts;
  bot_then_human(facts);
  EXPECT_THAT(seconds(facts.derive(FactKind::reply, {reply::clear}, "1"), reply::waiting_since, reply::replied), ElementsAre(600));
}

TEST(waits, end_and_begin_as_kpis_md_says) {
  struct Row {
    const char* name;
    std::int64_t bots;
    std::vector<const char*> turns;   // ten minutes apart, from 08:00
    std::vector<std::pair<const char*, const char*>> expected;
    std::vector<bool> by_human;
  };
  const Row rows[] = {
      {"a follow-up with nothing waiting", reply::clear, {"agent:A", "agent:A"}, {}, {}},
      {"still waiting", reply::clear, {"customer", "customer"}, {{"08:00", ""}}, {false}},
      {"a bot clears", reply::clear, {"customer", "bot", "agent:A"}, {{"08:00", "08:10"}}, {false}},
      {"a bot does not clear", reply::ignore, {"customer", "bot", "agent:A"}, {{"08:00", "08:20"}}, {true}},
      {"a hand-over re-arms",
       reply::clear,
       {"customer", "bot", "handoff", "agent:A"},
       {{"08:00", "08:10"}, {"08:20", "08:30"}},
       {false, true}},
      {"a hand-over changes nothing where bots are ignored",
       reply::ignore,
       {"customer", "handoff", "agent:A"},
       {{"08:00", "08:20"}},
       {true}},
      {"a solve ends the wait without an answer", reply::clear, {"customer", "solved", "agent:A"}, {{"08:00", "08:10"}}, {false}},
      {"a reopening alone starts none", reply::clear, {"solved", "open", "agent:A"}, {}, {}},
  };
  for (const Row& row : rows) {
    timeline::Desk desk;
    desk.created("07:00", "1");
    for (std::size_t i = 0; i < row.turns.size(); ++i) {
      std::string const when = "08:" + std::to_string(i) + "0", what = row.turns[i];
      if (what == "handoff") desk.add(when, "bot.handoff", {{"ticket_id", "1"}});
      else if (what == "solved" || what == "open") desk.status(when, "1", what);
      else desk.message(when, "1", what);
    }
    std::vector<Wait> found;
    waits(desk.ticket("1"), row.bots, found);
    ASSERT_EQ(found.size(), row.expected.size()) << row.name;
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].since, at(row.expected[i].first)) << row.name;
      EXPECT_EQ(found[i].ended, *row.expected[i].second ? at(row.expected[i].second) : time::kNever) << row.name;
      EXPECT_EQ(found[i].answered_by_human, row.by_human[i]) << row.name;
    }
  }
}

TEST(first_assignment, is_the_first_human_not_a_bot_and_not_a_team) {
  Facts facts;
  facts.created("08:00", "1", {{"team_id", "t"}});
  facts.assigned("08:10", "1", "bot-1", "routing", {{"assignee_type", "bot"}});
  namespace m = metric::first_assignment;
  FactSet const early = facts.derive(FactKind::first_assignment, {}, "1", "08:30");
  EXPECT_EQ(early.facts.at(0).instant(m::assigned), time::kNever);
  EXPECT_EQ(early.facts[0].measure(m::was_assigned), 0);
  facts.assigned("08:40", "1", "A", "manual");
  facts.assigned("08:50", "1", "B", "transfer");
  EXPECT_THAT(seconds(facts.derive(FactKind::first_assignment, {}, "1"), m::created, m::assigned), ElementsAre(2400));
}

TEST(first_assignment, is_immediate_for_a_ticket_created_with_its_assignee) {
  Facts facts;
  facts.created("08:00", "1", {{"assignee_id", "A"}});
  namespace m = metric::first_assignment;
  EXPECT_THAT(seconds(facts.derive(FactKind::first_assignment, {}, "1"), m::created, m::assigned), ElementsAre(0));
}

}  // namespace
}  // namespace deskgauge::fact

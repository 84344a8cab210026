// One ticket folded from its events: statuses, solves, assignments, turns, surveys, contacts.
#include "tests/core/timeline/support.h"

namespace deskgauge::timeline {
namespace {

using testing::ElementsAre;

std::uint16_t bit(Status status) { return static_cast<std::uint16_t>(1u << static_cast<unsigned>(status)); }

TEST(fold, cuts_time_into_spans_of_one_status_each) {
  Desk desk;
  desk.created("08:00", "1");
  desk.status("08:20", "1", "open");
  desk.status("08:30", "1", "open");                           // said again: nothing changes
  desk.status("09:00", "1", "pending");
  desk.status("09:30", "1", "on_hold");
  desk.status("10:00", "1", "solved");
  Ticket const ticket = desk.ticket("1");
  EXPECT_EQ(statuses_text(ticket), "08:00 new, 08:20 open, 09:00 pending, 09:30 on_hold, 10:00 solved");
  EXPECT_TRUE(ticket.done());
  EXPECT_EQ(ticket.status_at(at("09:00")), Status::pending);   // half-open: the span that starts holds its start
  EXPECT_EQ(ticket.status_at(at("08:59:59")), Status::open);
}

TEST(fold, measures_time_in_a_set_of_statuses_joining_spans_that_touch) {
  Desk desk;
  desk.created("08:00", "1");
  desk.status("08:20", "1", "open");
  desk.status("09:00", "1", "pending");
  desk.status("09:30", "1", "open");
  Ticket const ticket = desk.ticket("1");
  auto const mask = static_cast<std::uint16_t>(bit(Status::new_) | bit(Status::open));
  EXPECT_THAT(ticket.in_statuses(mask, at("08:10"), at("10:00")),
              ElementsAre(time::Interval{at("08:10"), at("09:00")}, time::Interval{at("09:30"), at("10:00")}));
  EXPECT_THAT(ticket.in_statuses(bit(Status::pending), at("09:30"), at("10:00")), ElementsAre());
  EXPECT_THAT(ticket.in_statuses(bit(Status::open), at("09:00"), time::kNever), ElementsAre(time::Interval{at("09:30"), time::kNever}));
}

TEST(fold, reads_only_what_exists_at_the_instant) {
  Desk desk;
  desk.created("08:00", "1");
  desk.status("09:00", "1", "solved");
  struct Row {
    const char* when;
    bool exists;
    const char* statuses;
  };
  for (const Row& row : {Row{"07:59:59", false, ""}, {"08:00", true, "08:00 new"}, {"08:59:59", true, "08:00 new"},
                         {"09:00", true, "08:00 new, 09:00 solved"}}) {
    Ticket const ticket = desk.ticket("1", row.when);
    EXPECT_EQ(ticket.has_ticket, row.exists) << row.when;
    EXPECT_EQ(statuses_text(ticket), row.statuses) << row.when;
    EXPECT_EQ(ticket.left_out, row.exists ? LeftOut::none : LeftOut::orphaned) << row.when;
  }
}

TEST(fold, counts_one_solve_for_solved_then_closed_and_another_after_a_reopening) {
  Desk desk;
  desk.created("08:00", "1");
  desk.status("09:00", "1", "solved", {{"actor_type", "agent"}, {"actor_id", "A"}});
  desk.status("09:30", "1", "closed");                         // X2
  desk.status("10:00", "1", "open");                           // X1
  desk.status("11:00", "1", "closed", {{"actor_type", "bot"}, {"actor_id", "B"}});
  Ticket const ticket = desk.ticket("1");
  ASSERT_EQ(ticket.solves.size(), 2u);
  EXPECT_EQ(ticket.solves[0].at, at("09:00"));
  EXPECT_EQ(ticket.solves[0].cycle_start, at("08:00"));
  EXPECT_EQ(ticket.solves[0].reopened, at("10:00"));
  EXPECT_EQ(ticket.solves[0].actor, desk.symbol("A"));
  EXPECT_EQ(ticket.solves[1].at, at("11:00"));
  EXPECT_EQ(ticket.solves[1].cycle_start, at("10:00"));
  EXPECT_EQ(ticket.solves[1].reopened, time::kNever);
  EXPECT_EQ(ticket.solves[1].actor_type, ActorType::bot);
}

TEST(fold, takes_any_open_status_after_a_solve_for_a_reopening) {
  for (auto const* word : {"new", "open", "pending", "on_hold"}) {
    Desk desk;
    desk.created("08:00", "1");
    desk.status("09:00", "1", "closed");
    desk.status("10:00", "1", word);
    Ticket const ticket = desk.ticket("1");
    ASSERT_EQ(ticket.solves.size(), 1u) << word;
    EXPECT_EQ(ticket.solves[0].reopened, at("10:00")) << word;
  }
}

TEST(fold, counts_no_reopening_and_no_second_solve_for_a_solved_ticket_that_was_spam_by_mistake) {
  Desk desk;
  desk.created("08:00", "1");
  desk.status("09:00", "1", "solved");
  desk.status("10:00", "1", "spam");
  desk.status("11:00", "1", "solved");
  EXPECT_EQ(desk.ticket("1", "10:30").left_out, LeftOut::spam);
  Ticket const ticket = desk.ticket("1");
  EXPECT_EQ(ticket.left_out, LeftOut::none);
  ASSERT_EQ(ticket.solves.size(), 1u);                         // X1: a reopening leads to new, open, pending or on_hold
  EXPECT_EQ(ticket.solves[0].reopened, time::kNever);
  EXPECT_EQ(turns_text(ticket, desk.symbols), "solved");
}

TEST(fold, dates_the_reopening_of_a_ticket_solved_before_it_was_deleted_at_its_return_to_open) {
  Desk desk;
  desk.created("08:00", "1");
  desk.status("09:00", "1", "solved");
  desk.status("10:00", "1", "deleted");
  desk.status("11:00", "1", "open");
  Ticket const ticket = desk.ticket("1");
  ASSERT_EQ(ticket.solves.size(), 1u);
  EXPECT_EQ(ticket.solves[0].reopened, at("11:00"));
}

TEST(fold, leaves_out_spam_deleted_and_test_tickets_from_the_moment_it_is_known_and_takes_spam_back_in) {
  struct Row {
    const char* name;
    Fields created;
    const char *first, *second;
    LeftOut expected;
    const char* since;
  };
  const Row rows[] = {{"spam", {}, "spam", "", LeftOut::spam, "09:00"},
                      {"deleted", {}, "deleted", "", LeftOut::deleted, "09:00"},
                      {"test", {{"is_test", "true"}}, "open", "", LeftOut::test, "08:00"},
                      {"spam after all not", {}, "spam", "open", LeftOut::none, ""},
                      {"deleted after spam keeps the first reason", {}, "spam", "deleted", LeftOut::spam, "09:00"},
                      {"a test stays one", {{"is_test", "true"}}, "spam", "open", LeftOut::test, "08:00"}};
  for (const Row& row : rows) {
    Desk desk;
    desk.created("08:00", "1", row.created);
    desk.status("09:00", "1", row.first);
    if (*row.second) desk.status("10:00", "1", row.second);
    Ticket const ticket = desk.ticket("1");
    EXPECT_EQ(ticket.left_out, row.expected) << row.name;
    EXPECT_EQ(ticket.left_out_at, *row.since ? at(row.since) : time::kNever) << row.name;
  }
}

TEST(fold, holds_a_ticket_without_creation_as_an_orphan_until_creation_comes) {
  Desk desk;
  desk.status("09:00", "1", "solved");
  EXPECT_EQ(desk.ticket("1").left_out, LeftOut::orphaned);
  EXPECT_TRUE(desk.ticket("1").solves.empty());
  desk.created("08:00", "1");
  EXPECT_EQ(desk.ticket("1").left_out, LeftOut::none);
  EXPECT_EQ(desk.ticket("1").solves.size(), 1u);
}

TEST(fold, reads_creation_first_where_other_events_bear_its_instant_or_an_earlier_one) {
  Desk desk;
  desk.status("07:59", "1", "open", {{"id", "0"}});
  desk.created("08:00", "1", {{"id", "9"}});
  Ticket const ticket = desk.ticket("1");
  ASSERT_EQ(ticket.statuses.size(), 2u);
  EXPECT_EQ(ticket.statuses[1].from, at("08:00"));             // never before the ticket existed: no negative spans (X16)
  EXPECT_EQ(ticket.status(), Status::open);
}

TEST(fold, tells_transfers_from_routing_unassigning_and_first_assignments) {
  struct Row {
    const char *agent, *reason;
    Fields more;
    bool hand_over;
  };
  const Row rows[] = {{"A", "manual", {{"team_id", "t1"}}, false},      // the first one: from nobody
                      {"B", "transfer", {}, true},
                      {"B", "transfer", {}, false},                     // to himself
                      {"C", "routing", {}, false},
                      {"", "unassign", {}, false},
                      {"D", "manual", {}, false},                       // from nobody
                      {"E", "escalation", {{"tier", "2"}}, true},
                      {"E", "transfer", {{"team_id", "t2"}}, true},     // the same human, another team
                      {"bot-1", "transfer", {{"assignee_type", "bot"}}, false},
                      {"A", "takeover", {}, false}};                    // from a bot
  Desk desk;
  desk.created("08:00", "1");
  for (int i = 0; i < static_cast<int>(std::size(rows)); ++i)
    desk.assigned("08:" + std::to_string(10 + i), "1", rows[i].agent, rows[i].reason, rows[i].more);
  Ticket const ticket = desk.ticket("1");
  ASSERT_EQ(ticket.assignments.size(), std::size(rows));
  for (std::size_t i = 0; i < std::size(rows); ++i) EXPECT_EQ(ticket.assignments[i].hand_over, rows[i].hand_over) << "row " << i;
  EXPECT_EQ(ticket.assignments[6].tier, 2);
  EXPECT_FALSE(ticket.assignments[8].human);
}

TEST(fold, keeps_the_team_where_an_assignment_names_none) {
  Desk desk;
  desk.created("08:00", "1", {{"team_id", "t1"}});
  desk.assigned("08:10", "1", "A", "manual");
  desk.add("08:20", "bot.handoff", {{"ticket_id", "1"}, {"to_team_id", "t2"}});
  Ticket const ticket = desk.ticket("1");
  EXPECT_EQ(ticket.dimension(Dimension::team, {}, at("08:05")), desk.symbol("t1"));
  EXPECT_EQ(ticket.dimension(Dimension::team, {}, at("08:15")), desk.symbol("t1"));
  EXPECT_EQ(ticket.dimension(Dimension::team, {}, at("08:25")), desk.symbol("t2"));
  EXPECT_EQ(ticket.assignment_at(at("08:15"))->assignee, desk.symbol("A"));
  EXPECT_FALSE(ticket.assignment_at(at("08:25"))->assignee);   // handed over to a team: to nobody yet
  EXPECT_EQ(ticket.assignment_at(at("07:59")), nullptr);
}

TEST(fold, makes_turns_of_public_messages_and_of_nothing_else) {
  struct Row {
    const char *by, *kind, *visibility, *turns;
  };
  const Row rows[] = {{"customer:c", "reply", "public", "customer"},
                      {"customer:c", "note", "public", "customer"},      // whatever a customer sends is waiting for an answer
                      {"customer:c", "reply", "private", ""},
                      {"agent:A", "reply", "public", "human A"},
                      {"agent:A", "reply", "private", ""},               // X9
                      {"agent:A", "note", "public", ""},
                      {"agent:A", "auto_reply", "public", ""},           // X7
                      {"agent:A", "survey", "public", ""},
                      {"agent:A", "forward", "public", ""},
                      {"bot:b", "reply", "public", "bot"},
                      {"bot:b", "auto_reply", "public", ""},
                      {"system", "reply", "public", ""},
                      {"third_party:x", "reply", "public", ""}};
  for (const Row& row : rows) {
    Desk desk;
    desk.created("08:00", "1");
    desk.message("08:10", "1", row.by, row.kind, row.visibility);
    EXPECT_EQ(turns_text(desk.ticket("1"), desk.symbols), row.turns) << row.by << " " << row.kind << " " << row.visibility;
  }
}

TEST(fold, orders_turns_with_hand_over_solve_and_reopening_among_them) {
  Desk desk;                                                   // V-T3
  desk.created("08:00", "1");
  desk.message("08:00", "1", "customer:c");
  desk.message("08:00:05", "1", "bot:b");
  desk.status("08:10", "1", "solved", {{"actor_type", "bot"}});
  desk.message("09:00", "1", "customer:c");
  desk.status("09:00", "1", "open", {{"actor_type", "customer"}});
  desk.add("09:00:30", "bot.handoff", {{"ticket_id", "1"}});
  desk.message("09:10", "1", "agent:A");
  EXPECT_EQ(turns_text(desk.ticket("1"), desk.symbols), "customer, bot, solved, customer, reopened, handoff, human A");
  EXPECT_TRUE(desk.ticket("1").solves[0].reopen_answered);
  EXPECT_FALSE(desk.ticket("1", "09:09").solves[0].reopen_answered);
}

TEST(fold, remembers_dimensions_through_time) {
  Desk desk;
  desk.created("08:00", "1", {{"channel", "email"}, {"priority", "low"}, {"tags", "vip, eu"}});
  desk.add("09:00", "ticket.field_changed", {{"ticket_id", "1"}, {"field", "priority"}, {"current", "high"}});
  desk.add("09:10", "ticket.field_changed", {{"ticket_id", "1"}, {"field", "custom.plan"}, {"current", "gold"}});
  Ticket const ticket = desk.ticket("1");
  Symbol const plan = desk.symbol("custom.plan");
  EXPECT_EQ(ticket.dimension(Dimension::channel, {}, at("23:00")), desk.symbol("email"));
  EXPECT_EQ(ticket.dimension(Dimension::priority, {}, at("08:59:59")), desk.symbol("low"));
  EXPECT_EQ(ticket.dimension(Dimension::priority, {}, at("09:00")), desk.symbol("high"));
  EXPECT_EQ(ticket.dimension(Dimension::custom, plan, at("09:00")), Symbol{});
  EXPECT_EQ(ticket.dimension(Dimension::custom, plan, at("09:10")), desk.symbol("gold"));
  EXPECT_EQ(ticket.dimension(Dimension::custom, desk.symbol("custom.other"), at("09:10")), Symbol{});
  EXPECT_EQ(desk.symbols.text(ticket.dimension(Dimension::tag, {}, at("09:10"))), "[vip, eu]");
  EXPECT_EQ(ticket.dimension(Dimension::direction, {}, at("09:10")), desk.symbol("inbound"));   // said by nobody
  EXPECT_EQ(ticket.dimension(Dimension::category, {}, at("09:10")), Symbol{});
}

TEST(fold, takes_out_what_a_tombstone_names_before_and_after_its_target_arrived) {
  for (bool const tombstone_first : {false, true}) {
    Desk desk;
    Fields const tombstone{{"subject", "ticket/1"}, {"target_source", "desk"}, {"target_id", "reply"}};
    desk.created("08:00", "1");
    if (tombstone_first) desk.add("12:00", "event.retracted", tombstone);
    desk.add("08:30", "message.sent", {{"ticket_id", "1"}, {"author_type", "agent"}, {"author_id", "A"}, {"visibility", "public"},
                                       {"kind", "reply"}, {"id", "reply"}});
    if (!tombstone_first) desk.add("12:00", "event.retracted", tombstone);
    EXPECT_EQ(turns_text(desk.ticket("1", "11:59"), desk.symbols), "human A");   // the retraction does not exist yet
    EXPECT_EQ(turns_text(desk.ticket("1"), desk.symbols), "");
    EXPECT_EQ(desk.ticket("1").retracted, 1);
    EXPECT_EQ(desk.ticket("1", "11:59").retracted, 0);
  }
}

TEST(fold, leaves_alone_an_event_of_another_source_with_the_retracted_id) {
  Desk desk;
  desk.created("08:00", "1");
  desk.add("08:30", "bot.handoff", {{"ticket_id", "1"}, {"id", "x"}, {"source", "chat"}});
  desk.add("09:00", "event.retracted", {{"subject", "ticket/1"}, {"target_source", "mail"}, {"target_id", "x"}});
  EXPECT_EQ(turns_text(desk.ticket("1"), desk.symbols), "handoff");
  EXPECT_EQ(desk.ticket("1").retracted, 0);
}

TEST(fold, orders_the_answers_of_a_survey_by_revision_not_by_arrival) {
  Desk desk;
  desk.created("08:00", "1");
  auto const answer = [&](const char* when, const char* revision, const char* value) {
    desk.add(when, "survey.responded", {{"invitation_id", "i"}, {"ticket_id", "1"}, {"response_id", "r"}, {"revision", revision},
                                        {"answers", std::string("[{question_id: q, value: ") + value + "}]"}});
  };
  answer("10:00", "2", "5");                                   // even before its invitation is known
  answer("09:30", "1", "2");
  desk.add("09:00", "survey.sent", {{"invitation_id", "i"}, {"instrument", "csat"}, {"instrument_version", "1"}, {"ticket_id", "1"},
                                    {"assignee_id", "B"}, {"scale", "{min: 1, max: 5}"}});
  desk.add("09:05", "survey.sent", {{"invitation_id", "i"}, {"instrument", "nps"}, {"instrument_version", "1"}, {"ticket_id", "1"},
                                    {"scale", "{min: 0, max: 10}"}});
  Ticket const ticket = desk.ticket("1");
  ASSERT_EQ(ticket.surveys.size(), 1u);
  EXPECT_EQ(ticket.surveys[0].sent, at("09:00"));
  EXPECT_EQ(ticket.surveys[0].instrument, event::Instrument::csat);      // an invitation is sent once
  EXPECT_EQ(ticket.surveys[0].assignee, desk.symbol("B"));
  ASSERT_EQ(ticket.surveys[0].answers.size(), 2u);
  EXPECT_EQ(ticket.surveys[0].answers[0].at, at("09:30"));
  EXPECT_EQ(ticket.surveys[0].answers[1].revision, 2);
}

TEST(fold, makes_one_contact_of_all_its_legs) {
  Desk desk;                                                   // X24
  desk.add("08:00", "contact.queued", {{"contact_id", "k"}, {"queue_id", "q"}, {"channel", "voice"}, {"customer_id", "c"}});
  desk.add("08:01", "contact.answered", {{"contact_id", "k"}, {"agent_id", "A"}, {"leg_id", "1"}});
  desk.add("08:05", "contact.transferred", {{"contact_id", "k"}, {"from_agent_id", "A"}, {"kind", "warm"}});
  desk.add("08:06", "contact.answered", {{"contact_id", "k"}, {"agent_id", "B"}, {"leg_id", "2"}});
  desk.add("08:10", "contact.ended", {{"contact_id", "k"}, {"outcome", "completed"}, {"category", "billing"}});
  Ticket const ticket = desk.folded("contact/k");
  ASSERT_EQ(ticket.contacts.size(), 1u);
  const EndedContact& contact = ticket.contacts[0];
  EXPECT_EQ(contact.queued, at("08:00"));
  EXPECT_EQ(contact.answered, at("08:01"));
  EXPECT_EQ(contact.at, at("08:10"));
  EXPECT_EQ(contact.transfers, 1);
  EXPECT_EQ(contact.customer, desk.symbol("c"));
  EXPECT_EQ(contact.category, desk.symbol("billing"));
  EXPECT_FALSE(ticket.has_ticket);
}

TEST(fold, counts_an_abandoned_contact_as_not_ended_with_a_human) {
  for (auto const* outcome :
       {"abandoned_in_ivr", "abandoned_in_queue", "abandoned_while_ringing", "voicemail", "callback_scheduled", "failed"}) {
    Desk desk;
    desk.add("08:00", "contact.queued", {{"contact_id", "k"}, {"queue_id", "q"}, {"channel", "voice"}});
    desk.add("08:02", "contact.ended", {{"contact_id", "k"}, {"outcome", outcome}});
    EXPECT_EQ(desk.folded("contact/k").contacts[0].at, time::kNever) << outcome;
  }
}

TEST(fold, believes_a_snapshot_of_the_state_from_its_moment_on_and_says_where_it_contradicts) {
  Desk desk;
  desk.created("08:00", "1", {{"priority", "low"}});
  desk.assigned("08:10", "1", "A", "manual");
  desk.add("09:00", "message.sent", {{"ticket_id", "1"}, {"author_type", "agent"}, {"visibility", "public"}, {"kind", "reply"},
                                     {"state", "{status: solved, assignee_id: B, priority: high}"}});
  Ticket const ticket = desk.ticket("1");
  EXPECT_EQ(statuses_text(ticket), "08:00 new, 09:00 solved");
  EXPECT_EQ(ticket.assignment_at(at("09:00"))->assignee, desk.symbol("B"));
  EXPECT_EQ(ticket.dimension(Dimension::priority, {}, at("09:00")), desk.symbol("high"));
  ASSERT_EQ(ticket.contradictions.size(), 2u);
  EXPECT_NE(ticket.contradictions[0].find("solved"), std::string::npos);
  EXPECT_TRUE(desk.ticket("1", "08:59").contradictions.empty());
}

TEST(fold, keeps_targets_with_their_removal_and_the_verdicts_of_the_host) {
  Desk desk;
  desk.created("08:00", "1");
  Fields const target{{"ticket_id", "1"}, {"policy_id", "p"}, {"metric", "resolution"}};
  Fields applied = target;
  applied.insert(applied.end(), {{"target_ms", "3600000"}, {"clock", "business"}, {"pause_statuses", "pending, on_hold"}});
  desk.add("08:00", "sla.applied", applied);
  desk.add("08:30", "sla.removed", target);
  Fields verdict = target;
  verdict.insert(verdict.end(), {{"met", "true"}, {"due_at", "2026-05-04T09:00:00Z"}});
  desk.add("08:40", "sla.concluded", verdict);
  Ticket const ticket = desk.ticket("1");
  ASSERT_EQ(ticket.sla_applied.size(), 1u);
  EXPECT_EQ(ticket.sla_applied[0].target_ms, 3'600'000);
  EXPECT_TRUE(ticket.sla_applied[0].business);
  EXPECT_EQ(ticket.sla_applied[0].pause_statuses, bit(Status::pending) | bit(Status::on_hold));
  EXPECT_EQ(ticket.sla_applied[0].removed, at("08:30"));
  EXPECT_EQ(desk.ticket("1", "08:29").sla_applied[0].removed, time::kNever);
  ASSERT_EQ(ticket.sla_concluded.size(), 1u);
  EXPECT_TRUE(ticket.sla_concluded[0].met);
  EXPECT_EQ(ticket.sla_concluded[0].due, at("09:00"));
}

}  // namespace
}  // namespace deskgauge::timeline

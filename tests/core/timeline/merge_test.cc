// Tickets that are merged into others, and what becomes of both (X3).
#include "tests/core/timeline/support.h"

namespace deskgauge::timeline {
namespace {

void merged(Desk& desk, const char* when, const std::string& from, const std::string& into, Fields more = {}) {
  more.insert(more.end(), {{"ticket_id", from}, {"into_ticket_id", into}});
  desk.add(when, "ticket.merged", more);
}

Symbol target(Desk& desk, const std::string& ticket, std::string_view when) {
  return merged_into(desk.book.history(desk.index("ticket/" + ticket)), at(when)).target;
}

TEST(merge, leaves_the_secondary_out_from_its_moment_and_keeps_the_primary) {
  Desk desk;                                                   // V-T4
  desk.created("08:00", "P");
  desk.created("08:30", "S");
  merged(desk, "08:45", "S", "P");
  EXPECT_EQ(desk.ticket("S", "08:44").left_out, LeftOut::none);
  EXPECT_EQ(desk.ticket("S").left_out, LeftOut::merged);
  EXPECT_EQ(desk.ticket("S").left_out_at, at("08:45"));
  EXPECT_TRUE(desk.ticket("S").solves.empty());                // being merged is no solve
  EXPECT_EQ(desk.ticket("P").left_out, LeftOut::none);
}

TEST(merge, carries_customer_messages_at_their_own_times_and_nothing_else) {
  Desk desk;
  desk.created("08:00", "P");
  desk.message("09:00", "P", "agent:A");
  desk.created("08:30", "S");
  desk.message("08:31", "S", "customer:c");
  desk.message("08:40", "S", "agent:B");                       // the primary's first response is not improved by it
  desk.message("08:41", "S", "customer:c", "reply", "private");
  merged(desk, "08:45", "S", "P");
  desk.message("09:10", "S", "customer:c");                    // and one that arrives on the old number
  EXPECT_EQ(turns_text(desk.ticket("P"), desk.symbols), "~customer, human A, ~customer");
  EXPECT_EQ(desk.ticket("P").turns[0].at, at("08:31"));
  EXPECT_EQ(turns_text(desk.ticket("P", "08:44"), desk.symbols), "");
}

TEST(merge, follows_a_chain_to_its_end) {
  Desk desk;
  for (auto const* id : {"1", "2", "3"}) desk.created("08:00", id);
  desk.message("08:01", "1", "customer:c");
  merged(desk, "09:00", "1", "2");
  merged(desk, "10:00", "2", "3");
  EXPECT_EQ(turns_text(desk.ticket("2", "09:30"), desk.symbols), "~customer");
  EXPECT_EQ(turns_text(desk.ticket("3", "09:30"), desk.symbols), "");
  EXPECT_EQ(turns_text(desk.ticket("2"), desk.symbols), "");
  EXPECT_EQ(turns_text(desk.ticket("3"), desk.symbols), "~customer");
}

TEST(merge, ends_on_a_circle_and_leaves_every_member_out) {
  Desk desk;
  for (auto const* id : {"1", "2", "3"}) desk.created("08:00", id);
  desk.message("08:01", "3", "customer:c");
  merged(desk, "09:00", "1", "2");
  merged(desk, "10:00", "2", "1");
  merged(desk, "11:00", "3", "1");
  for (auto const* id : {"1", "2", "3"}) EXPECT_EQ(desk.ticket(id).left_out, LeftOut::merged) << id;
}

TEST(merge, counts_a_correction_by_its_last_word_and_a_retraction_as_never_said) {
  Desk desk;
  for (auto const* id : {"1", "2", "3"}) desk.created("08:00", id);
  desk.message("08:01", "1", "customer:c");
  merged(desk, "09:00", "1", "2", {{"id", "m"}});
  EXPECT_EQ(target(desk, "1", "09:30"), desk.symbol("2"));
  merged(desk, "10:00", "1", "3");
  EXPECT_EQ(target(desk, "1", "09:30"), desk.symbol("2"));
  EXPECT_EQ(target(desk, "1", "10:30"), desk.symbol("3"));
  EXPECT_EQ(turns_text(desk.ticket("3"), desk.symbols), "~customer");
  Desk withdrawn;
  for (auto const* id : {"1", "2"}) withdrawn.created("08:00", id);
  merged(withdrawn, "09:00", "1", "2", {{"id", "m"}});
  withdrawn.add("09:30", "event.retracted", {{"subject", "ticket/1"}, {"target_source", "desk"}, {"target_id", "m"}});
  EXPECT_EQ(withdrawn.ticket("1", "09:10").left_out, LeftOut::merged);
  EXPECT_EQ(withdrawn.ticket("1").left_out, LeftOut::none);
  EXPECT_EQ(target(withdrawn, "1", "10:00"), Symbol{});
}

TEST(merge, tells_where_a_customer_went_as_well_and_forgets_a_withdrawn_merge) {
  Desk desk;                                                   // X28
  desk.add("09:00", "customer.merged", {{"customer_id", "c1"}, {"into_customer_id", "c2"}, {"id", "m"}});
  HistoryIndex const customer = desk.index("customer/c1");
  EXPECT_EQ(merged_into(desk.book.history(customer), at("08:59")).target, Symbol{});
  EXPECT_EQ(merged_into(desk.book.history(customer), at("09:00")).target, desk.symbol("c2"));
  desk.add("10:00", "event.retracted", {{"subject", "customer/c1"}, {"target_source", "desk"}, {"target_id", "m"}});
  EXPECT_EQ(merged_into(desk.book.history(customer), at("10:00")).target, Symbol{});
}

TEST(merge, may_come_before_either_ticket_is_known) {
  Desk desk;
  merged(desk, "08:45", "S", "P");
  desk.message("08:31", "S", "customer:c");
  desk.created("08:30", "S");
  desk.created("08:00", "P");
  EXPECT_EQ(desk.ticket("S").left_out, LeftOut::merged);
  EXPECT_EQ(turns_text(desk.ticket("P"), desk.symbols), "~customer");
}

TEST(merge, takes_the_status_merged_for_one_without_a_primary) {
  Desk desk;
  desk.created("08:00", "1");
  desk.status("09:00", "1", "merged");
  EXPECT_EQ(desk.ticket("1").left_out, LeftOut::merged);
  EXPECT_TRUE(desk.ticket("1").solves.empty());
}

}  // namespace
}  // namespace deskgauge::timeline

// Open work: pieces of the level, ages at an instant, and what is left out.
#include "tests/core/fact/support.h"

namespace deskgauge::fact {
namespace {

using testing::ElementsAre;

std::vector<time::Interval> pieces(const FactSet& set) {
  std::vector<time::Interval> out;
  for (const Fact& fact : set.facts) out.push_back({fact.instant(metric::open::entered), fact.instant(metric::open::left)});
  return out;
}

TEST(open, is_cut_where_a_dimension_changes_and_ends_with_the_done_set) {
  Facts facts;
  facts.created("08:00", "1", {{"priority", "low"}});
  facts.assigned("08:10", "1", "A", "manual");
  facts.add("08:20", "ticket.field_changed", {{"ticket_id", "1"}, {"field", "priority"}, {"current", "high"}});
  facts.status("08:30", "1", "pending");                       // no cut: still open, in the same group
  facts.status("09:00", "1", "solved");
  facts.add("09:10", "ticket.field_changed", {{"ticket_id", "1"}, {"field", "priority"}, {"current", "low"}});
  facts.status("10:00", "1", "open");
  EXPECT_THAT(pieces(facts.derive(FactKind::open, {}, "1")),
              ElementsAre(time::Interval{at("08:00"), at("08:10")}, time::Interval{at("08:10"), at("08:20")},
                          time::Interval{at("08:20"), at("09:00")}, time::Interval{at("10:00"), time::kNever}));
}

TEST(open, keeps_the_identity_of_stock_and_flow) {
  Facts facts;                                                 // kpis.md A5: open(t2) = open(t1) + created + reopened - solved
  for (int i = 0; i < 6; ++i) facts.created("08:0" + std::to_string(i), std::to_string(i));
  facts.status("08:30", "0", "solved");
  facts.status("08:30", "1", "solved");
  facts.status("08:45", "0", "open");
  int open = 0;
  for (int i = 0; i < 6; ++i)
    for (const time::Interval& piece : pieces(facts.derive(FactKind::open, {}, std::to_string(i)))) open += piece.contains(at("09:00"));
  EXPECT_EQ(open, 0 + 6 + 1 - 2);
}

TEST(open_age, is_the_age_of_the_chosen_clock_and_nothing_where_that_clock_does_not_run) {
  struct Row {
    const char* name;
    std::int64_t since;
    const char *when, *start;   // start "" = no fact
  };
  namespace m = metric::open_age;
  Facts facts;
  facts.created("08:00", "1");
  facts.message("08:00", "1", "customer:c");
  facts.message("08:30", "1", "agent:A");
  facts.assigned("08:40", "1", "A", "manual");
  facts.status("09:00", "1", "solved");
  facts.message("10:00", "1", "customer:c");
  facts.status("10:00", "1", "open");
  facts.message("10:30", "1", "bot:b");
  const Row rows[] = {{"open from creation", m::since_created, "08:10", "08:00"},
                      {"none while solved", m::since_created, "09:30", ""},
                      {"reopened, from creation", m::since_created, "10:10", "08:00"},
                      {"reopened, from the reopening", m::since_cycle_start, "10:10", "10:00"},
                      {"first cycle", m::since_cycle_start, "08:10", "08:00"},
                      {"unanswered", m::since_unanswered, "08:10", "08:00"},
                      {"answered", m::since_unanswered, "08:35", ""},
                      {"waiting", m::since_waiting, "08:10", "08:00"},
                      {"not waiting", m::since_waiting, "08:35", ""},
                      {"waiting again", m::since_waiting, "10:10", "10:00"},
                      {"a bot's answer ends the wait", m::since_waiting, "10:40", ""},
                      {"unassigned", m::since_unassigned, "08:10", "08:00"},
                      {"assigned once", m::since_unassigned, "10:10", ""}};
  for (const Row& row : rows) {
    FactSet const set = facts.derive(FactKind::open_age, {row.since}, "1", row.when);
    ASSERT_EQ(set.facts.size(), *row.start ? 1u : 0u) << row.name;
    if (set.facts.empty()) continue;
    EXPECT_EQ(set.facts[0].instant(m::since), at(row.start)) << row.name;
    EXPECT_EQ(set.facts[0].instant(m::as_of), at(row.when)) << row.name;
  }
}

TEST(excluded, remembers_creation_and_the_moment_it_was_left_out) {
  Facts facts;
  facts.created("08:00", "1");
  facts.status("05-05 10:00", "1", "spam");                    // V-T5
  FactSet const set = facts.derive(FactKind::excluded, {}, "1");
  ASSERT_EQ(set.facts.size(), 1u);
  EXPECT_EQ(set.facts[0].instant(metric::excluded::created), at("08:00"));
  EXPECT_EQ(set.facts[0].instant(metric::excluded::left_out), at("05-05 10:00"));
  EXPECT_TRUE(facts.derive(FactKind::excluded, {}, "1", "05-05 09:59").facts.empty());
}

TEST(excluded, does_not_count_an_orphan) {
  Facts facts;
  facts.status("09:00", "1", "spam");
  EXPECT_TRUE(facts.derive(FactKind::excluded, {}, "1").facts.empty());
}

TEST(improper_pause, is_pending_time_with_an_unanswered_customer_message) {
  timeline::Desk desk;
  golden_ticket(desk);
  EXPECT_THAT(improper_pause(desk.ticket("1")), ElementsAre(time::Interval{at("05-05 07:20"), at("05-05 07:30")}));   // 600 s
  timeline::Desk still;                                        // not answered yet: up to the instant asked about
  still.created("08:00", "1");
  still.status("08:10", "1", "pending");
  still.message("08:30", "1", "customer:c");
  EXPECT_THAT(improper_pause(still.ticket("1", "09:00")), ElementsAre(time::Interval{at("08:30"), at("09:00")}));
}

}  // namespace
}  // namespace deskgauge::fact

// Histories: what an insertion does, whatever came before.
#include <algorithm>
#include <random>

#include "tests/core/timeline/support.h"

namespace deskgauge::timeline {
namespace {

std::string ids(const History& history, const base::Interner& symbols) {
  std::string out;
  for (History::Cursor c(history); c.next();) out += (out.empty() ? "" : " ") + symbols.text(c.event().id);
  return out;
}

struct Given {
  const char* when;
  Fields fields;
};

/// A history of one ticket, of field changes that say which delivery they are.
class Deliveries {
 public:
  base::Interner symbols;
  History history{must(event::parse_subject("ticket/1", symbols))};
  Inserted deliver(const char* when, const char* id, const char* revision, const char* content) {
    event::Event const e = make_event(when, "ticket.field_changed",
      {{"ticket_id", "1"}, {"field", "priority"}, {"current", content}, {"id", id}, {"event_revision", revision}}, symbols);
    return history.insert(event::view(e), symbols);
  }
  std::string contents() const {
    std::string out;
    for (History::Cursor c(history); c.next();) out += (out.empty() ? "" : " ") + symbols.text(c.event().get(event::Field::current));
    return out;
  }
};

TEST(history, holds_events_in_order_of_time_whatever_order_they_came_in) {
  std::vector<Given> given{{"08:00", {{"id", "a"}}}, {"08:10", {{"id", "b"}}}, {"08:20", {{"id", "c"}}}, {"08:30", {{"id", "d"}}}};
  std::vector<int> order{0, 1, 2, 3};
  do {
    base::Interner symbols;
    History history;
    for (int i : order) {
      Fields fields = given[static_cast<std::size_t>(i)].fields;
      fields.emplace_back("ticket_id", "1");
      event::Event const e = make_event(given[static_cast<std::size_t>(i)].when, "bot.handoff", fields, symbols);
      EXPECT_EQ(history.insert(event::view(e), symbols).what, Insertion::added);
    }
    EXPECT_EQ(ids(history, symbols), "a b c d");
    EXPECT_EQ(history.last_time(), at("08:30"));
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(history, breaks_a_tie_of_time_by_sequence_then_source_then_id) {
  base::Interner symbols;
  History history;
  for (auto const& [id, sequence, source] : std::initializer_list<std::tuple<const char*, const char*, const char*>>{
         {"w", "10", "a"}, {"x", "9", "b"}, {"z", "9", "a"}, {"y", "9", "a"}})
    history.insert(event::view(make_event("08:00", "bot.handoff",
      {{"ticket_id", "1"}, {"id", id}, {"sequence", sequence}, {"source", source}}, symbols)), symbols);
  EXPECT_EQ(ids(history, symbols), "y z x w");                 // 9 before 10, a before b, y before z
}

TEST(history, takes_a_second_delivery_for_a_duplicate_and_keeps_one) {
  Deliveries d;
  EXPECT_EQ(d.deliver("08:00", "a", "0", "high").what, Insertion::added);
  Inserted const again = d.deliver("08:00", "a", "0", "high");
  EXPECT_EQ(again.what, Insertion::duplicate);
  EXPECT_FALSE(again.changed());
  EXPECT_FALSE(again.conflict);
  EXPECT_EQ(d.history.size(), 1u);
}

TEST(history, lets_the_higher_revision_win_in_either_order) {
  Deliveries rising, falling;
  rising.deliver("08:00", "a", "1", "low");
  EXPECT_EQ(rising.deliver("08:05", "a", "2", "high").what, Insertion::replaced);
  falling.deliver("08:05", "a", "2", "high");
  EXPECT_EQ(falling.deliver("08:00", "a", "1", "low").what, Insertion::superseded);
  for (const Deliveries* d : {&rising, &falling}) {
    EXPECT_EQ(d->contents(), "high");
    EXPECT_EQ(d->history.last_time(), at("08:05"));
  }
}

TEST(history, moves_an_event_whose_revision_bears_another_time) {
  Deliveries d;
  d.deliver("08:00", "a", "0", "first");
  d.deliver("08:10", "b", "0", "second");
  EXPECT_EQ(d.deliver("08:20", "a", "1", "moved").what, Insertion::replaced);
  EXPECT_EQ(d.contents(), "second moved");
  EXPECT_EQ(d.history.last_time(), at("08:20"));
  EXPECT_EQ(d.deliver("07:00", "a", "2", "back").what, Insertion::replaced);
  EXPECT_EQ(d.contents(), "back second");
  EXPECT_EQ(d.history.last_time(), at("08:10"));
}

TEST(history, reports_one_revision_with_two_contents_and_keeps_the_same_one_in_either_order) {
  Deliveries a, b;
  a.deliver("08:00", "x", "3", "low");
  b.deliver("08:00", "x", "3", "high");
  EXPECT_TRUE(a.deliver("08:00", "x", "3", "high").conflict);
  EXPECT_TRUE(b.deliver("08:00", "x", "3", "low").conflict);
  EXPECT_EQ(a.contents(), b.contents());
  EXPECT_EQ(a.history.size(), 1u);
}

TEST(history, tells_apart_equal_ids_of_two_sources) {
  base::Interner symbols;
  History history;
  for (auto const* source : {"chat", "mail"})
    history.insert(event::view(make_event("08:00", "bot.handoff", {{"ticket_id", "1"}, {"id", "7"}, {"source", source}}, symbols)),
                   symbols);
  EXPECT_EQ(history.size(), 2u);
}

TEST(history, probes_without_changing_anything) {
  Deliveries d;
  d.deliver("08:00", "a", "1", "low");
  struct Row {
    const char *id, *revision, *content;
    Insertion expected;
  };
  for (const Row& row : {Row{"b", "0", "low", Insertion::added}, {"a", "1", "low", Insertion::duplicate},
                         {"a", "0", "low", Insertion::superseded}, {"a", "2", "low", Insertion::replaced}}) {
    event::Event const e = make_event("08:00", "ticket.field_changed",
      {{"ticket_id", "1"}, {"field", "priority"}, {"current", row.content}, {"id", row.id}, {"event_revision", row.revision}}, d.symbols);
    EXPECT_EQ(d.history.probe(event::view(e), d.symbols), row.expected) << row.id << row.revision;
    EXPECT_EQ(d.history.size(), 1u);
  }
}

TEST(history, knows_whether_it_holds_a_tombstone_and_forgets_one_that_is_corrected_into_something_else) {
  base::Interner symbols;
  History history;
  auto const insert = [&](const char* type, Fields fields) {
    fields.emplace_back("subject", "ticket/1");
    history.insert(event::view(make_event("08:00", type, fields, symbols)), symbols);
  };
  EXPECT_FALSE(history.has_tombstones());
  insert("event.retracted", {{"id", "t"}, {"target_source", "desk"}, {"target_id", "a"}});
  EXPECT_TRUE(history.has_tombstones());
  insert("bot.handoff", {{"id", "t"}, {"event_revision", "1"}});
  EXPECT_FALSE(history.has_tombstones());
}

TEST(history, gives_back_what_it_was_given) {
  base::Interner symbols;
  event::Event e = make_event("08:00", "message.sent",
    {{"ticket_id", "1"}, {"author_type", "agent"}, {"visibility", "private"}, {"kind", "note"}, {"author_id", "A"}, {"sequence", "0012"},
     {"event_revision", "4000000000"}}, symbols);
  e.recorded_time = at("2026-05-05T00:00:00.123Z");
  History history;
  history.insert(event::view(e), symbols);
  History::Cursor c(history);
  ASSERT_TRUE(c.next());
  const event::EventView& held = c.event();
  EXPECT_EQ(held.kind, e.kind);
  EXPECT_EQ(held.time, e.time);
  EXPECT_EQ(held.source, e.source);
  EXPECT_EQ(held.id, e.id);
  EXPECT_EQ(held.sequence, e.sequence);
  EXPECT_EQ(held.recorded_ms, e.recorded_time->ms);
  EXPECT_EQ(held.revision, 4000000000u);
  EXPECT_TRUE(std::equal(held.slots.begin(), held.slots.end(), e.slots.begin(), e.slots.end()));
  EXPECT_FALSE(c.next());
}

TEST(history, is_the_same_after_any_shuffle_with_duplicates_and_revisions) {
  struct Delivery {
    const char *when, *id, *revision, *content;
  };
  std::vector<Delivery> all{{"08:00", "a", "0", "1"}, {"08:00", "b", "0", "2"}, {"08:07", "a", "1", "3"}, {"08:03", "c", "0", "4"},
                            {"08:03", "c", "0", "5"}, {"07:59", "b", "2", "6"}, {"08:09", "b", "1", "7"}, {"08:00", "a", "0", "1"}};
  std::mt19937 random(20260504);
  std::string expected;
  for (int round = 0; round < 500; ++round) {
    std::shuffle(all.begin(), all.end(), random);
    Deliveries d;
    for (const Delivery& x : all) d.deliver(x.when, x.id, x.revision, x.content);
    // b at 07:59 in revision 2, c at 08:03 in the greater content, a at 08:07 in revision 1
    EXPECT_EQ(d.contents(), "6 5 3");
  }
}

}  // namespace
}  // namespace deskgauge::timeline

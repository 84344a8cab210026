// Snapshots of both kinds, their damage, merging, and new definitions over old events.
#include "tests/core/engine/support.h"

namespace deskgauge::engine {
namespace {

std::vector<Line> some() {
  std::vector<Line> lines{created("05-04 08:00", "1", {{"customer_id", "c"}, {"tags", "vip, eu"}}), message("05-04 08:10", "1", "A"),
                          created("05-04 09:00", "2", {{"customer_id", "d"}, {"channel", "chat"}}), message("05-04 09:30", "2", "B"),
                          status("05-05 09:00", "1", "solved"), status("05-06 09:00", "1", "open"),
                          {"05-06 10:00", "customer.merged", {{"customer_id", "d"}, {"into_customer_id", "c"}}}};
  for (const Line& line : invitation("1", "05-05 10:00", "05-05 11:00", "9")) lines.push_back(line);
  return complete(lines);
}
std::vector<Line> others() {
  return complete({created("05-04 10:00", "3", {{"customer_id", "e"}}), message("05-04 10:50", "3", "A"), created("05-05 10:00", "4"),
                   status("05-06 12:00", "4", "closed")});
}

Engine full(const std::vector<Line>& lines = some(), int first = 0) {
  Engine engine(shared());
  ingest(engine, lines, first);
  engine.advance(at("05-20 00:00"));
  return engine;
}
Engine back(const std::string& snapshot) { return time::must(Engine::restore(snapshot, shared())); }
Engine cells(const Engine& engine) { return back(engine.snapshot(SnapshotKind::cells)); }
std::string reason(const base::Result<void>& r) { return r ? "done" : r.error().reason; }

TEST(snapshot, brings_a_full_desk_back_to_the_byte_and_it_goes_on) {
  Engine engine = full();
  Engine again = back(engine.snapshot(SnapshotKind::full));
  EXPECT_EQ(again.canonical_bytes(), engine.canonical_bytes());
  EXPECT_EQ(again.now(), engine.now());
  EXPECT_FALSE(again.cells_only());
  for (Engine* e : {&engine, &again}) {
    ingest(*e, others(), 50);
    e->advance(at("06-20 00:00"));
  }
  EXPECT_EQ(again.canonical_bytes(), engine.canonical_bytes());
  EXPECT_EQ(ingest(again, some()).accepted, 0);                // it knows what it had: all duplicates
}

TEST(snapshot, knows_the_invitations_of_a_full_desk) {
  Engine engine(shared());
  auto survey = invitation("1", "09:00", "10:00", "9");
  std::erase_if(survey[1].fields, [](auto const& field) { return field.first == "ticket_id"; });
  ingest(engine, complete({created("08:00", "1"), survey[0]}));
  Engine again = back(engine.snapshot(SnapshotKind::full));
  EXPECT_EQ(ingest(again, {survey[1]}, 9).accepted, 1);
}

TEST(snapshot, of_cells_answers_what_the_cells_know_with_the_same_values) {
  Engine const engine = full();
  Engine const only = cells(engine);
  EXPECT_TRUE(only.cells_only());
  for (auto const& [metric, by] : std::initializer_list<std::pair<const char*, std::vector<std::string>>>{{"created", {"channel"}},
                                                                                                          {"first_response", {"agent"}},
                                                                                                          {"open", {}},
                                                                                                          {"reopened", {}},
                                                                                                          {"within_4h", {}},
                                                                                                          {"tagged", {"tag"}},
                                                                                                          {"solves_per_created", {}}}) {
    EXPECT_EQ(groups(only, ask(metric, "28d", by)), groups(engine, ask(metric, "28d", by))) << metric;
    EXPECT_EQ(value_of(only, ask(metric, "28d", by)), value_of(engine, ask(metric, "28d", by))) << metric;
  }
}

TEST(snapshot, of_cells_stays_one_of_cells_whatever_is_asked_for) {
  std::string const once = full().snapshot(SnapshotKind::cells);
  EXPECT_EQ(back(once).snapshot(SnapshotKind::full), once);
}

TEST(snapshot, of_cells_refuses_by_name_what_needs_events) {
  Engine only = cells(full());
  IngestReport const report = ingest(only, others(), 50);
  EXPECT_EQ(report.accepted, 0);
  ASSERT_EQ(report.rejections.size(), 4u);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(report.rejections[i].error.reason, "cells_only");
    EXPECT_EQ(report.rejections[i].index, i);
  }
  ExplainRequest why;
  why.metric = "created";
  why.window = window();
  EXPECT_EQ(only.explain(why).error().reason, "cells_only");
  EXPECT_EQ(only.explain(why).error().code, base::Code::precondition);
  EXPECT_EQ(refusal(only, ask("resolved_at_once")), "cells_only");                     // customer scope
  EXPECT_EQ(refusal(only, ask("created", "all", {"type"})), "cells_only");             // not in the key
  EXPECT_EQ(refusal(only, ask("created", "24h")), "cells_only");                       // not of these grains
  EXPECT_EQ(refusal(only, ask_at("created", "05-04 12:00")), "cells_only");            // a past it was not taken in
  EXPECT_EQ(reason(only.apply(shared())), "cells_only");
}

TEST(snapshot, of_cells_does_not_guess_what_silence_did_later) {
  Engine engine(shared());
  ingest(engine, complete({created("05-04 08:00", "1"), status("05-04 09:00", "1", "solved"), created("05-05 08:00", "2")}));
  engine.advance(at("05-05 09:00"));
  Engine only = cells(engine);
  EXPECT_EQ(value_of(only, ask("reopened")).pending, 1);
  EXPECT_EQ(refusal(only, ask_at("reopened", "05-20 00:00")), "cells_only");           // it has matured since: 0 of 1
  EXPECT_EQ(refusal(only, ask_at("within_4h", "05-20 00:00")), "cells_only");          // ticket 2 has become a miss
  EXPECT_EQ(value_of(only, ask_at("created", "05-20 00:00")).number, 2);               // silence creates no tickets
  only.advance(at("05-20 00:00"));
  EXPECT_EQ(only.now(), at("05-05 09:00"));
}

TEST(snapshot, is_refused_when_any_byte_is_damaged_or_missing) {
  for (SnapshotKind kind : {SnapshotKind::full, SnapshotKind::cells}) {
    std::string const good = full().snapshot(kind);
    for (std::size_t i = 0; i < good.size(); i += 7) {
      std::string bad = good;
      bad[i] = static_cast<char>(bad[i] ^ 0x10);
      auto const restored = Engine::restore(bad, shared());
      ASSERT_FALSE(restored) << i;
      EXPECT_EQ(restored.error().reason, "snapshot_damaged") << i;
      EXPECT_EQ(restored.error().code, base::Code::data_loss) << i;
    }
    for (std::size_t size : {std::size_t{0}, std::size_t{5}, std::size_t{14}, std::size_t{15}, good.size() / 2, good.size() - 1})
      EXPECT_EQ(Engine::restore(good.substr(0, size), shared()).error().reason, "snapshot_damaged") << size;
    EXPECT_EQ(Engine::restore(good + "x", shared()).error().reason, "snapshot_damaged");
  }
  EXPECT_EQ(Engine::restore("PK\x03\x04 this is something else altogether", shared()).error().reason, "snapshot_damaged");
}

TEST(snapshot, of_other_definitions_is_refused_with_both_fingerprints) {
  metric::Catalogue changed = definitions();
  changed.metrics[0].minimum_sample = 99;
  Shared const other = shared(changed);
  for (SnapshotKind kind : {SnapshotKind::full, SnapshotKind::cells}) {
    auto const restored = Engine::restore(full().snapshot(kind), other);
    ASSERT_FALSE(restored);
    EXPECT_EQ(restored.error().reason, "other_definitions");
    EXPECT_EQ(restored.error().code, base::Code::precondition);
    EXPECT_NE(restored.error().message.find(std::to_string(shared()->fingerprint())), std::string::npos);
    EXPECT_NE(restored.error().message.find(std::to_string(other->fingerprint())), std::string::npos);
  }
}

TEST(snapshot, tells_the_definitions_it_holds_before_it_is_restored) {
  EXPECT_EQ(time::must(Engine::definition_text(full().snapshot(SnapshotKind::full))), "definitions of a test");
  EXPECT_EQ(Engine::definition_text("nonsense").error().reason, "snapshot_damaged");
}

TEST(merge, of_two_full_desks_is_the_desk_of_all_events) {
  std::vector<Line> lines = some(), more = others();
  Engine whole = full(lines);
  ingest(whole, more, 50);
  Engine a = full(lines), b = full(more, 50);
  ASSERT_EQ(reason(a.merge(b)), "done");
  EXPECT_EQ(a.canonical_bytes(), whole.canonical_bytes());
  Engine c = full(more, 50);
  ASSERT_EQ(reason(c.merge(full(lines))), "done");             // either way round
  EXPECT_EQ(c.canonical_bytes(), whole.canonical_bytes());
  ASSERT_EQ(reason(c.merge(a)), "done");                       // what both know counts once
  EXPECT_EQ(c.canonical_bytes(), whole.canonical_bytes());
  Engine empty(shared());
  ASSERT_EQ(reason(empty.merge(whole)), "done");
  EXPECT_EQ(empty.canonical_bytes(), whole.canonical_bytes());
}

TEST(merge, of_two_full_desks_recomputes_a_ticket_both_know_half_of) {
  std::vector<Line> const lines = some();
  Engine whole(shared()), a(shared()), b(shared());
  auto const put = [&](Engine& engine, bool odd, bool even) {
    auto all = events(engine, lines);
    std::vector<event::Event> mine;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (i % 2 ? odd : even) mine.push_back(all[i]);
    engine.ingest(mine);
    engine.advance(at("05-20 00:00"));
  };
  put(whole, true, true);
  put(a, true, false);
  put(b, false, true);
  ASSERT_EQ(reason(a.merge(b)), "done");
  EXPECT_EQ(a.canonical_bytes(), whole.canonical_bytes());
}

TEST(merge, of_two_cells_snapshots_adds_them) {
  Engine a = cells(full(complete({created("05-04 08:00", "1"), message("05-04 08:10", "1", "A")})));
  Engine const b = cells(full(complete({created("05-04 08:00", "2", {{"channel", "chat"}}), message("05-04 08:30", "2", "A")})));
  ASSERT_EQ(reason(a.merge(b)), "done");
  EXPECT_EQ(groups(a, ask("created", "all", {"channel"})), "chat 1, email 1");
  value::Value const v = value_of(a, ask("first_response", "all", {"agent"}));
  EXPECT_EQ(v.n, 2);
  EXPECT_EQ(v.number, 1200);                                   // (600 + 1800) / 2
}

TEST(merge, refuses_by_name_what_does_not_fit_together) {
  Engine one = full();
  Engine const other = full(others(), 50);
  metric::Catalogue changed = definitions();
  changed.metrics[0].minimum_sample = 99;
  EXPECT_EQ(reason(one.merge(Engine(shared(changed)))), "other_definitions");
  EXPECT_EQ(reason(one.merge(cells(other))), "cells_only");
  Engine later = full(others(), 50);
  later.advance(at("06-01 00:00"));
  Engine early = cells(one);
  EXPECT_EQ(reason(early.merge(cells(later))), "now_differs");
}

TEST(apply, computes_changed_definitions_over_old_events_and_leaves_the_others_as_they_were) {
  Engine engine = full();
  auto const before = value_of(engine, ask("created"));
  metric::Catalogue changed = definitions();
  std::erase_if(changed.metrics, [](const Metric& m) { return m.name == "tagged"; });
  for (Metric& m : changed.metrics)
    if (m.name == "first_response") m.filter = std::get<metric::Filter>(metric::parse_filter("channel == 'chat'", m.fact));
  EXPECT_EQ(value_of(engine, ask("first_response")).number, 1200);      // 600 and 1800 s
  std::int64_t const revision = engine.revision();
  ASSERT_EQ(reason(engine.apply(shared(changed))), "done");
  EXPECT_EQ(value_of(engine, ask("first_response")).number, 1800);
  EXPECT_EQ(value_of(engine, ask("created")), before);
  EXPECT_EQ(refusal(engine, ask("tagged")), "unknown_metric");
  EXPECT_GT(engine.revision(), revision);
  Engine fresh(shared(changed));
  ingest(fresh, some());
  fresh.advance(at("05-20 00:00"));
  EXPECT_EQ(engine.canonical_bytes(), fresh.canonical_bytes());
}

TEST(apply, goes_on_taking_events_afterwards) {
  Engine engine = full();
  ASSERT_EQ(reason(engine.apply(shared())), "done");
  EXPECT_EQ(ingest(engine, some()).duplicates, static_cast<std::int64_t>(some().size()));
  EXPECT_EQ(ingest(engine, others(), 50).accepted, 4);
  Engine whole = full();
  ingest(whole, others(), 50);
  EXPECT_EQ(engine.canonical_bytes(), whole.canonical_bytes());
}

TEST(memory, counts_tickets_events_and_states) {
  MemoryUse const use = full().memory();
  EXPECT_EQ(use.tickets, 2);
  EXPECT_EQ(use.events, static_cast<std::int64_t>(some().size()));
  EXPECT_GT(use.states, 0);
  EXPECT_GT(use.histories, 0u);
  EXPECT_GT(use.cells, 0u);
}

}  // namespace
}  // namespace deskgauge::engine

// A batch in: what is taken, what is refused and why, and what time does.
#include <numeric>
#include <random>

#include "tests/core/engine/support.h"

namespace deskgauge::engine {
namespace {

using testing::ElementsAre;

std::int64_t total(const IngestReport& report) {
  return report.accepted + report.duplicates + report.superseded + static_cast<std::int64_t>(report.rejections.size());
}

TEST(ingest, accounts_for_every_event_of_a_batch) {
  Engine engine(shared());
  IngestReport const first = ingest(engine, complete({created("08:00", "1"), message("08:10", "1", "A"), message("08:20", "1", "A")}));
  EXPECT_EQ(first.accepted, 3);
  EXPECT_EQ(total(first), 3);
  std::vector<Line> second = complete({created("08:00", "1"),  // known
                                       message("08:11", "1", "A"),
                                       message("08:19", "1", "A"),  // a correction, and an older one
                                       created("09:00", "2"),
                                       created("09:00", "2"),  // twice in one batch
                                       {"09:00", "event.retracted", {{"target_source", "desk"}, {"target_id", "x"}}}});  // of what?
  second[1].fields.emplace_back("event_revision", "1");
  second[2].fields.emplace_back("id", "e1");
  second[4].fields.emplace_back("id", "e3");
  IngestReport const report = ingest(engine, second);
  EXPECT_EQ(report.accepted, 2);                               // the correction, and ticket 2
  EXPECT_EQ(report.duplicates, 2);
  EXPECT_EQ(report.superseded, 1);
  ASSERT_EQ(report.rejections.size(), 1u);
  EXPECT_EQ(report.rejections[0].index, 5u);
  EXPECT_EQ(total(report), 6);
  EXPECT_GT(report.revision, first.revision);
  EXPECT_EQ(engine.counters().accepted, 5);
  EXPECT_EQ(engine.counters().duplicates, 2);
  EXPECT_EQ(engine.counters().superseded, 1);
  EXPECT_EQ(engine.counters().rejected_by_reason.at("subject_required"), 1);
}

TEST(ingest, keeps_the_newest_revision_in_either_order) {
  for (bool const newest_first : {false, true}) {
    Engine engine(shared());
    Line old = message("08:30", "1", "A"), corrected = message("08:20", "1", "A");
    for (Line* line : {&old, &corrected}) line->fields.emplace_back("id", "m");
    corrected.fields.emplace_back("event_revision", "2");
    ingest(engine, complete({created("08:00", "1")}));
    IngestReport const report = ingest(engine, newest_first ? std::vector<Line>{corrected, old} : std::vector<Line>{old, corrected}, 1);
    EXPECT_EQ(report.accepted, newest_first ? 1 : 2);
    EXPECT_EQ(report.superseded, newest_first ? 1 : 0);
    EXPECT_EQ(value_of(engine, ask("first_response")).number, 1200);
  }
}

TEST(ingest, refuses_a_faulty_event_by_name_and_takes_every_other) {
  struct Row {
    const char* name;
    Line line;
    const char *reason, *field;
  };
  std::string const long_text(2000, 'x');
  Fields const answer{{"response_id", "r"}, {"revision", "1"}, {"answers", "[{question_id: q, value: 9}]"}};
  Fields unknown_invitation = answer;
  unknown_invitation.emplace_back("invitation_id", "nobody's");
  const Row rows[] = {
      {"no author", {"08:00", "message.sent", {{"ticket_id", "9"}, {"kind", "reply"}, {"visibility", "public"}, {"message_id", "m"}}},
       "field_required", "events[1].author_type"},
      {"no ticket", {"08:00", "bot.handoff", {}}, "field_required", "events[1].ticket_id"},
      {"another subject", {"08:00", "bot.handoff", {{"subject", "agent/7"}}}, "subject_mismatch", "events[1].subject"},
      {"a retraction of nothing",
       {"08:00", "event.retracted", {{"target_source", "d"}, {"target_id", "x"}}},
       "subject_required",
       "events[1].subject"},
      {"an answer to nothing", {"08:00", "survey.responded", unknown_invitation}, "subject_required", "events[1].subject"},
      {"too long", {"08:00", "bot.handoff", {{"ticket_id", "9"}, {"reason", long_text}}}, "max_text_bytes", "events[1].reason"},
      {"a time in seconds read as milliseconds",
       {"1969-12-31T23:00:00Z", "bot.handoff", {{"ticket_id", "9"}}},
       "time_out_of_range",
       "events[1].time"},
      {"no id", {"08:00", "bot.handoff", {{"ticket_id", "9"}, {"id", ""}}}, "field_required", "events[1].id"}};
  for (const Row& row : rows) {
    Engine engine(shared());
    IngestReport const report = ingest(engine, complete({created("08:00", "1"), row.line, created("08:00", "2")}));
    EXPECT_EQ(report.accepted, 2) << row.name;
    ASSERT_EQ(report.rejections.size(), 1u) << row.name;
    EXPECT_EQ(report.rejections[0].index, 1u) << row.name;
    EXPECT_EQ(report.rejections[0].error.reason, row.reason) << row.name;
    EXPECT_EQ(report.rejections[0].error.field, row.field) << row.name;
    EXPECT_FALSE(report.rejections[0].error.remedy.empty()) << row.name;
    EXPECT_EQ(value_of(engine, ask("created")).number, 2) << row.name;
  }
}

TEST(ingest, refuses_an_event_of_no_type) {
  Engine engine(shared());
  event::Event e;
  e.source = e.id = engine.interner().intern(std::string_view("x"));
  IngestReport const report = engine.ingest(std::vector<event::Event>{e});
  ASSERT_EQ(report.rejections.size(), 1u);
  EXPECT_EQ(report.rejections[0].error.reason, "unknown_type");
}

TEST(ingest, refuses_what_lies_further_ahead_than_the_desk_allows) {
  struct Row {
    const char* when;
    bool accepted;
  };
  for (const Row& row : {Row{"08:00", true}, {"08:05", true}, {"2026-05-04T08:05:00.001Z", false}, {"05-05 08:00", false}}) {
    Engine engine(shared());                                   // max_future_skew is five minutes
    IngestReport const report = ingest(engine, complete({created(row.when, "1")}), 0, {.now = at("08:00")});
    EXPECT_EQ(report.accepted, row.accepted) << row.when;
    if (!row.accepted) {
      EXPECT_EQ(report.rejections.at(0).error.reason, "max_future_skew") << row.when;
    }
  }
  Engine file(shared());                                       // a file is read without a clock: its own latest event is now
  EXPECT_EQ(ingest(file, complete({created("05-05 08:00", "1"), created("08:00", "2")})).accepted, 2);
  EXPECT_EQ(file.now(), at("05-05 08:00"));
}

TEST(ingest, counts_an_event_that_lies_ahead_when_its_time_has_come) {
  Engine engine(shared());
  ingest(engine, complete({created("08:04", "1")}), 0, {.now = at("08:00")});
  EXPECT_EQ(value_of(engine, ask("created")).number, 0);
  EXPECT_EQ(value_of(engine, ask_at("created", "08:04")).number, 1);     // asked about later: it does exist then
  engine.advance(at("08:04"));
  EXPECT_EQ(value_of(engine, ask("created")).number, 1);
  EXPECT_EQ(time::must(engine.query(ask("created"))).rows[0].path, Path::cells);
}

TEST(ingest, finds_the_ticket_of_an_answer_through_its_invitation) {
  Engine engine(shared());
  std::vector<Line> lines = complete({created("08:00", "1")});
  auto survey = invitation("1", "09:00", "10:00", "9");
  std::erase_if(survey[1].fields, [](auto const& field) { return field.first == "ticket_id"; });
  lines.insert(lines.end(), survey.begin(), survey.end());
  EXPECT_EQ(ingest(engine, lines).accepted, 3);
  EXPECT_EQ(value_of(engine, ask("nps_capped")).n, 1);
}

TEST(ingest, reads_a_changed_tags_field_as_the_list_it_means) {
  Engine engine(shared());
  ingest(engine, complete({created("08:00", "1"),
                           {"08:00", "ticket.field_changed", {{"ticket_id", "1"}, {"field", "tags"}, {"current", " vip ,eu,"}}}}));
  EXPECT_EQ(groups(engine, ask("tagged", "all", {"tag"})), "eu 1, vip 1");
}

TEST(ingest, reports_two_contents_of_one_revision_as_a_finding) {
  Engine engine(shared());
  Line a = message("08:10", "1", "A"), b = message("08:20", "1", "A");
  for (Line* line : {&a, &b}) line->fields.emplace_back("id", "m");
  IngestReport const report = ingest(engine, complete({created("08:00", "1"), a, b}));
  EXPECT_EQ(report.conflicts, 1);
  EXPECT_EQ(total(report), 3);
  ASSERT_EQ(engine.quality().size(), 1u);
  EXPECT_EQ(engine.quality()[0].reason, "revision_conflict");
  EXPECT_EQ(engine.quality()[0].subject, "ticket/1");
}

TEST(ingest, counts_late_events) {
  Engine engine(shared());
  ingest(engine, complete({created("08:00", "1"), message("09:00", "1", "A"), message("08:30", "1", "A"), created("07:00", "2")}));
  EXPECT_EQ(engine.counters().late, 1);                        // late within its own history
}

TEST(quality, finds_orphans_and_contradictions_in_order) {
  Engine engine(shared());
  Line contradicted = message("09:00", "1", "A");
  contradicted.fields.emplace_back("state", "{status: solved}");
  ingest(engine, complete({created("08:00", "1"), contradicted, status("09:00", "3", "solved"), status("09:00", "2", "solved")}));
  std::vector<std::string> found;
  for (const QualityFinding& finding : engine.quality()) found.push_back(finding.reason + " " + finding.subject);
  EXPECT_THAT(found, ElementsAre("state_contradiction ticket/1", "unknown_entity ticket/2", "unknown_entity ticket/3"));
}

TEST(quality, finds_a_circle_of_merges) {
  Engine engine(shared());
  auto const merge = [](const char* from, const char* into) {
    return Line{"09:00", "ticket.merged", {{"ticket_id", from}, {"into_ticket_id", into}}};
  };
  ingest(engine, complete({created("08:00", "1"), created("08:00", "2"), created("08:00", "3"), merge("1", "2"), merge("3", "2")}));
  EXPECT_TRUE(engine.quality().empty());
  ingest(engine, {merge("2", "1")}, 5);
  std::vector<std::string> found;
  for (const QualityFinding& finding : engine.quality()) found.push_back(finding.reason + " " + finding.subject);
  EXPECT_THAT(found, ElementsAre("merge_cycle ticket/1", "merge_cycle ticket/2"));
}

TEST(advance, never_goes_back) {
  Engine engine(shared());
  engine.advance(at("09:00"));
  engine.advance(at("08:00"));
  EXPECT_EQ(engine.now(), at("09:00"));
}

TEST(advance, lets_silence_turn_an_unanswered_ticket_into_a_miss) {
  Engine engine(shared());
  ingest(engine, complete({created("08:00", "1")}));
  engine.advance(at("12:00"));
  EXPECT_EQ(value_of(engine, ask("within_4h")).reason, value::Reason::no_data);
  engine.advance(at("12:00:01"));
  value::Value const v = value_of(engine, ask("within_4h"));
  EXPECT_EQ(v.number, 0);
  EXPECT_EQ(v.denominator, 1);
  ingest(engine, {message("11:00", "1", "A")}, 1);             // a reply that arrives late takes the miss back
  EXPECT_EQ(value_of(engine, ask("within_4h")).number, 1);
}

TEST(advance, lets_silence_mature_a_cohort) {
  Engine engine(shared());
  ingest(engine, complete({created("05-04 08:00", "1"), status("05-04 09:00", "1", "solved")}));
  engine.advance(at("05-11 08:59"));
  value::Value const young = value_of(engine, ask("reopened"));
  EXPECT_EQ(young.reason, value::Reason::immature);
  EXPECT_EQ(young.pending, 1);
  EXPECT_TRUE(young.provisional);
  engine.advance(at("05-11 09:00"));
  value::Value const mature = value_of(engine, ask("reopened"));
  EXPECT_EQ(mature.number, 0);
  EXPECT_EQ(mature.pending, 0);
  EXPECT_FALSE(mature.provisional);
}

/// Events that reach every corner of these definitions.
std::vector<Line> a_busy_week() {
  std::vector<Line> lines =
      complete({created("05-04 08:00", "1", {{"customer_id", "c"}, {"priority", "low"}, {"tags", "vip"}}),
                message("05-04 08:30", "1", "A"),
                status("05-04 09:00", "1", "solved"),
                status("05-06 09:00", "1", "open"),
                message("05-06 10:00", "1", "B"),
                created("05-05 08:00", "2", {{"customer_id", "c"}, {"channel", "chat"}}),
                message("05-05 14:00", "2", "9"),
                created("05-05 09:00", "3", {{"customer_id", "d"}}),
                status("05-07 09:00", "3", "spam"),
                created("05-05 10:00", "4", {{"customer_id", "e"}}),
                message("05-05 11:00", "4", "customer"),
                {"05-06 12:00", "ticket.merged", {{"ticket_id", "4"}, {"into_ticket_id", "2"}}},
                {"05-07 12:00", "customer.merged", {{"customer_id", "d"}, {"into_customer_id", "c"}}},
                {"05-08 12:00", "event.retracted", {{"subject", "ticket/1"}, {"target_source", "desk"}, {"target_id", "e1"}}},
                status("05-09 09:00", "7", "solved")});
  for (auto const& more : {invitation("1", "05-04 10:00", "05-04 11:00", "9"), invitation("2", "05-05 15:00", "05-08 11:00", "3")})
    lines.insert(lines.end(), more.begin(), more.end());
  return lines;
}

TEST(ingest, ends_in_the_same_bytes_whatever_the_order_the_batches_and_the_repetitions) {
  std::vector<Line> const lines = a_busy_week();
  Engine one(shared());
  ingest(one, lines);
  one.advance(at("05-20 00:00"));
  std::string const expected = one.canonical_bytes();
  std::mt19937 random(17);
  for (int round = 0; round < 60; ++round) {
    Engine engine(shared());
    auto all = events(engine, lines);
    auto again = all;
    all.insert(all.end(), again.begin(), again.begin() + 5);
    std::shuffle(all.begin(), all.end(), random);
    for (std::size_t from = 0; from < all.size();) {
      std::size_t const size = std::min<std::size_t>(all.size() - from, std::uniform_int_distribution<std::size_t>(1, 6)(random));
      engine.ingest(std::span(all).subspan(from, size));
      from += size;
      if (round % 3 == 0) engine.advance(engine.now() + time::hours(5));
    }
    engine.advance(at("05-20 00:00"));
    ASSERT_EQ(engine.canonical_bytes(), expected) << "round " << round;
  }
}

TEST(query, of_the_past_is_answered_as_it_would_have_been_then) {
  std::vector<Line> lines = a_busy_week();
  Engine engine(shared());
  ingest(engine, lines);
  engine.advance(at("05-20 00:00"));
  for (auto const* when : {"05-04 08:15", "05-04 09:30", "05-05 12:01", "05-06 09:30", "05-08 13:00", "05-13 00:00", "05-19 00:00"}) {
    Engine then(shared());                                     // one that never heard of anything later
    auto all = events(then, lines);
    std::erase_if(all, [&](const event::Event& e) { return e.time > at(when); });
    then.ingest(all);
    then.advance(at(when));
    for (const Metric& metric : engine.catalogue().metrics) {
      if (metric.name == "created_per_open") continue;         // has no middle before its window begins
      Query q = ask_at(metric.name, when, "28d");
      EXPECT_EQ(value_of(engine, q), value_of(then, q)) << metric.name << " at " << when;
    }
  }
}

}  // namespace
}  // namespace deskgauge::engine

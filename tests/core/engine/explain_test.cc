// From a number back to its tickets, their clocks, and what does not count.
#include "tests/core/engine/support.h"

namespace deskgauge::engine {
namespace {

using testing::ElementsAre;

ExplainRequest about(std::string metric, std::string_view span = "all") {
  ExplainRequest r;
  r.metric = std::move(metric);
  r.window = window(span);
  return r;
}

/// Five tickets answered after 10, 20 … 50 minutes by A, and one by B after an hour.
Engine answered() {
  Engine engine(shared());
  std::vector<Line> lines;
  static constexpr const char* kIds[] = {"1", "2", "3", "4", "5"};
  static constexpr const char* kReplies[] = {"08:10", "08:20", "08:30", "08:40", "08:50"};
  for (int i = 0; i < 5; ++i) lines.push_back(created("08:00", kIds[i])), lines.push_back(message(kReplies[i], kIds[i], "A"));
  lines.push_back(created("08:00", "6", {{"channel", "chat"}}));
  lines.push_back(message("09:00", "6", "B"));
  ingest(engine, complete(lines));
  return engine;
}

std::vector<std::string> subjects(const Explanation& e) {
  std::vector<std::string> out;
  for (const ExplainedFact& fact : e.facts) out.push_back(fact.subject);
  return out;
}

TEST(explain, shows_the_largest_samples_first_page_by_page) {
  Engine const engine = answered();
  ExplainRequest r = about("first_response");
  r.limit = 2;
  std::vector<std::string> all;
  for (r.offset = 0; r.offset < 8; r.offset += 2) {
    Explanation const page = time::must(engine.explain(r));
    EXPECT_EQ(page.total_facts, 6);
    EXPECT_EQ(page.facts.size(), r.offset < 6 ? 2u : 0u);
    for (const std::string& subject : subjects(page)) all.push_back(subject);
  }
  EXPECT_THAT(all, ElementsAre("ticket/6", "ticket/5", "ticket/4", "ticket/3", "ticket/2", "ticket/1"));
}

TEST(explain, has_samples_that_add_up_to_the_number) {
  Engine const engine = answered();
  Explanation const e = time::must(engine.explain(about("first_response")));
  double sum = 0;
  for (const ExplainedFact& fact : e.facts) sum += fact.sample;
  EXPECT_EQ(sum / static_cast<double>(e.total_facts), *e.row.value.number);       // (10+20+30+40+50+60)/6 = 35 min
  EXPECT_EQ(*e.row.value.number, 2100);
  EXPECT_EQ(e.row.value.n, 6);
}

TEST(explain, keeps_to_the_group_the_filter_and_the_ticket_asked_about) {
  Engine const engine = answered();
  ExplainRequest group = about("first_response"), where = group, subject = group, both = group;
  group.group = {{"agent", "B"}};
  where.where = "channel == 'chat'";
  subject.subject = "ticket/3";
  both.group = {{"agent", "A"}};
  both.where = "channel == 'chat'";
  EXPECT_THAT(subjects(time::must(engine.explain(group))), ElementsAre("ticket/6"));
  EXPECT_EQ(time::must(engine.explain(group)).row.value.number, 3600);
  EXPECT_THAT(subjects(time::must(engine.explain(where))), ElementsAre("ticket/6"));
  EXPECT_THAT(subjects(time::must(engine.explain(subject))), ElementsAre("ticket/3"));
  EXPECT_EQ(time::must(engine.explain(both)).total_facts, 0);
}

TEST(explain, cuts_the_clock_into_what_counted_and_what_did_not_and_why) {
  metric::Catalogue c = definitions();
  c.schedules.push_back(fact::berlin_office());
  c.desk.schedule = "office";
  for (Metric& m : c.metrics)
    if (m.name == "first_response") m.clock.kind = metric::ClockSpec::Kind::business;
  Engine engine(shared(c));
  ingest(engine, complete({created("05-04 14:30", "1"), message("05-05 07:15", "1", "A")}));   // closing at 15:00Z, opening at 07:00Z
  ExplainedFact const fact = time::must(engine.explain(about("first_response"))).facts.at(0);
  std::vector<std::string> states;
  for (const ClockSegment& s : fact.segments)
    states.push_back(s.state + " " + std::to_string(s.interval.length().ms / 60'000) + " " + s.reason);
  EXPECT_THAT(states, ElementsAre("counted 30 ", "closed 960 outside hours", "counted 15 "));
  EXPECT_EQ(fact.sample, 45 * 60);
  EXPECT_EQ(fact.agent, "A");
  EXPECT_FALSE(fact.start_rule.empty());
}

TEST(explain, names_the_events_that_do_not_count_and_the_reason) {
  Engine engine(shared());
  Line note = message("08:05", "1", "A"), automatic = message("08:06", "1", "A"), gone = message("08:07", "1", "A");
  note.fields[3].second = "private";
  automatic.fields[2].second = "auto_reply";
  gone.fields.emplace_back("id", "gone");
  ingest(engine, complete({created("08:00", "1"), note, automatic, gone, message("08:30", "1", "A"),
                           {"09:00", "event.retracted", {{"subject", "ticket/1"}, {"target_source", "desk"}, {"target_id", "gone"}}},
                           created("08:00", "2"), status("09:00", "2", "spam")}));
  Explanation const e = time::must(engine.explain(about("first_response")));
  EXPECT_EQ(e.row.value.number, 1800);
  std::vector<std::string> reasons;
  for (const ExcludedEvent& x : e.excluded) reasons.push_back(x.subject + " " + x.reason);
  EXPECT_THAT(reasons, ElementsAre("ticket/1 private note", "ticket/1 automatic reply", "ticket/1 retracted", "ticket/2 spam"));
}

TEST(explain, shows_pending_members_after_the_samples) {
  Engine engine(shared());
  ingest(engine, complete({created("05-01 08:00", "1"), status("05-01 09:00", "1", "solved"), created("05-06 08:00", "2"),
                           status("05-06 09:00", "2", "solved")}));
  engine.advance(at("05-09 00:00"));
  Explanation const e = time::must(engine.explain(about("reopened")));
  ASSERT_EQ(e.facts.size(), 2u);
  EXPECT_FALSE(e.facts[0].pending);
  EXPECT_EQ(e.facts[0].subject, "ticket/1");
  EXPECT_TRUE(e.facts[1].pending);
}

TEST(explain, of_the_second_stage_shows_customers_and_the_answers_the_cap_kept) {
  Engine engine(shared());
  std::vector<Line> lines{created("05-01 08:00", "1", {{"customer_id", "c"}}), created("05-02 08:00", "2", {{"customer_id", "c"}})};
  for (auto const& more : {invitation("1", "05-03 08:00", "05-03 09:00", "3"), invitation("2", "05-03 08:00", "05-04 09:00", "10")})
    lines.insert(lines.end(), more.begin(), more.end());
  ingest(engine, complete(lines));
  engine.advance(at("05-20 00:00"));
  EXPECT_THAT(subjects(time::must(engine.explain(about("resolved_at_once")))), ElementsAre("customer/c"));
  Explanation const capped = time::must(engine.explain(about("nps_capped")));
  EXPECT_THAT(subjects(capped), ElementsAre("ticket/2"));
  EXPECT_EQ(capped.row.value.n, 1);
}

TEST(explain, of_the_past_knows_a_customer_of_whom_nothing_is_left) {
  Engine engine(shared());
  ingest(engine, complete({created("05-01 08:00", "1", {{"customer_id", "c"}}), status("05-10 08:00", "1", "spam")}));
  ExplainRequest r = about("resolved_at_once");
  r.at = at("05-09 00:00");
  Explanation const then = time::must(engine.explain(r));
  EXPECT_EQ(then.row.value.denominator, 1);
  EXPECT_THAT(subjects(then), ElementsAre("customer/c"));
  EXPECT_EQ(time::must(engine.explain(about("resolved_at_once"))).total_facts, 0);
}

TEST(explain, caps_merged_customers_as_one_as_the_number_does) {
  Engine engine(shared());
  std::vector<Line> lines{created("05-01 08:00", "1", {{"customer_id", "c"}}), created("05-02 08:00", "2", {{"customer_id", "d"}}),
                          {"05-06 08:00", "customer.merged", {{"customer_id", "d"}, {"into_customer_id", "c"}}}};
  for (auto const& more : {invitation("1", "05-03 08:00", "05-03 09:00", "3"), invitation("2", "05-03 08:00", "05-04 09:00", "10")})
    lines.insert(lines.end(), more.begin(), more.end());
  ingest(engine, complete(lines));
  Explanation const capped = time::must(engine.explain(about("nps_capped")));
  EXPECT_EQ(capped.row.value.n, 1);
  EXPECT_THAT(subjects(capped), ElementsAre("ticket/2"));
}

TEST(explain, has_an_id_of_the_question_and_the_state) {
  Engine engine = answered();
  std::string const id = time::must(engine.explain(about("first_response"))).id;
  EXPECT_EQ(time::must(engine.explain(about("first_response"))).id, id);
  EXPECT_NE(time::must(engine.explain(about("first_response", "7d"))).id, id);
  ingest(engine, complete({created("08:00", "99")}), 90);
  EXPECT_NE(time::must(engine.explain(about("first_response"))).id, id);
}

TEST(explain, shows_what_a_derived_value_is_made_of) {
  Engine engine = answered();
  Explanation const explanation = time::must(engine.explain(about("solves_per_created")));
  EXPECT_FALSE(explanation.expression.empty());
  ASSERT_EQ(explanation.operands.size(), 2u);
  EXPECT_TRUE(explanation.facts.empty());
  for (const Row& operand : explanation.operands)
    EXPECT_EQ(operand.value, time::must(engine.explain(about(operand.metric))).row.value) << operand.metric;
}

TEST(explain, refuses_by_name) {
  Engine const engine = answered();
  EXPECT_EQ(engine.explain(about("first_respons")).error().reason, "unknown_metric");
  ExplainRequest r = about("first_response");
  r.group = {{"colour", "red"}};
  EXPECT_EQ(engine.explain(r).error().reason, "invalid_filter");
}

}  // namespace
}  // namespace deskgauge::engine

// Questions: groups, series, comparisons, paths, and every refusal by name.
#include "tests/core/engine/support.h"

namespace deskgauge::engine {
namespace {

using testing::ElementsAre;

Engine with(const std::vector<Line>& lines, Shared catalogue = shared()) {
  Engine engine(std::move(catalogue));
  IngestReport const report = ingest(engine, complete(lines));
  EXPECT_TRUE(report.rejections.empty()) << (report.rejections.empty() ? "" : to_text(report.rejections[0].error));
  return engine;
}

TEST(query, of_nothing_has_one_row_with_a_reason_and_no_groups) {
  Engine const engine(shared());
  Answer const total = time::must(engine.query(ask("first_response")));
  ASSERT_EQ(total.rows.size(), 1u);
  EXPECT_EQ(total.rows[0].value.reason, value::Reason::no_data);
  EXPECT_TRUE(time::must(engine.query(ask("first_response", "all", {"agent"}))).rows.empty());
  EXPECT_EQ(value_of(engine, ask("created")).number, 0);       // an empty count is a true 0 where the definition says so
}

TEST(query, of_no_metric_in_particular_answers_every_one) {
  Engine const engine = with({created("08:00", "1")});
  Query q = ask("");
  q.metrics = {};
  q.window = window("7d");
  EXPECT_EQ(time::must(engine.query(q)).rows.size(), engine.catalogue().metrics.size());
}

TEST(query, orders_groups_as_identifiers_and_keeps_the_largest_where_asked) {
  std::vector<Line> lines;
  for (auto const& [ticket, agent] : {std::pair{"1", "10"}, {"2", "9"}, {"3", "9"}, {"4", "a"}, {"5", "a"}, {"6", "B"}}) {
    lines.push_back(created("08:00", ticket));
    lines.push_back(message("08:10", ticket, agent));
  }
  Engine const engine = with(lines);
  EXPECT_EQ(groups(engine, ask("first_response", "all", {"agent"})), "9 600, 10 600, B 600, a 600");
  Query top = ask("first_response", "all", {"agent"});
  top.top = 3;
  EXPECT_EQ(groups(engine, top), "9 600, a 600, 10 600");      // n 2, 2, 1: then by identity
}

TEST(query, has_a_group_for_what_has_no_value_whether_absent_or_empty) {
  Engine const engine =
      with({created("08:00", "1", {{"priority", "high"}}), created("08:00", "2"), created("08:00", "3", {{"priority", ""}})});
  EXPECT_EQ(groups(engine, ask("created", "all", {"priority"})), " 2, high 1");
}

TEST(query, counts_a_ticket_in_each_of_its_tags_and_says_that_groups_overlap) {
  Engine const engine =
      with({created("08:00", "1", {{"tags", "vip, eu"}}), created("08:00", "2", {{"tags", "eu"}}), created("08:00", "3")});
  Query q = ask("tagged", "all", {"tag"});
  EXPECT_EQ(groups(engine, q), " 1, eu 2, vip 1");
  EXPECT_TRUE(time::must(engine.query(q)).rows[0].groups_overlap);
  EXPECT_EQ(value_of(engine, ask("tagged")).number, 3);        // the total is not their sum
  q.where = "tag == 'eu'";
  EXPECT_EQ(groups(engine, q), "eu 2, vip 1");
}

TEST(query, gives_one_row_for_each_bucket_of_a_series) {
  Engine const engine = with({created("05-04 08:00", "1"), created("05-06 08:00", "2"), created("05-06 09:00", "3")});
  Query q = ask("created", "3d");
  q.series = time::Grain::day;
  EXPECT_EQ(groups(engine, q), "2026-05-04 1, 2026-05-05 0, 2026-05-06 2");
  auto const rows = time::must(engine.query(q)).rows;
  EXPECT_FALSE(rows[1].value.provisional);
  EXPECT_TRUE(rows[2].value.provisional);                      // today is not over
}

TEST(query, compares_with_the_same_weekdays_before) {
  Engine const engine =
      with({created("04-28 08:00", "1"), created("04-28 23:00", "2"), created("05-04 08:00", "3"), created("05-05 12:00", "4")});
  Query q = ask("created", "day");
  q.compare = metric::Comparison::previous_period;
  Row const row = time::must(engine.query(q)).rows.at(0);
  EXPECT_EQ(row.value.number, 1);
  EXPECT_EQ(row.compared->number, 1);                          // X32: last Tuesday until noon, not its 23:00
  EXPECT_EQ(row.compared_window.from, at("04-28 00:00"));
  EXPECT_TRUE(row.compared_window.contains(at("04-28 12:00")));
  EXPECT_FALSE(row.compared_window.contains(at("04-28 12:01")));
}

TEST(query, filters_by_dimensions_of_the_key_from_cells_and_by_others_from_histories) {
  Engine const engine =
      with({created("08:00", "1", {{"priority", "high"}, {"type", "question"}}), created("08:00", "2", {{"priority", "low"}})});
  struct Case {
    const char* where;
    double expected;
    Path path;
  };
  for (const Case& c : {Case{"", 2, Path::cells}, {"priority == 'high'", 1, Path::cells}, {"not priority == 'high'", 1, Path::cells},
                        {"priority == 'never said'", 0, Path::cells}, {"type == 'question'", 1, Path::replay},
                        {"type is null and priority == 'low'", 1, Path::replay}}) {
    Query q = ask("created");
    q.where = c.where;
    Row const row = time::must(engine.query(q)).rows.at(0);
    EXPECT_EQ(row.value.number, c.expected) << c.where;
    EXPECT_EQ(row.path, c.path) << c.where;
  }
  EXPECT_EQ(groups(engine, ask("created", "all", {"type"})), " 1, question 1");
}

TEST(query, gives_the_same_value_by_either_path) {
  Engine engine =
      with({created("05-04 08:00", "1"), message("05-04 09:00", "1", "A"), created("05-05 08:00", "2"), message("05-05 08:30", "2", "B")});
  Query cells = ask("first_response", "7d", {"agent"}), replayed = cells;
  replayed.where = "type is null";                             // true of all, and not in the key
  EXPECT_EQ(groups(engine, cells), groups(engine, replayed));
  EXPECT_EQ(time::must(engine.query(replayed)).rows[0].path, Path::replay);
  EXPECT_EQ(time::must(engine.query(cells)).rows[0].path, Path::cells);
}

TEST(query, refuses_by_name_what_it_cannot_answer) {
  struct Case {
    const char* name;
    void (*edit)(Query&);
    const char *reason, *field;
  };
  const Case cases[] = {
      {"unknown metric", [](Query& q) { q.metrics = {"creatd"}; }, "unknown_metric", "metric"},
      {"unknown dimension", [](Query& q) { q.by = {"colour"}; }, "unknown_dimension", "by"},
      {"nobody is credited", [](Query& q) { q.by = {"agent"}; }, "no_attribution", "by"},
      {"a filter that is none", [](Query& q) { q.where = "priority = "; }, "invalid_filter", "where"},
      {"a filter of an unknown name", [](Query& q) { q.where = "colour == 'red'"; }, "invalid_filter", "where"},
      {"too many dimensions",
       [](Query& q) { q.by = {"channel", "priority", "type", "category", "customer", "brand", "segment", "language", "team"}; },
       "max_dimensions", "by"},
      {"too many groups",
       [](Query& q) {
         q.by = {"channel"};
         q.max_groups = 1;
       },
       "max_groups", "by"},
      {"an empty window", [](Query& q) { q.window = {metric::WindowSpec::Kind::custom, {}, 1, false, at("09:00"), at("08:00")}; },
       "empty_window", "window"},
      {"nothing to compare with", [](Query& q) { q.compare = metric::Comparison::previous_period; }, "no_comparison", "compare"},
      {"no buckets without a beginning", [](Query& q) { q.series = time::Grain::day; }, "no_series", "series"},
      {"too many buckets", [](Query& q) { q.window = window("3000d"), q.series = time::Grain::hour; }, "max_series_buckets", "series"},
      {"no middle without a beginning", [](Query& q) { q.metrics = {"created_per_open"}; }, "no_middle", "window"}};
  Engine const engine = with({created("08:00", "1"), created("08:00", "2", {{"channel", "chat"}})});
  for (const Case& c : cases) {
    Query q = ask("created");
    c.edit(q);
    auto const answer = engine.query(q);
    ASSERT_FALSE(answer) << c.name;
    EXPECT_EQ(answer.error().reason, c.reason) << c.name;
    EXPECT_EQ(answer.error().field, c.field) << c.name;
    EXPECT_FALSE(answer.error().remedy.empty()) << c.name;
  }
  Query near = ask("creatd");
  EXPECT_NE(engine.query(near).error().remedy.find("created"), std::string::npos);
}

TEST(query, answers_a_window_that_lies_ahead_with_nothing) {
  Engine const engine = with({created("08:00", "1")});
  Query q = ask("created", "2026-06-01..2026-07-01");
  EXPECT_EQ(value_of(engine, q).number, 0);
  EXPECT_TRUE(value_of(engine, q).provisional);
  q.series = time::Grain::day;
  EXPECT_TRUE(time::must(engine.query(q)).rows.empty());
}

TEST(query, derives_from_finished_values_and_gives_a_group_only_one_operand_has_its_reason) {
  Engine const engine = with({created("08:00", "1"), created("08:00", "2"), status("09:00", "1", "solved"), status("10:00", "1", "open"),
                              status("11:00", "1", "solved"), status("11:00", "2", "closed")});
  value::Value const v = value_of(engine, ask("solves_per_created"));
  EXPECT_EQ(v.number, 1.5);                                    // a flow ratio may exceed 1 (X15)
  EXPECT_EQ(v.uncertainty.absent_reason, "derived");
  Engine const empty(shared());
  EXPECT_EQ(value_of(empty, ask("solves_per_created")).reason, value::Reason::no_data);
}

TEST(query, reads_a_level_at_an_instant_and_in_the_middle_of_a_window) {
  Engine const engine =
      with({created("05-01 08:00", "1"), created("05-01 08:00", "2"), status("05-04 12:00", "1", "solved"), created("05-05 00:00", "3")});
  EXPECT_EQ(value_of(engine, ask_at("open", "05-03 00:00")).number, 2);
  EXPECT_EQ(value_of(engine, ask_at("open", "05-04 13:00")).number, 1);
  EXPECT_EQ(value_of(engine, ask("open")).number, 2);
  EXPECT_EQ(value_of(engine, ask_at("open", "04-30 00:00")).number, 0);
  // 3 created in the window, 2 open in its middle (05-03)
  EXPECT_EQ(value_of(engine, ask("created_per_open", "2026-05-01..2026-05-05")).reason, value::Reason::none);
  EXPECT_EQ(value_of(engine, ask("created_per_open", "2026-05-01..2026-05-05")).number, 1);
}

TEST(query, tells_what_is_left_out_and_why) {
  Line test = created("08:00", "4");
  test.fields.emplace_back("is_test", "true");
  Engine const engine = with({created("08:00", "1"), status("09:00", "1", "spam"), created("08:00", "2"), status("09:00", "2", "deleted"),
                              created("08:00", "3"), {"09:00", "ticket.merged", {{"ticket_id", "3"}, {"into_ticket_id", "5"}}}, test,
                              created("08:00", "5"), message("08:30", "5", "A"), status("09:00", "6", "solved"),
                              {"10:00", "event.retracted", {{"subject", "ticket/5"}, {"target_source", "desk"}, {"target_id", "e8"}}}});
  LeftOut const out = engine.left_out(engine.now());
  EXPECT_EQ(out.spam, 1);
  EXPECT_EQ(out.deleted, 1);
  EXPECT_EQ(out.merged, 1);
  EXPECT_EQ(out.test, 1);
  EXPECT_EQ(out.orphaned, 1);
  EXPECT_EQ(out.retracted, 1);
  EXPECT_EQ(engine.left_out(at("08:30")).spam, 0);
  EXPECT_EQ(value_of(engine, ask("created")).number, 1);
}

TEST(query, counts_one_loud_customer_once_in_the_span_of_the_cap) {
  std::vector<Line> lines;
  for (auto const& [ticket, customer] : {std::pair{"1", "c"}, {"2", "c"}, {"3", "d"}, {"4", ""}, {"5", ""}}) {
    lines.push_back(created("05-01 08:00", ticket, *customer ? Fields{{"customer_id", customer}} : Fields{}));
    for (const Line& line : invitation(ticket, "05-02 08:00", "05-03 08:00", *ticket == '1' ? "0" : "10")) lines.push_back(line);
  }
  lines[5].when = "05-04 08:00";                               // c's second answer is the later one
  Engine const engine = with(lines);
  value::Value const v = value_of(engine, ask("nps_capped"));
  EXPECT_EQ(v.n, 4);                                           // X21: c once, d once, and two nobody knows
  EXPECT_EQ(v.number, 100);
  Query q = ask("nps_capped");
  q.where = "tag == 'vip'";
  EXPECT_EQ(refusal(engine, q), "filter_after_cap");
}

TEST(query, x24_counts_a_call_of_many_legs_once_with_its_own_length) {
  // answered 08:01, handed over 08:05, answered again 08:06, ended 08:11: ten minutes, not the sum of its legs
  Engine const engine = with({{"08:00", "contact.queued", {{"contact_id", "k"}, {"queue_id", "q"}, {"channel", "voice"}}},
                              {"08:01", "contact.answered", {{"contact_id", "k"}, {"agent_id", "A"}, {"leg_id", "1"}}},
                              {"08:05", "contact.transferred", {{"contact_id", "k"}, {"from_agent_id", "A"}, {"kind", "cold"}}},
                              {"08:06", "contact.answered", {{"contact_id", "k"}, {"agent_id", "B"}, {"leg_id", "2"}}},
                              {"08:11", "contact.ended", {{"contact_id", "k"}, {"outcome", "completed"}}},
                              {"08:20", "contact.queued", {{"contact_id", "l"}, {"queue_id", "q"}, {"channel", "voice"}}},
                              {"08:21", "contact.ended", {{"contact_id", "l"}, {"outcome", "abandoned_in_queue"}}}});
  value::Value const v = value_of(engine, ask("calls"));
  EXPECT_EQ(v.n, 1);
  EXPECT_EQ(v.number, 600);
}

TEST(query, takes_merged_customers_for_one_and_parts_them_when_the_merge_is_withdrawn) {
  std::vector<Line> lines{created("05-04 08:00", "1", {{"customer_id", "c"}}), created("05-06 08:00", "2", {{"customer_id", "d"}})};
  Line merge{"05-07 08:00", "customer.merged", {{"customer_id", "d"}, {"into_customer_id", "c"}, {"id", "m"}}};
  Engine engine = with(lines);
  engine.advance(at("05-20 00:00"));
  EXPECT_EQ(value_of(engine, ask("resolved_at_once")).denominator, 2);
  ingest(engine, {merge}, 2);
  value::Value const one = value_of(engine, ask("resolved_at_once"));
  EXPECT_EQ(one.denominator, 1);                               // X28: one issue of two contacts
  EXPECT_EQ(one.number, 0);
  ingest(engine, {{"05-08 08:00", "event.retracted", {{"subject", "customer/d"}, {"target_source", "desk"}, {"target_id", "m"}}}}, 3);
  EXPECT_EQ(value_of(engine, ask("resolved_at_once")).denominator, 2);
  EXPECT_EQ(value_of(engine, ask("resolved_at_once")).number, 1);
  EXPECT_EQ(value_of(engine, ask_at("resolved_at_once", "05-07 09:00")).pending, 1);       // as it was known then
}

TEST(query, follows_chains_and_circles_of_merged_customers) {
  auto const merge = [](const char* from, const char* into) {
    return Line{"05-05 08:00", "customer.merged", {{"customer_id", from}, {"into_customer_id", into}}};
  };
  for (auto const& merges : {std::vector<Line>{merge("a", "b"), merge("b", "c")}, {merge("b", "c"), merge("a", "b")},
                             {merge("a", "b"), merge("b", "c"), merge("c", "a")}, {merge("a", "b"), merge("b", "c"), merge("c", "b")}}) {
    std::vector<Line> lines{created("05-04 08:00", "1", {{"customer_id", "a"}}), created("05-04 09:00", "2", {{"customer_id", "b"}}),
                            created("05-04 10:00", "3", {{"customer_id", "c"}})};
    lines.insert(lines.end(), merges.begin(), merges.end());
    Engine engine = with(lines);
    engine.advance(at("05-20 00:00"));
    EXPECT_EQ(value_of(engine, ask("resolved_at_once")).denominator, 1);
  }
}

}  // namespace
}  // namespace deskgauge::engine

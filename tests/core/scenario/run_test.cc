#include "deskgauge/scenario/run.h"

#include <gmock/gmock.h>

#include "deskgauge/definition/load.h"

namespace deskgauge::scenario {
namespace {

constexpr const char* kDefinitions = R"(
apiVersion: deskgauge/v1
kind: Desk
metadata: {name: support}
spec: {zone: Europe/Berlin, week_start: monday, schedule: always}
---
apiVersion: deskgauge/v1
kind: Metric
metadata: {name: first_response_time, label: First response time, owner: support, version: 1}
spec:
  type: simple
  fact: first_response
  start: first_customer_message
  bots: never_end
  measure: duration
  clock: calendar
  aggregation: mean
  anchor: responded
  attribution: author
  dimensions: [agent, team]
  unit: s
  direction: down
  null_policy: no_data
  minimum_sample: 0
---
apiVersion: deskgauge/v1
kind: Metric
metadata: {name: created_tickets, label: Created tickets, owner: support, version: 1}
spec:
  type: simple
  fact: ticket
  measure: count
  aggregation: count
  anchor: created
  attribution: none
  dimensions: [channel]
  unit: "{ticket}"
  direction: none
  null_policy: zero
  minimum_sample: 0
)";

std::shared_ptr<const metric::Catalogue> catalogue() {
  definition::Loaded const loaded = definition::load({{"definitions.yaml", kDefinitions}}, {.lint = false});
  for (const auto& finding : loaded.diagnostics) ADD_FAILURE() << finding.at.line << ": " << finding.message;
  return loaded.catalogue;
}

/// A ticket whose customer writes at once, answered by agent 7 after ten minutes.
metric::TestSpec answered_after_ten_minutes() {
  metric::TestSpec test;
  test.name = "answered";
  test.metric = "first_response_time";
  test.file = "tests.yaml";
  test.line = 1;
  test.start = *time::parse_instant("2026-03-27T10:00:00+01:00");
  test.given = {{time::minutes(0), "ticket.created", {{"ticket", "T1"}}, 3},
                {time::minutes(0), "message.sent", {{"ticket", "T1"}, {"by", "customer:c1"}}, 4},
                {time::minutes(10), "message.sent", {{"ticket", "T1"}, {"by", "agent:7"}}, 5}};
  return test;
}

metric::Expectation at(time::Span span) {
  metric::Expectation expected;
  expected.at = span;
  expected.line = 9;
  return expected;
}

TEST(scenario, passes_where_everything_is_as_expected) {
  metric::TestSpec test = answered_after_ten_minutes();
  metric::Expectation before = at(time::minutes(9)), after = at(time::minutes(11)), of_agent = after, of_other = after;
  before.reason = "no_data";
  before.n = 0;
  after.value = 600;
  after.n = 1;
  of_agent.group = {{"agent", "7"}};
  of_agent.value = 600;
  of_other.group = {{"agent", "8"}};
  of_other.reason = "no_data";
  test.expect = {before, after, of_agent, of_other};
  TestOutcome const outcome = run(test, catalogue());
  EXPECT_TRUE(outcome.passed());
  EXPECT_EQ(outcome.events, 3);
  EXPECT_EQ(outcome.expectations, 4);
  for (const Difference& d : outcome.differences) ADD_FAILURE() << d.at << " " << d.field << " " << d.expected << " " << d.actual;
  for (const Fault& f : outcome.faults) ADD_FAILURE() << f.line << " " << to_text(f.error);
}

TEST(scenario, says_what_differs_in_the_words_of_the_test) {
  metric::TestSpec test = answered_after_ten_minutes();
  metric::Expectation wrong = at(time::minutes(11));
  wrong.group = {{"agent", "7"}};
  wrong.value = 720;
  wrong.n = 2;
  test.expect = {wrong};
  TestOutcome const outcome = run(test, catalogue());
  ASSERT_EQ(outcome.differences.size(), 2u);
  const Difference& value = outcome.differences[0];
  EXPECT_EQ(value.line, 9);
  EXPECT_EQ(value.group, "agent 7");
  EXPECT_EQ(value.at, "11m");
  EXPECT_EQ(value.field, "value");
  EXPECT_EQ(value.expected, "12m");
  EXPECT_EQ(value.actual, "10m");
  EXPECT_EQ(outcome.differences[1].field, "n");
  EXPECT_EQ(outcome.differences[1].actual, "1");
}

TEST(scenario, finds_a_number_where_a_reason_was_expected_and_the_other_way_round) {
  metric::TestSpec test = answered_after_ten_minutes();
  metric::Expectation early = at(time::minutes(5)), late = at(time::minutes(11));
  early.value = 600;
  late.reason = "no_data";
  test.expect = {early, late};
  TestOutcome const outcome = run(test, catalogue());
  ASSERT_EQ(outcome.differences.size(), 2u);
  EXPECT_EQ(outcome.differences[0].actual, "no_data");
  EXPECT_EQ(outcome.differences[1].field, "reason");
  EXPECT_EQ(outcome.differences[1].actual, "10m");
}

TEST(scenario, allows_a_difference_up_to_the_stated_tolerance) {
  struct Case {
    double value;
    std::optional<double> tolerance;
    bool passes;
  };
  for (const Case& c : {Case{600.5, std::nullopt, false}, {600.5, 0.5, true}, {600.5, 0.4, false}, {600, std::nullopt, true}}) {
    metric::TestSpec test = answered_after_ten_minutes();
    metric::Expectation expected = at(time::minutes(11));
    expected.value = c.value;
    expected.tolerance = c.tolerance;
    test.expect = {expected};
    EXPECT_EQ(run(test, catalogue()).passed(), c.passes) << c.value << " " << c.tolerance.value_or(-1);
  }
}

TEST(scenario, counts_nothing_as_zero_where_the_metric_says_so) {
  metric::TestSpec test = answered_after_ten_minutes();
  metric::Expectation expected = at(time::minutes(11));
  expected.metric = "created_tickets";
  expected.group = {{"channel", "chat"}};
  expected.value = 0;
  test.expect = {expected};
  EXPECT_TRUE(run(test, catalogue()).passed());
}

TEST(scenario, reports_a_line_that_cannot_be_carried_out_with_its_place) {
  metric::TestSpec test = answered_after_ten_minutes();
  test.given.push_back({time::minutes(1), "ticket.creatd", {}, 6});
  test.given.push_back({time::minutes(1), "message.sent", {{"ticket", "T1"}}, 7});   // by whom?
  metric::Expectation expected = at(time::minutes(11));
  expected.metric = "first_respons_time";
  test.expect = {expected};
  TestOutcome const outcome = run(test, catalogue());
  ASSERT_EQ(outcome.faults.size(), 3u);
  EXPECT_EQ(outcome.faults[0].line, 6);
  EXPECT_EQ(outcome.faults[0].error.reason, "unknown_type");
  EXPECT_EQ(outcome.faults[1].line, 7);
  EXPECT_EQ(outcome.faults[1].error.field, "author_type");
  EXPECT_EQ(outcome.faults[2].error.reason, "unknown_metric");
  EXPECT_FALSE(outcome.passed());
}

}  // namespace
}  // namespace deskgauge::scenario

// Survival metrics on a whole engine: finished values, what is still open, explanations.
#include <gmock/gmock.h>

#include <cmath>

#include "deskgauge/definition/load.h"
#include "deskgauge/engine/engine.h"
#include "deskgauge/scenario/run.h"

namespace deskgauge::scenario {
namespace {

using engine::Engine;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kDefinitions = R"(
apiVersion: deskgauge/v1
kind: Desk
metadata: {name: support}
spec: {zone: UTC, week_start: monday, schedule: always}
---
apiVersion: deskgauge/v1
kind: Metric
metadata: {name: median, version: 1}
spec:
  type: simple
  fact: solve
  start: created
  measure: duration
  clock: calendar
  aggregation: {survival_quantile: 0.5}
  filter: "is_last == 1"
  anchor: created
  attribution: none
  dimensions: [channel]
  unit: s
  direction: down
  null_policy: no_data
  minimum_sample: 0
---
apiVersion: deskgauge/v1
kind: Metric
metadata: {name: within_7d, version: 1}
spec:
  type: simple
  fact: solve
  start: created
  measure: duration
  clock: calendar
  aggregation: {survival_within: 7d}
  filter: "is_last == 1"
  anchor: created
  attribution: none
  dimensions: [channel]
  unit: "1"
  direction: up
  null_policy: no_data
  minimum_sample: 0
---
apiVersion: deskgauge/v1
kind: Metric
metadata: {name: reply_median, version: 1}
spec:
  type: simple
  fact: reply
  bots: clear
  measure: duration
  clock: {calendar: true, statuses: [new, open]}
  aggregation: {survival_quantile: 0.5}
  anchor: waiting_since
  attribution: none
  dimensions: []
  unit: s
  direction: down
  null_policy: no_data
  minimum_sample: 0
---
apiVersion: deskgauge/v1
kind: Metric
metadata: {name: contact_median, version: 1}
spec:
  type: simple
  fact: contact
  measure: duration
  clock: calendar
  aggregation: {survival_quantile: 0.5}
  anchor: answered
  attribution: none
  dimensions: []
  unit: s
  direction: down
  null_policy: no_data
  minimum_sample: 0
)";

/// An engine over one desk, filled line by line as tests are written.
class survival : public testing::Test {
 protected:
  using Fields = std::vector<std::pair<std::string, std::string>>;

  static std::shared_ptr<const metric::Catalogue> catalogue() {
    definition::Loaded const loaded = definition::load({{"definitions.yaml", kDefinitions}}, {.lint = false});
    for (const auto& finding : loaded.diagnostics) ADD_FAILURE() << finding.at.line << ": " << finding.message;
    return loaded.catalogue;
  }
  void happens(time::Span at, const std::string& type, Fields fields) {
    auto event = build_event({at, type, std::move(fields), 1}, start_, ++position_, engine_.interner());
    ASSERT_TRUE(event) << event.error().message;
    ASSERT_TRUE(engine_.ingest({&*event, 1}, {start_ + time::hours(24 * 100)}).rejections.empty());
  }
  void created(const std::string& ticket, int day) {
    happens(time::hours(24 * day), "ticket.created", {{"ticket", ticket}, {"channel", "email"}});
  }
  void solved(const std::string& ticket, int day) {
    happens(time::hours(24 * day), "ticket.status_changed", {{"ticket", ticket}, {"status", "solved"}});
  }
  /// The twelve tickets of V-KM, seen on day 30.
  void twelve_tickets() {
    int n = 0;
    for (int day : {1, 2, 3, 5, 8, 14}) {
      std::string const ticket = "K" + std::to_string(++n);
      created(ticket, 0);
      solved(ticket, day);
    }
    for (int age : {6, 10, 20, 30, 30, 30}) created("K" + std::to_string(++n), 30 - age);
  }
  value::Value value(const std::string& metric, time::Span at) {
    auto const answer = engine_.query(question(metric, at));
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? answer->rows.at(0).value : value::Value{};
  }
  engine::Query question(const std::string& metric, time::Span at) const {
    engine::Query query;
    query.metrics = {metric};
    query.window = *metric::parse_window("all", time::Zone::utc());
    query.at = start_ + at;
    return query;
  }

  time::Instant start_ = *time::parse_instant("2026-05-04T00:00:00Z");
  int position_ = 0;
  Engine engine_{catalogue()};
};

constexpr double kDay = 86'400;

/// V-KM. The lower limit of S is at most 1/2 from day 2 on (S = 5/6, Greenwood's sum 1/60: .4817; on day 1 .539), the upper one never is.
TEST_F(survival, the_twelve_tickets_of_the_vector_have_their_median_share_and_intervals) {
  twelve_tickets();
  value::Value const median = value("median", time::hours(24 * 30));
  EXPECT_EQ(median.number, 14 * kDay);
  EXPECT_EQ(median.n, 12);
  EXPECT_EQ(median.numerator, 6);
  EXPECT_EQ(median.denominator, std::nullopt);
  EXPECT_EQ(median.uncertainty.method, value::IntervalMethod::greenwood);
  EXPECT_EQ(median.uncertainty.low, 2 * kDay);
  EXPECT_TRUE(std::isinf(median.uncertainty.high));
  value::Value const share = value("within_7d", time::hours(24 * 30));
  EXPECT_NEAR(share.number.value(), 1.0 / 3, 1e-12);
  double const spread = 1.959963984540054 * std::sqrt(1.0 / 24) / std::log(1.5);     // Σ d/(r(r-d)) = 1/132 + 1/110 + 1/90 + 1/72 = 1/24
  EXPECT_NEAR(share.uncertainty.low, 1 - std::pow(2.0 / 3, std::exp(-spread)), 1e-12);
  EXPECT_NEAR(share.uncertainty.high, 1 - std::pow(2.0 / 3, std::exp(spread)), 1e-12);
}

TEST_F(survival, an_open_ticket_grows_older_with_the_question_and_is_read_from_histories) {
  created("K1", 0);
  value::Value const early = value("median", time::hours(24 * 3));
  EXPECT_EQ(early.number, std::nullopt);
  EXPECT_EQ(early.reason, value::Reason::not_reached);
  EXPECT_EQ(early.n, 1);
  EXPECT_EQ(value("within_7d", time::hours(24 * 3)).reason, value::Reason::beyond_observation);
  value::Value const later = value("within_7d", time::hours(24 * 8));
  EXPECT_EQ(later.number, 0);
  EXPECT_EQ(later.uncertainty.absent_reason, "no_variance");
  EXPECT_EQ(engine_.query(question("median", time::hours(24 * 3)))->rows[0].path, engine::Path::replay);
}

TEST_F(survival, what_is_not_reached_is_bounded_from_below) {
  for (int i = 0; i < 20; ++i) created("K" + std::to_string(i), 0);
  for (int i = 0; i < 8; ++i) solved("K" + std::to_string(i), 1 + i);
  value::Value const median = value("median", time::hours(24 * 30));
  EXPECT_EQ(median.reason, value::Reason::not_reached);
  EXPECT_EQ(median.uncertainty.method, value::IntervalMethod::greenwood);
  EXPECT_GT(median.uncertainty.low, 1 * kDay);
  EXPECT_TRUE(std::isinf(median.uncertainty.high));
}

TEST_F(survival, a_ticket_that_turns_out_to_be_spam_was_never_there) {
  twelve_tickets();
  created("SPAM", 1);
  EXPECT_EQ(value("median", time::hours(24 * 30)).n, 13);
  happens(time::hours(24 * 29), "ticket.status_changed", {{"ticket", "SPAM"}, {"status", "spam"}});
  EXPECT_EQ(value("median", time::hours(24 * 30)).n, 12);
  EXPECT_EQ(value("median", time::hours(24 * 28)).n, 13);   // what comes later does not change what was known on day 28
}

TEST_F(survival, a_wait_that_a_bot_or_a_solve_ends_is_censored_there_and_a_thank_you_is_none) {
  created("A", 0);
  happens(time::hours(1), "message.sent", {{"ticket", "A"}, {"by", "customer:c1"}});
  happens(time::hours(2), "message.sent", {{"ticket", "A"}, {"by", "bot:b"}});
  happens(time::hours(3), "message.sent", {{"ticket", "A"}, {"by", "customer:c1"}});
  happens(time::hours(7), "message.sent", {{"ticket", "A"}, {"by", "agent:1"}});
  happens(time::hours(8), "ticket.status_changed", {{"ticket", "A"}, {"status", "solved"}});
  happens(time::hours(9), "message.sent", {{"ticket", "A"}, {"by", "customer:c1"}});
  value::Value const median = value("reply_median", time::hours(48));
  EXPECT_EQ(median.n, 2);
  EXPECT_EQ(median.numerator, 1);
  EXPECT_EQ(median.number, 4 * 3600.0);
}

TEST_F(survival, a_contact_still_going_on_is_at_risk_and_one_that_broke_off_is_censored) {
  for (const char* contact : {"C1", "C2", "C3"}) {
    happens(time::minutes(0), "contact.queued", {{"contact", contact}, {"queue", "q"}, {"channel", "voice"}});
    happens(time::minutes(1), "contact.answered", {{"contact", contact}, {"agent", "7"}});
  }
  happens(time::minutes(11), "contact.ended", {{"contact", "C1"}, {"outcome", "completed"}});
  happens(time::minutes(5), "contact.ended", {{"contact", "C2"}, {"outcome", "failed"}});
  value::Value const median = value("contact_median", time::minutes(31));
  EXPECT_EQ(median.n, 3);
  EXPECT_EQ(median.numerator, 1);
  EXPECT_EQ(median.number, 600);     // C2 leaves after 4 minutes, so of two one ended at 10
}

TEST_F(survival, an_explanation_shows_what_is_open_with_its_clock) {
  created("DONE", 0);
  solved("DONE", 2);
  created("OPEN", 1);
  happens(time::hours(24 * 2), "ticket.status_changed", {{"ticket", "OPEN"}, {"status", "pending"}});
  engine::ExplainRequest request;
  request.metric = "median";
  request.window = *metric::parse_window("all", time::Zone::utc());
  request.at = start_ + time::hours(24 * 4);
  auto const explained = engine_.explain(request);
  ASSERT_TRUE(explained) << explained.error().message;
  EXPECT_EQ(explained->row.value.number, 2 * kDay);
  ASSERT_EQ(explained->facts.size(), 2u);
  const engine::ExplainedFact& open = explained->facts[0];
  EXPECT_EQ(open.subject, "ticket/OPEN");
  EXPECT_EQ(open.sample, 3 * kDay);
  EXPECT_THAT(open.notes, ElementsAre(HasSubstr("still open: censored at 2026-05-08T00:00:00")));
  ASSERT_FALSE(open.segments.empty());
  EXPECT_EQ(open.segments.front().interval.from, start_ + time::hours(24));
  EXPECT_EQ(open.segments.back().interval.to, start_ + time::hours(24 * 4));
  EXPECT_TRUE(explained->facts[1].notes.empty());
}

TEST_F(survival, other_aggregations_of_the_same_fact_do_not_see_what_is_open) {
  std::string text = kDefinitions;
  std::string const from = "{survival_quantile: 0.5}\n  filter: \"is_last == 1\"\n  anchor: created";
  text.replace(text.find(from), from.size(), "mean\n  filter: \"is_last == 1\"\n  anchor: created");
  auto const loaded = definition::load({{"definitions.yaml", text}}, {.lint = false});
  ASSERT_TRUE(loaded.ok());
  engine_ = Engine(loaded.catalogue);
  twelve_tickets();
  EXPECT_EQ(value("median", time::hours(24 * 30)).n, 6);
  EXPECT_EQ(value("median", time::hours(24 * 30)).number, 5.5 * kDay);
}

}  // namespace
}  // namespace deskgauge::scenario

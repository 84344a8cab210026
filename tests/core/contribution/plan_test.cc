// The second stage: what a customer's tickets hand over, and what is made of it.
#include "tests/core/contribution/support.h"

namespace deskgauge::contribution {
namespace {

using aggregate::Aggregation;
using testing::ElementsAre;

Metric capped(time::Span cap) {
  return simple(FactKind::survey_response, Aggregation::nps, "first_responded", "rating", {metric::survey_response::latest, cap.ms});
}

void answer(Contributions& desk, const char* when, const std::string& ticket, const std::string& customer, int value) {
  Fields created{{"ticket_id", ticket}};
  if (!customer.empty()) created.emplace_back("customer_id", customer);
  desk.add("01-01 00:00", "ticket.created", created);
  desk.add("01-01 01:00", "survey.sent", {{"invitation_id", "i" + ticket}, {"instrument", "nps"}, {"instrument_version", "1"},
                                          {"ticket_id", ticket}, {"scale", "{min: 0, max: 10}"}});
  desk.add(when, "survey.responded", {{"invitation_id", "i" + ticket}, {"ticket_id", ticket}, {"response_id", "r"}, {"revision", "1"},
                                      {"answers", "[{question_id: q, value: " + std::to_string(value) + "}]"}});
}

/// What the second stage makes of everything one customer's tickets handed over.
std::vector<std::int64_t> kept(Contributions& desk, const Metric& m) {
  desk.of(m);
  std::sort(desk.inputs.begin(), desk.inputs.end(), [](const CustomerInput& a, const CustomerInput& b) { return a.at < b.at; });
  auto const environment = std::make_shared<Environment>(std::make_shared<metric::Catalogue>(desk.catalogue), desk.symbols);
  Plan const plan(environment, {m}, base::Naming(desk.symbols));
  Plan::Workspace room;
  std::vector<Contribution> out;
  plan.contribute(desk.symbol("c"), desk.inputs, at("2026-12-31T00:00:00Z"), room, out);
  std::vector<std::int64_t> found;
  for (const Contribution& c : out) found.push_back(c.value);
  return found;
}

TEST(cap, hands_known_customers_to_the_second_stage_and_counts_unknown_ones_at_once) {
  Contributions desk;
  answer(desk, "02-01 00:00", "1", "c", 9);
  answer(desk, "02-02 00:00", "2", "", 3);
  EXPECT_THAT(values(desk.of(capped(time::days(90)))), ElementsAre(3));
  ASSERT_EQ(desk.inputs.size(), 1u);
  EXPECT_TRUE(desk.inputs[0].is_response);
  EXPECT_EQ(desk.inputs[0].response.value, 9);
  EXPECT_EQ(desk.inputs[0].customer, desk.symbol("c"));
}

TEST(cap, keeps_the_latest_answer_in_its_span_and_starts_again_after_it) {
  struct Row {
    const char* name;
    std::vector<const char*> when;
    std::vector<std::int64_t> kept;    // the n-th answer has the value n
  };
  for (const Row& row : {Row{"two within 90 days", {"02-01 00:00", "03-01 00:00"}, {2}},
                         {"exactly 90 days apart", {"02-01 00:00", "05-02 00:00"}, {2, 1}},
                         {"a minute less", {"02-01 00:01", "05-02 00:00"}, {2}},
                         {"60 days apart each: the middle one goes", {"02-01 00:00", "04-02 00:00", "06-01 00:00"}, {3, 1}}}) {
    Contributions desk;
    int value = 0;
    for (auto const* when : row.when) ++value, answer(desk, when, std::to_string(value), "c", value);
    EXPECT_EQ(kept(desk, capped(time::days(90))), row.kept) << row.name;
  }
}

TEST(cap, absent_counts_everything_in_the_first_stage) {
  Contributions desk;
  answer(desk, "02-01 00:00", "1", "c", 9);
  answer(desk, "02-02 00:00", "2", "c", 3);
  Metric m = capped(time::days(90));
  m.options[metric::survey_response::cap] = -1;
  EXPECT_THAT(values(desk.of(m)), ElementsAre(9, 3));
  EXPECT_TRUE(desk.inputs.empty());
}

TEST(issue, is_projected_with_the_dimensions_of_the_contact_that_opened_it) {
  Metric m = ratio(FactKind::issue, "opened", "contacts == 1", "", {metric::issue::tickets, time::days(7).ms, metric::issue::any});
  m.maturity = time::days(7);
  m.dimensions = {dimension("channel"), dimension("customer")};
  Contributions desk;
  desk.created("05-04 08:00", "1", {{"customer_id", "c"}, {"channel", "email"}});
  desk.created("05-06 08:00", "2", {{"customer_id", "c"}, {"channel", "chat"}});
  EXPECT_TRUE(desk.of(m).empty());                             // a ticket alone cannot tell
  ASSERT_EQ(desk.inputs.size(), 2u);
  auto const environment = std::make_shared<Environment>(std::make_shared<metric::Catalogue>(desk.catalogue), desk.symbols);
  Plan const plan(environment, {m}, base::Naming(desk.symbols));
  Plan::Workspace room;
  std::vector<Contribution> out;
  Silence const silence = plan.contribute(desk.symbol("c"), desk.inputs, at("05-10 00:00"), room, out);
  ASSERT_EQ(out.size(), 1u);
  EXPECT_TRUE(out[0].pending);
  EXPECT_EQ(silence.wake, at("05-11 08:00"));
  EXPECT_EQ(desk.key(out[0], 0), "email");
  EXPECT_EQ(desk.key(out[0], 1), "c");
  out.clear();
  plan.contribute(desk.symbol("c"), desk.inputs, at("05-11 08:00"), room, out);
  ASSERT_EQ(out.size(), 1u);
  EXPECT_FALSE(out[0].pending);
  EXPECT_EQ(out[0].value, 0);                                  // two contacts: not resolved at the first
}

TEST(plan, derives_facts_once_for_metrics_that_read_the_same_ones) {
  Contributions desk;
  desk.created("08:00", "1");
  desk.message("08:30", "1", "agent:A");
  std::vector<std::int64_t> const options{metric::first_response::from_created, metric::first_response::never_end};
  Metric mean = simple(FactKind::first_response, Aggregation::mean, "responded", "duration", options), count = mean;
  count.aggregation.aggregation = Aggregation::count;
  auto const environment = std::make_shared<Environment>(std::make_shared<metric::Catalogue>(desk.catalogue), desk.symbols);
  Plan const plan(environment, {mean, count}, base::Naming(desk.symbols));
  Plan::Workspace room;
  std::vector<Contribution> out;
  std::vector<CustomerInput> inputs;
  plan.contribute(desk.book, {0}, at("09:00"), room, out, inputs);
  ASSERT_EQ(out.size(), 2u);
  EXPECT_EQ(out[0].metric, 0);
  EXPECT_EQ(out[0].value, 1'800'000);
  EXPECT_EQ(out[1].metric, 1);
  EXPECT_EQ(out[1].value, 1);
  EXPECT_FALSE(plan.has_customer_scope());
}

}  // namespace
}  // namespace deskgauge::contribution

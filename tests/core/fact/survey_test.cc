// Invitations and answers, contacts, and the customer's second stage.
#include "deskgauge/fact/customer.h"

#include "tests/core/fact/support.h"

namespace deskgauge::fact {
namespace {

using testing::ElementsAre;
namespace response = metric::survey_response;

void sent(timeline::Desk& d, const char* when, const char* invitation, Fields more = {}) {
  more.insert(more.end(), {{"invitation_id", invitation}, {"instrument", "csat"}, {"instrument_version", "1"}, {"ticket_id", "1"},
                           {"scale", "{min: 1, max: 5}"}, {"assignee_id", "B"}});
  d.add(when, "survey.sent", more);
}
void answered(timeline::Desk& d, const char* when, const char* invitation, const char* revision, Fields more = {}) {
  more.insert(more.end(), {{"invitation_id", invitation}, {"ticket_id", "1"}, {"response_id", "r"}, {"revision", revision},
                           {"answers", "[{question_id: csat, value: 4}]"}});
  d.add(when, "survey.responded", more);
}

TEST(survey_response, counts_the_revision_the_definition_chooses_in_the_right_window) {
  Facts facts;                                                 // V-REV, X20
  facts.created("08:00", "1");
  sent(facts, "09:00", "i");
  answered(facts, "10:00", "i", "1");
  answered(facts, "05-05 10:00", "i", "2");
  struct Row {
    std::int64_t revisions;
    std::vector<std::int64_t> revision;
    std::vector<Instant> anchors;
  };
  for (const Row& row : {Row{response::latest, {2}, {at("10:00")}}, {response::first, {1}, {at("10:00")}},
                         {response::all, {1, 2}, {at("10:00"), at("05-05 10:00")}}}) {
    FactSet const set = facts.derive(FactKind::survey_response, {row.revisions, -1}, "1");
    ASSERT_EQ(set.facts.size(), row.revision.size()) << row.revisions;
    for (std::size_t i = 0; i < set.facts.size(); ++i) {
      EXPECT_EQ(set.facts[i].measure(response::revision), row.revision[i]);
      EXPECT_EQ(set.facts[i].instant(response::first_responded), row.anchors[i]);
    }
  }
}

TEST(survey_response, needs_an_invitation_and_a_respondent_who_is_a_customer) {
  struct Row {
    const char* name;
    bool sent;
    Fields invitation, answer;
    std::size_t responses, invitations;
    std::int64_t responded;
  };
  for (const Row& row : {Row{"usual", true, {}, {}, 1, 1, 1}, {"not sent", false, {}, {}, 0, 0, 0},
                         {"internal requester", true, {{"is_internal", "true"}}, {}, 0, 0, 0},
                         {"the agent himself", true, {}, {{"rater_id", "B"}}, 0, 1, 0},
                         {"another agent", true, {}, {{"rater_id", "C"}}, 1, 1, 1}}) {
    Facts facts;
    facts.created("08:00", "1");
    if (row.sent) sent(facts, "09:00", "i", row.invitation);
    answered(facts, "10:00", "i", "1", row.answer);
    EXPECT_EQ(facts.derive(FactKind::survey_response, {0, -1}, "1").facts.size(), row.responses) << row.name;
    FactSet const invitations = facts.derive(FactKind::survey_invitation, {}, "1");
    ASSERT_EQ(invitations.facts.size(), row.invitations) << row.name;
    if (!invitations.facts.empty()) {
      EXPECT_EQ(invitations.facts[0].measure(metric::survey_invitation::responded), row.responded) << row.name;
    }
  }
}

TEST(survey_invitation, without_an_answer_is_one_of_the_denominator) {
  Facts facts;                                                 // X22
  facts.created("08:00", "1");
  sent(facts, "09:00", "i");
  sent(facts, "09:30", "j");
  answered(facts, "10:00", "j", "1");
  FactSet const set = facts.derive(FactKind::survey_invitation, {}, "1");
  std::vector<std::int64_t> responded;
  for (const Fact& fact : set.facts) responded.push_back(fact.measure(metric::survey_invitation::responded));
  EXPECT_THAT(responded, ElementsAre(0, 1));
}

TEST(contact, is_one_fact_however_many_legs_and_none_unless_completed) {
  Facts facts;
  facts.add("08:00", "contact.queued", {{"contact_id", "k"}, {"queue_id", "q"}, {"channel", "voice"}});
  facts.add("08:01", "contact.answered", {{"contact_id", "k"}, {"agent_id", "A"}});
  EXPECT_TRUE(facts.derive(FactKind::contact, {}, facts.folded("contact/k")).facts.empty());
  facts.add("08:05", "contact.transferred", {{"contact_id", "k"}, {"from_agent_id", "A"}, {"kind", "cold"}});
  facts.add("08:06", "contact.answered", {{"contact_id", "k"}, {"agent_id", "B"}});
  facts.add("08:11", "contact.ended", {{"contact_id", "k"}, {"outcome", "completed"}});
  FactSet const set = facts.derive(FactKind::contact, {}, facts.folded("contact/k"));
  EXPECT_THAT(seconds(set, metric::contact::answered, metric::contact::ended), ElementsAre(600));
  EXPECT_EQ(set.facts[0].measure(metric::contact::transfers), 1);
}

TEST(customer_inputs, are_inbound_tickets_that_count_and_ended_contacts) {
  struct Row {
    const char* name;
    Fields created;
    const char* status;
    std::size_t inputs;
  };
  for (const Row& row : {Row{"inbound", {{"customer_id", "c"}}, "", 1}, {"nobody's", {}, "", 0},
                         {"outbound", {{"customer_id", "c"}, {"direction", "outbound"}}, "", 0},
                         {"spam", {{"customer_id", "c"}}, "spam", 0}, {"merged", {{"customer_id", "c"}}, "merged", 0}}) {
    Facts facts;
    facts.created("08:00", "1", row.created);
    if (*row.status) facts.status("09:00", "1", row.status);
    std::vector<CustomerInput> inputs;
    customer_inputs(facts.ticket("1"), inputs);
    EXPECT_EQ(inputs.size(), row.inputs) << row.name;
  }
}

TEST(customer_inputs, take_the_tickets_customer_for_a_contact_that_names_none) {
  Facts facts;
  facts.created("08:00", "1", {{"customer_id", "c"}, {"direction", "outbound"}});
  facts.add("08:30", "contact.ended", {{"contact_id", "k"}, {"ticket_id", "1"}, {"outcome", "completed"}});
  std::vector<CustomerInput> inputs;
  customer_inputs(facts.ticket("1"), inputs);
  ASSERT_EQ(inputs.size(), 1u);
  EXPECT_EQ(facts.name(inputs[0].customer), "c");
  EXPECT_EQ(event::to_text(inputs[0].subject, facts.symbols), "contact/k");
  EXPECT_FALSE(inputs[0].is_ticket);
}

/// Contacts of one customer on days after 2026-05-04.
std::vector<CustomerInput> contacts(std::initializer_list<double> days) {
  std::vector<CustomerInput> out;
  for (double day : days) {
    CustomerInput input;
    input.at = at("00:00") + time::milliseconds(static_cast<std::int64_t>(day * 86'400'000));
    out.push_back(input);
  }
  return out;
}

std::vector<std::int64_t> contacts_of(const FactSet& set) {
  std::vector<std::int64_t> out;
  for (const Fact& fact : set.facts) out.push_back(fact.measure(metric::issue::contacts));
  return out;
}

TEST(issue, chains_contacts_as_v_fcr_does) {
  // kpis.md V-FCR: X 0 3, Y 1, Z 2 11, W 4, V 5 5.5 20; issues by the gap allowed
  const std::vector<std::vector<CustomerInput>> customers{contacts({0, 3}), contacts({1}), contacts({2, 11}), contacts({4}),
                                                          contacts({5, 5.5, 20})};
  struct Row {
    std::int64_t days;
    int issues, single;   // of all issues, matured or not
  };
  // 1 d: X0 X3 Y Z2 Z11 W V5 V20 = 8, all but V5 single; 7 d: X Y Z2 Z11 W V5 V20 = 7, five single (one pending: V20); 14 d: X Y Z W V5 V20
  // = 6? 20 - 5.5 = 14.5 > 14, so V20 stands apart: X, Y, Z, W, V5, V20 with Y, W, V20 single
  for (const Row& row : {Row{1, 8, 7}, {7, 7, 5}, {14, 6, 3}, {30, 5, 2}}) {
    int issues = 0, single = 0;
    for (const auto& inputs : customers) {
      FactSet set;
      std::vector<CustomerInput> first;
      std::vector<std::int64_t> const options{metric::issue::both, time::days(row.days).ms, metric::issue::any};
      derive_issues(options, inputs, set, first);
      for (std::int64_t n : contacts_of(set)) ++issues, single += n == 1;
    }
    EXPECT_EQ(issues, row.issues) << row.days;
    EXPECT_EQ(single, row.single) << row.days;
  }
}

TEST(issue, chains_up_to_the_gap_itself_and_measures_it_from_the_contact_before) {
  FactSet set;
  std::vector<CustomerInput> first;
  std::vector<std::int64_t> const options{metric::issue::both, time::days(7).ms, metric::issue::any};
  derive_issues(options, contacts({0, 7, 14}), set, first);
  EXPECT_THAT(contacts_of(set), ElementsAre(3));
  auto later = contacts({0, 7});
  later[1].at = later[1].at + time::milliseconds(1);
  derive_issues(options, later, set, first);
  EXPECT_THAT(contacts_of(set), ElementsAre(1, 1));
  EXPECT_EQ(first.size(), 2u);
}

TEST(issue, chains_only_contacts_of_one_category_where_asked) {
  base::Interner symbols;
  auto inputs = contacts({0, 1, 2});
  inputs[0].category = inputs[2].category = symbols.intern(std::string_view("billing"));
  inputs[1].category = symbols.intern(std::string_view("login"));
  FactSet set;
  std::vector<CustomerInput> first;
  derive_issues(std::vector<std::int64_t>{metric::issue::both, time::days(7).ms, metric::issue::category}, inputs, set, first);
  EXPECT_THAT(contacts_of(set), ElementsAre(2, 1));
  derive_issues(std::vector<std::int64_t>{metric::issue::both, time::days(7).ms, metric::issue::any}, inputs, set, first);
  EXPECT_THAT(contacts_of(set), ElementsAre(3));
}

TEST(issue, counts_the_contacts_the_definition_names) {
  auto inputs = contacts({0, 1, 2});
  inputs[1].is_ticket = false;
  struct Row {
    std::int64_t from;
    std::int64_t contacts;
  };
  for (const Row& row : {Row{metric::issue::tickets, 2}, {metric::issue::contacts_only, 1}, {metric::issue::both, 3}}) {
    FactSet set;
    std::vector<CustomerInput> first;
    derive_issues(std::vector<std::int64_t>{row.from, time::days(7).ms, metric::issue::any}, inputs, set, first);
    EXPECT_THAT(contacts_of(set), ElementsAre(row.contacts));
  }
}

}  // namespace
}  // namespace deskgauge::fact

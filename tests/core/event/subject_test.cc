#include <gtest/gtest.h>

#include "deskgauge/event/check.h"

namespace deskgauge::event {
namespace {

using Fields = std::vector<std::pair<const char*, const char*>>;

struct Row {
  const char* name;
  Kind kind;
  const char* subject;  // given, "" = missing
  Fields fields;
  const char* expected;  // subject afterwards, "none/" = left open
  const char* reason;    // fault, "" = none
};

TEST(subject, is_filled_from_the_payload_or_refused) {
  using enum Kind;
  const Row rows[] = {
      {"key field", ticket_created, "", {{"ticket_id", "T1"}}, "ticket/T1", ""},
      {"key field of an agent", agent_heartbeat, "", {{"agent_id", "7"}}, "agent/7", ""},
      {"given and right", ticket_created, "ticket/T1", {{"ticket_id", "T1"}}, "ticket/T1", ""},
      {"given alone", ticket_created, "ticket/T1", {}, "ticket/T1", ""},
      {"another kind of entity", ticket_created, "customer/c1", {}, "customer/c1", "subject_mismatch"},
      {"an empty key field", ticket_created, "", {{"ticket_id", ""}}, "ticket/", "empty_subject"},
      {"topic by ticket", topic_detected, "", {{"ticket_id", "9"}}, "ticket/9", ""},
      {"contact of a ticket", contact_answered, "", {{"contact_id", "c"}, {"ticket_id", "9"}}, "ticket/9", ""},
      {"contact alone", contact_answered, "", {{"contact_id", "c"}}, "contact/c", ""},
      {"contact under its own name though it has a ticket",
       contact_answered,
       "contact/c",
       {{"contact_id", "c"}, {"ticket_id", "9"}},
       "contact/c",
       ""},
      {"contact under another ticket",
       contact_answered,
       "ticket/8",
       {{"contact_id", "c"}, {"ticket_id", "9"}},
       "ticket/8",
       "subject_mismatch"},
      {"contact under another contact", contact_answered, "contact/d", {{"contact_id", "c"}}, "contact/d", "subject_mismatch"},
      {"survey of a ticket", survey_sent, "", {{"invitation_id", "i"}, {"ticket_id", "9"}, {"contact_id", "c"}}, "ticket/9", ""},
      {"survey of a contact", survey_sent, "", {{"invitation_id", "i"}, {"contact_id", "c"}}, "contact/c", ""},
      {"survey of nothing", survey_sent, "", {{"invitation_id", "i"}}, "invitation/i", ""},
      {"survey under another invitation", survey_sent, "invitation/j", {{"invitation_id", "i"}}, "invitation/j", "subject_mismatch"},
      {"response with its ticket", survey_responded, "", {{"invitation_id", "i"}, {"ticket_id", "9"}}, "ticket/9", ""},
      {"response of unknown subject", survey_responded, "", {{"invitation_id", "i"}}, "none/", ""},
      {"evaluation that mentions a ticket", evaluation_submitted, "", {{"agent_id", "7"}, {"ticket_id", "9"}}, "agent/7", ""},
      {"offer that mentions a ticket but has no id", offer_made, "", {{"ticket_id", "9"}}, "none/", ""},
      {"cost", cost_recorded, "", {{"cost_id", "rent"}}, "desk/rent", ""},
      {"benchmark", benchmark_recorded, "", {{"metric", "csat"}}, "desk/csat", ""},
      {"published value", value_published, "", {{"metric", "csat"}}, "desk/csat", ""},
      {"rating", rating_confirmed, "", {{"scorecard", "support"}}, "desk/support", ""},
      {"retraction", event_retracted, "", {{"target_id", "e1"}}, "none/", "subject_required"},
      {"retraction with subject", event_retracted, "agent/7", {{"target_id", "e1"}}, "agent/7", ""},
  };
  for (const Row& row : rows) {
    base::Interner interner;
    Event event{.kind = row.kind};
    if (*row.subject) event.subject = *parse_subject(row.subject, interner);
    for (auto const& [name, text] : row.fields) ASSERT_TRUE(set_from_text(event, name, text, interner)) << row.name;
    auto const faults = complete_subject(event, interner);
    EXPECT_EQ(to_text(event.subject, interner), row.expected) << row.name;
    EXPECT_EQ(faults.empty() ? "" : faults[0].reason, row.reason) << row.name;
    EXPECT_LE(faults.size(), 1u) << row.name;
  }
}

TEST(subject, refuses_a_key_field_that_contradicts_it) {
  base::Interner interner;
  Event event{.kind = Kind::ticket_created, .subject = *parse_subject("ticket/1", interner)};
  auto const set = set_from_text(event, "ticket_id", "2", interner);
  ASSERT_FALSE(set);
  EXPECT_EQ(set.error().reason, "subject_mismatch");
  EXPECT_EQ(to_text(event.subject, interner), "ticket/1");
}

TEST(subject, is_the_value_of_the_key_field) {
  base::Interner interner;
  Event event{.kind = Kind::ticket_created};
  event.set(Field::ticket_id, interner.intern("T1"));
  EXPECT_EQ(to_text(event.subject, interner), "ticket/T1");
  EXPECT_EQ(interner.text(event.get(Field::ticket_id)), "T1");
}

TEST(subject, may_have_slashes_in_its_id_and_nothing_missing) {
  base::Interner interner;
  auto const subject = parse_subject("ticket/a/b", interner);
  ASSERT_TRUE(subject);
  EXPECT_EQ(to_text(*subject, interner), "ticket/a/b");
  for (auto const* text : {"", "ticket", "ticket/", "/1", "tickets/1", "none/1"}) {
    auto const bad = parse_subject(text, interner);
    ASSERT_FALSE(bad) << text;
    EXPECT_EQ(bad.error().reason, "malformed_subject");
  }
}

TEST(subject, completing_trims_absent_slots_at_the_end) {
  base::Interner interner;
  Event event{.kind = Kind::ticket_created};
  ASSERT_TRUE(set_from_text(event, "ticket_id", "1", interner));
  ASSERT_TRUE(set_from_text(event, "channel", "email", interner));
  Event padded = event;
  padded.slots.resize(12);
  complete_subject(padded, interner);
  EXPECT_EQ(padded, event);
}

}  // namespace
}  // namespace deskgauge::event

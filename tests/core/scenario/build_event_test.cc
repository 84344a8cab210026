#include <gmock/gmock.h>

#include "deskgauge/event/check.h"
#include "deskgauge/scenario/run.h"

namespace deskgauge::scenario {
namespace {

using event::Event;
using event::Field;
using Fields = std::vector<std::pair<std::string, std::string>>;

const time::Instant kStart = *time::parse_instant("2026-03-27T10:00:00+01:00");

class BuildEvent : public testing::Test {
 protected:
  base::Result<Event> build(const std::string& type, Fields fields) {
    return build_event({.at = time::minutes(5), .type = type, .fields = std::move(fields)}, kStart, 3, interner);
  }
  Event built(const std::string& type, Fields fields) {
    auto result = build(type, std::move(fields));
    EXPECT_TRUE(result) << to_text(result.error());
    return result ? *result : Event{};
  }
  std::string text(const Event& e, Field field) {
    return event::field_text(e.kind, *event::find_field(e.kind, field), e.get(field), interner);
  }
  base::Interner interner;
};

TEST_F(BuildEvent, stands_at_its_offset_from_the_start_in_the_order_of_the_test) {
  Event const e = built("ticket.created", {{"ticket", "T1"}});
  EXPECT_EQ(e.time, kStart + time::minutes(5));
  EXPECT_EQ(interner.text(e.sequence), "3");
  EXPECT_EQ(interner.text(e.id), "e3");
  EXPECT_EQ(event::to_text(e.subject, interner), "ticket/T1");
}

TEST_F(BuildEvent, fills_in_what_a_test_may_leave_out) {
  struct Case {
    const char* type;
    Fields fields;
    Field field;
    const char* text;
  };
  for (const Case& c : std::initializer_list<Case>{
         {"ticket.created", {{"ticket", "T1"}}, Field::direction, "inbound"},
         {"ticket.created", {{"ticket", "T1"}}, Field::channel, "email"},
         {"ticket.created", {{"ticket", "T1"}, {"channel", "chat"}}, Field::channel, "chat"},
         {"ticket.status_changed", {{"ticket", "T1"}, {"status", "solved"}}, Field::actor_type, "agent"},
         {"ticket.assigned", {{"ticket", "T1"}, {"assignee", "7"}}, Field::reason, "routing"},
         {"message.sent", {{"ticket", "T1"}, {"by", "agent:7"}}, Field::visibility, "public"},
         {"message.sent", {{"ticket", "T1"}, {"by", "agent:7"}}, Field::kind, "reply"},
         {"message.sent", {{"ticket", "T1"}, {"by", "agent:7"}}, Field::message_id, "m3"},
         {"survey.sent", {{"invitation", "I1"}, {"ticket", "T1"}, {"instrument", "nps"}}, Field::scale, "{min: 0, max: 10}"},
         {"survey.responded", {{"invitation", "I1"}, {"answers", "[{question_id: a, value: 4}]"}}, Field::response_revision, "1"},
       }) {
    Event const e = built(c.type, c.fields);
    EXPECT_EQ(text(e, c.field), c.text) << c.type;
    EXPECT_THAT(event::check(e, interner), testing::IsEmpty()) << c.type;
  }
}

TEST_F(BuildEvent, reads_the_shorthands) {
  struct Case {
    const char* type;
    Fields fields;
    Field field;
    const char* text;
  };
  for (const Case& c : std::initializer_list<Case>{
         {"ticket.created", {{"ticket", "T1"}, {"customer", "c1"}}, Field::customer_id, "c1"},
         {"ticket.status_changed", {{"ticket", "T1"}, {"status", "on_hold"}}, Field::current, "on_hold"},
         {"ticket.status_changed", {{"ticket", "T1"}, {"status", "open"}, {"by", "customer:c1"}}, Field::actor_type, "customer"},
         {"ticket.status_changed", {{"ticket", "T1"}, {"status", "open"}, {"by", "customer:c1"}}, Field::actor_id, "c1"},
         {"message.sent", {{"ticket", "T1"}, {"by", "bot"}}, Field::author_type, "bot"},
         {"message.sent", {{"ticket", "T1"}, {"by", "agent:7"}}, Field::author_id, "7"},
         {"ticket.merged", {{"ticket", "T1"}, {"into_ticket", "T2"}}, Field::into_ticket_id, "T2"},
         {"event.retracted", {{"ticket", "T1"}, {"target", "e1"}}, Field::target_id, "e1"},
       })
    EXPECT_EQ(text(built(c.type, c.fields), c.field), c.text) << c.type << " " << event::to_text(c.field);
}

TEST_F(BuildEvent, takes_the_envelope_apart_from_the_payload) {
  Event const e = built("ticket.created", {{"ticket", "T1"}, {"id", "x"}, {"source", "crm"}, {"revision", "2"}, {"sequence", "9"}});
  EXPECT_EQ(interner.text(e.id), "x");
  EXPECT_EQ(interner.text(e.source), "crm");
  EXPECT_EQ(e.revision, 2u);
  EXPECT_EQ(interner.text(e.sequence), "9");
  Event const answer = built("survey.responded", {{"invitation", "I1"}, {"answers", "[{question_id: a, value: 4}]"}, {"revision", "2"}});
  EXPECT_EQ(answer.revision, 0u) << "a survey's own revision is a field of its payload";
  EXPECT_EQ(text(answer, Field::response_revision), "2");
}

TEST_F(BuildEvent, names_the_subject_of_a_retraction_by_the_ticket) {
  EXPECT_EQ(event::to_text(built("event.retracted", {{"ticket", "T1"}, {"target", "e1"}}).subject, interner), "ticket/T1");
}

TEST_F(BuildEvent, refuses_a_wrong_word_with_the_right_one) {
  struct Case {
    const char* type;
    Fields fields;
    const char* reason;
    const char* remedy;
  };
  for (const Case& c : std::initializer_list<Case>{
         {"ticket.creatd", {}, "unknown_type", "ticket.created"},
         {"ticket.created", {{"ticket", "T1"}, {"chanel", "email"}}, "unknown_field", "channel"},
         {"ticket.assigned", {{"ticket", "T1"}, {"by", "agent:7"}}, "unknown_field", "Leave it out"},
         {"ticket.status_changed", {{"ticket", "T1"}, {"status", "resolved"}}, "unknown_choice", "solved"},
         {"ticket.created", {{"ticket", "T1"}, {"revision", "two"}}, "wrong_type", "1, 2"},
       }) {
    auto const result = build(c.type, c.fields);
    ASSERT_FALSE(result) << c.type;
    EXPECT_EQ(result.error().reason, c.reason);
    EXPECT_THAT(result.error().remedy, testing::HasSubstr(c.remedy)) << c.type;
  }
}

}  // namespace
}  // namespace deskgauge::scenario

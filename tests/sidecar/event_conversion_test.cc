#include <gmock/gmock.h>

#include "deskgauge/event/check.h"
#include "sidecar/convert/event.h"
#include "tests/sidecar/harness.h"

namespace deskgauge::sidecar {
namespace {

using convert::EventSchema;
using event::Field;
using testing::kPresent;

const EventSchema& schema() {
  static const EventSchema built = *EventSchema::build();
  return built;
}

TEST(event_schema, finds_a_proto_field_of_the_right_type_for_every_field_and_word_of_the_vocabulary) {
  auto const built = EventSchema::build();
  ASSERT_TRUE(built) << base::to_text(built.error());
  for (const event::KindSpec& kind : event::vocabulary()) {
    auto const& binding = built->binding(kind.kind);
    ASSERT_EQ(binding.fields.size(), kind.fields.size()) << kind.name;
    for (std::size_t i = 0; i < kind.fields.size(); ++i) {
      EXPECT_NE(binding.fields[i].wire, nullptr) << kind.name;
      EXPECT_EQ(binding.fields[i].columns.size(), kind.fields[i].columns.size()) << kind.name;
    }
    EXPECT_EQ(built->kind(binding.body->number()), kind.kind);
  }
}

TEST(event_schema, spells_instants_with_a_time_suffix) {
  using event::ValueType;
  EXPECT_EQ(convert::wire_name("due_at", ValueType::instant), "due_time");
  EXPECT_EQ(convert::wire_name("as_of", ValueType::instant), "as_of_time");
  EXPECT_EQ(convert::wire_name("from", ValueType::instant), "start_time");
  EXPECT_EQ(convert::wire_name("reason", ValueType::text), "reason");
}

TEST(event_schema, translates_field_paths_of_the_core) {
  EXPECT_EQ(schema().wire_path(event::Kind::ticket_created, "time"), "event_time");
  EXPECT_EQ(schema().wire_path(event::Kind::ticket_created, "channel"), "ticket_created.channel");
  EXPECT_EQ(schema().wire_path(event::Kind::invoice_issued, "due_at"), "invoice_issued.due_time");
  EXPECT_EQ(schema().wire_path(event::Kind::order_placed, "lines[2].promised_at"), "order_placed.lines[2].promised_time");
  EXPECT_EQ(schema().wire_path(event::Kind::survey_responded, "answers[0].value"), "survey_responded.answers[0].value");
}

class EventConversion : public ::testing::Test {
 protected:
  std::string text(const event::Event& event, Field field) const { return interner_.text(event.get(field)); }
  base::Interner interner_;
};

TEST_F(EventConversion, carries_envelope_texts_choices_and_lists) {
  auto wire = testing::ticket_created("T-1", kPresent);
  wire.set_revision(3);
  wire.set_sequence("0007");
  *wire.mutable_recorded_time() = testing::stamp({kPresent.ms + 250});
  wire.mutable_ticket_created()->add_tags("vip");
  wire.mutable_ticket_created()->add_tags("refund");
  auto const event = convert::read_event(schema(), wire, interner_);
  ASSERT_TRUE(event) << base::to_text(event.error());
  EXPECT_EQ(event->kind, event::Kind::ticket_created);
  EXPECT_EQ(event->time, kPresent);
  EXPECT_EQ(event->recorded_time->ms, kPresent.ms + 250);
  EXPECT_EQ(event->revision, 3u);
  EXPECT_EQ(interner_.text(event->sequence), "0007");
  EXPECT_EQ(event::to_text(event->subject, interner_), "ticket/T-1");
  EXPECT_EQ(event->get(Field::direction), base::Symbol::number(static_cast<std::uint32_t>(event::Direction::inbound)));
  EXPECT_EQ(text(*event, Field::tags), "[vip, refund]");
  EXPECT_TRUE(event->get(Field::team_id).is_none());
  EXPECT_THAT(event::check(*event, interner_), ::testing::IsEmpty());
}

TEST_F(EventConversion, carries_rows_objects_decimals_and_instants) {
  v1::Event wire;
  wire.set_source("shop");
  wire.set_id("1");
  *wire.mutable_event_time() = testing::stamp(kPresent);
  auto& order = *wire.mutable_order_placed();
  order.set_order_id("O1");
  order.set_customer_id("c1");
  order.set_currency("EUR");
  auto& line = *order.add_lines();
  line.set_line_id("l1");
  line.set_qty(2);
  *line.mutable_promised_time() = testing::stamp(kPresent);
  auto const event = convert::read_event(schema(), wire, interner_);
  ASSERT_TRUE(event) << base::to_text(event.error());
  auto const cells = interner_.list(event->get(Field::lines));
  ASSERT_EQ(cells.size(), 6u);
  EXPECT_EQ(interner_.integer(cells[3]), 2);
  EXPECT_TRUE(cells[4].is_none());
  EXPECT_EQ(interner_.integer(cells[5]), kPresent.ms);
  EXPECT_THAT(event::check(*event, interner_), ::testing::IsEmpty());
}

TEST_F(EventConversion, keeps_decimals_in_their_canonical_spelling) {
  v1::Event wire;
  *wire.mutable_event_time() = testing::stamp(kPresent);
  auto& answer = *wire.mutable_survey_responded()->add_answers();
  answer.set_question_id("nps");
  answer.set_value("9.50");
  auto const event = convert::read_event(schema(), wire, interner_);
  ASSERT_TRUE(event);
  EXPECT_EQ(interner_.text(interner_.list(event->get(Field::answers))[1]), "9.5");
}

TEST_F(EventConversion, tells_false_and_0_from_absent) {
  auto wire = testing::ticket_created("T-1", kPresent);
  wire.mutable_ticket_created()->set_is_test(false);
  auto const event = convert::read_event(schema(), wire, interner_);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->get(Field::is_test), base::Symbol::number(0));
}

struct Refused {
  const char* name;
  std::function<void(v1::Event&)> spoil;
  const char* reason;
  const char* field;
};
class EventRefusal : public ::testing::TestWithParam<Refused> {};

TEST_P(EventRefusal, names_reason_and_field) {
  base::Interner interner;
  auto wire = testing::ticket_created("T-1", kPresent);
  GetParam().spoil(wire);
  auto const event = convert::read_event(schema(), wire, interner);
  ASSERT_FALSE(event);
  EXPECT_EQ(event.error().reason, GetParam().reason);
  EXPECT_EQ(event.error().field, GetParam().field);
}

INSTANTIATE_TEST_SUITE_P(
    events, EventRefusal,
    ::testing::Values(
        Refused{"no_body", [](v1::Event& e) { e.clear_body(); }, "unknown_type", "body"},
        Refused{"no_time", [](v1::Event& e) { e.clear_event_time(); }, "field_required", "event_time"},
        Refused{"bad_nanos", [](v1::Event& e) { e.mutable_event_time()->set_nanos(-1); }, "malformed_instant", "event_time"},
        Refused{"bad_subject", [](v1::Event& e) { e.set_subject("T-1"); }, "malformed_subject", "subject"},
        Refused{"other_subject", [](v1::Event& e) { e.set_subject("ticket/T-2"); }, "subject_mismatch", "subject"},
        Refused{"unknown_word", [](v1::Event& e) { e.mutable_ticket_created()->set_direction(static_cast<v1::Direction>(77)); },
                "unknown_choice", "ticket_created.direction"},
        Refused{"long_text", [](v1::Event& e) { e.mutable_ticket_created()->set_channel(std::string(2000, 'x')); }, "max_text_bytes",
                "ticket_created.channel"},
        Refused{"bad_decimal",
                [](v1::Event& e) { e.mutable_survey_responded()->add_answers()->set_value("nine"); }, "wrong_type",
                "survey_responded.answers[0].value"}),
    [](auto const& info) { return info.param.name; });

}  // namespace
}  // namespace deskgauge::sidecar

#include "deskgauge/event/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace deskgauge::event {
namespace {

using Change = std::function<void(Event&, base::Interner&)>;
using testing::UnorderedElementsAre;

/// A well-formed event of a kind, with every required field.
Event whole(Kind kind, base::Interner& interner) {
  Event event{.kind = kind, .source = interner.intern("helpdesk"), .id = interner.intern("e1"), .time = {1'700'000'000'000}};
  auto const put = [&](const char* field, const char* text) { ASSERT_TRUE(set_from_text(event, field, text, interner)) << field; };
  switch (kind) {
    case Kind::ticket_created: put("ticket_id", "1"), put("channel", "email"), put("direction", "inbound"); break;
    case Kind::sla_applied:
      put("ticket_id", "1"), put("policy_id", "gold"), put("metric", "resolution"), put("target_ms", "1000"), put("clock", "calendar");
      break;
    case Kind::survey_sent:
      put("invitation_id", "i"), put("instrument", "csat"), put("instrument_version", "1"), put("scale", "{min: 1, max: 5}");
      break;
    case Kind::survey_responded:
      put("invitation_id", "i"), put("response_id", "r"), put("revision", "0"), put("answers", "[{question_id: q, value: 4}]");
      break;
    case Kind::schedule_published:
      put("agent_id", "7"), put("revision", "1");
      put("intervals", "[{start: 2026-05-04T08:00:00Z, end: 2026-05-04T09:00:00Z, activity: work}]");
      break;
    default: ADD_FAILURE();
  }
  return event;
}

Change text(Field field, std::string value) {
  return [=](Event& e, base::Interner& i) { e.set(field, i.intern(value)); };
}
Change none(Field field) {
  return [=](Event& e, base::Interner&) { e.set(field, {}); };
}
Change flow(const char* field, const char* value) {
  return [=](Event& e, base::Interner& i) { ASSERT_TRUE(set_from_text(e, field, value, i)) << field; };
}

struct Row {
  const char* name;
  Kind kind;
  Change change;
  const char* reason;
  const char* field;
};

TEST(check, names_the_field_and_the_reason_of_each_fault) {
  using enum Kind;
  const Row rows[] = {
      {"no id", ticket_created, [](Event& e, auto&) { e.id = {}; }, "field_required", "id"},
      {"empty source", ticket_created, [](Event& e, auto& i) { e.source = i.intern(""); }, "field_required", "source"},
      {"seconds for milliseconds before 1970", ticket_created, [](Event& e, auto&) { e.time = {-1}; }, "time_out_of_range", "time"},
      {"microseconds", ticket_created, [](Event& e, auto&) { e.time = {1'700'000'000'000'000}; }, "time_out_of_range", "time"},
      {"recorded in another age", ticket_created, [](Event& e, auto&) { e.recorded_time = time::kNever; }, "time_out_of_range",
       "recordedtime"},
      {"no key field", ticket_created, [](Event& e, auto&) { e.subject = {}; }, "field_required", "ticket_id"},
      {"no channel", ticket_created, none(Field::channel), "field_required", "channel"},
      {"empty channel", ticket_created, text(Field::channel, ""), "field_required", "channel"},
      {"long text", ticket_created, text(Field::category, std::string(1025, 'x')), "max_text_bytes", "category"},
      {"long sequence", ticket_created, [](Event& e, auto& i) { e.sequence = i.intern(std::string(2000, '1')); }, "max_text_bytes",
       "sequence"},
      {"choice as text", ticket_created, text(Field::direction, "inbound"), "unknown_choice", "direction"},
      {"choice beyond the list", ticket_created, [](Event& e, auto&) { e.set(Field::direction, Symbol::number(3)); }, "unknown_choice",
       "direction"},
      {"boolean of 2", ticket_created, [](Event& e, auto&) { e.set(Field::is_test, Symbol::number(2)); }, "wrong_type", "is_test"},
      {"list as text", ticket_created, text(Field::tags, "vip"), "wrong_type", "tags"},
      {"text as list", ticket_created, [](Event& e, auto& i) { e.set(Field::category, i.intern_list({})); }, "wrong_type", "category"},
      {"list in a list", ticket_created,
       [](Event& e, auto& i) {
         Symbol const inner = i.intern_list({});
         e.set(Field::tags, i.intern_list({&inner, 1}));
       },
       "wrong_type", "tags[0]"},
      {"number as text", sla_applied, text(Field::target_ms, "soon"), "wrong_type", "target_ms"},
      {"negative duration", sla_applied, text(Field::target_ms, "-1"), "negative_duration", "target_ms"},
      {"half a row", survey_sent,
       [](Event& e, auto& i) {
         Symbol const one = i.intern("1");
         e.set(Field::scale, i.intern_list({&one, 1}));
       },
       "wrong_type", "scale"},
      {"missing column", survey_sent, flow("scale", "{min: 1}"), "field_required", "scale.max"},
      {"scale without width", survey_sent, flow("scale", "{min: 5, max: 5}"), "empty_scale", "scale"},
      {"no answers", survey_responded, flow("answers", "[]"), "field_required", "answers"},
      {"answer without value", survey_responded, flow("answers", "[{question_id: q, value: 1}, {question_id: r}]"), "field_required",
       "answers[1].value"},
      {"answer that is no number", survey_responded,
       [](Event& e, auto& i) {
         Symbol const row[] = {i.intern("q"), i.intern("good")};
         e.set(Field::answers, i.intern_list(row));
       },
       "wrong_type", "answers[0].value"},
      {"interval that ends before it starts", schedule_published,
       flow("intervals", "[{start: 2026-05-04T09:00:00Z, end: 2026-05-04T08:00:00Z, activity: work}]"), "end_before_start", "intervals[0]"},
      {"interval in another age", schedule_published,
       flow("intervals", "[{start: 1960-05-04T09:00:00Z, end: 2026-05-04T08:00:00Z, activity: work}]"), "time_out_of_range",
       "intervals[0].start"},
      {"more slots than fields", survey_responded, [](Event& e, auto& i) { e.slots.resize(40, i.intern("x")); }, "wrong_type", "data"},
  };
  for (const Row& row : rows) {
    base::Interner interner;
    Event event = whole(row.kind, interner);
    ASSERT_TRUE(check(event, interner).empty()) << row.name;
    row.change(event, interner);
    auto const faults = check(event, interner);
    ASSERT_FALSE(faults.empty()) << row.name;
    bool const found =
        std::any_of(faults.begin(), faults.end(), [&](auto const& f) { return f.reason == row.reason && f.field == row.field; });
    EXPECT_TRUE(found) << row.name << ": " << base::to_text(faults[0]);
    for (auto const& fault : faults) EXPECT_FALSE(fault.message.empty() || fault.remedy.empty()) << row.name;
  }
}

TEST(check, reports_all_faults_of_an_event) {
  base::Interner interner;
  Event event = whole(Kind::ticket_created, interner);
  event.id = {};
  event.set(Field::channel, {});
  event.set(Field::direction, Symbol::number(9));
  std::vector<std::string> reasons;
  for (auto const& fault : check(event, interner)) reasons.push_back(fault.field + " " + fault.reason);
  EXPECT_THAT(reasons, UnorderedElementsAre("id field_required", "channel field_required", "direction unknown_choice"));
}

TEST(check, names_the_limit_that_a_list_exceeds) {
  base::Interner interner;
  Event event = whole(Kind::ticket_created, interner);
  event.set(Field::tags, interner.intern_list(std::vector<Symbol>(4, interner.intern("t"))));
  EXPECT_TRUE(check(event, interner, {.max_list_items = 4}).empty());
  auto const faults = check(event, interner, {.max_list_items = 3});
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].reason, "max_list_items");
  EXPECT_EQ(faults[0].code, base::Code::exhausted);
}

TEST(check, cuts_the_text_of_a_message_between_characters) {
  base::Interner interner;
  Event event = whole(Kind::ticket_created, interner);
  std::string umlauts = "x";
  for (int i = 0; i < 700; ++i) umlauts += "ä";
  event.set(Field::category, interner.intern(umlauts));
  auto const faults = check(event, interner);
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].value, umlauts.substr(0, 63) + "…");
}

TEST(check, refuses_a_kind_that_does_not_exist) {
  base::Interner interner;
  auto const faults = check(Event{}, interner);
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].reason, "unknown_type");
}

}  // namespace
}  // namespace deskgauge::event

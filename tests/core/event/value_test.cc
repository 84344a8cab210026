#include "deskgauge/event/value.h"

#include <gtest/gtest.h>

namespace deskgauge::event {
namespace {

struct Decimal {
  const char* text;
  const char* canonical;  // null = refused
};

TEST(value, spells_a_decimal_in_one_way) {
  for (auto const& [text, canonical] : {Decimal{"3.50", "3.5"},
                                        {"+4", "4"},
                                        {"-0.0", "0"},
                                        {"007", "7"},
                                        {".5", "0.5"},
                                        {"5.", "5"},
                                        {"1e3", "1000"},
                                        {"12.5E-2", "0.125"},
                                        {"-1.20e+1", "-12"},
                                        {"0", "0"},
                                        {"100", "100"},
                                        {"", nullptr},
                                        {".", nullptr},
                                        {"1.2.3", nullptr},
                                        {"1e", nullptr},
                                        {"0x10", nullptr},
                                        {"nan", nullptr},
                                        {"1e99", nullptr},
                                        {"--1", nullptr}}) {
    auto const got = canonical_decimal(text);
    EXPECT_EQ(got.has_value(), canonical != nullptr) << text;
    if (got && canonical) {
      EXPECT_EQ(*got, canonical) << text;
    }
  }
}

struct Row {
  Kind kind;
  const char* field;
  const char* text;
  const char* back;    // as field_text gives it, null if refused
  const char* reason;  // where refused
};

TEST(value, reads_every_type_of_field_and_writes_it_back) {
  using enum Kind;
  const Row rows[] = {
      {ticket_created, "channel", "email", "email", nullptr},
      {ticket_created, "direction", "inbound", "inbound", nullptr},
      {ticket_created, "direction", "sideways", nullptr, "unknown_choice"},
      {ticket_created, "is_test", "true", "true", nullptr},
      {ticket_created, "is_test", "yes", nullptr, "wrong_type"},
      {sla_applied, "target_ms", "3600000", "3600000", nullptr},
      {sla_applied, "target_ms", "-5", "-5", nullptr},
      {sla_applied, "target_ms", "1.5", nullptr, "wrong_type"},
      {sla_applied, "target_ms", "", nullptr, "wrong_type"},
      {sla_concluded, "due_at", "2026-05-04T09:50:00+02:00", "2026-05-04T07:50:00Z", nullptr},
      {sla_concluded, "due_at", "2026-05-04T09:50:00", nullptr, "naive_time"},
      {sla_concluded, "due_at", "soon", nullptr, "malformed_instant"},
      {agent_training_completed, "score", "87.50", "87.5", nullptr},
      {agent_training_completed, "score", "good", nullptr, "wrong_type"},
      {ticket_created, "tags", "[vip, refund]", "[vip, refund]", nullptr},
      {ticket_created, "tags", "vip, refund", "[vip, refund]", nullptr},
      {ticket_created, "tags", "[\"a, b\", \"c\\\"d\"]", "[\"a, b\", \"c\\\"d\"]", nullptr},
      {ticket_created, "tags", "[]", "[]", nullptr},
      {ticket_created, "tags", "[vip", nullptr, "wrong_type"},
      {ticket_created, "tags", "[vip] x", nullptr, "wrong_type"},
      {survey_sent, "scale", "{min: 1, max: 5}", "{min: 1, max: 5}", nullptr},
      {survey_sent, "scale", "{min: one, max: 5}", nullptr, "wrong_type"},
      {survey_sent, "scale", "{min: 1, top: 5}", nullptr, "unknown_field"},
      {survey_sent, "scale", "1 to 5", nullptr, "wrong_type"},
      {survey_sent, "scale", "{min: 1 max: 5}", nullptr, "wrong_type"},
      {survey_responded, "answers", "[{question_id: nps, value: 9}, {question_id: why, value: 2.0}]",
       "[{question_id: nps, value: 9}, {question_id: why, value: 2}]", nullptr},
      {survey_responded, "answers", "{question_id: nps, value: 9}", "[{question_id: nps, value: 9}]", nullptr},
      {survey_responded, "answers", "[{question_id: nps, value: 9},", nullptr, "wrong_type"},
      {ticket_created, "colour", "red", nullptr, "unknown_field"},
  };
  for (const Row& row : rows) {
    base::Interner interner;
    Event event{.kind = row.kind};
    auto const set = set_from_text(event, row.field, row.text, interner);
    std::string const shown = std::string(row.field) + "=" + row.text;
    ASSERT_EQ(set.has_value(), row.back != nullptr) << shown;
    if (!set) {
      EXPECT_EQ(set.error().reason, row.reason) << shown;
      EXPECT_EQ(set.error().field.substr(0, std::string(row.field).size()), row.field) << shown;
      EXPECT_FALSE(set.error().remedy.empty()) << shown;
      continue;
    }
    const FieldSpec& spec = *find_field(row.kind, row.field);
    EXPECT_EQ(field_text(row.kind, spec, event.get(spec.field), interner), row.back) << shown;
  }
}

TEST(value, reads_its_own_flow_notation_back) {
  base::Interner interner;
  const FieldSpec& tags = *find_field(Kind::ticket_created, Field::tags);
  std::vector<Symbol> const words{interner.intern("a, b"), interner.intern("{x}"), interner.intern(""), interner.intern(" lead"),
                                  interner.intern("q\"\\")};
  Symbol const list = interner.intern_list(words);
  auto const back = parse_value(tags, field_text(Kind::ticket_created, tags, list, interner), interner);
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(*back, list);
}

TEST(value, keeps_an_absent_field_apart_from_an_empty_text) {
  base::Interner interner;
  Event event{.kind = Kind::ticket_created};
  EXPECT_TRUE(event.get(Field::channel).is_none());
  ASSERT_TRUE(set_from_text(event, "channel", "", interner));
  EXPECT_FALSE(event.get(Field::channel).is_none());
}

}  // namespace
}  // namespace deskgauge::event

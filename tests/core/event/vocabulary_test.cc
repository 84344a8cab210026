#include "deskgauge/event/vocabulary.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace deskgauge::event {
namespace {

TEST(vocabulary, finds_every_type_by_name_with_and_without_a_prefix) {
  for (const KindSpec& kind : vocabulary()) {
    EXPECT_EQ(parse_kind(kind.name), kind.kind);
    EXPECT_EQ(parse_kind("com.example." + std::string(kind.name)), kind.kind) << kind.name;
  }
}

TEST(vocabulary, takes_no_type_for_another_that_it_only_ends_like) {
  EXPECT_EQ(parse_kind("preticket.created"), std::nullopt);
  EXPECT_EQ(parse_kind("created"), std::nullopt);
  EXPECT_EQ(parse_kind(""), std::nullopt);
  EXPECT_EQ(parse_kind("ticket.created.v2"), std::nullopt);
}

TEST(vocabulary, gives_every_stored_field_a_slot_of_its_own) {
  for (const KindSpec& kind : vocabulary()) {
    std::set<int> slots;
    for (const FieldSpec& field : kind.fields) {
      int const s = slot(kind.kind, field.field);
      EXPECT_EQ(find_field(kind.kind, to_text(field.field)), &field) << kind.name << " " << to_text(field.field);
      if (field.field == kind.key) {
        EXPECT_EQ(s, -1);
        continue;
      }
      EXPECT_TRUE(slots.insert(s).second);
      EXPECT_EQ(&slot_spec(kind.kind, s), &field);
    }
    EXPECT_EQ(static_cast<int>(slots.size()), slot_count(kind.kind));
    if (!slots.empty()) {
      EXPECT_EQ(*slots.rbegin() + 1, slot_count(kind.kind));
    }
  }
}

TEST(vocabulary, keeps_the_contact_beside_the_ticket_it_belongs_to) {
  EXPECT_GE(slot(Kind::contact_answered, Field::contact_id), 0);
  EXPECT_GE(slot(Kind::contact_answered, Field::ticket_id), 0);
}

TEST(vocabulary, reads_and_writes_the_words_of_a_status) {
  for (int i = 0; i < kStatusCount; ++i) EXPECT_EQ(parse_status(to_text(static_cast<Status>(i))), static_cast<Status>(i));
  EXPECT_EQ(parse_status("resolved"), std::nullopt);
}

TEST(vocabulary, names_every_kind_of_subject_but_none) {
  for (int i = 1; i <= static_cast<int>(SubjectKind::desk); ++i)
    EXPECT_EQ(parse_subject_kind(to_text(static_cast<SubjectKind>(i))), static_cast<SubjectKind>(i));
  EXPECT_EQ(parse_subject_kind("none"), std::nullopt);
}

}  // namespace
}  // namespace deskgauge::event

#include "deskgauge/event/order.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace deskgauge::event {
namespace {

/// Events that differ in one part of the key each, in their right order; every two of them are compared both ways.
struct Ordered : testing::Test {
  base::Interner interner;
  std::vector<Event> events;

  void add(std::int64_t ms, const char* sequence, std::optional<std::int64_t> recorded, const char* source, const char* id) {
    Event event{.kind = Kind::ticket_merged, .source = interner.intern(source), .id = interner.intern(id), .time = {ms}};
    if (sequence) event.sequence = interner.intern(sequence);
    if (recorded) event.recorded_time = time::Instant{*recorded};
    events.push_back(event);
  }
  void SetUp() override {
    add(1, "z", 9, "z", "z");
    add(2, nullptr, 9, "z", "z");
    add(2, "9", 9, "z", "z");
    add(2, "10", std::nullopt, "z", "z");
    add(2, "10", 5, "a", "10");
    add(2, "10", 5, "b", "9");
    add(2, "10", 5, "b", "10");
    add(2, "10", 5, "b", "x10");
    add(2, "10", 5, "b", "x9");
    add(2, "10", 6, "a", "0");
    add(2, "a", 0, "a", "0");
  }
};

TEST_F(Ordered, follows_time_sequence_recorded_time_source_and_id) {
  for (std::size_t i = 0; i < events.size(); ++i)
    for (std::size_t k = 0; k < events.size(); ++k)
      EXPECT_EQ(compare(view(events[i]), view(events[k]), interner), i < k ? -1 : i > k ? 1 : 0) << i << " " << k;
}

TEST_F(Ordered, is_the_same_from_every_permutation) {
  auto shuffled = events;
  std::sort(shuffled.begin(), shuffled.end(),
            [](auto const& a, auto const& b) { return a.id.bits() * 7919 % 101 < b.id.bits() * 7919 % 101; });
  std::sort(shuffled.begin(), shuffled.end(), [&](auto const& a, auto const& b) { return compare(view(a), view(b), interner) < 0; });
  EXPECT_EQ(shuffled, events);
}

TEST(versions, higher_revision_wins_whatever_the_content) {
  base::Interner interner;
  Event low{.kind = Kind::ticket_merged, .time = {5}, .revision = 1, .slots = {interner.intern("z")}};
  Event high{.kind = Kind::ticket_merged, .time = {5}, .revision = 2, .slots = {interner.intern("a")}};
  EXPECT_GT(compare_versions(view(high), view(low), interner), 0);
  EXPECT_LT(compare_versions(view(low), view(high), interner), 0);
}

TEST(versions, equal_revisions_are_decided_alike_by_interners_that_number_texts_differently) {
  auto const decide = [](std::vector<const char*> first) {
    base::Interner interner;
    for (auto const* text : first) interner.intern(text);
    Event a{.kind = Kind::ticket_merged, .time = {5}, .slots = {interner.intern("alpha")}};
    Event b{.kind = Kind::ticket_merged, .time = {5}, .slots = {interner.intern("beta")}};
    return compare_versions(view(a), view(b), interner);
  };
  EXPECT_NE(decide({}), 0);
  EXPECT_EQ(decide({"beta", "alpha"}), decide({"alpha", "beta"}));
}

TEST(versions, redelivery_of_the_same_content_is_equal) {
  base::Interner interner;
  Event a{.kind = Kind::ticket_merged,
          .source = interner.intern("s"),
          .id = interner.intern("1"),
          .time = {5},
          .slots = {interner.intern("b")}};
  Event b = a;
  b.slots.resize(9);
  EXPECT_EQ(compare_versions(view(a), view(b), interner), 0);
}

TEST(versions, canonical_bytes_keep_absent_text_and_list_apart) {
  base::Interner interner;
  Symbol const text = interner.intern("a");
  std::vector<Symbol> const values{Symbol{}, interner.intern(""), text, interner.intern_list({}), interner.intern_list({&text, 1})};
  std::vector<std::string> seen;
  for (Symbol value : values) {
    base::Writer out;
    Event const event{.kind = Kind::ticket_created, .slots = {value, text}};
    write_canonical(out, view(event), interner);
    EXPECT_EQ(std::count(seen.begin(), seen.end(), out.bytes()), 0);
    seen.push_back(out.bytes());
  }
}

}  // namespace
}  // namespace deskgauge::event

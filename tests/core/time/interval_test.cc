#include "deskgauge/time/interval.h"

#include <bitset>

#include "tests/core/time/support.h"

namespace deskgauge::time {
namespace {

constexpr Interval of(std::int64_t from, std::int64_t to) { return {{from}, {to}}; }

TEST(interval, contains_its_start_and_not_its_end) {
  EXPECT_TRUE(of(1, 3).contains({1}));
  EXPECT_FALSE(of(1, 3).contains({3}));
  EXPECT_TRUE(of(3, 3).empty());
  EXPECT_EQ(of(3, 1).length(), Span{});
  EXPECT_EQ((Interval{kBeginning, kNever}.length()), Span{kNever.ms}) << "held at the greatest span, not overflowed";
}

TEST(interval, normal_form_joins_touching_and_overlapping_and_drops_empty) {
  EXPECT_EQ(normalise({of(5, 7), of(1, 3), of(3, 4), of(9, 9), of(6, 8), of(8, 2)}), (Intervals{of(1, 4), of(5, 8)}));
  EXPECT_EQ(normalise({}), Intervals{});
}

TEST(interval, subtracting_the_middle_leaves_two) {
  Intervals const day{of(9, 17)};
  struct Row {
    Intervals taken, left;
  };
  for (const Row& row : {Row{{of(12, 13)}, {of(9, 12), of(13, 17)}}, Row{{of(8, 10)}, {of(10, 17)}}, Row{{of(16, 18)}, {of(9, 16)}},
                         Row{{of(8, 18)}, {}}, Row{{of(9, 17)}, {}}, Row{{of(17, 18)}, {of(9, 17)}},
                         Row{{of(10, 11), of(12, 13)}, {of(9, 10), of(11, 12), of(13, 17)}}})
    EXPECT_EQ(subtract(day, row.taken), row.left);
}

/// Sets over 64 moments as bits: what the interval algebra must agree with.
using Bits = std::bitset<64>;
Bits to_bits(const Intervals& set) {
  Bits bits;
  for (Interval const i : set)
    for (std::int64_t t = i.from.ms; t < i.to.ms; ++t) bits.set(static_cast<std::size_t>(t));
  return bits;
}
bool is_normal(const Intervals& set) {
  for (std::size_t i = 0; i < set.size(); ++i)
    if (set[i].empty() || (i > 0 && set[i].from <= set[i - 1].to)) return false;
  return true;
}

TEST(interval, algebra_agrees_with_sets_of_moments) {
  auto random = random_source();
  auto const any = [&] {
    Intervals set;
    for (std::int64_t n = draw(random, 0, 6); n > 0; --n) {
      std::int64_t const from = draw(random, 0, 60);
      set.push_back(of(from, draw(random, from, std::min<std::int64_t>(from + 20, 64))));
    }
    return set;
  };
  for (int i = 0; i < 20'000; ++i) {
    Intervals const raw = any(), a = normalise(raw), b = normalise(any());
    ASSERT_EQ(to_bits(a), to_bits(raw));
    for (const Intervals& set : {a, intersect(a, b), subtract(a, b), unite(a, b)}) ASSERT_TRUE(is_normal(set));
    ASSERT_EQ(to_bits(intersect(a, b)), to_bits(a) & to_bits(b));
    ASSERT_EQ(to_bits(subtract(a, b)), to_bits(a) & ~to_bits(b));
    ASSERT_EQ(to_bits(unite(a, b)), to_bits(a) | to_bits(b));
    ASSERT_EQ(measure(a).ms, static_cast<std::int64_t>(to_bits(a).count()));
  }
}

}  // namespace
}  // namespace deskgauge::time

// The one incremental step: what changed between two sets of contributions, and nothing else.
#include "deskgauge/contribution/diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <tuple>

namespace deskgauge::contribution {
namespace {

Contribution one(int metric, int anchor, int value, int key = 0, int weight = 1, bool pending = false) {
  Contribution c;
  c.metric = static_cast<std::uint16_t>(metric);
  c.anchor = time::Instant{anchor};
  c.value = value;
  c.weight = weight;
  c.pending = pending;
  c.key[2] = Symbol::number(static_cast<std::uint32_t>(key));
  return c;
}

std::vector<std::pair<Contribution, int>> difference(std::vector<Contribution> before, std::vector<Contribution> after) {
  sort(before);
  sort(after);
  std::vector<std::pair<Contribution, int>> out;
  diff(before, after, [&](const Contribution& c, int sign) { out.emplace_back(c, sign); });
  return out;
}

TEST(diff, of_equal_sets_is_nothing_in_any_order) {
  EXPECT_TRUE(difference({}, {}).empty());
  EXPECT_TRUE(difference({one(0, 1, 5), one(1, 2, 6), one(0, 1, 5)}, {one(0, 1, 5), one(0, 1, 5), one(1, 2, 6)}).empty());
}

TEST(diff, retracts_what_is_gone_and_asserts_what_is_new) {
  auto const found = difference({one(0, 1, 5), one(0, 1, 7)}, {one(0, 1, 7), one(0, 1, 9)});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0], (std::pair{one(0, 1, 5), -1}));
  EXPECT_EQ(found[1], (std::pair{one(0, 1, 9), +1}));
}

TEST(diff, sees_a_change_of_every_part) {
  Contribution const base = one(0, 1, 5);
  for (const Contribution& other :
       {one(1, 1, 5), one(0, 2, 5), one(0, 1, 6), one(0, 1, 5, 3), one(0, 1, 5, 0, 2), one(0, 1, 5, 0, 1, true)}) {
    auto const found = difference({base}, {other});
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].second + found[1].second, 0);
  }
}

TEST(diff, counts_repetitions) {
  auto const found = difference({one(0, 1, 5), one(0, 1, 5), one(0, 1, 5)}, {one(0, 1, 5)});
  ASSERT_EQ(found.size(), 2u);
  for (auto const& change : found) EXPECT_EQ(change.second, -1);
  EXPECT_EQ(difference({}, {one(0, 1, 5), one(0, 1, 5)}).size(), 2u);
}

TEST(diff, turns_before_into_after_whatever_they_are) {
  using Tuple = std::tuple<int, std::int64_t, std::int64_t, std::uint32_t>;
  std::mt19937 random(11);
  auto const draw = [&](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
  auto const tuple = [](const Contribution& c) { return Tuple{c.metric, c.anchor.ms, c.value, c.key[2].bits()}; };
  for (int round = 0; round < 300; ++round) {
    std::vector<Contribution> before, after;
    for (int i = draw(12); i > 0; --i) before.push_back(one(draw(1), draw(2), draw(2), draw(1)));
    for (int i = draw(12); i > 0; --i) after.push_back(one(draw(1), draw(2), draw(2), draw(1)));
    std::map<Tuple, int> count;                                // an oracle of another kind: a map of multiplicities
    for (const Contribution& c : before) ++count[tuple(c)];
    std::size_t changes = 0;
    for (auto const& change : difference(before, after)) count[tuple(change.first)] += change.second, ++changes;
    std::map<Tuple, int> wanted;
    std::size_t least = 0;
    for (const Contribution& c : after) ++wanted[tuple(c)];
    std::map<Tuple, int> had;
    for (const Contribution& c : before) ++had[tuple(c)];
    for (auto const& entry : had) least += static_cast<std::size_t>(std::max(0, entry.second - wanted[entry.first]));
    for (auto const& entry : wanted) least += static_cast<std::size_t>(std::max(0, entry.second - had[entry.first]));
    std::erase_if(count, [](auto const& entry) { return entry.second == 0; });
    std::erase_if(wanted, [](auto const& entry) { return entry.second == 0; });
    EXPECT_EQ(count, wanted);
    EXPECT_EQ(changes, least);                                 // and with no more changes than needed
  }
}

}  // namespace
}  // namespace deskgauge::contribution

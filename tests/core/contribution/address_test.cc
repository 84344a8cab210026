// Which tables a metric keeps and what their cells hold.
#include "deskgauge/contribution/address.h"

#include "tests/core/contribution/support.h"

namespace deskgauge::contribution {
namespace {

using aggregate::Aggregation;
using aggregate::StateKind;
using testing::ElementsAre;

Metric keyed() {
  Metric m = simple(FactKind::ticket, Aggregation::count, "created");
  m.dimensions = {dimension("agent"), dimension("team"), dimension("channel")};
  return m;
}

TEST(tables, keep_the_full_key_at_every_grain_where_no_rollups_are_named) {
  auto const found = tables(keyed(), 3);
  ASSERT_EQ(found.size(), 2u);
  for (const TableSpec& table : found) {
    EXPECT_THAT(table.positions, ElementsAre(0, 1, 2));
    EXPECT_EQ(table.metric, 3);
    EXPECT_FALSE(table.pending);
  }
  EXPECT_EQ(found[0].grain, time::Grain::day);
  EXPECT_EQ(found[1].grain, time::Grain::month);
}

TEST(tables, keep_one_for_each_rollup_and_grain_and_the_same_again_for_pending_members) {
  Metric m = keyed();
  m.rollups = {{"channel", "agent"}, {"team"}, {}};            // in the order of the key, however it is written
  m.grains = {time::Grain::day};
  m.maturity = time::days(7);
  auto const found = tables(m, 0);
  ASSERT_EQ(found.size(), 6u);
  EXPECT_THAT(found[0].positions, ElementsAre(0, 2));
  EXPECT_THAT(found[1].positions, ElementsAre(1));
  EXPECT_THAT(found[2].positions, ElementsAre());
  for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(found[i].pending, i >= 3) << i;
}

TEST(tables, are_none_for_what_is_read_at_an_instant_or_derived) {
  EXPECT_TRUE(tables(simple(FactKind::open_age, Aggregation::mean, "as_of", "duration", {0}), 0).empty());
  Metric derived;
  derived.type = metric::MetricType::derived;
  EXPECT_TRUE(tables(derived, 0).empty());
}

TEST(restrict, keeps_the_tables_positions_in_front_and_nothing_behind) {
  Key key{};
  for (std::uint32_t i = 0; i < kMaxDimensions; ++i) key[i] = Symbol::number(100 + i);
  Key const part = contribution::restrict(key, {0, false, {1, 4}, time::Grain::day});
  EXPECT_EQ(part[0], Symbol::number(101));
  EXPECT_EQ(part[1], Symbol::number(104));
  for (std::size_t i = 2; i < kMaxDimensions; ++i) EXPECT_TRUE(part[i].is_none());
}

TEST(state_spec, is_that_of_the_aggregation_and_a_level_for_pending_members) {
  struct Row {
    Aggregation aggregation;
    StateKind kind;
  };
  for (const Row& row : {Row{Aggregation::count, StateKind::moments},
                         {Aggregation::quantile, StateKind::multiset},
                         {Aggregation::quantile_sketch, StateKind::sketch},
                         {Aggregation::csat, StateKind::ratings},
                         {Aggregation::nps, StateKind::ratings},
                         {Aggregation::distinct, StateKind::distinct},
                         {Aggregation::level, StateKind::level}}) {
    Metric m = keyed();
    m.aggregation.aggregation = row.aggregation;
    m.aggregation.bits = 6;
    EXPECT_EQ(state_spec(m, false).kind, row.kind);
    EXPECT_EQ(state_spec(m, false).bits, row.kind == StateKind::sketch ? 6 : aggregate::StateSpec{}.bits);
    EXPECT_EQ(state_spec(m, true).kind, StateKind::level);
  }
  EXPECT_EQ(state_spec(ratio(FactKind::ticket, "created", "solved == 1"), false).kind, StateKind::proportion);
}

TEST(sample, carries_sign_and_share) {
  Contribution c;
  c.value = 7;
  c.weight = kWholeCredit / 3;
  EXPECT_EQ(sample(c, +1).weight, 240'240);
  EXPECT_EQ(sample(c, -1).weight, -240'240);
  EXPECT_EQ(sample(c, -1).value, 7);
}

TEST(whole_credit, is_divisible_by_every_number_of_participants_up_to_sixteen) {
  for (std::int64_t k = 1; k <= 16; ++k) EXPECT_EQ(kWholeCredit % k, 0) << k;
  EXPECT_NE(kWholeCredit % 17, 0);
}

}  // namespace
}  // namespace deskgauge::contribution

#include "deskgauge/metric/fact_kinds.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace deskgauge::metric {
namespace {

TEST(fact_kinds, stand_at_the_position_of_their_enumerator) {
  for (std::size_t i = 0; i < kFactKindCount; ++i) EXPECT_EQ(static_cast<std::size_t>(fact_kinds()[i].kind), i) << fact_kinds()[i].name;
}

TEST(fact_kinds, give_a_measure_name_one_type_everywhere) {
  std::map<std::string, MeasureType> types;
  for (const FactKindSpec& kind : fact_kinds())
    for (const MeasureSpec& measure : kind.measures) {
      auto const [row, is_new] = types.emplace(measure.name, measure.type);
      EXPECT_TRUE(is_new || row->second == measure.type) << kind.name << "." << measure.name;
    }
}

TEST(fact_kinds, fit_the_fixed_room_of_a_fact) {
  for (const FactKindSpec& kind : fact_kinds()) {
    EXPECT_LE(kind.instants.size(), kMaxInstants) << kind.name;
    EXPECT_LE(kind.measures.size(), kMaxMeasures) << kind.name;
  }
}

TEST(fact_kinds, bound_a_duration_by_their_own_instants) {
  for (const FactKindSpec& kind : fact_kinds()) {
    EXPECT_LT(kind.start, static_cast<int>(kind.instants.size())) << kind.name;
    EXPECT_LT(kind.end, static_cast<int>(kind.instants.size())) << kind.name;
  }
}

TEST(fact_kinds, are_found_by_name) {
  for (const FactKindSpec& kind : fact_kinds()) EXPECT_EQ(parse_fact_kind(kind.name), kind.kind);
  EXPECT_EQ(parse_fact_kind("tickets"), std::nullopt);
  EXPECT_EQ(measure_index(FactKind::ticket, "human_replies"), static_cast<int>(ticket::human_replies));
  EXPECT_EQ(measure_index(FactKind::ticket, "rating"), -1);
  EXPECT_EQ(option_index(FactKind::issue, "gap"), static_cast<int>(issue::gap));
  EXPECT_EQ(instant_index(FactKind::sla, "due"), static_cast<int>(sla::due));
}

}  // namespace
}  // namespace deskgauge::metric

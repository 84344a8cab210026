#include "deskgauge/aggregate/kind.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace deskgauge::aggregate {
namespace {

TEST(kind, finds_every_aggregation_by_the_word_it_prints) {
  for (const AggregationKind& kind : aggregation_kinds()) {
    EXPECT_EQ(parse_aggregation(kind.name), kind.aggregation) << kind.name;
    EXPECT_EQ(to_text(kind.aggregation), kind.name);
    EXPECT_FALSE(kind.summary.empty()) << kind.name;
  }
}

TEST(kind, gives_each_aggregation_a_word_of_its_own) {
  std::set<std::string_view> names;
  for (const AggregationKind& kind : aggregation_kinds()) names.insert(kind.name);
  EXPECT_EQ(names.size(), 15u);
}

TEST(kind, knows_no_other_words) {
  for (std::string_view name : {"", "Mean", "median", "quantile ", "counts"}) EXPECT_EQ(parse_aggregation(name), std::nullopt) << name;
}

TEST(kind, keeps_in_a_state_what_the_aggregation_reads) {
  struct Row {
    Aggregation aggregation;
    StateKind state;
  };
  for (Row row : {Row{Aggregation::mean, StateKind::moments}, Row{Aggregation::ratio, StateKind::proportion},
                  Row{Aggregation::quantile, StateKind::multiset}, Row{Aggregation::quantile_sketch, StateKind::sketch},
                  Row{Aggregation::nps, StateKind::ratings}, Row{Aggregation::csat, StateKind::ratings},
                  Row{Aggregation::level, StateKind::level}, Row{Aggregation::distinct, StateKind::distinct},
                  Row{Aggregation::survival_quantile, StateKind::survival}, Row{Aggregation::survival_within, StateKind::survival}})
    EXPECT_EQ(aggregation_kind(row.aggregation).state, row.state) << to_text(row.aggregation);
}

TEST(kind, adds_neither_levels_nor_distinct_counts_of_groups) {
  std::set<std::string_view> not_mergeable;
  for (const AggregationKind& kind : aggregation_kinds())
    if (!kind.mergeable_across_groups) not_mergeable.insert(kind.name);
  EXPECT_EQ(not_mergeable, (std::set<std::string_view>{"distinct", "level"}));
}

}  // namespace
}  // namespace deskgauge::aggregate

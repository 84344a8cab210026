#include "deskgauge/metric/metric.h"

#include <gtest/gtest.h>

#include <functional>

namespace deskgauge::metric {
namespace {

Metric csat() {
  Metric metric;
  metric.name = "csat";
  metric.fact = FactKind::survey_response;
  metric.options = {0, -1};
  metric.aggregation = {.aggregation = aggregate::Aggregation::csat, .positive = {4, 5}};
  metric.instrument = "csat";
  metric.dimensions = {*parse_dimension("agent"), *parse_dimension("team")};
  return metric;
}

TEST(semantic_bytes, ignore_what_does_not_change_a_number) {
  const std::function<void(Metric&)> edits[] = {
    [](Metric& m) { m.label = "CSAT"; },     [](Metric& m) { m.description = "x"; },
    [](Metric& m) { m.owner = "head"; },     [](Metric& m) { m.version = 9; },
    [](Metric& m) { m.source_id = "A1"; },   [](Metric& m) { m.companion = "response_rate"; },
    [](Metric& m) { m.aggregation.positive = {5, 4}; },
  };
  for (const auto& edit : edits) {
    Metric changed = csat();
    edit(changed);
    EXPECT_EQ(semantic_bytes(changed), semantic_bytes(csat()));
    EXPECT_EQ(semantic_hash(changed), semantic_hash(csat()));
  }
}

TEST(semantic_bytes, follow_every_choice_of_meaning) {
  const std::function<void(Metric&)> edits[] = {
    [](Metric& m) { m.type = MetricType::ratio; },
    [](Metric& m) { m.fact = FactKind::survey_invitation; },
    [](Metric& m) { m.options[0] = 1; },
    [](Metric& m) { m.measure = 1; },
    [](Metric& m) { m.clock.kind = ClockSpec::Kind::business; },
    [](Metric& m) { m.clock.statuses = 2; },
    [](Metric& m) { m.filter = std::get<Filter>(parse_filter("channel == 'email'", FactKind::survey_response)); },
    [](Metric& m) { m.numerator = std::get<Filter>(parse_filter("channel == 'email'", FactKind::survey_response)); },
    [](Metric& m) { m.within = time::hours(4); },
    [](Metric& m) { m.question = "q2"; },
    [](Metric& m) { m.anchor = 2; },
    [](Metric& m) { m.attribution = Attribution::assignee; },
    [](Metric& m) { m.aggregation.positive = {5}; },
    [](Metric& m) { m.maturity = time::days(7); },
    [](Metric& m) { m.as_of_window_end = true; },
    [](Metric& m) { m.dimensions[0].at = DimensionAt::created; },
    [](Metric& m) { m.unit = Unit::score; },
    [](Metric& m) { m.direction = Direction::up; },
    [](Metric& m) { m.null_policy = NullPolicy::zero; },
    [](Metric& m) { m.minimum_sample = 30; },
    [](Metric& m) { m.confidence = 0.9; },
  };
  for (std::size_t i = 0; i < std::size(edits); ++i) {
    Metric changed = csat();
    edits[i](changed);
    EXPECT_NE(semantic_bytes(changed), semantic_bytes(csat())) << "edit " << i;
  }
}

TEST(semantic_hash, also_follows_what_is_kept_and_under_which_name) {
  Metric renamed = csat(), kept = csat(), grains = csat();
  renamed.name = "csat2", kept.rollups = {{"agent"}}, grains.grains = {time::Grain::hour};
  for (const Metric& changed : {renamed, kept, grains}) {
    EXPECT_EQ(semantic_bytes(changed), semantic_bytes(csat()));
    EXPECT_NE(semantic_hash(changed), semantic_hash(csat()));
  }
}

}  // namespace
}  // namespace deskgauge::metric

// Two periods of every kind of metric, against the comparison of numbers that were counted apart.
#include <cmath>

#include "tests/core/engine/score_support.h"

namespace deskgauge::engine {
namespace {

using aggregate::Aggregation;
using score::Comparison;
using score::ComparisonMethod;

Metric rating_metric(const char* name, Aggregation aggregation) {
  return named(name, contribution::simple(FactKind::survey_response, aggregation, "first_responded", "rating", {0}), {"channel"});
}
Metric replies(const char* name, Aggregation aggregation) {
  return named(name, contribution::simple(FactKind::ticket, aggregation, "created", "human_replies"), {"channel"});
}

/// One week and the next. Minutes until the first answer, and ratings.
struct Week { const char* when; std::vector<int> minutes, ratings; };
Week const kBefore{"2026-05-04T10:00:00Z", {10, 20, 30, 60, 90}, {9, 10, 8, 3, 5, 10, 7}};
Week const kAfter{"2026-05-11T10:00:00Z", {5, 10, 20, 25, 50, 40}, {10, 10, 9, 6, 8, 9, 10, 4, 9}};

class comparison : public testing::Test {
 protected:
  static Counted desk() {
    Metric csat = rating_metric("csat", Aggregation::csat);
    csat.aggregation.positive = {9, 10};
    Metric sketch = response_metric("sketch", Aggregation::quantile_sketch);
    Metric open = named("open", contribution::simple(FactKind::open, Aggregation::level, "entered"), {"team"});
    Metric derived;
    derived.name = "derived", derived.type = metric::MetricType::derived;
    using Op = metric::Expression::Op;
    derived.expression = {Op::multiply, 0, "", {{Op::metric, 0, "created", {}}, {Op::number, 2, "", {}}}};
    Counted d(catalogue_of({csat, rating_metric("nps", Aggregation::nps), rating_metric("rating_mean", Aggregation::rating_mean),
                            rating_metric("spread", Aggregation::distribution), response_metric("mean", Aggregation::mean),
                            response_metric("quantile", Aggregation::quantile), sketch, open, response_metric("sum", Aggregation::sum),
                            created_metric(), derived, share_metric("share", "email"), replies("replies", Aggregation::quantile)}));
    for (const Week& week : {kBefore, kAfter}) {
      for (int m : week.minutes) d.answered(week.when, time::to_text(at(week.when) + time::minutes(m)));
      for (int r : week.ratings) d.survey(week.when, r);
    }
    d.tickets(kBefore.when, 3, 8);
    d.tickets(kAfter.when, 6, 9);
    d.send();
    return d;
  }
  static Row row(const std::string& metric) {
    Query q = ask_at(metric, "05-15 00:00", "7d complete");
    q.compare = metric::Comparison::previous_period;
    return time::must(desk().engine.query(q)).rows.at(0);
  }
  static void expect_same(const Row& row, const Comparison& wanted) {
    ASSERT_TRUE(row.comparison) << row.metric;
    const Comparison& got = *row.comparison;
    EXPECT_EQ(got.method, wanted.method) << row.metric;
    EXPECT_EQ(got.scale, wanted.scale) << row.metric;
    EXPECT_EQ(got.absent_reason, wanted.absent_reason) << row.metric;
    ASSERT_EQ(got.effect.has_value(), wanted.effect.has_value()) << row.metric;
    EXPECT_NEAR(got.effect.value_or(0), wanted.effect.value_or(0), 1e-9) << row.metric;
    EXPECT_NEAR(got.low, wanted.low, 1e-9) << row.metric;
    EXPECT_NEAR(got.high, wanted.high, 1e-9) << row.metric;
    ASSERT_EQ(got.p.has_value(), wanted.p.has_value()) << row.metric;
    EXPECT_NEAR(got.p.value_or(0), wanted.p.value_or(0), 1e-9) << row.metric;
  }
  static score::MeanSample sample(const std::vector<int>& values, auto f) {
    double sum = 0, squares = 0;
    for (int v : values) sum += f(v);
    double const n = static_cast<double>(values.size()), mean = sum / n;
    for (int v : values) squares += std::pow(f(v) - mean, 2);
    return {static_cast<std::int64_t>(values.size()), mean, squares / (n - 1)};
  }
};

TEST_F(comparison, of_rates_is_newcombes) {
  expect_same(row("csat"), score::compare_rates({3, 7}, {6, 9}, .95));
  expect_same(row("share"), score::compare_rates({3, 13}, {6, 15}, .95));   // answered tickets are of the channel too
}

TEST_F(comparison, of_net_promoter_scores_is_on_points) {
  expect_same(row("nps"), score::compare_nps({3, 2, 7}, {6, 2, 9}, .95));
}

TEST_F(comparison, of_means_is_welchs) {
  auto const seconds = [](int m) { return m * 60.0; };
  auto const as_is = [](int v) { return static_cast<double>(v); };
  expect_same(row("mean"), score::compare_means(sample(kBefore.minutes, seconds), sample(kAfter.minutes, seconds), .95));
  expect_same(row("rating_mean"), score::compare_means(sample(kBefore.ratings, as_is), sample(kAfter.ratings, as_is), .95));
}

TEST_F(comparison, of_quantiles_of_durations_is_of_geometric_means) {
  auto const log_seconds = [](int m) { return std::log(m * 60.0); };
  expect_same(row("quantile"), score::compare_durations(sample(kBefore.minutes, log_seconds), sample(kAfter.minutes, log_seconds), .95));
}

TEST_F(comparison, of_counts_is_of_their_rates_a_day) {
  expect_same(row("created"), score::compare_counts({13, 7}, {15, 7}, .95));
}

TEST_F(comparison, of_other_quantiles_is_of_their_own_intervals) {
  for (const char* metric : {"sketch", "replies"}) {
    Row const r = row(metric);
    ASSERT_TRUE(r.comparison && r.comparison->effect) << metric;
    EXPECT_NEAR(*r.comparison->effect, *r.value.number - *r.compared->number, 1e-9);
    EXPECT_FALSE(r.comparison->p);
  }
}

TEST_F(comparison, of_what_has_no_spread_is_a_difference_and_a_reason) {
  struct Case { const char* metric; double effect; const char* reason; };
  for (const Case& c : {Case{"sum", 150 * 60.0 - 210 * 60, "sum_is_exact"}, {"open", 15, "level"}, {"spread", 2, "no_test_statistic"}}) {
    Row const r = row(c.metric);
    ASSERT_TRUE(r.comparison) << c.metric;
    EXPECT_NEAR(*r.comparison->effect, c.effect, 1e-9) << c.metric;
    EXPECT_EQ(r.comparison->method, ComparisonMethod::none);
    EXPECT_EQ(r.comparison->absent_reason, c.reason);
  }
  EXPECT_FALSE(row("derived").comparison);                             // its two numbers stand beside each other
}

TEST_F(comparison, is_none_where_nothing_is_compared) {
  EXPECT_FALSE(time::must(desk().engine.query(ask_at("csat", "05-15 00:00", "7d complete"))).rows.at(0).comparison);
}

}  // namespace
}  // namespace deskgauge::engine

// Finished values: what divides and rounds, and what stands where there is no number.
#include "deskgauge/value/finish.h"

#include <cmath>

#include "tests/core/value/support.h"

namespace deskgauge::value {
namespace {

using aggregate::QuantileMethod;
using testing::ElementsAre;
using testing::Pair;

const std::vector<std::int64_t> kQnt{4, 6, 7, 9, 12, 15, 18, 22, 31, 45, 60, 240};   // V-QNT

TEST(finish, reads_quantiles_by_the_method_of_the_definition) {
  struct Row {
    double q, discrete, continuous;
  };
  State const s = state(StateKind::multiset, kQnt);
  for (const Row& row : {Row{0.5, 15, 16.5}, {0.9, 60, 58.5}, {0.95, 240, 141}}) {
    EXPECT_EQ(finished(quantile(row.q, QuantileMethod::discrete), s).number, row.discrete) << row.q;
    EXPECT_NEAR(*finished(quantile(row.q, QuantileMethod::continuous), s).number, row.continuous, 1e-12) << row.q;
  }
}

TEST(finish, shows_durations_in_seconds_however_they_are_aggregated) {
  std::vector<std::int64_t> const ms{4'200'000, 2'400'000, 233'100'000};        // V-T1, human_only
  State const moments = state(StateKind::moments, ms), multiset = state(StateKind::multiset, ms);
  Metric median = duration(Aggregation::quantile);
  EXPECT_EQ(finished(duration(Aggregation::mean), moments).number, 79900);
  EXPECT_EQ(finished(duration(Aggregation::sum), moments).number, 239700);
  EXPECT_EQ(finished(duration(Aggregation::count), moments).number, 3);         // a count is no duration
  EXPECT_EQ(finished(median, multiset).number, 4200);
}

TEST(finish, never_rounds_before_the_mean) {
  // V-QNT in minutes: mean 39.083333 min = 2345 s; truncated to hours first it would be 1500 s
  std::vector<std::int64_t> ms;
  for (std::int64_t minutes : kQnt) ms.push_back(minutes * 60'000);
  EXPECT_NEAR(*finished(duration(Aggregation::mean), state(StateKind::moments, ms)).number, 2345, 1e-9);
}

TEST(finish, gives_a_mean_the_interval_of_its_samples) {
  Value const v = finished(of(Aggregation::mean), state(StateKind::moments, kQnt));
  double mean = 0, squares = 0;
  for (std::int64_t x : kQnt) mean += static_cast<double>(x) / 12;
  for (std::int64_t x : kQnt) squares += (static_cast<double>(x) - mean) * (static_cast<double>(x) - mean);
  double const half = 2.2009851600829506 * std::sqrt(squares / 11 / 12);        // t(.975, 11)
  EXPECT_NEAR(*v.number, 39.083333, 5e-7);
  EXPECT_NEAR(v.uncertainty.low, mean - half, 1e-6);
  EXPECT_NEAR(v.uncertainty.high, mean + half, 1e-6);
  EXPECT_EQ(v.n, 12);
}

TEST(finish, gives_a_ratio_its_counts_and_a_wilson_interval) {
  Value const v = finished(ratio(), proportion(6, 9));         // V-SLA
  EXPECT_NEAR(*v.number, .666667, 5e-7);
  EXPECT_EQ(v.numerator, 6);
  EXPECT_EQ(v.denominator, 9);
  EXPECT_EQ(v.n, 9);
  EXPECT_EQ(v.uncertainty.method, IntervalMethod::wilson);
}

TEST(finish, adds_ratios_by_their_counts_not_their_values) {
  // V-AGG, seven days of (good, n): 95/116, and an empty day changes nothing
  State sum(aggregate::StateSpec{StateKind::proportion});
  for (auto const& [good, n] : std::initializer_list<std::pair<int, int>>{{8, 10}, {1, 1}, {0, 0}, {45, 60}, {9, 10}, {2, 5}, {30, 30}})
    sum.merge(proportion(good, n));
  EXPECT_NEAR(*finished(ratio(), sum).number, .818966, 5e-7);
  EXPECT_EQ(finished(ratio(), sum).denominator, 116);
}

TEST(finish, reads_csat_and_ces_by_their_positive_set) {
  struct Row {
    const char* name;
    State state;
    std::vector<std::int64_t> positive;
    double value;
    std::int64_t good, n;
  };
  State const csat = ratings(1, {2, 3, 5, 20, 30}), ces = ratings(1, {1, 0, 2, 5, 14, 40, 38});
  for (const Row& row :
       {Row{"V-CSAT-1", csat, {4, 5}, .833333, 50, 60}, {"top box", csat, {5}, .5, 30, 60}, {"V-CES", ces, {5, 6, 7}, .92, 92, 100}}) {
    Value const v = finished(of(Aggregation::csat), row.state, 0, row.positive);
    EXPECT_NEAR(*v.number, row.value, 5e-7) << row.name;
    EXPECT_EQ(v.numerator, row.good) << row.name;
    EXPECT_EQ(v.denominator, row.n) << row.name;
    EXPECT_EQ(v.uncertainty.method, IntervalMethod::wilson) << row.name;
  }
  EXPECT_NEAR(*finished(of(Aggregation::rating_mean), csat).number, 4.216667, 5e-7);
  EXPECT_NEAR(*finished(of(Aggregation::rating_mean), ces).number, 6.03, 5e-7);
}

TEST(finish, reads_nps_with_passives_in_n) {
  Value const v = finished(of(Aggregation::nps), ratings(0, {2, 0, 1, 1, 2, 4, 5, 12, 18, 30, 25}));   // V-NPS
  EXPECT_EQ(v.number, 40.0);                                   // 10.0 with promoters = 10 only, 45.45 without the sevens
  EXPECT_EQ(v.numerator, 40);
  EXPECT_EQ(v.denominator, 100);
  EXPECT_NEAR(v.uncertainty.low, 24.599440, 5e-6);
  EXPECT_NEAR(v.uncertainty.high, 53.070463, 5e-6);
  EXPECT_EQ(finished(of(Aggregation::nps), ratings(0, {0, 0, 0, 0, 0, 0, 1, 1, 0, 3})).number, 40.0);  // (3, 1, 1) of 5
}

TEST(finish, shows_the_whole_distribution) {
  Metric m = of(Aggregation::distribution);
  Value const v = finished(m, ratings(1, {2, 0, 5}));
  EXPECT_THAT(v.distribution, ElementsAre(Pair(1, 2), Pair(3, 5)));
  EXPECT_EQ(v.number, 7);
}

TEST(finish, states_a_sketchs_error_bound_and_keeps_it) {
  for (std::uint8_t bits : {std::uint8_t{4}, std::uint8_t{7}, std::uint8_t{10}}) {
    std::vector<std::int64_t> samples;
    for (std::int64_t i = 1; i <= 1000; ++i) samples.push_back(i * i * 17);
    State const sketch = state(StateKind::sketch, samples, bits), exact = state(StateKind::multiset, samples);
    double const bound = std::ldexp(1.0, -(bits + 1));
    for (double q : {0.01, 0.5, 0.9, 0.99}) {
      Value const v = finished(quantile(q, QuantileMethod::discrete, true), sketch);
      double const truth = *finished(quantile(q, QuantileMethod::discrete), exact).number;
      EXPECT_EQ(v.error_bound, bound);
      EXPECT_LE(std::abs(*v.number - truth), bound * truth + 0.5) << int(bits) << " " << q;    // middles are rounded to integers
    }
  }
  EXPECT_EQ(finished(quantile(0.5, QuantileMethod::discrete), state(StateKind::multiset, kQnt)).error_bound, 0);
}

TEST(finish, says_why_there_is_no_number) {
  struct Row {
    const char* name;
    metric::NullPolicy policy;
    std::int64_t pending;
    Reason reason;
    std::optional<double> number;
    bool provisional;
  };
  using enum metric::NullPolicy;
  for (const Row& row : {Row{"nothing", no_data, 0, Reason::no_data, std::nullopt, false},
                         {"a true zero", zero, 0, Reason::none, 0.0, false},
                         {"only immature ones", no_data, 3, Reason::immature, std::nullopt, true},
                         {"only immature ones, though zero is allowed", zero, 3, Reason::immature, std::nullopt, true}})
    for (Metric m : {ratio(), of(Aggregation::count), of(Aggregation::mean)}) {
      m.null_policy = row.policy;
      State const empty(m.type == metric::MetricType::ratio ? aggregate::StateSpec{StateKind::proportion} : aggregate::StateSpec{});
      Value const v = finished(m, empty, row.pending);
      EXPECT_EQ(v.number, row.number) << row.name;
      EXPECT_EQ(v.reason, row.reason) << row.name;
      EXPECT_EQ(v.pending, row.pending) << row.name;
      EXPECT_EQ(v.provisional, row.provisional) << row.name;
      EXPECT_EQ(v.n, 0) << row.name;
      EXPECT_EQ(v.uncertainty.method, IntervalMethod::none) << row.name;
      EXPECT_FALSE(v.uncertainty.absent_reason.empty()) << row.name;
    }
}

TEST(finish, gives_no_number_after_everything_was_taken_back) {
  State s = proportion(2, 3);
  s.subtract(proportion(2, 3));
  EXPECT_EQ(finished(ratio(), s).reason, Reason::no_data);
}

TEST(finish, marks_a_small_sample_and_keeps_the_number) {
  Metric m = ratio();                                          // X19
  m.minimum_sample = 30;
  EXPECT_TRUE(finished(m, proportion(1, 1)).low_n);
  EXPECT_EQ(finished(m, proportion(1, 1)).number, 1.0);
  EXPECT_TRUE(finished(m, proportion(29, 29)).low_n);
  EXPECT_FALSE(finished(m, proportion(30, 30)).low_n);
  EXPECT_FALSE(finished(m, proportion(0, 0)).low_n);           // nothing is not a small sample: it has a reason
}

TEST(finish, marks_a_period_that_is_not_over_and_an_immature_cohort_as_provisional) {
  EXPECT_FALSE(finished(ratio(), proportion(1, 2)).provisional);
  EXPECT_TRUE(finished(ratio(), proportion(1, 2), 0, {}, true).provisional);
  EXPECT_TRUE(finished(ratio(), proportion(1, 2), 1).provisional);
}

TEST(finish, always_has_a_level_and_counts_distinct_ids_once) {
  Metric level = of(Aggregation::level);
  level.fact = metric::FactKind::open;
  EXPECT_EQ(finished(level, state(StateKind::level, {1, 1, 1, -1})).number, 2);
  EXPECT_EQ(finished(level, State(aggregate::StateSpec{StateKind::level})).number, 0);
  EXPECT_EQ(finished(level, State(aggregate::StateSpec{StateKind::level})).reason, Reason::none);
  EXPECT_EQ(finished(of(Aggregation::distinct), state(StateKind::distinct, {7, 7, 9})).number, 2);
}

TEST(finish, divides_split_credit_back_and_gives_it_no_interval) {
  constexpr std::int64_t kWhole = 720'720;
  Metric m = ratio();
  m.attribution = metric::Attribution::all_participants;
  State s(aggregate::StateSpec{StateKind::proportion});
  s.update({1, kWhole / 2});                                   // half of a hit,
  s.update({0, kWhole / 3});                                   // a third of a miss,
  s.update({1, kWhole});                                       // and a whole hit: 3/2 of 11/6
  Value const v = finished(m, s);
  EXPECT_DOUBLE_EQ(*v.number, 9.0 / 11.0);
  EXPECT_EQ(v.n, 1);
  EXPECT_EQ(v.uncertainty.absent_reason, "split_credit");
  Metric count = of(Aggregation::count);
  count.attribution = metric::Attribution::all_participants;
  State thirds(aggregate::StateSpec{StateKind::moments});
  thirds.update({1, kWhole / 3});
  EXPECT_DOUBLE_EQ(*finished(count, thirds).number, 1.0 / 3.0);
}

TEST(finish, counts_immature_members_of_split_credit_as_members) {
  Metric m = ratio();
  m.attribution = metric::Attribution::all_participants;
  Value const v = finished(m, proportion(0, 0), 2 * 720'720);
  EXPECT_EQ(v.pending, 2);
  EXPECT_EQ(v.reason, Reason::immature);
  Value const share = finished(m, proportion(0, 0), 240'240);  // a third of a member is still to come
  EXPECT_EQ(share.reason, Reason::immature);
  EXPECT_TRUE(share.provisional);
}

/// A derived metric over named operands.
class Derived : public testing::Test {
 protected:
  static metric::Expression number(double n) { return {metric::Expression::Op::number, n, "", {}}; }
  static metric::Expression name(std::string metric) { return {metric::Expression::Op::metric, 0, std::move(metric), {}}; }
  static metric::Expression op(metric::Expression::Op op, std::vector<metric::Expression> parts) { return {op, 0, "", std::move(parts)}; }
  Value value(metric::Expression expression) const {
    Metric m;
    m.type = metric::MetricType::derived;
    m.minimum_sample = 5;
    m.expression = std::move(expression);
    return derive(m, [this](const std::string& metric) -> const Value* {
      auto const it = operands.find(metric);
      return it == operands.end() ? nullptr : &it->second;
    });
  }
  static Value operand(double number, std::int64_t n) {
    Value v;
    v.number = number;
    v.reason = Reason::none;
    v.n = n;
    return v;
  }
  std::map<std::string, Value> operands{{"a", operand(6, 10)}, {"b", operand(4, 3)}, {"zero", operand(0, 8)}, {"empty", Value{}}};
};
using Op = metric::Expression::Op;

TEST_F(Derived, is_arithmetic_on_finished_values) {
  struct Row {
    metric::Expression expression;
    double expected;
  };
  for (const Row& row : {Row{op(Op::add, {name("a"), name("b")}), 10}, {op(Op::subtract, {name("a"), name("b")}), 2},
                         {op(Op::multiply, {name("a"), number(2.5)}), 15}, {op(Op::divide, {name("a"), name("b")}), 1.5},
                         {op(Op::negate, {name("a")}), -6}, {number(3), 3},
                         {op(Op::multiply, {op(Op::divide, {name("a"), name("b")}), number(100)}), 150}}) {
    Value const v = value(row.expression);
    EXPECT_EQ(v.number, row.expected);
    EXPECT_EQ(v.uncertainty.absent_reason, "derived");
  }
}

TEST_F(Derived, says_why_it_has_no_number) {
  EXPECT_EQ(value(op(Op::divide, {name("a"), name("zero")})).reason, Reason::zero_denominator);
  EXPECT_EQ(value(op(Op::divide, {name("a"), name("empty")})).reason, Reason::no_data);
  EXPECT_EQ(value(op(Op::add, {name("a"), name("unknown")})).reason, Reason::not_applicable);
  for (auto const* denominator : {"zero", "empty", "unknown"})
    EXPECT_FALSE(value(op(Op::divide, {name("a"), name(denominator)})).number) << denominator;
}

TEST_F(Derived, has_the_smallest_n_of_its_operands_and_what_is_provisional_in_them) {
  Value const v = value(op(Op::divide, {name("a"), name("b")}));
  EXPECT_EQ(v.n, 3);
  EXPECT_TRUE(v.low_n);
  EXPECT_FALSE(v.provisional);
  EXPECT_FALSE(value(name("a")).low_n);
  operands["b"].provisional = true;
  operands["b"].pending = 4;
  EXPECT_TRUE(value(op(Op::divide, {name("a"), name("b")})).provisional);
  EXPECT_EQ(value(op(Op::divide, {name("a"), name("b")})).pending, 4);
}

TEST(words, of_reasons_and_methods_are_their_names) {
  EXPECT_EQ(to_text(Reason::no_data), "no_data");
  EXPECT_EQ(to_text(Reason::zero_denominator), "zero_denominator");
  EXPECT_EQ(to_text(Reason::immature), "immature");
  EXPECT_EQ(to_text(IntervalMethod::wilson), "wilson");
  EXPECT_EQ(to_text(IntervalMethod::order_statistic), "order_statistic");
}

}  // namespace
}  // namespace deskgauge::value

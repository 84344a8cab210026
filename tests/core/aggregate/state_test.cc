#include "deskgauge/aggregate/state.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <ostream>
#include <random>
#include <stdexcept>
#include <string>

namespace deskgauge::aggregate {

void PrintTo(const Counted& c, std::ostream* out) { *out << c.value << "×" << c.count; }
bool operator==(const Counted& a, const Counted& b) { return a.value == b.value && a.count == b.count; }

namespace {

using enum QuantileMethod;
using Values = std::vector<std::int64_t>;

State state_of(StateSpec spec, const Values& values) {
  State state(spec);
  for (std::int64_t v : values) state.update({v});
  return state;
}

State rated(std::int64_t first, const Values& counts) {
  State state({StateKind::ratings});
  for (std::int64_t c : counts) state.update({first++, c});
  return state;
}

std::string bytes_of(const State& state) {
  base::Writer out;
  state.save(out);
  return out.take();
}

State loaded(std::string_view bytes, bool& ok) {
  base::Reader in(bytes);
  State state = State::load(in);
  ok = in.ok() && in.at_end();
  return state;
}

// V-QNT
const Values kMinutes{4, 6, 7, 9, 12, 15, 18, 22, 31, 45, 60, 240};

TEST(state, reads_the_quantiles_of_the_published_vector_by_both_methods) {
  struct Row {
    double q;
    QuantileMethod method;
    double value;
  };
  for (StateKind kind : {StateKind::multiset, StateKind::sketch, StateKind::ratings}) {  // a sketch is exact below 2^(bits+1)
    State const state = state_of({kind}, kMinutes);
    for (Row row : {Row{0.5, continuous, 16.5}, {0.9, continuous, 58.5}, {0.9, discrete, 60},
                    {0.95, continuous, 141}, {0.95, discrete, 240},
                    {0.5, discrete, 15}, {0, discrete, 4}, {0, continuous, 4}, {1, discrete, 240}, {1, continuous, 240}})
      EXPECT_NEAR(state.quantile(row.q, row.method).value(), row.value, 1e-12) << row.q << " of kind " << int(kind);
  }
}

TEST(state, reads_the_mean_of_the_published_vector) {
  for (StateKind kind : {StateKind::moments, StateKind::multiset, StateKind::ratings}) {
    Moments const m = state_of({kind}, kMinutes).moments();
    EXPECT_EQ(m.n, 12);
    EXPECT_NEAR(double(m.sum) / double(m.n), 39.083333, 1e-6);
  }
}

TEST(state, counts_promoters_passives_and_detractors_of_the_published_vector) {
  State const state = rated(0, {2, 0, 1, 1, 2, 4, 5, 12, 18, 30, 25});  // V-NPS
  std::int64_t promoters = 0, detractors = 0;
  for (Counted c : state.counts()) {
    if (c.value >= 9) promoters += c.count;
    if (c.value <= 6) detractors += c.count;
  }
  EXPECT_EQ(state.n(), 100);
  EXPECT_EQ(promoters, 55);
  EXPECT_EQ(detractors, 15);
}

TEST(state, counts_the_satisfied_of_the_published_vector) {
  State const state = rated(1, {2, 3, 5, 20, 30});  // V-CSAT-1
  EXPECT_EQ(state.counts(), (std::vector<Counted>{{1, 2}, {2, 3}, {3, 5}, {4, 20}, {5, 30}}));
  EXPECT_NEAR(double(state.moments().sum) / double(state.n()), 4.216667, 1e-6);
}

TEST(state, averages_the_team_by_contacts_and_not_by_agents) {
  State team;  // V-AGG
  for (auto [contacts, seconds] : {std::pair{10, 300}, {190, 420}}) {
    State agent({StateKind::moments});
    for (int i = 0; i < contacts; ++i) agent.update({seconds});
    team.merge(agent);
  }
  EXPECT_EQ(double(team.moments().sum) / double(team.n()), 414);
}

TEST(state, rolls_seven_days_of_satisfaction_by_merging_and_subtracting_days) {
  struct Day {
    int good, n;
  };
  std::vector<Day> const days{{8, 10}, {1, 1}, {0, 0}, {45, 60}, {9, 10}, {2, 5}, {30, 30}, {0, 2}, {18, 20}, {40, 44}};  // V-AGG
  std::vector<std::pair<int, int>> const expected{{95, 116}, {87, 108}, {104, 127}, {144, 171}};
  std::vector<State> cells;
  for (Day d : days) {
    cells.emplace_back(StateSpec{StateKind::proportion});
    for (int i = 0; i < d.n; ++i) cells.back().update({i < d.good});
  }
  State window;
  for (std::size_t day = 0; day < days.size(); ++day) {
    window.merge(cells[day]);
    if (day >= 7) window.subtract(cells[day - 7]);
    if (day < 6) continue;
    EXPECT_EQ(window.proportion().hits, expected[day - 6].first) << "day " << day + 1;
    EXPECT_EQ(window.proportion().trials, expected[day - 6].second) << "day " << day + 1;
  }
}

TEST(state, finds_the_variance_far_from_zero_where_doubles_lose_it) {
  std::int64_t const far = 1'700'000'000'000;
  EXPECT_DOUBLE_EQ(state_of({}, {far + 1, far + 2, far + 3, far + 4}).moments().variance(), 5.0 / 3);
  EXPECT_DOUBLE_EQ(state_of({}, {3, 9, 9}).moments().variance(), 12);
  EXPECT_DOUBLE_EQ(state_of({}, {-3, -9, -9}).moments().variance(), 12);
  EXPECT_EQ(state_of({}, {7, 7, 7, 7}).moments().variance(), 0);
  EXPECT_EQ(state_of({}, {7}).moments().variance(), 0);
  EXPECT_EQ(State(StateSpec{}).moments().variance(), 0);
}

TEST(state, keeps_all_digits_of_the_variance_of_a_near_constant_sample) {
  // n - 1 ones and a zero: the variance is 1/n exactly, and a mean rounded down would cancel nine of its sixteen digits.
  std::int64_t const n = 1'000'000'000;
  State state({StateKind::moments});
  state.update({1, n - 1});
  state.update({0, 1});
  EXPECT_DOUBLE_EQ(state.moments().variance(), 1e-9);
}

TEST(state, agrees_with_an_exact_rational_variance) {
  std::mt19937_64 random(20261101);
  for (int round = 0; round < 2000; ++round) {
    int const n = 2 + int(random() % 30);
    std::int64_t const offset = std::int64_t(random() % 800'000'000'000) - 400'000'000'000, spread = 1 + std::int64_t(random() % 1'000'000);
    Values values;
    for (int i = 0; i < n; ++i) values.push_back(offset + std::int64_t(random() % std::uint64_t(spread)));
    __int128 pairs = 0;  // n s2 - s1^2 is the sum of (x_i - x_j)^2 over pairs
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < i; ++j) pairs += __int128(values[i] - values[j]) * (values[i] - values[j]);
    double const exact = double(static_cast<long double>(pairs) / (static_cast<long double>(n) * (n - 1)));
    EXPECT_NEAR(state_of({}, values).moments().variance(), exact, 5e-16 * exact);
  }
}

TEST(state, sums_beyond_64_bits_on_the_way_and_back) {
  std::int64_t const huge = std::numeric_limits<std::int64_t>::max();
  State state = state_of({StateKind::moments}, {huge, huge, huge, 5});
  for (int i = 0; i < 3; ++i) state.update({huge, -1});
  EXPECT_EQ(bytes_of(state), bytes_of(state_of({StateKind::moments}, {5})));
}

TEST(state, agrees_with_a_sorted_vector_at_every_rank) {
  std::mt19937_64 random(7);
  for (int n : {1, 2, 3, 10, 99, 100, 5000}) {
    Values values;
    for (int i = 0; i < n; ++i) values.push_back(std::int64_t(random() % 3000) - 1000);
    State const multiset = state_of({StateKind::multiset}, values), ratings = state_of({StateKind::ratings}, values);
    std::sort(values.begin(), values.end());
    for (int percent = 0; percent <= 100; ++percent) {
      int const rank = std::max(1, (percent * n + 99) / 100);  // ceil in integers
      double const h = (n - 1) * percent / 100.0;
      int const low = (n - 1) * percent / 100, high = std::min(low + 1, n - 1);
      double const between = double(values[low]) + (h - low) * double(values[high] - values[low]);
      for (const State* state : {&multiset, &ratings}) {
        EXPECT_EQ(state->quantile(percent / 100.0, discrete), double(values[rank - 1])) << percent << " % of " << n;
        EXPECT_NEAR(state->quantile(percent / 100.0, continuous).value(), between, 1e-9) << percent << " % of " << n;
      }
    }
    for (int k : {1, n / 2 + 1, n}) EXPECT_EQ(multiset.order_statistic(k), double(values[k - 1]));
  }
}

TEST(state, has_no_quantile_when_there_is_nothing_to_rank) {
  for (StateKind kind : {StateKind::multiset, StateKind::sketch, StateKind::ratings}) {
    State state({kind});
    EXPECT_EQ(state.quantile(0.5, discrete), std::nullopt);
    EXPECT_EQ(state.order_statistic(1), std::nullopt);
    state.update({3});
    EXPECT_EQ(state.order_statistic(0), std::nullopt);
    EXPECT_EQ(state.order_statistic(2), std::nullopt);
    for (double q : {-0.1, 1.1, std::nan("")}) EXPECT_EQ(state.quantile(q, discrete), std::nullopt);
    state.update({3, -1});
    EXPECT_EQ(state.quantile(0.5, continuous), std::nullopt);
  }
  EXPECT_EQ(State().quantile(0.5, discrete), std::nullopt);
}

TEST(state, weighs_a_sample_split_over_agents_by_its_share) {
  State state({StateKind::multiset});
  state.update({100, 720720 / 3});
  state.update({200, 720720});
  EXPECT_EQ(state.n(), 720720 / 3 * 4);
  EXPECT_EQ(state.quantile(0.25, discrete), 100);
  EXPECT_EQ(state.quantile(0.26, discrete), 200);
  state.update({100, -720720 / 3});
  EXPECT_EQ(bytes_of(state), [] {
    State whole({StateKind::multiset});
    whole.update({200, 720720});
    return bytes_of(whole);
  }());
}

TEST(state, counts_as_distinct_the_ids_whose_multiplicity_is_above_zero) {
  std::mt19937_64 random(11);
  State state({StateKind::distinct});
  std::map<std::uint32_t, std::int64_t> oracle;
  for (int i = 0; i < 20'000; ++i) {
    auto const id = std::uint32_t(i % 50 == 0 ? random() : random() % 700);
    std::int64_t const weight = random() % 5 == 0 ? 3 : random() % 2 ? 1 : -1;
    state.update({id, weight});
    oracle[id] += weight;
    if (i % 1000 != 999) continue;
    std::vector<std::uint32_t> present;
    for (auto [known, multiplicity] : oracle)
      if (multiplicity > 0) present.push_back(known);
    EXPECT_EQ(state.ids(), present);
    EXPECT_EQ(state.distinct(), std::int64_t(present.size()));
    EXPECT_EQ(state.n(), state.distinct());
  }
}

TEST(state, numbers_distinct_ids_canonically_so_that_two_interners_agree) {
  State here({StateKind::distinct}), there({StateKind::distinct});
  for (std::uint32_t id : {5u, 9u, 9u, 2u}) here.update({id});
  for (std::uint32_t id : {1u, 7u, 7u, 4u}) there.update({id});  // the same three customers, interned in another order
  base::Writer a, b;
  here.save(a, [](std::uint32_t id) { return id == 5 ? 0u : id == 9 ? 1u : 2u; });
  there.save(b, [](std::uint32_t id) { return id == 1 ? 0u : id == 7 ? 1u : 2u; });
  EXPECT_EQ(a.bytes(), b.bytes());
  base::Reader in(a.bytes());
  State const back = State::load(in, [](std::uint32_t number) { return number == 0 ? 1u : number == 1 ? 7u : 4u; });
  EXPECT_EQ(bytes_of(back), bytes_of(there));
}

TEST(state, carries_a_level_down_as_well_as_up) {
  State backlog({StateKind::level});
  for (std::int64_t change : {1, 1, 1, -1, -1, -1, -1}) backlog.update({change});
  EXPECT_EQ(backlog.level(), -1);
  backlog.update({-1, -1});
  EXPECT_TRUE(backlog.empty());
}

TEST(state, keeps_ratings_outside_zero_to_ten) {
  State state = state_of({StateKind::ratings}, {-5, 3, 11, 100, 3});
  EXPECT_EQ(state.counts(), (std::vector<Counted>{{-5, 1}, {3, 2}, {11, 1}, {100, 1}}));
}

TEST(state, mirrors_negative_values_in_a_sketch_and_clamps_nothing) {
  State const state = state_of({StateKind::sketch, 4}, {-1'000'000, -1, 0, 1, 1'000'000});
  EXPECT_EQ(state.order_statistic(2), -1);
  EXPECT_NEAR(state.order_statistic(1).value(), -1e6, 1e6 * state.error_bound());
  EXPECT_NEAR(state.order_statistic(5).value(), 1e6, 1e6 * state.error_bound());
}

TEST(state, keeps_each_sketched_value_within_its_error_bound) {
  std::mt19937_64 random(3);
  for (std::uint8_t bits : {4, 7, 10, 12}) {
    Values values{0, 1, std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()};
    for (int octave = 1; octave < 63; ++octave)  // both sides of every octave's edge, where buckets change width
      for (int d : {-1, 0, 1}) values.push_back((std::int64_t{1} << octave) + d), values.push_back(-(std::int64_t{1} << octave) - d);
    for (int i = 0; i < 2000; ++i) values.push_back(std::int64_t(random()) >> (random() % 63));
    for (std::int64_t v : values) {
      State const state = state_of({StateKind::sketch, bits}, {v});
      EXPECT_LE(std::abs(state.quantile(0.5, discrete).value() - double(v)), state.error_bound() * std::abs(double(v))) << v;
    }
  }
}

TEST(state, keeps_sketched_quantiles_within_the_bound_on_hard_distributions) {
  std::mt19937_64 random(5);
  auto const lognormal = [&] { return std::int64_t(std::lognormal_distribution<double>(12, 2)(random)); };
  auto const two_humps = [&] { return std::int64_t(random() % 5 ? 1000 + random() % 100 : 86'400'000 + random() % 100'000); };
  auto const geometric = [&] { return std::int64_t{1} << (random() % 50); };
  for (const std::function<std::int64_t()>& draw : {std::function<std::int64_t()>(lognormal), {two_humps}, {geometric}})
    for (std::uint8_t bits : {6, 10}) {
      Values values;
      for (int i = 0; i < 3000; ++i) values.push_back(draw());
      State const state = state_of({StateKind::sketch, bits}, values);
      std::sort(values.begin(), values.end());
      for (std::size_t k = 1; k <= values.size(); ++k) {
        double const exact = double(values[k - 1]);
        ASSERT_NEAR(state.order_statistic(std::int64_t(k)).value(), exact, state.error_bound() * exact) << "rank " << k;
      }
    }
}

TEST(state, stays_small_when_a_single_outlier_is_far_away) {
  State state({StateKind::sketch, 12});
  for (int v = 1; v <= 2000; ++v) state.update({v});
  state.update({std::numeric_limits<std::int64_t>::max()});
  EXPECT_LT(state.bytes(), 64u * 1024);
}

TEST(state, copies_are_independent_and_a_moved_state_has_no_kind) {
  for (StateKind kind : {StateKind::moments, StateKind::proportion, StateKind::multiset, StateKind::sketch, StateKind::ratings,
                         StateKind::level, StateKind::distinct}) {
    State state = state_of({kind}, {1, 2});
    std::string const before = bytes_of(state);
    State copy = state;
    copy.update({3});
    EXPECT_EQ(bytes_of(state), before);
    copy = *&copy;
    copy = state;
    EXPECT_EQ(bytes_of(copy), before);
    State moved = std::move(state);
    EXPECT_EQ(bytes_of(moved), before);
    EXPECT_EQ(state.spec(), std::nullopt);
    copy.merge(copy);
    moved.subtract(moved);
    EXPECT_EQ(copy.n(), 2 * state_of({kind}, {1, 2}).n() / (kind == StateKind::distinct ? 2 : 1));
    EXPECT_TRUE(moved.empty());
  }
}

TEST(state, tells_what_ended_from_what_was_still_open_at_every_duration) {
  State state({StateKind::survival});
  for (std::int64_t code : {lifetime_code(14, false), lifetime_code(5, true), lifetime_code(5, false), lifetime_code(5, false),
                            lifetime_code(0, true)})
    state.update({code});
  EXPECT_EQ(state.lifetimes(), (std::vector<Lifetimes>{{0, 0, 1}, {5, 2, 1}, {14, 1, 0}}));
  EXPECT_EQ(state.n(), 5);
  state.update({lifetime_code(5, true), -1});  // answered at last: the open one goes, the ended one comes
  state.update({lifetime_code(9, false)});
  EXPECT_EQ(state.lifetimes(), (std::vector<Lifetimes>{{0, 0, 1}, {5, 2, 0}, {9, 1, 0}, {14, 1, 0}}));
  EXPECT_EQ(state.quantile(0.5, QuantileMethod::discrete), std::nullopt);
}

TEST(state, refuses_to_mix_kinds_or_resolutions) {
  State moments({StateKind::moments}), fine({StateKind::sketch, 10});
  EXPECT_THROW(moments.merge(State({StateKind::level})), std::logic_error);
  EXPECT_THROW(fine.subtract(State({StateKind::sketch, 7})), std::logic_error);
  EXPECT_THROW(State().update({1}), std::logic_error);
  EXPECT_THROW(State({StateKind::sketch, 3}), std::logic_error);
  EXPECT_THROW(State({StateKind::sketch, 13}), std::logic_error);
}

TEST(state, answers_with_nothing_where_its_kind_holds_nothing) {
  State const level = state_of({StateKind::level}, {5});
  EXPECT_EQ(level.moments().n, 0);
  EXPECT_EQ(level.distinct(), 0);
  EXPECT_TRUE(level.counts().empty());
  EXPECT_EQ(state_of({StateKind::moments}, {5}).level(), 0);
}

TEST(state, refuses_damaged_bytes) {
  struct Row {
    const char* what;
    std::string bytes;
  };
  using namespace std::string_literals;
  for (const Row& row : {Row{"nothing at all", ""s}, {"an unknown kind", "\x09"s}, {"a cut moments state", "\x01\x02"s},
                         {"a multiset that promises more entries than bytes", "\x03\xff\xff\xff\xff\x0f\x02\x02"s},
                         {"a zero count", "\x03\x01\x02\x00"s}, {"a value twice", "\x03\x02\x02\x02\x00\x02"s},
                         {"a sketch of 3 bits", "\x04\x03\x00"s}, {"a bucket that no value has", "\x04\x04\x01\xfe\xff\x7f\x02"s},
                         {"an id above 32 bits", "\x07\x01\xff\xff\xff\xff\x1f\x00"s}, {"an id twice", "\x07\x02\x05\x00\x00"s},
                         {"an id both once and twice", "\x07\x01\x05\x01\x05\x04"s},
                         {"a multiplicity of one among the unusual", "\x07\x00\x01\x05\x02"s}}) {
    bool ok = true;
    State const state = loaded(row.bytes, ok);
    EXPECT_FALSE(ok) << row.what;
    EXPECT_EQ(state.spec(), std::nullopt) << row.what;
  }
}

TEST(state, survives_any_damage_to_its_bytes) {
  std::mt19937_64 random(13);
  for (StateKind kind : {StateKind::moments, StateKind::proportion, StateKind::multiset, StateKind::sketch, StateKind::ratings,
                         StateKind::level, StateKind::distinct, StateKind::survival}) {
    State state({kind});
    for (int i = 0; i < 300; ++i) state.update({std::int64_t(random() % 100'000), 1 + std::int64_t(random() % 2)});
    std::string const sound = bytes_of(state);
    for (int i = 0; i < 500; ++i) {
      std::string damaged = sound.substr(0, random() % 4 ? sound.size() : random() % sound.size());
      for (int k = 0; k < 3 && !damaged.empty(); ++k) damaged[random() % damaged.size()] = char(random());
      bool ok = false;
      State const read = loaded(damaged, ok);
      EXPECT_LT(read.bytes(), 2'000'000u);
      if (!ok) continue;
      bool again = false;
      EXPECT_EQ(bytes_of(loaded(bytes_of(read), again)), bytes_of(read));  // what is accepted is a state like any other
      EXPECT_TRUE(again);
    }
  }
}

}  // namespace
}  // namespace deskgauge::aggregate

// The laws of a commutative group, in bytes, for every kind of state. Cases are drawn from a seed that a failure prints.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "deskgauge/aggregate/state.h"

namespace deskgauge::aggregate {
namespace {

using Random = std::mt19937_64;

struct Case {
  const char* name;
  StateSpec spec;
  std::int64_t (*draw)(Random&);
  std::size_t n;
};

std::int64_t any_value(Random& random) { return static_cast<std::int64_t>(random()) >> (random() % 64); }
std::int64_t duration(Random& random) { return std::int64_t(std::lognormal_distribution<double>(15, 1.5)(random)); }
std::int64_t hit(Random& random) { return std::int64_t(random() % 2); }
std::int64_t score(Random& random) { return std::int64_t(random() % 11); }
std::int64_t percent(Random& random) { return std::int64_t(random() % 140) - 20; }
std::int64_t step(Random& random) { return random() % 2 ? 1 : -1; }
std::int64_t customer(Random& random) { return std::int64_t(random() % 20 ? random() % 300 : random() % (std::uint64_t{1} << 32)); }
std::int64_t lifetime(Random& random) {
  std::int64_t const lasted = duration(random);
  return lifetime_code(lasted, random() % 3 == 0);
}

const Case kCases[] = {
    {"moments", {StateKind::moments}, duration, 500},
    {"moments_of_any_value", {StateKind::moments}, any_value, 500},
    {"proportion", {StateKind::proportion}, hit, 300},
    {"multiset", {StateKind::multiset}, duration, 200},
    {"multiset_of_many_values", {StateKind::multiset}, any_value, 4000},
    {"multiset_of_few_values", {StateKind::multiset}, percent, 3000},
    {"sketch_4", {StateKind::sketch, 4}, any_value, 2000},
    {"sketch_7", {StateKind::sketch, 7}, duration, 2000},
    {"sketch_10", {StateKind::sketch, 10}, duration, 3000},
    {"sketch_12", {StateKind::sketch, 12}, any_value, 300},
    {"ratings_to_ten", {StateKind::ratings}, score, 300},
    {"ratings_beyond", {StateKind::ratings}, percent, 300},
    {"level", {StateKind::level}, step, 300},
    {"distinct", {StateKind::distinct}, customer, 800},
    {"survival", {StateKind::survival}, lifetime, 400},
    {"survival_of_any_value", {StateKind::survival}, any_value, 2000},
};

std::string bytes_of(const State& state) {
  base::Writer out;
  state.save(out);
  return out.take();
}

State reloaded(const State& state) {
  std::string const bytes = bytes_of(state);
  base::Reader in(bytes);
  State read = State::load(in);
  EXPECT_TRUE(in.ok() && in.at_end());
  return read;
}

class laws : public testing::TestWithParam<Case> {
 protected:
  static constexpr std::uint64_t kRounds = 8;

  /// n samples with weights as they occur: assertions, split credit, and retractions of things asserted elsewhere.
  static std::vector<Sample> samples(Random& random) {
    std::vector<Sample> out;
    std::size_t const n = random() % (GetParam().n + 1);
    for (std::size_t i = 0; i < n; ++i)
      out.push_back({GetParam().draw(random), random() % 8 ? 1 : random() % 2 ? -1 : std::int64_t(720720 / (1 + random() % 16))});
    return out;
  }
  static State state_of(const std::vector<Sample>& samples) {
    State state(GetParam().spec);
    for (Sample s : samples) state.update(s);
    return state;
  }
  static State some_state(Random& random) { return state_of(samples(random)); }
  static State sum(State a, const State& b) {
    a.merge(b);
    return a;
  }
};

TEST_P(laws, merging_commutes) {
  for (std::uint64_t seed = 0; seed < kRounds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    State const a = some_state(random), b = some_state(random);
    EXPECT_EQ(bytes_of(sum(a, b)), bytes_of(sum(b, a)));
  }
}

TEST_P(laws, merging_associates) {
  for (std::uint64_t seed = 0; seed < kRounds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    State const a = some_state(random), b = some_state(random), c = some_state(random);
    EXPECT_EQ(bytes_of(sum(sum(a, b), c)), bytes_of(sum(a, sum(b, c))));
  }
}

TEST_P(laws, no_state_and_a_fresh_state_are_neutral) {
  Random random(1);
  State const a = some_state(random), fresh(GetParam().spec);
  EXPECT_EQ(bytes_of(sum(a, State())), bytes_of(a));
  EXPECT_EQ(bytes_of(sum(State(), a)), bytes_of(a));
  EXPECT_EQ(bytes_of(sum(a, fresh)), bytes_of(a));
  EXPECT_EQ(bytes_of(sum(fresh, a)), bytes_of(a));
}

TEST_P(laws, subtracting_undoes_merging) {
  for (std::uint64_t seed = 0; seed < kRounds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    State const a = some_state(random), b = some_state(random);
    State both = sum(a, b);
    both.subtract(b);
    EXPECT_EQ(bytes_of(both), bytes_of(a));
    both.subtract(a);
    EXPECT_EQ(bytes_of(both), bytes_of(State(GetParam().spec)));
    EXPECT_TRUE(both.empty());
  }
}

TEST_P(laws, subtracting_from_nothing_is_a_state_that_merging_cancels) {
  Random random(2);
  State const a = some_state(random);
  State minus;
  minus.subtract(a);
  EXPECT_EQ(bytes_of(sum(minus, a)), bytes_of(State(GetParam().spec)));
}

TEST_P(laws, retracting_every_sample_leaves_a_fresh_state) {
  for (std::uint64_t seed = 0; seed < kRounds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    auto all = samples(random);
    State state = state_of(all);
    EXPECT_EQ(state.empty(), bytes_of(state) == bytes_of(State(GetParam().spec)));
    std::shuffle(all.begin(), all.end(), random);
    for (Sample s : all) state.update({s.value, -s.weight});
    EXPECT_TRUE(state.empty());
    EXPECT_EQ(bytes_of(state), bytes_of(State(GetParam().spec)));
  }
}

TEST_P(laws, loading_gives_back_what_was_saved) {
  for (std::uint64_t seed = 0; seed < kRounds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    State const a = some_state(random), b = some_state(random), read = reloaded(a);
    EXPECT_EQ(bytes_of(read), bytes_of(a));
    EXPECT_EQ(read.spec(), a.spec());
    EXPECT_EQ(read.n(), a.n());
    EXPECT_EQ(bytes_of(sum(read, b)), bytes_of(sum(a, b)));
  }
}

TEST_P(laws, any_order_any_sharding_and_retracted_noise_equal_the_batch) {
  for (std::uint64_t seed = 0; seed < kRounds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    auto facts = samples(random);
    State const batch = state_of(facts);
    for (std::size_t i = 0, n = facts.size(); i < n; i += 3) {
      Sample const noise{GetParam().draw(random), 1};
      facts.push_back(noise);
      facts.push_back({noise.value, -1});  // shuffled into another shard than its assertion, and often before it
    }
    std::shuffle(facts.begin(), facts.end(), random);
    std::vector<State> shards(7, State(GetParam().spec));
    for (Sample s : facts) shards[random() % shards.size()].update(s);
    std::shuffle(shards.begin(), shards.end(), random);
    State all;
    for (const State& shard : shards) all.merge(reloaded(shard));
    EXPECT_EQ(bytes_of(all), bytes_of(batch));
  }
}

class sketch_laws : public laws {};

TEST_P(sketch_laws, coarsening_commutes_with_merging_and_with_sampling) {
  for (std::uint64_t seed = 0; seed < kRounds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    auto const facts = samples(random);
    State const a = state_of(facts), b = some_state(random);
    for (std::uint8_t bits = 4; bits <= GetParam().spec.bits; ++bits) {
      EXPECT_EQ(bytes_of(sum(a, b).coarsened(bits)), bytes_of(sum(a.coarsened(bits), b.coarsened(bits))));
      State direct({StateKind::sketch, bits});
      for (Sample s : facts) direct.update(s);
      EXPECT_EQ(bytes_of(a.coarsened(bits)), bytes_of(direct));
    }
  }
}

std::vector<Case> sketches() {
  std::vector<Case> out;
  std::copy_if(std::begin(kCases), std::end(kCases), std::back_inserter(out),
               [](const Case& c) { return c.spec.kind == StateKind::sketch; });
  return out;
}

std::string name_of(const testing::TestParamInfo<Case>& row) { return row.param.name; }

INSTANTIATE_TEST_SUITE_P(every_kind, laws, testing::ValuesIn(kCases), name_of);
INSTANTIATE_TEST_SUITE_P(every_resolution, sketch_laws, testing::ValuesIn(sketches()), name_of);

}  // namespace
}  // namespace deskgauge::aggregate

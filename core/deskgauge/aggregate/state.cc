#include "deskgauge/aggregate/state.h"

#include <new>
#include <stdexcept>
#include <type_traits>

#include "deskgauge/aggregate/algebra.h"
#include "deskgauge/aggregate/archive.h"
#include "deskgauge/aggregate/feature/distinct.h"
#include "deskgauge/aggregate/feature/level.h"
#include "deskgauge/aggregate/feature/moments.h"
#include "deskgauge/aggregate/feature/multiset.h"
#include "deskgauge/aggregate/feature/proportion.h"
#include "deskgauge/aggregate/feature/ratings.h"
#include "deskgauge/aggregate/feature/sketch.h"
#include "deskgauge/aggregate/feature/survival.h"
#include "deskgauge/aggregate/ranks.h"

namespace deskgauge::aggregate {
namespace {

template <class Tag>
using Set = ba::accumulator_set<std::int64_t, ba::features<Tag>>;

/// Kinds are chosen at run time among these and no others; the framework has no dynamic feature sets.
using MomentsSet = Set<tag::moments>;
using ProportionSet = Set<tag::proportion>;
using LevelSet = Set<tag::level>;
using MultisetSet = Set<tag::multiset>;
using SketchSet = Set<tag::sketch>;
using RatingsSet = Set<tag::ratings>;
using DistinctSet = Set<tag::distinct>;
using SurvivalSet = Set<tag::survival>;

template <class S>
constexpr bool kInline = std::is_same_v<S, MomentsSet> || std::is_same_v<S, ProportionSet> || std::is_same_v<S, LevelSet>;

/// The number that stands for a kind in canonical bytes. 0 is the state of no kind.
constexpr std::uint64_t code_of(StateKind kind) { return static_cast<std::uint64_t>(kind) + 1; }
constexpr std::uint64_t kLastCode = code_of(StateKind::survival);

template <class Tag>
const auto& accumulator(const Set<Tag>& set) {
  return ba::find_accumulator<Tag>(set);
}

}  // namespace

/// Where a set lives: the inline bytes for the fixed-size kinds, the heap, with the pointer in those bytes, for the others.
struct State::Ops {
  template <class S, class Self>
  static auto& get(Self& state) {
    using Q = std::conditional_t<std::is_const_v<Self>, const S, S>;
    if constexpr (kInline<S>) {
      static_assert(sizeof(S) <= sizeof(State::storage_) && alignof(S) <= 16 && std::is_trivially_destructible_v<S>);
      return *std::launder(reinterpret_cast<Q*>(state.storage_));
    } else {
      return static_cast<Q&>(**std::launder(reinterpret_cast<S* const*>(state.storage_)));
    }
  }
  template <class S, class... Args>
  static void create(State& state, Args&&... args) {
    if constexpr (kInline<S>)
      new (state.storage_) S(std::forward<Args>(args)...);
    else
      new (state.storage_) S*(new S(std::forward<Args>(args)...));
  }
  static void create(State& state) {
    switch (state.kind_) {
      case StateKind::moments: return create<MomentsSet>(state);
      case StateKind::proportion: return create<ProportionSet>(state);
      case StateKind::multiset: return create<MultisetSet>(state);
      case StateKind::sketch: return create<SketchSet>(state, sketch_bits = state.bits_);
      case StateKind::ratings: return create<RatingsSet>(state);
      case StateKind::level: return create<LevelSet>(state);
      case StateKind::distinct: return create<DistinctSet>(state);
      case StateKind::survival: return create<SurvivalSet>(state);
    }
    throw std::logic_error("aggregate::State: no such kind");
  }
  template <class S>
  static void destroy(State& state) {
    if constexpr (!kInline<S>) delete &get<S>(state);
  }

  /// f(set), with the set's own type; the state must have a kind.
  template <class Self, class F>
  static decltype(auto) visit(Self& state, F&& f) {
    switch (state.kind_) {
      case StateKind::moments: return f(get<MomentsSet>(state));
      case StateKind::proportion: return f(get<ProportionSet>(state));
      case StateKind::multiset: return f(get<MultisetSet>(state));
      case StateKind::sketch: return f(get<SketchSet>(state));
      case StateKind::ratings: return f(get<RatingsSet>(state));
      case StateKind::level: return f(get<LevelSet>(state));
      case StateKind::distinct: return f(get<DistinctSet>(state));
      case StateKind::survival: return f(get<SurvivalSet>(state));
    }
    throw std::logic_error("aggregate::State: no such kind");
  }

  static bool is(const State& state, StateKind kind) { return state.engaged_ && state.kind_ == kind; }
  static void release(State& state) {
    if (state.engaged_) visit(state, [&]<class S>(S&) { destroy<S>(state); });
    state.engaged_ = false;
  }
  /// Inline sets are integers and the others a pointer, so a move is a copy of bytes.
  static void take(State& state, State& other) {
    std::copy(std::begin(other.storage_), std::end(other.storage_), state.storage_);
    state.kind_ = other.kind_;
    state.bits_ = other.bits_;
    state.engaged_ = std::exchange(other.engaged_, false);
  }
  static void add(State& state, const State& other, std::int64_t times);
  /// The sorted (value, count) list of the kinds that have one.
  static std::span<const Counted> entries(const State& state, std::vector<Counted>& scratch);
};

State::State(StateSpec spec) : kind_(spec.kind), bits_(spec.kind == StateKind::sketch ? spec.bits : StateSpec{}.bits), engaged_(true) {
  if (bits_ < kMinSketchBits || bits_ > kMaxSketchBits) throw std::logic_error("aggregate::State: a sketch has 4 to 12 bits");
  Ops::create(*this);
}

State::State(const State& other) : kind_(other.kind_), bits_(other.bits_) {
  if (other.engaged_) Ops::visit(other, [&]<class S>(const S& set) { Ops::create<std::remove_const_t<S>>(*this, set); });
  engaged_ = other.engaged_;
}

State::State(State&& other) noexcept { Ops::take(*this, other); }

State& State::operator=(const State& other) {
  if (this != &other) *this = State(other);
  return *this;
}

State& State::operator=(State&& other) noexcept {
  if (this == &other) return *this;
  Ops::release(*this);
  Ops::take(*this, other);
  return *this;
}

State::~State() { Ops::release(*this); }

std::optional<StateSpec> State::spec() const { return engaged_ ? std::optional(StateSpec{kind_, bits_}) : std::nullopt; }

void State::update(Sample sample) {
  if (!engaged_) throw std::logic_error("aggregate::State: a state of no kind takes no samples");
  Ops::visit(*this, [&](auto& set) { set(sample.value, ba::weight = sample.weight); });
}

void State::Ops::add(State& state, const State& other, std::int64_t times) {
  if (!other.engaged_) return;
  if (!state.engaged_) state = State(*other.spec());
  if (state.spec() != other.spec()) throw std::logic_error("aggregate::State: states of different kinds or bits do not merge");
  if (&state == &other) return add(state, State(other), times);
  visit(state, [&]<class S>(S& set) { aggregate::add(set, get<S>(other), times); });
}

void State::merge(const State& other) { Ops::add(*this, other, +1); }
void State::subtract(const State& other) { Ops::add(*this, other, -1); }

bool State::empty() const {
  return !engaged_ || Ops::visit(*this, [](auto& set) { return accumulator(set).empty(); });
}

std::int64_t State::n() const {
  if (!engaged_) return 0;
  switch (kind_) {
    case StateKind::moments: return extract::moments(Ops::get<MomentsSet>(*this)).n;
    case StateKind::proportion: return extract::proportion(Ops::get<ProportionSet>(*this)).trials;
    case StateKind::multiset: return extract::multiset(Ops::get<MultisetSet>(*this)).total();
    case StateKind::sketch: return extract::sketch(Ops::get<SketchSet>(*this)).total();
    case StateKind::ratings: return extract::ratings(Ops::get<RatingsSet>(*this)).total();
    case StateKind::level: return level();
    case StateKind::distinct: return distinct();
    case StateKind::survival: return extract::survival(Ops::get<SurvivalSet>(*this)).total();
  }
  return 0;
}

Moments State::moments() const {
  if (Ops::is(*this, StateKind::moments)) return extract::moments(Ops::get<MomentsSet>(*this));
  if (!Ops::is(*this, StateKind::multiset) && !Ops::is(*this, StateKind::ratings)) return {};
  std::vector<Counted> scratch;
  MomentsSet sums;
  for (const Counted& e : Ops::entries(*this, scratch)) sums(e.value, ba::weight = e.count);
  return extract::moments(sums);
}

Proportion State::proportion() const {
  return Ops::is(*this, StateKind::proportion) ? extract::proportion(Ops::get<ProportionSet>(*this)) : Proportion{};
}

std::int64_t State::level() const { return Ops::is(*this, StateKind::level) ? extract::level(Ops::get<LevelSet>(*this)) : 0; }

std::int64_t State::distinct() const {
  return Ops::is(*this, StateKind::distinct) ? extract::distinct(Ops::get<DistinctSet>(*this)).distinct() : 0;
}

std::vector<std::uint32_t> State::ids() const {
  return Ops::is(*this, StateKind::distinct) ? extract::distinct(Ops::get<DistinctSet>(*this)).ids() : std::vector<std::uint32_t>{};
}

std::span<const Counted> State::Ops::entries(const State& state, std::vector<Counted>& scratch) {
  if (is(state, StateKind::multiset)) return extract::multiset(get<MultisetSet>(state)).entries(scratch);
  if (is(state, StateKind::ratings)) scratch = extract::ratings(get<RatingsSet>(state)).counts();
  if (is(state, StateKind::sketch)) scratch = extract::sketch(get<SketchSet>(state)).counts();
  return scratch;
}

std::vector<Counted> State::counts() const {
  std::vector<Counted> scratch;
  auto const entries = Ops::entries(*this, scratch);
  return {entries.begin(), entries.end()};
}

std::vector<Lifetimes> State::lifetimes() const {
  std::vector<Lifetimes> found;
  if (!Ops::is(*this, StateKind::survival)) return found;
  std::vector<Counted> scratch;
  for (const Counted& e : extract::survival(Ops::get<SurvivalSet>(*this)).entries(scratch)) {
    if (found.empty() || found.back().duration != duration_of(e.value)) found.push_back({duration_of(e.value)});
    (is_censored(e.value) ? found.back().censored : found.back().ended) = e.count;
  }
  return found;
}

std::optional<double> State::quantile(double q, QuantileMethod method) const {
  std::vector<Counted> scratch;
  return Ranks(Ops::entries(*this, scratch)).quantile(q, method);
}

std::optional<double> State::order_statistic(std::int64_t k) const {
  std::vector<Counted> scratch;
  return Ranks(Ops::entries(*this, scratch)).at(k);
}

double State::error_bound() const { return Ops::is(*this, StateKind::sketch) ? LogLinear(bits_).error_bound() : 0; }

State State::coarsened(std::uint8_t bits) const {
  if (!Ops::is(*this, StateKind::sketch) || bits > bits_) throw std::logic_error("aggregate::State: only a sketch has fewer buckets");
  State coarse({StateKind::sketch, bits});
  const Histogram& fine = extract::sketch(Ops::get<SketchSet>(*this));
  auto& set = Ops::get<SketchSet>(coarse);
  for (const Counted& c : fine.counts()) set(c.value, ba::weight = c.count);
  return coarse;
}

void State::save(base::Writer& out, const Remap& remap) const {
  out.u64(engaged_ ? code_of(kind_) : 0);
  if (!engaged_) return;
  if (kind_ == StateKind::sketch) out.u64(bits_);
  SavingArchive archive(out, remap);
  // Boost's serialize is not const, although saving writes nothing into the set.
  Ops::visit(const_cast<State&>(*this), [&](auto& set) { set.serialize(archive, 1u); });
}

State State::load(base::Reader& in, const Remap& remap) {
  StateSpec spec;
  std::uint64_t const code = in.u64();
  if (code > kLastCode) in.fail();
  if (!in.ok() || code == 0) return {};
  spec.kind = static_cast<StateKind>(code - 1);
  if (spec.kind == StateKind::sketch) {
    std::uint64_t const bits = in.u64();
    if (bits < kMinSketchBits || bits > kMaxSketchBits) in.fail();
    if (!in.ok()) return {};
    spec.bits = static_cast<std::uint8_t>(bits);
  }
  State state(spec);
  LoadingArchive archive(in, remap);
  Ops::visit(state, [&](auto& set) { set.serialize(archive, 1u); });
  return in.ok() ? std::move(state) : State();
}

std::size_t State::bytes() const {
  if (!engaged_) return sizeof(State);
  return sizeof(State) + Ops::visit(*this, [](const auto& set) -> std::size_t {
    using S = std::remove_cvref_t<decltype(set)>;
    if constexpr (kInline<S>)
      return 0;
    else
      return sizeof(S) + accumulator(set).result(0).bytes();
  });
}

}  // namespace deskgauge::aggregate

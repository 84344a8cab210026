#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "deskgauge/base/bytes.h"

namespace deskgauge::aggregate {

/// The closed set of states. Each is a commutative group of integers: assert with weight +w, retract with -w, merge, subtract.
enum class StateKind : std::uint8_t {
  moments,     ///< n, sum, sum of squares: count, sum, mean, variance
  proportion,  ///< hits, trials
  multiset,    ///< exact (value, count): every quantile exactly
  sketch,      ///< log-linear integer histogram of 2^bits buckets an octave: quantiles within 2^-(bits+1) relative
  ratings,     ///< count for each rating value: CSAT, CES, NPS, mean from one state
  level,       ///< net change
  distinct,    ///< multiplicity for each 32-bit id: how many ids have one > 0 (CRoaring + side map of multiplicities >= 2 or < 0)
  survival,    ///< exact (duration, ended or censored, count): Kaplan-Meier
};

/// A state's kind with its parameter.
struct StateSpec {
  StateKind kind = StateKind::moments;
  std::uint8_t bits = 10;  ///< sketch only: 4 … 12
  friend bool operator==(const StateSpec&, const StateSpec&) = default;
};

/// One asserted sample. What is read of it depends on the kind:
///   moments, multiset, sketch, ratings: value, of either sign;  proportion: value 1 = hit, 0 = miss;  level: value is the change;
///   distinct: value is the id (as unsigned 32 bits);  survival: value is what lifetime_code makes of a duration.
/// `weight` is the multiplicity: +1 assert, -1 retract; split credit uses other weights (720720/k), the same for every sample of a metric.
struct Sample {
  std::int64_t value = 0;
  std::int64_t weight = 1;
};

/// A read-only view of what a state holds, for value/finish. Everything exact.
struct Moments {
  std::int64_t n = 0;
  std::int64_t sum = 0;
  __int128 sum_of_squares = 0;
  /// n*sum_of_squares - sum^2 without overflow, as algorithms.md §5 derives it; unbiased. 0 for n < 2.
  double variance() const;
};
struct Proportion {
  std::int64_t hits = 0, trials = 0;
};
struct Counted {
  std::int64_t value = 0, count = 0;
};
/// How many lasted this long until they ended, and how many were last seen at that age, not ended yet.
struct Lifetimes {
  std::int64_t duration = 0, ended = 0, censored = 0;
  friend bool operator==(const Lifetimes&, const Lifetimes&) = default;
};
/// The sample of a duration, and back.
constexpr std::int64_t lifetime_code(std::int64_t duration, bool censored) { return 2 * duration + (censored ? 1 : 0); }
constexpr std::int64_t duration_of(std::int64_t code) { return code >> 1; }
constexpr bool is_censored(std::int64_t code) { return (code & 1) != 0; }
/// How a quantile of n samples is read. discrete = nearest rank ceil(q*n); continuous = type 7 (linear between ranks).
enum class QuantileMethod : std::uint8_t { discrete, continuous };

/// Type-erased accumulator: an accumulator_set of Boost.Accumulators with our retractable features behind a plain interface; only state.cc
/// instantiates Boost. 48 bytes or less inline for the fixed-size kinds; regular (copy, move). One writer at a time.
/// Equal multisets of samples give equal bytes, whatever the order, the sharding and the retractions on the way. Sums wrap around.
/// A reader of what another kind holds answers with nothing (0, nullopt, empty). Broken invariants (a sample for a state of no kind,
/// merging different kinds or bits, a sketch of other than 4 … 12 bits) throw std::logic_error.
class State {
 public:
  State() = default;                          ///< no state: merges as the neutral element of any kind
  explicit State(StateSpec spec);
  State(const State&);
  State(State&&) noexcept;
  State& operator=(const State&);
  State& operator=(State&&) noexcept;
  ~State();

  std::optional<StateSpec> spec() const;      ///< nullopt for a default-constructed one
  void update(Sample sample);                 ///< hot path
  void merge(const State& other);             ///< kinds and bits must agree (broken invariant otherwise)
  void subtract(const State& other);
  bool empty() const;                         ///< equal to a fresh state, byte for byte

  /// Sample count by weight: n, trials, total count, |distinct|; level: the net change; survival: ended and censored together.
  std::int64_t n() const;
  Moments moments() const;                    ///< moments; ratings and multiset derive theirs
  Proportion proportion() const;
  std::int64_t level() const;
  std::int64_t distinct() const;              ///< ids with multiplicity > 0
  std::vector<Counted> counts() const;        ///< multiset, ratings (sorted by value), sketch (bucket middles rounded down)
  std::vector<Lifetimes> lifetimes() const;   ///< survival only, by duration
  /// The value at rank-quantile q in [0,1] (0 is the least); nullopt when empty or q is outside. multiset, ratings: exact; sketch: each
  /// rank within error_bound(). n is in units of weight: where samples weigh 720720 the continuous method interpolates between those
  /// units, which is the discrete one but for a 720720th of a rank.
  std::optional<double> quantile(double q, QuantileMethod method) const;
  /// The value of the k-th smallest sample, 1-based: order-statistic intervals. nullopt outside 1 … n.
  std::optional<double> order_statistic(std::int64_t k) const;
  double error_bound() const;                 ///< relative; 0 for exact kinds
  State coarsened(std::uint8_t bits) const;   ///< a sketch with fewer buckets: coarsened(a + b) = coarsened(a) + coarsened(b)
  std::vector<std::uint32_t> ids() const;     ///< distinct only, sorted

  /// Canonical bytes. `remap` turns a distinct id into its canonical number (identity if empty); ids are sorted after remapping.
  void save(base::Writer& out, const std::function<std::uint32_t(std::uint32_t)>& remap = {}) const;
  /// Reads what save wrote; for damaged bytes the reader's ok() is false and the state one of no kind. `remap` is the inverse direction.
  static State load(base::Reader& in, const std::function<std::uint32_t(std::uint32_t)>& remap = {});
  std::size_t bytes() const;                  ///< memory, inline part included

 private:
  struct Ops;                                 // hidden: storage_ holds an accumulator_set of fixed size, or a pointer to another
  alignas(16) unsigned char storage_[48]{};
  StateKind kind_ = StateKind::moments;
  std::uint8_t bits_ = 0;
  bool engaged_ = false;
};

}  // namespace deskgauge::aggregate

#pragma once
#include <pybind11/pybind11.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "deskgauge/aggregate/state.h"
#include "deskgauge/base/symbol.h"

namespace deskgauge::python {

namespace py = pybind11;

/// Python's accumulators: a state of the core, with what reading it needs (a quantile's q, a survey's positive set). Any thread may call
/// any method; the lock is taken after the interpreter's and never held while Python code runs.
class Accumulator {
 public:
  explicit Accumulator(aggregate::StateSpec spec) : state_(spec) {}
  Accumulator(const Accumulator& other) : state_(other.state()) {}
  Accumulator& operator=(const Accumulator&) = delete;

  aggregate::State state() const;  ///< a copy
  void set_state(aggregate::State state);
  void update(std::int64_t value, std::int64_t weight);
  void update_many(const std::int64_t* values, std::size_t n);
  void merge(const aggregate::State& other, int times);  ///< +1 adds, -1 subtracts; kinds must agree

 private:
  mutable std::mutex mutex_;
  aggregate::State state_;
};

struct Moments : Accumulator {
  Moments() : Accumulator({aggregate::StateKind::moments}) {}
};
struct Proportion : Accumulator {
  Proportion() : Accumulator({aggregate::StateKind::proportion}) {}
};
struct Level : Accumulator {
  Level() : Accumulator({aggregate::StateKind::level}) {}
};
struct Quantile : Accumulator {
  Quantile(double wanted, aggregate::QuantileMethod by) : Accumulator({aggregate::StateKind::multiset}), q(wanted), method(by) {}
  double q;
  aggregate::QuantileMethod method;
};
struct QuantileSketch : Accumulator {
  QuantileSketch(double wanted, std::uint8_t with_bits, aggregate::QuantileMethod by)
      : Accumulator({aggregate::StateKind::sketch, with_bits}), q(wanted), bits(with_bits), method(by) {}
  double q;
  std::uint8_t bits;
  aggregate::QuantileMethod method;
};
struct Ratings : Accumulator {
  explicit Ratings(std::vector<std::int64_t> positive_set)
      : Accumulator({aggregate::StateKind::ratings}), positive(std::move(positive_set)) {}
  std::vector<std::int64_t> positive;
};
struct Survival : Accumulator {
  explicit Survival(double wanted) : Accumulator({aggregate::StateKind::survival}), q(wanted) {}
  double q;
};
/// Ids are symbols of an interner of its own; merging goes over their texts.
struct Distinct : Accumulator {
  Distinct() : Accumulator({aggregate::StateKind::distinct}) {}
  std::shared_ptr<base::Interner> interner = std::make_shared<base::Interner>();
};

}  // namespace deskgauge::python

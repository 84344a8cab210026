#include "accumulators.h"

namespace deskgauge::python {

aggregate::State Accumulator::state() const {
  std::lock_guard lock(mutex_);
  return state_;
}

void Accumulator::set_state(aggregate::State state) {
  std::lock_guard lock(mutex_);
  state_ = std::move(state);
}

void Accumulator::update(std::int64_t value, std::int64_t weight) {
  std::lock_guard lock(mutex_);
  state_.update({value, weight});
}

void Accumulator::update_many(const std::int64_t* values, std::size_t n) {
  std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < n; ++i) state_.update({values[i], 1});
}

void Accumulator::merge(const aggregate::State& other, int times) {
  std::lock_guard lock(mutex_);
  if (times > 0) state_.merge(other);
  else state_.subtract(other);
}

}  // namespace deskgauge::python

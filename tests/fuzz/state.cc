// Any bytes as a stored state: damage is named, never read out of bounds; what loads is written as the same bytes and stays a group.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "deskgauge/aggregate/state.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace deskgauge;
  base::Reader in({reinterpret_cast<const char*>(data), size});
  aggregate::State const state = aggregate::State::load(in);
  if (!in.ok() || !state.spec()) return 0;

  base::Writer first, second;
  state.save(first);
  base::Reader again(first.bytes());
  aggregate::State const reread = aggregate::State::load(again);
  if (!again.ok()) std::abort();
  reread.save(second);
  if (first.bytes() != second.bytes()) std::abort();

  aggregate::State nothing = state;
  nothing.merge(reread);
  nothing.subtract(state);
  nothing.subtract(state);
  if (!nothing.empty()) std::abort();
  (void)state.quantile(0.9, aggregate::QuantileMethod::discrete);
  (void)state.quantile(0.5, aggregate::QuantileMethod::continuous);
  (void)state.moments().variance();
  (void)state.distinct();
  return 0;
}

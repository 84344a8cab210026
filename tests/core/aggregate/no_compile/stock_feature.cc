// Must not compile: a stock feature of Boost cannot be merged or subtracted, so it must not get into a state.
#include <boost/accumulators/statistics/min.hpp>

#include "deskgauge/aggregate/algebra.h"
#include "deskgauge/aggregate/feature/moments.h"

namespace da = deskgauge::aggregate;

#ifdef DESKGAUGE_STOCK_FEATURE
using Set = da::ba::accumulator_set<std::int64_t, da::ba::features<da::tag::moments, da::ba::tag::min>>;
#else  // the same with our own features only, which must compile: else the test would pass for a wrong reason
using Set = da::ba::accumulator_set<std::int64_t, da::ba::features<da::tag::moments>>;
#endif

int main() {
  Set a, b;
  da::merge(a, b);
}

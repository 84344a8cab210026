#pragma once
/// What every feature needs of the framework, and no more: boost/accumulators/statistics.hpp would double the build time.
#include <boost/accumulators/framework/accumulator_base.hpp>
#include <boost/accumulators/framework/accumulator_set.hpp>
#include <boost/accumulators/framework/depends_on.hpp>
#include <boost/accumulators/framework/extractor.hpp>
#include <boost/accumulators/framework/features.hpp>
#include <boost/accumulators/framework/parameters/sample.hpp>
#include <boost/accumulators/framework/parameters/weight.hpp>
#include <boost/mpl/always.hpp>
#include <cstdint>

#include "deskgauge/aggregate/wrapping.h"

namespace deskgauge::aggregate {

namespace ba = boost::accumulators;

/// Boost's own keyword, read as a multiplicity: +1 asserts, -1 retracts. Without it the 1 folds to a constant.
template <class Args>
std::int64_t multiplicity(const Args& args) {
  return args[ba::weight | std::int64_t{1}];
}

}  // namespace deskgauge::aggregate

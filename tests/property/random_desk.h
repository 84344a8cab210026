#pragma once
#include <memory>

#include "deskgauge/metric/catalogue.h"
#include "deskgauge/scenario/random.h"

namespace deskgauge::property {

/// The standard catalogue of examples/definitions and, besides it, one metric of each aggregation, fact and attribution it has none of.
const metric::Catalogue& whole_catalogue();

/// The whole catalogue with some dozen of its metrics, closed under the operands of derived ones.
std::shared_ptr<const metric::Catalogue> random_desk(scenario::Random& random);

}  // namespace deskgauge::property

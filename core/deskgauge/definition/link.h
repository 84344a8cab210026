#pragma once
#include <memory>

#include "deskgauge/definition/definitions.h"

namespace deskgauge::definition {

/// Joins what was read, free of errors, into a catalogue: schedules and rosters get the desk's zone, ratings their positive sets, metrics
/// their order by name.
std::shared_ptr<metric::Catalogue> link(const Definitions& definitions);

}  // namespace deskgauge::definition

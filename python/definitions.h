#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "deskgauge/definition/diagnostic.h"
#include "deskgauge/metric/catalogue.h"

namespace deskgauge::python {

/// Python's Definitions: a catalogue and the findings that did not prevent it.
struct Definitions {
  std::shared_ptr<const metric::Catalogue> catalogue;
  std::vector<definition::Diagnostic> diagnostics;
};

/// Loads (name, text) pairs; raises DefinitionError if any finding is an error.
Definitions load_definitions(const std::vector<std::pair<std::string, std::string>>& sources);

}  // namespace deskgauge::python

#pragma once
#include <memory>
#include <string>
#include <vector>

#include "deskgauge/definition/diagnostic.h"
#include "deskgauge/metric/catalogue.h"

namespace deskgauge::definition {

/// A definition file as bytes: this library opens nothing.
struct SourceFile {
  std::string name;   ///< as findings show it
  std::string text;
};

/// What loading gives: a catalogue if there is no error (warnings allowed), and every finding, sorted.
struct Loaded {
  std::shared_ptr<const metric::Catalogue> catalogue;  ///< null if any finding is an error
  std::vector<Diagnostic> diagnostics;
  bool ok() const { return catalogue != nullptr; }
};

struct LoadOptions {
  bool lint = true;                        ///< run the lint rules besides those that guard correctness
  std::size_t max_documents = 10'000;      ///< a named limit
  std::size_t max_bytes = 16 * 1024 * 1024;
};

/// Reads, checks and links definitions. Never throws; never stops at the first finding; a syntax error hides only its own document.
Loaded load(const std::vector<SourceFile>& files, const LoadOptions& options = {});

}  // namespace deskgauge::definition

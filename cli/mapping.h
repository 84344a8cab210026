#pragma once
#include <CLI/App.hpp>
#include <memory>
#include <string>

#include "console.h"
#include "deskgauge/interchange/import.h"

namespace deskgauge::cli {

/// Which mapping turns an export into events: a file of one's own or a preset.
struct MappingOptions {
  std::string file, preset, zone, source;
  void declare(CLI::App& app);
  bool given() const { return !file.empty() || !preset.empty(); }
};

/// The mapping; null if it has errors, which have been shown.
base::Result<std::shared_ptr<const interchange::Mapping>> load_mapping(const MappingOptions& options, Console& console);

/// The text of a preset, or an error that lists them.
base::Result<std::string> preset_text(const std::string& name);

}  // namespace deskgauge::cli

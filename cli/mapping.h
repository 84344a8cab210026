#pragma once
#include <CLI/App.hpp>
#include <memory>
#include <string>

#include "console.h"
#include "deskgauge/interchange/import.h"

namespace deskgauge::cli {

/// Which mapping turns an export into events: a file of one's own or a preset.
struct MappingOptions {
  std::string file, preset, zone;
  void declare(CLI::App& app);
  bool given() const { return !file.empty() || !preset.empty(); }
};

/// The mapping; null if it has errors, which have been shown. --zone stands for `zone` in a mapping that states none.
base::Result<std::shared_ptr<const interchange::Mapping>> load_mapping(const MappingOptions& options, Console& console);

/// The text of a preset, or an error that lists them.
base::Result<std::string> preset_text(const std::string& name);

/// The text with `zone: ZONE` as the first key of its spec; unchanged where there is none in block form.
std::string with_zone(const std::string& text, const std::string& zone);

}  // namespace deskgauge::cli

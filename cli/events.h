#pragma once
#include <CLI/App.hpp>
#include <memory>
#include <string>
#include <vector>

#include "console.h"
#include "deskgauge/engine/engine.h"
#include "mapping.h"

namespace deskgauge::cli {

/// Where the events of `eval` and `explain` come from.
struct EventOptions {
  std::vector<std::string> definitions{"."}, files;
  MappingOptions mapping;
  void declare(CLI::App& app);
};

/// Definitions and events, ready for questions; null if the definitions have errors, which have been shown. Lines and rows that gave no
/// event are counted on standard error, the first few with their reason: nothing is left out silently.
base::Result<std::unique_ptr<engine::Engine>> load_engine(const EventOptions& options, Console& console);

/// An instant of a flag: RFC 3339 with an offset, or a local date (its midnight in `zone`).
base::Result<time::Instant> parse_at(const std::string& text, const time::Zone& zone);
/// The metrics named, or all; an unknown name lists those known.
base::Result<std::vector<std::string>> choose_metrics(const std::vector<std::string>& names, const metric::Catalogue& catalogue);
base::Result<void> check_dimensions(const std::vector<std::string>& names, const std::string& flag);

}  // namespace deskgauge::cli

#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "console.h"
#include "deskgauge/base/result.h"
#include "deskgauge/definition/load.h"

namespace deskgauge::cli {

/// The only place where the command opens files to read. "-" is standard input.
base::Result<std::string> read_file(const std::string& path);
/// The same in portions, for files larger than memory should hold.
base::Result<void> read_chunks(const std::string& path, const std::function<void(std::string_view)>& take);

/// Definition files of the paths: a file as it is, a folder with every .yaml and .yml below it (hidden ones left out), sorted by name,
/// a file that is named twice once.
base::Result<std::vector<definition::SourceFile>> read_definitions(const std::vector<std::string>& paths);

/// Reads and loads definitions for a verb that needs them sound: errors are shown on standard error and the catalogue is null.
base::Result<std::shared_ptr<const metric::Catalogue>> load_definitions(const std::vector<std::string>& paths, Console& console);

}  // namespace deskgauge::cli

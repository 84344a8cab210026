#pragma once
#include <span>
#include <string_view>

namespace deskgauge::cli {

/// One file of `deskgauge init`; the texts stand in cli/starter/ and are compiled in by CMake.
struct StarterFile {
  std::string_view name, summary, text;
};
std::span<const StarterFile> starter_files();

}  // namespace deskgauge::cli

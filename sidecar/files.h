#pragma once
#include <string>
#include <vector>

#include "deskgauge/definition/load.h"
#include "sidecar/desks.h"

namespace deskgauge::sidecar {

/// Every .yaml and .yml file below a folder, by path; hidden ones left out. File names are relative to the folder.
base::Result<std::vector<definition::SourceFile>> read_definition_files(const std::string& folder);

base::Result<std::string> read_file(const std::string& path);
/// The file has either its old content or all of the new, also if the machine stops in between.
base::Result<void> write_file(const std::string& path, const std::string& bytes);

/// Full snapshots of all desks as one file: the desks' ids and states, with a checksum. Blocks. A desk of cells only is kept as cells.
std::string pack_desks(const Desks& desks);
/// Puts the desks of such a file back. A file that is one plain snapshot, as the other doors write it, goes to the desk `plain_desk`.
/// Refuses damaged bytes as a whole: no desk is changed then. The ids restored.
base::Result<std::vector<std::string>> unpack_desks(const std::string& bytes, const std::string& plain_desk, Desks& desks);

}  // namespace deskgauge::sidecar

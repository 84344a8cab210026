#pragma once
#include <string>
#include <string_view>

#include "sidecar/desks.h"

namespace deskgauge::sidecar {

/// A snapshot read back, with the definitions that lay inside it.
struct Restored {
  ActiveDefinitions definitions;
  engine::Engine engine;
};
/// Refuses damaged bytes (with the engine's error, data_loss) and a snapshot whose definitions this version cannot load.
base::Result<Restored> restore_snapshot(std::string_view bytes);

/// Puts a restored state into the desk of that id, creating it if there is none. Blocks. The revision of the definitions from now on.
base::Result<std::int64_t> install(Desks& desks, const std::string& id, Restored restored);

}  // namespace deskgauge::sidecar

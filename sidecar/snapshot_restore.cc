#include "sidecar/snapshot_restore.h"

namespace deskgauge::sidecar {

base::Result<Restored> restore_snapshot(std::string_view bytes) {
  DESKGAUGE_ASSIGN(text, engine::Engine::definition_text(bytes));
  ActiveDefinitions definitions;
  definitions.files = {{"snapshot.yaml", std::move(text)}};
  auto const loaded = definition::load(definitions.files, {.lint = false});
  if (!loaded.ok()) {
    std::string const first = loaded.diagnostics.empty() ? "" : loaded.diagnostics.front().message;
    return base::unexpected(base::Code::precondition, "definitions_invalid", "The snapshot's definitions cannot be loaded: " + first,
                            {}, {}, "Restore it with the version that wrote it.");
  }
  definitions.catalogue = loaded.catalogue;
  DESKGAUGE_ASSIGN(engine, engine::Engine::restore(bytes, loaded.catalogue));
  return Restored{std::move(definitions), std::move(engine)};
}

base::Result<std::int64_t> install(Desks& desks, const std::string& id, Restored restored) {
  if (auto const host = desks.find(id)) return host->replace(std::move(restored.definitions), std::move(restored.engine));
  DESKGAUGE_TRY(desks.create(id, std::move(restored.definitions), std::move(restored.engine)));
  return std::int64_t{1};
}

}  // namespace deskgauge::sidecar

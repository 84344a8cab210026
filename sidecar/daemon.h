#pragma once
#include "sidecar/options.h"
#include "sidecar/server.h"

namespace deskgauge::sidecar {

/// The life of deskgauged: restore, load definitions, listen, wait for SIGTERM or SIGINT, drain, write the snapshot. The exit code: 0 after
/// a clean end, 1 if it could not start or the snapshot could not be written.
int run_daemon(const Options& options);

/// What happens before listening: the snapshot is restored if the file exists, then the definitions are applied to the desk.
base::Result<void> prepare_desks(const Options& options, Backend& backend);

}  // namespace deskgauge::sidecar

#pragma once
#include <string>
#include <variant>

#include "deskgauge/base/result.h"
#include "deskgauge/time/instant.h"
#include "sidecar/limits.h"

namespace deskgauge::sidecar {

/// What the command line says.
struct Options {
  std::string address = "127.0.0.1:50551";
  std::string definitions;          ///< folder; "" = none
  std::string desk = "default";
  std::string snapshot;             ///< file; "" = none
  bool snapshot_on_exit = false;
  bool reflection = true;
  std::string log_level = "info";
  time::Span grace = time::seconds(30);   ///< how long running calls may take after the signal to stop
  Limits limits;
};

/// Options, or the exit code after help, version or a fault was printed.
std::variant<Options, int> parse_options(int argc, char** argv);

/// Refuses what is reachable from other machines: only "unix:/path" and "127.0.0.1:port" are served.
base::Result<void> check_address(const std::string& address);

}  // namespace deskgauge::sidecar

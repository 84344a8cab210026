#pragma once
#include <memory>
#include <string>

#include "sidecar/limits.h"
#include "deskgauge/base/result.h"

namespace deskgauge::sidecar {

struct Backend;

/// Where and how a server listens.
struct ServerConfig {
  std::string address;            ///< "unix:/path" or "127.0.0.1:port"
  bool reflection = true;         ///< of the whole process: once on, on for every server in it
  Limits limits;
  Clock clock = system_clock();
};

/// The gRPC server with all services, health and reflection. Owns everything behind it. start and drain are for one thread.
class Server {
 public:
  /// Built but not listening: desks can be prepared. Refuses if the protos and the vocabulary differ.
  static base::Result<std::unique_ptr<Server>> create(ServerConfig config);
  ~Server();   ///< drains without grace
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  Backend& backend();
  /// Listens, and is SERVING for every service. Refuses with "address_unusable".
  base::Result<void> start();
  /// NOT_SERVING first, then no new calls; running ones may end within `grace` and are cancelled after it. Returns when all have ended.
  void drain(time::Span grace);

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace deskgauge::sidecar

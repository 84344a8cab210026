#include "sidecar/daemon.h"

#include <signal.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <filesystem>

#include "sidecar/backend.h"
#include "sidecar/files.h"
#include "sidecar/version.h"

namespace deskgauge::sidecar {
namespace {

/// Signals to stop, for one thread to wait for; blocked before any other thread starts, so that none of them is struck.
class StopSignal {
 public:
  StopSignal() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGTERM);
    sigaddset(&set_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  int wait() const {
    int signal = 0;
    sigwait(&set_, &signal);
    return signal;
  }

 private:
  sigset_t set_{};
};

int failed(const base::Error& error) {
  spdlog::error("{}", base::to_text(error));
  return 1;
}

void log_findings(const std::vector<definition::Diagnostic>& findings) {
  for (auto const& finding : findings) {
    auto const level = finding.severity == definition::Severity::error ? spdlog::level::err : spdlog::level::warn;
    spdlog::log(level, "{}:{}:{}: {}: {} [{}]", finding.at.file, finding.at.line, finding.at.column,
                definition::to_text(finding.severity), finding.message, finding.rule);
  }
}

base::Result<void> restore(const Options& options, Desks& desks) {
  if (options.snapshot.empty() || !std::filesystem::exists(options.snapshot)) return {};
  DESKGAUGE_ASSIGN(bytes, read_file(options.snapshot));
  DESKGAUGE_ASSIGN(ids, unpack_desks(bytes, options.desk, desks));
  for (auto const& id : ids) spdlog::info("restored desk={} from={}", id, options.snapshot);
  return {};
}

base::Result<void> load_definitions(const Options& options, Desks& desks) {
  if (options.definitions.empty()) return {};
  ActiveDefinitions next;
  DESKGAUGE_ASSIGN(files, read_definition_files(options.definitions));
  auto const loaded = definition::load(files);
  log_findings(loaded.diagnostics);
  if (!loaded.ok())
    return base::unexpected(base::Code::precondition, "definitions_invalid", "The definitions have errors", "--definitions",
                            options.definitions, "Correct them; the log lists each with its place.");
  next.files = std::move(files);
  next.catalogue = loaded.catalogue;
  if (auto const host = desks.find(options.desk)) {
    DESKGAUGE_TRY(host->apply(std::move(next), {}));
    return {};
  }
  auto catalogue = next.catalogue;
  DESKGAUGE_TRY(desks.create(options.desk, std::move(next), engine::Engine(std::move(catalogue))));
  return {};
}

std::string desk_list(const Desks& desks) {
  std::string list;
  for (auto const& host : desks.all()) list += (list.empty() ? "" : ",") + host->name();
  return list.empty() ? "none" : list;
}

}  // namespace

base::Result<void> prepare_desks(const Options& options, Backend& backend) {
  DESKGAUGE_TRY(restore(options, backend.desks));
  return load_definitions(options, backend.desks);
}

int run_daemon(const Options& options) {
  StopSignal const stop;
  spdlog::set_default_logger(spdlog::stderr_color_mt("deskgauged"));
  spdlog::set_level(spdlog::level::from_str(options.log_level));
  auto created = Server::create({options.address, options.reflection, options.limits, system_clock()});
  if (!created) return failed(created.error());
  Server& server = **created;
  if (auto const ready = prepare_desks(options, server.backend()); !ready) return failed(ready.error());
  if (auto const started = server.start(); !started) return failed(started.error());
  std::string const desks = desk_list(server.backend().desks);
  spdlog::info("deskgauged {} listening address={} durability=MEMORY desks={}", kVersion, options.address, desks);
  int const signal = stop.wait();
  spdlog::info("draining signal={} grace_ms={}", signal, options.grace.ms);
  server.drain(options.grace);
  if (options.snapshot_on_exit) {
    if (auto const written = write_file(options.snapshot, pack_desks(server.backend().desks)); !written) return failed(written.error());
    spdlog::info("snapshot written file={}", options.snapshot);
  }
  spdlog::info("ended");
  return 0;
}

}  // namespace deskgauge::sidecar

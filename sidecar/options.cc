#include "sidecar/options.h"

#include <CLI/CLI.hpp>
#include <charconv>

#include "sidecar/resource_name.h"
#include "sidecar/version.h"

namespace deskgauge::sidecar {
namespace {

constexpr std::string_view kLoopback = "127.0.0.1:", kUnix = "unix:";

bool is_port(std::string_view text) {
  unsigned port = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), port);
  return fault == std::errc() && end == text.data() + text.size() && port > 0 && port <= 65535;
}

void add_limits(CLI::App& app, Limits& limits) {
  auto const add = [&](const char* flag, auto& value, const char* what) {
    app.add_option(flag, value, what)->capture_default_str()->check(CLI::PositiveNumber)->group("Limits");
  };
  add("--max-message-bytes", limits.max_message_bytes, "Largest message taken in");
  add("--max-batch-events", limits.max_batch_events, "Most events of a batch");
  add("--max-groups", limits.max_groups, "Most groups of an answer");
  add("--max-cards", limits.max_cards, "Most cards of a scorecard");
  add("--max-exceptions", limits.max_exceptions, "Most exceptions of a list");
  add("--max-kept-rows", limits.max_kept_rows, "Most rows kept of answers that have further pages");
  add("--max-snapshot-bytes", limits.max_snapshot_bytes, "Largest snapshot taken in");
  add("--max-desks", limits.max_desks, "Most desks");
  add("--max-waiting-calls", limits.max_waiting_calls, "Most unary calls that wait for a thread");
  add("--max-queued-batches", limits.max_queued_batches, "Most batches that wait for a desk's writer");
  add("--max-unacknowledged", limits.max_unacknowledged, "Most batches of a stream read ahead of their acknowledgements");
  add("--max-concurrent-streams", limits.max_concurrent_streams, "Most calls of one connection at a time");
}

/// What single flags cannot say. "" if the options fit together.
std::string conflict(const Options& options) {
  if (auto const address = check_address(options.address); !address) return base::to_text(address.error());
  if (!is_desk_id(options.desk))
    return "--desk: a desk's id is 1 to 63 lower-case letters, digits and hyphens (got \"" + options.desk + "\").";
  if (options.snapshot_on_exit && options.snapshot.empty()) return "--snapshot-on-exit: say where with --snapshot FILE.";
  return {};
}

}  // namespace

base::Result<void> check_address(const std::string& address) {
  std::string_view const text = address;
  if (text.starts_with(kUnix) && text.size() > kUnix.size() + 1 && text[kUnix.size()] == '/') return {};
  if (text.starts_with(kLoopback) && is_port(text.substr(kLoopback.size()))) return {};
  return base::unexpected(base::Code::invalid_argument, "address_not_local",
                          "Only addresses of this machine are served, because calls are neither encrypted nor authenticated", "--address",
                          address, "Use unix:/path or 127.0.0.1:port, and put a proxy in front for other machines.");
}

std::variant<Options, int> parse_options(int argc, char** argv) {
  Options options;
  CLI::App app("Live KPIs of service desks over gRPC.", "deskgauged");
  app.set_version_flag("--version", std::string("deskgauged ") + kVersion);
  app.add_option("--address", options.address, "unix:/path or 127.0.0.1:port")->capture_default_str();
  app.add_option("--definitions", options.definitions, "Folder of definition files for --desk")->check(CLI::ExistingDirectory);
  app.add_option("--desk", options.desk, "Desk that --definitions and a plain snapshot are for")->capture_default_str();
  app.add_option("--snapshot", options.snapshot, "File to restore at start, if it exists");
  app.add_flag("--snapshot-on-exit", options.snapshot_on_exit, "Write all desks to the snapshot file before exit");
  app.add_flag("!--no-reflection", options.reflection, "Do not offer grpc.reflection");
  app.add_option("--log-level", options.log_level, "debug shows every call")
      ->capture_default_str()
      ->check(CLI::IsMember({"debug", "info", "warn", "error"}));
  std::int64_t grace_s = options.grace.ms / 1000;
  app.add_option("--grace", grace_s, "Seconds that running calls may take after the signal to stop")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  add_limits(app, options.limits);
  try {
    app.parse(argc, argv);
    options.grace = time::seconds(grace_s);
    if (auto const fault = conflict(options); !fault.empty()) throw CLI::ValidationError(fault, 2);
  } catch (const CLI::ParseError& fault) {
    int const code = app.exit(fault);
    return code == 0 ? 0 : 2;
  }
  return options;
}

}  // namespace deskgauge::sidecar

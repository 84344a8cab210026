#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>
#include <vector>

#include "command.h"
#include "exit_code.h"

namespace deskgauge::cli {
namespace {

struct Verb {
  const char* name;
  const char* summary;
  Run (*declare)(CLI::App&);
};

constexpr Verb kVerbs[] = {
  {"init", "Write a small folder of definitions to start from", declare_init},
  {"check", "Check definitions: syntax, references, types, lint rules", declare_check},
  {"test", "Run the tests that stand among the definitions", declare_test},
  {"eval", "Compute metrics over events", declare_eval},
  {"explain", "Show what one number is made of", declare_explain},
  {"import", "Turn an export of tickets (CSV, JSON) into events", declare_import},
  {"simulate", "Write the events of a made-up support desk", declare_simulate},
};

int run(int argc, char** argv) {
  CLI::App app("Live, exact, explained KPIs for service desks.", "deskgauge");
  app.set_version_flag("--version", "deskgauge " DESKGAUGE_VERSION);
  app.require_subcommand(1);
  app.footer("Exit codes: 0 clean, 1 findings or failed tests, 2 the tool could not work, 3 only lint findings (with --lint-fatal).");
  auto color = Console::Color::automatic;
  app.add_option("--color", color, "When to colour text: auto, always, never")
      ->transform(CLI::CheckedTransformer(std::map<std::string, Console::Color>{{"auto", Console::Color::automatic},
                                                                                {"always", Console::Color::always},
                                                                                {"never", Console::Color::never}}))
      ->option_text("WHEN");
  std::vector<std::pair<CLI::App*, Run>> runs;
  for (const Verb& verb : kVerbs) {
    CLI::App* const sub = app.add_subcommand(verb.name, verb.summary);
    sub->fallthrough();
    runs.emplace_back(sub, verb.declare(*sub));
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? kClean : kToolFailure;
  }
  Console console;
  console.set_color(color);
  for (auto const& [sub, action] : runs) {
    if (!sub->parsed()) continue;
    base::Result<int> code = action(console);
    auto const written = console.finish();
    if (code && written) return *code;
    console.err() << "deskgauge " << sub->get_name() << ": " << console.paint_err(Ink::bad, "error: ")
                  << to_text(code ? written.error() : code.error()) << '\n';
    return kToolFailure;
  }
  return kToolFailure;
}

}  // namespace
}  // namespace deskgauge::cli

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  try {
    return deskgauge::cli::run(argc, argv);
  } catch (const std::exception& e) {  // memory, or a defect: still the exit code that scripts rely on
    std::cerr << "deskgauge: internal error: " << e.what() << '\n';
    return deskgauge::cli::kToolFailure;
  }
}

#include <algorithm>

#include "command.h"
#include "deskgauge/definition/goal_history.h"
#include "events.h"
#include "exit_code.h"
#include "files.h"
#include "report.h"
#include "words.h"

namespace deskgauge::cli {
namespace {

struct Options {
  std::vector<std::string> paths{"."};
  std::string format = "text", output, at;
  EventOptions history;
  bool lint_fatal = false, no_lint = false, verbose = false;
};

int exit_code(const Options& options, const Tally& t) {
  if (t.errors > 0) return kFindings;
  return options.lint_fatal && t.warnings > 0 ? kLintOnly : kClean;
}

/// Goals beside the events of a desk: SMART is also a matter of what the desk has seen.
base::Result<void> add_history_findings(const Options& options, Console& console, std::vector<definition::Diagnostic>& findings) {
  EventOptions events = options.history;
  events.definitions = options.paths;
  DESKGAUGE_ASSIGN(engine, load_engine(events, console));
  if (!engine) return {};
  engine::GoalRequest request;
  request.days = request.back_test = false;
  if (!options.at.empty()) {
    DESKGAUGE_ASSIGN(at, parse_at(options.at, engine->catalogue().desk.zone));
    request.at = at;
  }
  DESKGAUGE_ASSIGN(answer, engine->goals(request));
  for (const engine::GoalReport& report : answer.goals)
    for (definition::Diagnostic& found : definition::history_findings(report.goal, report.smart)) findings.push_back(std::move(found));
  std::sort(findings.begin(), findings.end(), definition::before);
  return {};
}

base::Result<int> check(const Options& options, Console& console) {
  if (options.format != "text" && options.format != "json" && options.format != "github")
    return unknown_word("format", "--format", options.format, {"text", "json", "github"});
  DESKGAUGE_ASSIGN(files, read_definitions(options.paths));
  DESKGAUGE_TRY(console.open_output(options.output));
  definition::Loaded loaded = definition::load(files, {.lint = !options.no_lint});
  if (loaded.ok() && !options.history.files.empty()) DESKGAUGE_TRY(add_history_findings(options, console, loaded.diagnostics));
  if (options.verbose)
    for (const definition::SourceFile& file : files) console.err() << "checked " << file.name << '\n';
  if (options.format == "json") report_findings_json(console.out(), loaded.diagnostics);
  else if (options.format == "github") report_findings_github(console.out(), loaded.diagnostics);
  else report_findings_text(console.out(), console, loaded.diagnostics, files);
  if (options.verbose && loaded.ok()) {
    const metric::Catalogue& c = *loaded.catalogue;
    auto const told = [](std::size_t number, const char* noun) { return counted(static_cast<std::int64_t>(number), noun); };
    console.err() << told(c.metrics.size(), "metric") << ", " << told(c.goals.size(), "goal") << ", "
                  << told(c.scorecards.size(), "scorecard") << ", " << told(c.tests.size(), "test") << " in " << told(files.size(), "file")
                  << '\n';
  }
  return exit_code(options, tally(loaded.diagnostics));
}

}  // namespace

Run declare_check(CLI::App& app) {
  auto const options = std::make_shared<Options>();
  app.add_option("paths", options->paths, "Files or folders of definitions; - reads standard input")->capture_default_str();
  app.add_option("-f,--format", options->format, "text, json or github")->capture_default_str();
  app.add_option("-o,--output", options->output, "Write findings to a file instead of standard output")->option_text("FILE");
  app.add_option("-e,--events", options->history.files, "Events of the desk: goals are also held against what it has seen")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false)
      ->option_text("FILE");
  options->history.mapping.declare(app);
  app.add_option("--at", options->at, "Moment to look from: RFC 3339 or a date of the desk's zone; otherwise that of the last event")
      ->option_text("TIME");
  app.add_flag("--lint-fatal", options->lint_fatal, "Exit with 3 if there are lint findings only");
  app.add_flag("--no-lint", options->no_lint, "Only what makes definitions unusable, no lint rules");
  app.add_flag("-v,--verbose", options->verbose, "List the files on standard error; silence means success otherwise");
  return [options](Console& console) { return check(*options, console); };
}

}  // namespace deskgauge::cli

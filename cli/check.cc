#include "command.h"
#include "exit_code.h"
#include "files.h"
#include "report.h"
#include "words.h"

namespace deskgauge::cli {
namespace {

struct Options {
  std::vector<std::string> paths{"."};
  std::string format = "text", output;
  bool lint_fatal = false, no_lint = false, verbose = false;
};

int exit_code(const Options& options, const Tally& t) {
  if (t.errors > 0) return kFindings;
  return options.lint_fatal && t.warnings > 0 ? kLintOnly : kClean;
}

base::Result<int> check(const Options& options, Console& console) {
  if (options.format != "text" && options.format != "json" && options.format != "github")
    return unknown_word("format", "--format", options.format, {"text", "json", "github"});
  DESKGAUGE_ASSIGN(files, read_definitions(options.paths));
  DESKGAUGE_TRY(console.open_output(options.output));
  definition::Loaded const loaded = definition::load(files, {.lint = !options.no_lint});
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
  app.add_flag("--lint-fatal", options->lint_fatal, "Exit with 3 if there are lint findings only");
  app.add_flag("--no-lint", options->no_lint, "Only what makes definitions unusable, no lint rules");
  app.add_flag("-v,--verbose", options->verbose, "List the files on standard error; silence means success otherwise");
  return [options](Console& console) { return check(*options, console); };
}

}  // namespace deskgauge::cli

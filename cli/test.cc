#include <regex>

#include "command.h"
#include "exit_code.h"
#include "files.h"
#include "report.h"

namespace deskgauge::cli {
namespace {

struct Options {
  std::vector<std::string> paths{"."};
  std::string pattern, junit, format = "text", output;
  bool fail_on_empty = false, verbose = false;
};

base::Result<std::regex> compile(const std::string& pattern) {
  try {
    return std::regex(pattern, std::regex::ECMAScript);
  } catch (const std::regex_error& e) {
    return base::unexpected(base::Code::invalid_argument, "malformed_regex", "This is not a regular expression", "--run", pattern,
                            e.what());
  }
}

base::Result<void> write_junit(const std::string& path, const Outcomes& outcomes) {
  Console file;
  DESKGAUGE_TRY(file.open_output(path));
  report_tests_junit(file.out(), outcomes);
  return file.finish();
}

base::Result<int> test(const Options& options, Console& console) {
  if (options.format != "text" && options.format != "json" && options.format != "junit" && options.format != "github")
    return unknown_word("format", "--format", options.format, {"text", "json", "junit", "github"});
  DESKGAUGE_ASSIGN(pattern, compile(options.pattern));
  DESKGAUGE_ASSIGN(catalogue, load_definitions(options.paths, console));
  if (!catalogue) return kFindings;
  DESKGAUGE_TRY(console.open_output(options.output));
  Outcomes outcomes;
  for (const metric::TestSpec& spec : catalogue->tests) {
    if (!options.pattern.empty() && !std::regex_search(spec.name, pattern)) continue;
    console.progress("test " + spec.name);
    outcomes.push_back(scenario::run(spec, catalogue));
  }
  console.progress({});
  if (options.format == "json") report_tests_json(console.out(), outcomes);
  else if (options.format == "junit") report_tests_junit(console.out(), outcomes);
  else if (options.format == "github") report_tests_github(console.out(), outcomes);
  else report_tests_text(console.out(), console, outcomes, options.verbose);
  if (!options.junit.empty()) DESKGAUGE_TRY(write_junit(options.junit, outcomes));
  bool failed = false;
  for (const scenario::TestOutcome& outcome : outcomes) failed = failed || !outcome.passed();
  if (outcomes.empty())
    console.err() << console.paint_err(Ink::caution, "warning: ")
                  << (options.pattern.empty() ? "there are no tests" : "no test matches " + options.pattern) << '\n';
  return failed || (outcomes.empty() && options.fail_on_empty) ? kFindings : kClean;
}

}  // namespace

Run declare_test(CLI::App& app) {
  auto const options = std::make_shared<Options>();
  app.add_option("paths", options->paths, "Files or folders of definitions with their tests; - reads standard input")
      ->capture_default_str();
  app.add_option("-r,--run", options->pattern, "Only tests whose name matches the regular expression")->option_text("REGEX");
  app.add_option("-f,--format", options->format, "text, json, junit or github")->capture_default_str();
  app.add_option("-o,--output", options->output, "Write the report to a file instead of standard output")->option_text("FILE");
  app.add_option("--junit", options->junit, "Also write JUnit XML to a file")->option_text("FILE");
  app.add_flag("--fail-on-empty", options->fail_on_empty, "Exit with 1 if no test ran");
  app.add_flag("-v,--verbose", options->verbose, "Name the tests that passed as well");
  return [options](Console& console) { return test(*options, console); };
}

}  // namespace deskgauge::cli

#include "deskgauge/interchange/score_json.h"
#include "eval_subject.h"
#include "exit_code.h"

namespace deskgauge::cli {
namespace {

struct Options {
  SubjectOptions subject;
  std::vector<std::string> metrics;
  std::string due_within = "4h";
  int watch_days = 14, baseline_days = 90, cool_down_days = 3;
  std::size_t top = 10;
};

base::Result<engine::ExceptionRequest> ask(const Options& options, const metric::Catalogue& catalogue) {
  engine::ExceptionRequest request;
  if (!options.metrics.empty()) {
    DESKGAUGE_ASSIGN(metrics, choose_metrics(options.metrics, catalogue));
    request.metrics = std::move(metrics);
  }
  DESKGAUGE_ASSIGN(at, options.subject.moment(catalogue.desk.zone));
  request.at = at;
  auto const due_within = time::parse_span(options.due_within);
  if (!due_within) return of_flag(due_within.error(), "--due-within");
  request.due_within = *due_within;
  request.watch_days = options.watch_days;
  request.baseline_days = options.baseline_days;
  request.cool_down_days = options.cool_down_days;
  return request;
}

base::Result<int> eval_exceptions(const Options& options, Console& console) {
  DESKGAUGE_ASSIGN(engine, options.subject.load(console));
  if (!engine) return kFindings;
  const metric::Catalogue& catalogue = engine->catalogue();
  DESKGAUGE_ASSIGN(request, ask(options, catalogue));
  DESKGAUGE_ASSIGN(answer, engine->exceptions(request));
  DESKGAUGE_TRY(console.open_output(options.subject.output));
  if (options.subject.format == "json") console.out() << interchange::exceptions_json(answer) << '\n';
  else if (options.subject.format == "csv") write_exceptions_csv(console.out(), answer);
  else write_exceptions_text(console.out(), console, answer, catalogue, options.top == 0 ? answer.exceptions.size() : options.top);
  return kClean;
}

}  // namespace

Run declare_eval_exceptions(CLI::App& app) {
  auto const options = std::make_shared<Options>();
  app.add_option("metrics", options->metrics, "Metrics to watch for signals; none means those of goals and scorecards");
  options->subject.declare(app);
  app.add_option("--due-within", options->due_within, "Service targets that run out within this time")
      ->capture_default_str()
      ->option_text("SPAN");
  app.add_option("--watch-days", options->watch_days, "Closed days looked at for signals")->capture_default_str()->option_text("N");
  app.add_option("--baseline-days", options->baseline_days, "Days before those that say what is usual")
      ->capture_default_str()
      ->option_text("N");
  app.add_option("--cool-down-days", options->cool_down_days, "Signals this close together are one")
      ->capture_default_str()
      ->option_text("N");
  app.add_option("--top", options->top, "Of each kind and severity, show so many in text; 0 means all")
      ->capture_default_str()
      ->option_text("N");
  app.footer("Example: deskgauge eval exceptions csat -d kpis -e events.jsonl --due-within 8h");
  return [options](Console& console) { return eval_exceptions(*options, console); };
}

}  // namespace deskgauge::cli

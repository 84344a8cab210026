#include "answer.h"
#include "command.h"
#include "deskgauge/interchange/result_json.h"
#include "eval_subject.h"
#include "events.h"
#include "exit_code.h"

namespace deskgauge::cli {
namespace {

struct Options {
  EventOptions events;
  std::string metric, at, window = "all", where, subject, format = "text", output;
  std::vector<std::string> group;
  std::size_t limit = 10, offset = 0;
};

base::Result<engine::ExplainRequest> ask(const Options& options, const metric::Catalogue& catalogue) {
  engine::ExplainRequest request;
  DESKGAUGE_TRY(choose_metrics({options.metric}, catalogue));
  request.metric = options.metric;
  auto const window = metric::parse_window(options.window, catalogue.desk.zone);
  if (!window) return of_flag(window.error(), "--window");
  request.window = *window;
  if (!options.at.empty()) {
    DESKGAUGE_ASSIGN(at, parse_at(options.at, catalogue.desk.zone));
    request.at = at;
  }
  DESKGAUGE_ASSIGN(group, parse_group(options.group));
  request.group = std::move(group);
  request.where = options.where;
  // "123" is short for "ticket/123": tickets are what people look up.
  request.subject =
      options.subject.empty() || options.subject.find('/') != std::string::npos ? options.subject : "ticket/" + options.subject;
  request.limit = options.limit;
  request.offset = options.offset;
  return request;
}

base::Result<int> explain(const Options& options, Console& console) {
  if (options.format != "text" && options.format != "json") return unknown_word("format", "--format", options.format, {"text", "json"});
  DESKGAUGE_ASSIGN(engine, load_engine(options.events, console));
  if (!engine) return kFindings;
  const metric::Catalogue& catalogue = engine->catalogue();
  DESKGAUGE_ASSIGN(request, ask(options, catalogue));
  DESKGAUGE_ASSIGN(explanation, engine->explain(request));
  DESKGAUGE_TRY(console.open_output(options.output));
  if (options.format == "json") console.out() << interchange::explanation_json(explanation, catalogue) << '\n';
  else write_explanation_text(console.out(), console, explanation, request, catalogue);
  return kClean;
}

}  // namespace

Run declare_explain(CLI::App& app) {
  auto const options = std::make_shared<Options>();
  app.add_option("metric", options->metric, "Name of the metric")->required();
  options->events.declare(app);
  app.add_option("--at", options->at, "Moment to ask for: RFC 3339 or a date of the desk's zone; otherwise that of the last event")
      ->option_text("TIME");
  app.add_option("-w,--window", options->window, "As for eval")->capture_default_str();
  app.add_option("-g,--group", options->group, "Whose number: dimension=value; may be given several times")
      ->allow_extra_args(false)
      ->option_text("PAIR");
  app.add_option("--where", options->where, "Filter over dimensions")->option_text("FILTER");
  app.add_option("--subject", options->subject, "Only the part of one ticket, as 123 or ticket/123")->option_text("SUBJECT");
  app.add_option("--limit", options->limit, "How many tickets to show, the largest first")->capture_default_str();
  app.add_option("--offset", options->offset, "How many to skip")->capture_default_str();
  app.add_option("-f,--format", options->format, "text or json")->capture_default_str();
  app.add_option("-o,--output", options->output, "Write to a file instead of standard output")->option_text("FILE");
  return [options](Console& console) { return explain(*options, console); };
}

}  // namespace deskgauge::cli

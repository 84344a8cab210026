#include "deskgauge/interchange/score_json.h"
#include "eval_subject.h"
#include "exit_code.h"

namespace deskgauge::cli {
namespace {

struct Options {
  SubjectOptions subject;
  std::string metric, by = "agent", window = "28d", where;
  std::vector<std::string> standardise_by;
  double confidence = 0.95;
};

base::Result<engine::StandingsRequest> ask(const Options& options, const metric::Catalogue& catalogue) {
  DESKGAUGE_TRY(choose_metrics({options.metric}, catalogue));
  DESKGAUGE_TRY(check_dimensions({options.by}, "--by"));
  DESKGAUGE_TRY(check_dimensions(options.standardise_by, "--standardise-by"));
  engine::StandingsRequest request;
  request.metric = options.metric;
  request.by = options.by;
  DESKGAUGE_ASSIGN(window, window_of_flag(options.window, catalogue.desk.zone));
  request.window = window;
  DESKGAUGE_ASSIGN(at, options.subject.moment(catalogue.desk.zone));
  request.at = at;
  request.where = options.where;
  request.standardise_by = options.standardise_by;
  request.confidence = options.confidence;
  return request;
}

base::Result<int> eval_standings(const Options& options, Console& console) {
  DESKGAUGE_ASSIGN(engine, options.subject.load(console));
  if (!engine) return kFindings;
  const metric::Catalogue& catalogue = engine->catalogue();
  DESKGAUGE_ASSIGN(request, ask(options, catalogue));
  DESKGAUGE_ASSIGN(answer, engine->standings(request));
  DESKGAUGE_TRY(console.open_output(options.subject.output));
  if (options.subject.format == "json") console.out() << interchange::standings_json(answer) << '\n';
  else if (options.subject.format == "csv") write_standings_csv(console.out(), answer);
  else write_standings_text(console.out(), console, answer, catalogue, options.confidence);
  return kClean;
}

}  // namespace

Run declare_eval_standings(CLI::App& app) {
  auto const options = std::make_shared<Options>();
  app.add_option("metric", options->metric, "Name of the metric: a rate, or an exact quantile of durations")->required();
  options->subject.declare(app);
  app.add_option("-b,--by", options->by, "Whom to compare: a dimension")->capture_default_str()->option_text("DIMENSION");
  app.add_option("-w,--window", options->window, "As for eval")->capture_default_str();
  app.add_option("--where", options->where, "Filter over dimensions, as 'channel == \"email\"'")->option_text("FILTER");
  app.add_option("--standardise-by", options->standardise_by, "Take the mix of these dimensions out of rates, as channel,priority")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->option_text("DIMENSIONS");
  app.add_option("--confidence", options->confidence, "Of the credible intervals")->capture_default_str();
  app.footer("Example: deskgauge eval standings csat --by agent --window 90d --standardise-by channel -d kpis -e events.jsonl");
  return [options](Console& console) { return eval_standings(*options, console); };
}

}  // namespace deskgauge::cli

#include "deskgauge/interchange/score_json.h"
#include "eval_subject.h"
#include "exit_code.h"

namespace deskgauge::cli {
namespace {

struct Options {
  SubjectOptions subject;
  std::string scorecard, window;
  std::vector<std::string> group;
};

base::Result<engine::ScorecardRequest> ask(const Options& options, const metric::Catalogue& catalogue) {
  engine::ScorecardRequest request;
  request.scorecard = options.scorecard;
  DESKGAUGE_ASSIGN(at, options.subject.moment(catalogue.desk.zone));
  request.at = at;
  if (!options.window.empty()) {
    DESKGAUGE_ASSIGN(window, window_of_flag(options.window, catalogue.desk.zone));
    request.window = window;
  }
  DESKGAUGE_ASSIGN(group, parse_group(options.group));
  request.group = std::move(group);
  return request;
}

base::Result<int> eval_scorecard(const Options& options, Console& console) {
  DESKGAUGE_ASSIGN(engine, options.subject.load(console));
  if (!engine) return kFindings;
  const metric::Catalogue& catalogue = engine->catalogue();
  DESKGAUGE_ASSIGN(request, ask(options, catalogue));
  DESKGAUGE_ASSIGN(answer, engine->scorecard(request));
  DESKGAUGE_TRY(console.open_output(options.subject.output));
  if (options.subject.format == "json") console.out() << interchange::scorecard_json(answer) << '\n';
  else if (options.subject.format == "csv") write_scorecard_csv(console.out(), answer, catalogue);
  else write_scorecard_text(console.out(), console, answer, catalogue);
  return kClean;
}

}  // namespace

Run declare_eval_scorecard(CLI::App& app) {
  auto const options = std::make_shared<Options>();
  app.add_option("scorecard", options->scorecard, "Name of the scorecard")->required();
  options->subject.declare(app);
  app.add_option("-w,--window", options->window, "Another window than the scorecard's own, as for eval")->option_text("WINDOW");
  app.add_option("-g,--group", options->group, "Only cards of this dimension=value; may be given several times")
      ->allow_extra_args(false)
      ->option_text("PAIR");
  app.footer("Example: deskgauge eval scorecard support_agents -d kpis -e events.jsonl --group agent=7");
  return [options](Console& console) { return eval_scorecard(*options, console); };
}

}  // namespace deskgauge::cli

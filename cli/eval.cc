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
  std::vector<std::string> metrics, by;
  std::string at, window = "all", where, compare = "none", series, format = "text", output;
  int top = 0;
};

base::Result<time::Grain> grain_of(const std::string& word) {
  if (auto const grain = time::parse_grain(word)) return *grain;
  return unknown_word("grain", "--series", word, {"hour", "day", "week", "month", "quarter", "year"});
}

base::Result<Asked> ask(const Options& options, const metric::Catalogue& catalogue) {
  Asked asked;
  asked.window = options.window;
  engine::Query& query = asked.query;
  DESKGAUGE_ASSIGN(metrics, choose_metrics(options.metrics, catalogue));
  query.metrics = std::move(metrics);
  auto const window = metric::parse_window(options.window, catalogue.desk.zone);
  if (!window) return of_flag(window.error(), "--window");
  query.window = *window;
  if (!options.at.empty()) {
    DESKGAUGE_ASSIGN(at, parse_at(options.at, catalogue.desk.zone));
    query.at = at;
  }
  DESKGAUGE_TRY(check_dimensions(options.by, "--by"));
  query.by = options.by;
  query.where = options.where;
  auto const compare = metric::parse_comparison(options.compare);
  if (!compare) return of_flag(compare.error(), "--compare");
  query.compare = *compare;
  if (!options.series.empty()) {
    DESKGAUGE_ASSIGN(grain, grain_of(options.series));
    query.series = grain;
  }
  query.top = options.top;
  query.with_left_out = options.format != "csv";
  return asked;
}

base::Result<int> eval(const Options& options, Console& console) {
  if (options.format != "text" && options.format != "csv" && options.format != "json")
    return unknown_word("format", "--format", options.format, {"text", "csv", "json"});
  DESKGAUGE_ASSIGN(engine, load_engine(options.events, console));
  if (!engine) return kFindings;
  const metric::Catalogue& catalogue = engine->catalogue();
  DESKGAUGE_ASSIGN(asked, ask(options, catalogue));
  DESKGAUGE_ASSIGN(answer, engine->query(asked.query));
  DESKGAUGE_TRY(console.open_output(options.output));
  if (options.format == "json") console.out() << interchange::answer_json(answer, catalogue) << '\n';
  else if (options.format == "csv") write_answer_csv(console.out(), answer, asked, catalogue);
  else write_answer_text(console.out(), console, answer, asked, catalogue);
  return kClean;
}

struct Subject {
  const char* name;
  const char* summary;
  Run (*declare)(CLI::App&);
};

constexpr Subject kSubjects[] = {
  {"goal", "Where goals stand, whether they will be met, what it would take", declare_eval_goal},
  {"scorecard", "The cards of a scorecard: attainment, weights, proposed rating", declare_eval_scorecard},
  {"standings", "Agents (teams, \u2026) side by side by one metric, without false ranks", declare_eval_standings},
  {"exceptions", "What a manager should know: goals, signals, service targets, data", declare_eval_exceptions},
};

using Subjects = std::vector<std::pair<CLI::App*, Run>>;

/// What eval asks of its own flags once they are read: events, and nothing that belongs behind the name of a subject.
void check_flags(const CLI::App& app, const Subjects& subjects) {
  for (auto const& entry : subjects) {
    if (!entry.first->parsed()) continue;
    for (const CLI::Option* option : app.get_options())
      if (option->count() > 0)
        throw CLI::ValidationError(option->get_name(), "stands before \"" + entry.first->get_name() + "\": write it behind");
    return;
  }
  if (app.get_option("--events")->count() == 0) throw CLI::RequiredError("--events");
}

}  // namespace

Run declare_eval(CLI::App& app) {
  auto const options = std::make_shared<Options>();
  app.add_option("metrics", options->metrics, "Names of metrics; none means all of them");
  options->events.declare(app);
  app.add_option("--at", options->at, "Moment to ask for: RFC 3339 or a date of the desk's zone; otherwise that of the last event")
      ->option_text("TIME");
  app.add_option("-w,--window", options->window, "7d, \"28d complete\", week, \"last month\", month_to_date, 2026-05-01..2026-06-01, all")
      ->capture_default_str();
  app.add_option("-b,--by", options->by, "Dimensions to group by, as agent,channel")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->option_text("DIMENSIONS");
  app.add_option("--where", options->where, "Filter over dimensions, as 'channel == \"email\"'")->option_text("FILTER");
  app.add_option("-c,--compare", options->compare, "previous_period, previous_year or none")->capture_default_str();
  app.add_option("-s,--series", options->series, "One row for each hour, day, week, month, quarter or year of the window")
      ->option_text("GRAIN");
  app.add_option("--top", options->top, "Only the groups with the most samples; 0 means all")
      ->check(CLI::NonNegativeNumber)
      ->option_text("N");
  app.add_option("-f,--format", options->format, "text, csv or json")->capture_default_str();
  app.add_option("-o,--output", options->output, "Write to a file instead of standard output")->option_text("FILE");
  Subjects subjects;
  for (const Subject& subject : kSubjects) {
    CLI::App* const sub = app.add_subcommand(subject.name, subject.summary);
    sub->fallthrough();
    subjects.emplace_back(sub, subject.declare(*sub));
  }
  app.get_option("--events")->required(false);              // check_flags asks for it: a subject has its own
  app.callback([&app, subjects] { check_flags(app, subjects); });
  app.footer("Example: deskgauge eval csat first_response_time -d kpis -e events.jsonl --window 28d --by team --compare previous_period");
  return [options, subjects](Console& console) {
    for (auto const& entry : subjects)
      if (entry.first->parsed()) return entry.second(console);
    return eval(*options, console);
  };
}

}  // namespace deskgauge::cli

#include <algorithm>

#include "deskgauge/interchange/score_json.h"
#include "eval_subject.h"
#include "exit_code.h"

namespace deskgauge::cli {
namespace {

struct Options {
  SubjectOptions subject;
  std::vector<std::string> goals, fail_on;
};

constexpr std::size_t kFewGoals = 3;   // so many are shown in full although nobody named them

base::Result<void> check_statuses(const std::vector<std::string>& words) {
  std::vector<std::string> const known{"at_risk", "off_track", "missed", "no_data"};
  for (const std::string& word : words)
    if (std::find(known.begin(), known.end(), word) == known.end()) return unknown_word("status", "--fail-on", word, known);
  return {};
}

base::Result<int> eval_goal(const Options& options, Console& console) {
  DESKGAUGE_TRY(check_statuses(options.fail_on));
  DESKGAUGE_ASSIGN(engine, options.subject.load(console));
  if (!engine) return kFindings;
  const metric::Catalogue& catalogue = engine->catalogue();
  engine::GoalRequest request;
  request.goals = options.goals;
  DESKGAUGE_ASSIGN(at, options.subject.moment(catalogue.desk.zone));
  request.at = at;
  DESKGAUGE_ASSIGN(answer, engine->goals(request));
  DESKGAUGE_TRY(console.open_output(options.subject.output));
  if (options.subject.format == "json") console.out() << interchange::goals_json(answer) << '\n';
  else if (options.subject.format == "csv") write_goals_csv(console.out(), answer, catalogue);
  else write_goals_text(console.out(), console, answer, catalogue, !options.goals.empty() || answer.goals.size() <= kFewGoals);
  bool const failed = std::any_of(answer.goals.begin(), answer.goals.end(), [&](const engine::GoalReport& goal) {
    return std::find(options.fail_on.begin(), options.fail_on.end(), to_text(goal.status.status)) != options.fail_on.end();
  });
  return failed ? kFindings : kClean;
}

}  // namespace

Run declare_eval_goal(CLI::App& app) {
  auto const options = std::make_shared<Options>();
  app.add_option("goals", options->goals, "Names of goals; none means all of them");
  options->subject.declare(app);
  app.add_option("--fail-on", options->fail_on, "End with 1 when a goal is at_risk, off_track, missed or no_data; as missed,off_track")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->option_text("STATUSES");
  app.footer("Example: deskgauge eval goal csat_to_87 -d kpis -e events.jsonl --at 2026-02-15");
  return [options](Console& console) { return eval_goal(*options, console); };
}

}  // namespace deskgauge::cli

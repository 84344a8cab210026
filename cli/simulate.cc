#include "deskgauge/scenario/simulate.h"

#include "command.h"
#include "deskgauge/interchange/event_json.h"
#include "exit_code.h"
#include "words.h"

namespace deskgauge::cli {
namespace {

struct Options {
  scenario::SimulateOptions desk;
  std::string start = "2026-01-05", output;
};

base::Result<int> simulate(Options options, Console& console) {
  auto const start = time::parse_date(options.start);
  if (!start) return of_flag(start.error(), "--start");
  options.desk.start = *start;
  DESKGAUGE_TRY(console.open_output(options.output));
  base::Interner interner;
  console.progress("making up " + counted(std::int64_t{options.desk.days} * options.desk.tickets_per_day, "ticket") + " \u2026");
  DESKGAUGE_ASSIGN(events, scenario::simulate(options.desk, interner));
  std::string buffer;
  constexpr std::size_t kFlush = 1 << 20;
  for (const event::Event& e : events) {
    interchange::write_event(buffer, e, interner);
    if (buffer.size() < kFlush) continue;
    console.out() << buffer;
    buffer.clear();
  }
  console.out() << buffer;
  console.progress({});
  if (!options.output.empty() && options.output != "-")
    console.err() << counted(static_cast<std::int64_t>(events.size()), "event") << " written to " << options.output << '\n';
  return kClean;
}

}  // namespace

Run declare_simulate(CLI::App& app) {
  auto const options = std::make_shared<Options>();
  app.description(
      "Write the events of a made-up support desk as CloudEvents JSON lines, in order of arrival. The same flags give the same bytes.");
  app.add_option("--seed", options->desk.seed, "Which of the many made-up desks")->capture_default_str();
  app.add_option("--days", options->desk.days, "How many days")->capture_default_str();
  app.add_option("--tickets-per-day", options->desk.tickets_per_day, "How many tickets on an average day")->capture_default_str();
  app.add_option("--start", options->start, "First day, in Europe/Berlin")->option_text("DATE [2026-01-05]");
  app.add_option("-o,--output", options->output, "Write to a file instead of standard output")->option_text("FILE");
  return [options](Console& console) { return simulate(*options, console); };
}

}  // namespace deskgauge::cli

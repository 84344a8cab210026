#pragma once
#include <memory>
#include <optional>
#include <string>

#include "command.h"
#include "deskgauge/engine/engine.h"
#include "events.h"

namespace deskgauge::cli {

/// What every subject of `eval` (goal, scorecard, standings, exceptions) is asked with.
struct SubjectOptions {
  EventOptions events;
  std::string at, format = "text", output;

  void declare(CLI::App& app);
  /// As load_engine, after the format has been found known.
  base::Result<std::unique_ptr<engine::Engine>> load(Console& console) const;
  base::Result<std::optional<time::Instant>> moment(const time::Zone& zone) const;
};

Run declare_eval_goal(CLI::App& app);
Run declare_eval_scorecard(CLI::App& app);
Run declare_eval_standings(CLI::App& app);
Run declare_eval_exceptions(CLI::App& app);

/// A window of a flag.
base::Result<metric::WindowSpec> window_of_flag(const std::string& text, const time::Zone& zone);
/// "agent=7" of --group.
base::Result<engine::Group> parse_group(const std::vector<std::string>& pairs);
/// "Example desk · 2026-03-02 – 2026-03-29 · at 2026-03-30 00:00 Europe/Berlin", the first line of a report.
std::string place_text(const metric::Desk& desk, const std::string& window, time::Instant at);

// One format a file; JSON is interchange/score_json.
void write_goals_text(std::ostream& out, const Console& console, const engine::GoalAnswer& answer, const metric::Catalogue& catalogue,
                      bool in_full);
void write_scorecard_text(std::ostream& out, const Console& console, const engine::ScorecardAnswer& answer,
                          const metric::Catalogue& catalogue);
void write_standings_text(std::ostream& out, const Console& console, const engine::Standings& answer, const metric::Catalogue& catalogue,
                          double confidence);
void write_exceptions_text(std::ostream& out, const Console& console, const engine::ExceptionAnswer& answer,
                           const metric::Catalogue& catalogue, std::size_t top);
void write_goals_csv(std::ostream& out, const engine::GoalAnswer& answer, const metric::Catalogue& catalogue);   ///< a line a goal
void write_scorecard_csv(std::ostream& out, const engine::ScorecardAnswer& answer, const metric::Catalogue& catalogue);   ///< an item
void write_standings_csv(std::ostream& out, const engine::Standings& answer);
void write_exceptions_csv(std::ostream& out, const engine::ExceptionAnswer& answer);

}  // namespace deskgauge::cli

#pragma once
#include <string>

#include "deskgauge/engine/engine.h"

namespace deskgauge::interchange {

// Answers about goals, scorecards, standings and exceptions as JSON, by the rules of result_json.h; fields in docs/result-json.md. Local
// dates are dates. `indent` < 0: one line.
std::string goals_json(const engine::GoalAnswer& answer, int indent = 2);
std::string scorecard_json(const engine::ScorecardAnswer& answer, int indent = 2);
std::string standings_json(const engine::Standings& answer, int indent = 2);
std::string mix_json(const engine::MixReport& report, int indent = 2);
std::string exceptions_json(const engine::ExceptionAnswer& answer, int indent = 2);

}  // namespace deskgauge::interchange

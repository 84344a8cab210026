#pragma once
#include <string>

#include "deskgauge/engine/engine.h"

namespace deskgauge::interchange {

// Answers about targets as JSON, in the spelling of docs/result-json.md: numbers that read back to the bit, absent values left out with their
// reason beside them, times in RFC 3339 (UTC), local dates as dates. `indent` < 0: one line.
std::string to_json(const engine::GoalAnswer& answer, int indent = -1);
std::string to_json(const engine::ScorecardAnswer& answer, int indent = -1);
std::string to_json(const engine::Standings& answer, int indent = -1);
std::string to_json(const engine::ExceptionAnswer& answer, int indent = -1);

}  // namespace deskgauge::interchange

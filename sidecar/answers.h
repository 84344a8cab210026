#pragma once
#include <cstddef>
#include <vector>

#include "deskgauge/engine/engine.h"

namespace deskgauge::sidecar {

// What the pages of an answer are cut from.
inline const std::vector<engine::Row>& items(const engine::Answer& answer) { return answer.rows; }
inline const std::vector<engine::GoalReport>& items(const engine::GoalAnswer& answer) { return answer.goals; }
inline const std::vector<engine::Card>& items(const engine::ScorecardAnswer& answer) { return answer.cards; }
inline const std::vector<engine::StandingRow>& items(const engine::Standings& answer) { return answer.rows; }
inline const std::vector<engine::Exception>& items(const engine::ExceptionAnswer& answer) { return answer.exceptions; }

/// How much memory an answer takes, in rows: about one for each finished value.
template <class Answer>
std::size_t rows_of(const Answer& answer) { return items(answer).size(); }
inline std::size_t rows_of(const engine::GoalAnswer& answer) {
  std::size_t rows = 0;
  for (auto const& report : answer.goals) rows += 1 + report.days.size();
  return rows;
}
inline std::size_t rows_of(const engine::ScorecardAnswer& answer) { return answer.cards.size() * answer.scorecard.items.size(); }

}  // namespace deskgauge::sidecar

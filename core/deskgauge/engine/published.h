#pragma once
// Private to engine/: numbers that were said, beside what they are now.
#include "deskgauge/engine/goal_report.h"
#include "deskgauge/engine/impl.h"

namespace deskgauge::engine {

/// The value.published events of a goal up to `at` whose number is another today, oldest first. A publication is the goal's when its
/// definition_id is the goal's name, or when it names none and the goal's metric and window, and the goal has no scope.
base::Result<std::vector<Correction>> corrections(const Engine::Impl& engine, const metric::Goal& goal, Instant at,
                                                  const std::vector<HistoryIndex>& of_the_desk);
/// Histories that hold what is said about the desk as a whole: one pass over the book, for all goals.
std::vector<HistoryIndex> desk_histories(const Engine::Impl& engine);

}  // namespace deskgauge::engine

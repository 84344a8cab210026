#pragma once
#include <string>

#include "deskgauge/metric/metric.h"

namespace deskgauge::metric {

/// An expression as a definition writes it, with the parentheses it needs and no others: "reopens / gross_solves * 100". Reading it gives
/// the expression back. Pure; any thread.
std::string to_text(const Expression& expression);
/// "end", "mid", "mean_of_days"
std::string_view to_text(LevelAt level_at);

}  // namespace deskgauge::metric

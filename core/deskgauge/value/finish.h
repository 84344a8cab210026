#pragma once
#include <functional>
#include <optional>
#include <span>

#include "deskgauge/aggregate/state.h"
#include "deskgauge/metric/metric.h"
#include "deskgauge/value/value.h"

namespace deskgauge::value {

/// A state and a definition → a finished value: the one place that divides and rounds. `pending` = immature members left out;
/// `positive` = the positive set of csat and ces; `partial` = the window is a period that is not over.
Value finish(const metric::Metric& metric, const aggregate::State& state, std::int64_t pending, std::span<const std::int64_t> positive,
             bool partial);

/// What a derived metric's expression asks for: the finished value of an operand.
using Operand = std::function<const Value*(const std::string& metric)>;
/// Arithmetic on finished values. Its interval is absent with the reason "derived"; n is the smallest n of its operands.
Value derive(const metric::Metric& metric, const Operand& operand);

}  // namespace deskgauge::value

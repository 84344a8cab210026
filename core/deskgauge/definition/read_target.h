#pragma once
#include <optional>

#include "deskgauge/definition/read.h"
#include "deskgauge/metric/goal.h"

// What goals and scorecards write alike.
namespace deskgauge::definition {

/// An amount in a metric's unit: a number, "87 %" of a rate, or a span ("45m") where the unit is seconds.
std::optional<double> read_amount(const Field& field, Report& report);
std::optional<std::vector<double>> read_amounts(const Field& field, Report& report);

/// `window:` — {rolling: 7d}, {rolling: 7d, complete: true}, {tumbling: month}, {to_date: quarter}, or the text of a query ("7d complete").
std::optional<metric::WindowSpec> read_window(const Field& field, Report& report);

/// `scope:` — a mapping from dimension to value; sorted by dimension.
std::optional<metric::Scope> read_scope(const Field& field, Report& report);

}  // namespace deskgauge::definition

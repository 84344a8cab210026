#pragma once
#include <optional>
#include <span>
#include <vector>

#include "deskgauge/base/result.h"

namespace deskgauge::score {

/// Benjamini and Hochberg's q values of p values, place by place: the least false discovery rate at which the test at that place would
/// still count as a discovery. Each q is at least its p; equal ps have equal qs; the order of the input does not matter. An absent p (a
/// test that was not made) stays absent and is not one of the tests. For exploratory flags only: a q is no verdict on a person.
/// Errors: a p outside [0, 1] ("p_out_of_range").
base::Result<std::vector<std::optional<double>>> benjamini_hochberg(std::span<const std::optional<double>> p);

}  // namespace deskgauge::score

#pragma once
#include <pybind11/pybind11.h>

#include <optional>
#include <string_view>

#include "deskgauge/time/interval.h"

namespace deskgauge::python {

namespace py = pybind11;

/// An aware datetime, an RFC 3339 text with an offset, or integer milliseconds since 1970 -> Instant. A naive datetime raises
/// NaiveDatetimeError; `field` names the argument at fault.
time::Instant to_instant(py::handle value, std::string_view field);
/// None -> nullopt.
std::optional<time::Instant> to_optional_instant(py::handle value, std::string_view field);

/// An aware datetime in UTC; None for kBeginning, kNever and what lies outside the years datetime knows.
py::object to_datetime(time::Instant t);
/// (from, to), half-open.
py::tuple to_datetimes(time::Interval interval);
py::object to_timedelta(time::Span span);

/// None, NaN, pandas.NaT and pandas.NA: how frames write "absent".
bool is_missing(py::handle value);
/// A whole number that is not a bool: int, numpy.int64, …
std::optional<std::int64_t> to_integer(py::handle value);

}  // namespace deskgauge::python

#include "caster_time.h"

#include <pybind11/chrono.h>  // brings Python's datetime.h

#include <cmath>
#include <cstring>

#include "errors.h"

namespace deskgauge::python {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

/// The datetime C API is a pointer of the including file; importing it twice does no harm.
void need_datetime() {
  if (!PyDateTimeAPI) PyDateTime_IMPORT;
  if (!PyDateTimeAPI) throw py::error_already_set();
}

/// Days since 1970-01-01 of a civil date (proleptic Gregorian): the era is 400 years of 146097 days, the year starts in March so that the
/// leap day is its last.
std::int64_t days_from_civil(std::int64_t y, int m, int d) {
  y -= m <= 2;
  std::int64_t const era = (y >= 0 ? y : y - 399) / 400;
  auto const year_of_era = y - era * 400;
  auto const day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719'468;
}

std::int64_t ms_of(py::handle delta) {
  return PyDateTime_DELTA_GET_DAYS(delta.ptr()) * kDayMs + PyDateTime_DELTA_GET_SECONDS(delta.ptr()) * 1000LL +
         PyDateTime_DELTA_GET_MICROSECONDS(delta.ptr()) / 1000;
}

time::Instant from_datetime(py::handle value, std::string_view field) {
  PyObject* const d = value.ptr();
  py::object const offset = value.attr("utcoffset")();
  if (offset.is_none()) raise_naive(field, value);
  std::int64_t const day = days_from_civil(PyDateTime_GET_YEAR(d), PyDateTime_GET_MONTH(d), PyDateTime_GET_DAY(d));
  std::int64_t const local = day * kDayMs + PyDateTime_DATE_GET_HOUR(d) * 3'600'000LL + PyDateTime_DATE_GET_MINUTE(d) * 60'000LL +
                             PyDateTime_DATE_GET_SECOND(d) * 1000LL + PyDateTime_DATE_GET_MICROSECOND(d) / 1000;
  return {local - ms_of(offset)};
}

bool is_named(py::handle value, const char* type_name) { return std::strcmp(Py_TYPE(value.ptr())->tp_name, type_name) == 0; }

}  // namespace

bool is_missing(py::handle value) {
  if (value.is_none()) return true;
  if (PyFloat_Check(value.ptr())) return std::isnan(PyFloat_AS_DOUBLE(value.ptr()));
  return is_named(value, "NaTType") || is_named(value, "pandas.NaT") || is_named(value, "NAType") ||
         is_named(value, "pandas._libs.tslibs.nattype.NaTType") || is_named(value, "pandas._libs.missing.NAType");
}

std::optional<std::int64_t> to_integer(py::handle value) {
  if (PyBool_Check(value.ptr()) || !PyIndex_Check(value.ptr())) return std::nullopt;
  if (is_named(value, "numpy.bool") || is_named(value, "numpy.bool_")) return std::nullopt;
  auto const index = py::reinterpret_steal<py::object>(PyNumber_Index(value.ptr()));
  if (!index) {   // an array has the slot, but is no number
    PyErr_Clear();
    return std::nullopt;
  }
  int overflow = 0;
  long long const number = PyLong_AsLongLongAndOverflow(index.ptr(), &overflow);
  if (overflow) return std::nullopt;
  return number;
}

time::Instant to_instant(py::handle value, std::string_view field) {
  need_datetime();
  if (PyUnicode_Check(value.ptr())) {
    auto parsed = time::parse_instant(value.cast<std::string>());
    if (parsed) return *parsed;
    base::Error error = parsed.error();
    error.field = field;
    if (error.reason == "naive_time") raise_naive(field, value);
    raise(error);
  }
  if (PyDateTime_Check(value.ptr()) && !is_missing(value)) return from_datetime(value, field);
  if (auto const ms = to_integer(value)) return {*ms};
  if (is_named(value, "numpy.datetime64")) raise_naive(field, value);
  raise_invalid("wrong_type", std::string(field), py::repr(value).cast<std::string>(), "This is not an instant",
                "Give an aware datetime, an RFC 3339 text with an offset, or integer milliseconds since 1970.");
}

std::optional<time::Instant> to_optional_instant(py::handle value, std::string_view field) {
  if (value.is_none()) return std::nullopt;
  return to_instant(value, field);
}

py::object to_datetime(time::Instant t) {
  need_datetime();
  constexpr std::int64_t kFirst = -62'135'596'800'000, kLast = 253'402'300'799'999;  // years 1 and 9999
  if (t.ms < kFirst || t.ms > kLast) return py::none();
  std::int64_t day = t.ms / kDayMs, rest = t.ms % kDayMs;
  if (rest < 0) rest += kDayMs, --day;
  // The inverse of days_from_civil.
  std::int64_t const z = day + 719'468, era = (z >= 0 ? z : z - 146'096) / 146'097, day_of_era = z - era * 146'097;
  std::int64_t const year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  std::int64_t const day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100), m = (5 * day_of_year + 2) / 153;
  int const month = static_cast<int>(m < 10 ? m + 3 : m - 9);
  int const year = static_cast<int>(year_of_era + era * 400 + (month <= 2));
  PyObject* const made = PyDateTimeAPI->DateTime_FromDateAndTime(year, month, static_cast<int>(day_of_year - (153 * m + 2) / 5 + 1),
                                                                 static_cast<int>(rest / 3'600'000), static_cast<int>(rest / 60'000 % 60),
                                                                 static_cast<int>(rest / 1000 % 60), static_cast<int>(rest % 1000 * 1000),
                                                                 PyDateTime_TimeZone_UTC, PyDateTimeAPI->DateTimeType);
  if (!made) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(made);
}

py::tuple to_datetimes(time::Interval interval) { return py::make_tuple(to_datetime(interval.from), to_datetime(interval.to)); }

py::object to_timedelta(time::Span span) {
  need_datetime();
  std::int64_t const days = span.ms / kDayMs, rest = span.ms % kDayMs;
  PyObject* const made = PyDelta_FromDSU(static_cast<int>(days), static_cast<int>(rest / 1000), static_cast<int>(rest % 1000 * 1000));
  if (!made) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(made);
}

}  // namespace deskgauge::python

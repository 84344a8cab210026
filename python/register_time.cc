#include <pybind11/pybind11.h>

#include "caster_time.h"
#include "errors.h"
#include "register.h"

namespace deskgauge::python {

void register_time(py::module_& m) {
  m.def(
      "to_ms", [](py::handle value) { return to_instant(value, "value").ms; }, py::arg("value"), py::pos_only(),
      R"(Return an instant as integer milliseconds since 1970-01-01T00:00:00Z.

Parameters
----------
value : datetime.datetime, str or int
    An aware datetime, an RFC 3339 text with an offset, or milliseconds.

Returns
-------
int
    Milliseconds; finer parts are cut off.

Raises
------
NaiveDatetimeError
    If the datetime has no zone.
)");
  m.def(
      "from_ms", [](std::int64_t ms) { return to_datetime({ms}); }, py::arg("ms"), py::pos_only(),
      "Return milliseconds since 1970 as an aware datetime in UTC; None outside the years 1 to 9999.");
  m.def(
      "parse_span", [](std::string_view text) { return to_timedelta(value_or_raise(time::parse_span(text))); }, py::arg("text"),
      py::pos_only(),
      R"(Return a length of time such as "4h", "1d12h" or "PT4H" as a timedelta; a day is 24 hours.

Raises
------
InvalidArgumentError
    If the text is not a span (reason "malformed_span").
)");
}

}  // namespace deskgauge::python

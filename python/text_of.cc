#include "text_of.h"

#include <pybind11/chrono.h>  // brings Python's datetime.h

#include "caster_time.h"
#include "errors.h"

namespace deskgauge::python {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + '"';
}

std::string flow_dict(const py::dict& dict, std::string_view field) {
  std::string out = "{";
  for (auto const& [key, value] : dict) {
    if (is_missing(value)) continue;
    if (out.size() > 1) out += ", ";
    out += quoted(py::str(key).cast<std::string>()) + ": " + quoted(text_of(value, field));
  }
  return out + "}";
}

std::string flow_list(const py::iterable& items, std::string_view field) {
  std::string out = "[";
  for (py::handle item : items) {
    if (out.size() > 1) out += ", ";
    out += py::isinstance<py::dict>(item) ? flow_dict(item.cast<py::dict>(), field) : quoted(text_of(item, field));
  }
  return out + "]";
}

bool is_true_or_false(py::handle value, bool& truth) {
  std::string_view const type = Py_TYPE(value.ptr())->tp_name;
  if (!PyBool_Check(value.ptr()) && type != "numpy.bool" && type != "numpy.bool_") return false;
  truth = PyObject_IsTrue(value.ptr()) == 1;
  return true;
}

}  // namespace

std::string text_of(py::handle value, std::string_view field) {
  if (PyUnicode_Check(value.ptr())) return value.cast<std::string>();
  bool truth = false;
  if (is_true_or_false(value, truth)) return truth ? "true" : "false";
  if (auto const number = to_integer(value)) return std::to_string(*number);
  if (py::isinstance<py::dict>(value)) return flow_dict(value.cast<py::dict>(), field);
  if (!PyDateTimeAPI) PyDateTime_IMPORT;
  if (PyDateTime_Check(value.ptr())) return time::to_text(to_instant(value, field));
  // numpy arrays are numbers to Python as well, so sequences come first
  if (PySequence_Check(value.ptr()) && py::hasattr(value, "__len__") && !PyBytes_Check(value.ptr()))
    return flow_list(value.cast<py::iterable>(), field);
  if (PyNumber_Check(value.ptr())) return py::str(value).cast<std::string>();  // float, Decimal: shortest text that reads back
  raise_invalid("wrong_type", std::string(field), py::repr(value).cast<std::string>(), "This cannot be a value of an event",
                "Use text, numbers, True or False, aware datetimes, lists and dicts of these.");
}

}  // namespace deskgauge::python

#include "errors.h"

#include <pybind11/stl.h>

namespace deskgauge::python {
namespace {

const char* class_of(base::Code code) {
  switch (code) {
    case base::Code::invalid_argument: return "InvalidArgumentError";
    case base::Code::not_found: return "NotFoundError";
    case base::Code::conflict: return "ConflictError";
    case base::Code::precondition: return "PreconditionError";
    case base::Code::exhausted: return "LimitError";
    case base::Code::out_of_range: return "OutOfRangeError";
    case base::Code::unavailable: return "UnavailableError";
    case base::Code::data_loss: return "DataLossError";
    case base::Code::unimplemented: return "UnsupportedError";
    case base::Code::internal: break;
  }
  return "InternalError";
}

[[noreturn]] void raise_class(const char* name, const base::Error& error) {
  py::object const type = py::module_::import("deskgauge._errors").attr(name);
  py::object const exception = type(error.message, py::arg("reason") = error.reason, py::arg("field") = error.field,
                                    py::arg("value") = error.value, py::arg("remedy") = error.remedy);
  PyErr_SetObject(type.ptr(), exception.ptr());
  throw py::error_already_set();
}

}  // namespace

void raise(const base::Error& error) { raise_class(class_of(error.code), error); }

void raise_invalid(std::string reason, std::string field, std::string value, std::string message, std::string remedy) {
  raise({base::Code::invalid_argument, std::move(reason), std::move(field), std::move(value), std::move(message), std::move(remedy)});
}

void raise_naive(std::string_view field, py::handle value) {
  raise_class("NaiveDatetimeError",
              {base::Code::invalid_argument, "naive_time", std::string(field), py::str(value).cast<std::string>(),
               "A datetime without a zone is not an instant: it would depend on the machine that reads it",
               "Attach the zone it was meant in, for example value.replace(tzinfo=zoneinfo.ZoneInfo(\"Europe/Berlin\")), or "
               "series.dt.tz_localize(\"Europe/Berlin\") for a pandas column."});
}

void raise_definitions(const std::vector<definition::Diagnostic>& diagnostics) {
  py::object const type = py::module_::import("deskgauge._errors").attr("DefinitionError");
  py::object const exception = type(py::cast(diagnostics));
  PyErr_SetObject(type.ptr(), exception.ptr());
  throw py::error_already_set();
}

}  // namespace deskgauge::python

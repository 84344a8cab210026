#pragma once
#include <pybind11/pybind11.h>

#include <utility>
#include <vector>

#include "deskgauge/base/result.h"
#include "deskgauge/definition/diagnostic.h"

namespace deskgauge::python {

namespace py = pybind11;

/// Raises the class of deskgauge._errors that stands for the error's code. The interpreter lock must be held.
[[noreturn]] void raise(const base::Error& error);
/// Raises InvalidArgumentError.
[[noreturn]] void raise_invalid(std::string reason, std::string field, std::string value, std::string message, std::string remedy);
/// Raises NaiveDatetimeError: a datetime without a zone is not an instant.
[[noreturn]] void raise_naive(std::string_view field, py::handle value);
/// Raises DefinitionError with its diagnostics.
[[noreturn]] void raise_definitions(const std::vector<definition::Diagnostic>& diagnostics);

/// The value of a result, or its error as an exception.
template <class T>
T value_or_raise(base::Result<T>&& result) {
  if (!result) raise(result.error());
  return std::move(result).value();
}
inline void value_or_raise(base::Result<void>&& result) {
  if (!result) raise(result.error());
}

}  // namespace deskgauge::python

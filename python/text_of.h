#pragma once
#include <pybind11/pybind11.h>

#include <string>
#include <string_view>

namespace deskgauge::python {

/// A Python value as event files write it: texts as they are, true and false, numbers, aware datetimes in RFC 3339, lists and dicts in flow
/// notation. What has no such text raises InvalidArgumentError; `field` names it.
std::string text_of(pybind11::handle value, std::string_view field);

}  // namespace deskgauge::python

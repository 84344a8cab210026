#pragma once
#include <pybind11/pybind11.h>

namespace deskgauge::python {

namespace py = pybind11;
class EngineBox;

// One function a concept, in the order module.cc calls them: a class before the functions that return it, so that signatures in
// docstrings show Python names.
void register_time(py::module_& m);
void register_definition(py::module_& m);
void register_event(py::module_& m);
void register_aggregate(py::module_& m);
void register_distinct(py::module_& m);  ///< called by register_aggregate
void register_survival(py::module_& m);  ///< called by register_aggregate
void register_value(py::module_& m);
void register_explanation(py::module_& m);
void register_engine(py::module_& m);
void register_scenario(py::module_& m);
void register_scores(py::class_<EngineBox>& c);  ///< called by register_engine
void register_stats(py::module_& m);

}  // namespace deskgauge::python

#include "register.h"

/// The extension deskgauge._core: this file only lists what there is, one submodule for each concept; each is registered in a file of its
/// own name.
PYBIND11_MODULE(_core, m) {
  using namespace deskgauge::python;
  m.doc() = "The compiled core of deskgauge. Import deskgauge, not this module.";
  auto const submodule = [&](const char* name, const char* doc, void (*fill)(py::module_&)) {
    auto sub = m.def_submodule(name, doc);
    fill(sub);
  };
  submodule("time", "Instants and spans.", &register_time);
  submodule("definition", "Definitions, their metrics and findings about them.", &register_definition);
  submodule("event", "Events, on their way in.", &register_event);
  submodule("aggregate", "Accumulators.", &register_aggregate);
  submodule("value", "Answers and their numbers.", &register_value);
  submodule("explanation", "Why a number is what it is.", &register_explanation);
  submodule("engine", "The engine.", &register_engine);
  submodule("stats", "Statistics on plain numbers.", &register_stats);
  submodule("scenario", "Timeline tests.", &register_scenario);
}

#include "register.h"

/// The extension deskgauge._core: this file only lists what there is; each concept is registered in a file of its own name.
PYBIND11_MODULE(_core, m) {
  using namespace deskgauge::python;
  m.doc() = "The compiled core of deskgauge. Import deskgauge, not this module.";
  register_time(m);
  register_definition(m);
  register_event(m);
  register_aggregate(m);
  register_value(m);
  register_explanation(m);
  register_engine(m);
  register_scenario(m);
}

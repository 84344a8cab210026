#include "definitions.h"
#include "fields.h"
#include "register.h"
#include "value_class.h"

namespace deskgauge::python {
namespace {

std::vector<scenario::TestOutcome> run_tests(const Definitions& definitions, const std::string& run) {
  py::gil_scoped_release unlocked;
  std::vector<scenario::TestOutcome> outcomes;
  for (const metric::TestSpec& test : definitions.catalogue->tests)
    if (test.name.find(run) != std::string::npos) outcomes.push_back(scenario::run(test, definitions.catalogue));
  return outcomes;
}

}  // namespace

void register_scenario(py::module_& m) {
  value_class<scenario::Difference>(m, "Difference", "An expected detail of a test that came out otherwise.");
  value_class<scenario::Fault>(m, "Fault", "A line of a test that could not be carried out.");
  value_class<scenario::TestOutcome>(m, "TestOutcome", "What came of one timeline test.")
      .def_property_readonly("passed", &scenario::TestOutcome::passed, "bool: no differences and no faults.");
  m.def("run_tests", &run_tests, py::arg("definitions"), py::arg("run"), py::pos_only(),
        "Run the timeline tests whose names contain `run`; the interpreter lock is released.");
}

}  // namespace deskgauge::python

#include <pybind11/stl.h>

#include "deskgauge/scenario/run.h"
#include "fields.h"
#include "register.h"
#include "scenario.h"
#include "value_class.h"

namespace deskgauge::python {

template <>
struct Fields<Expectation> {
  using T = Expectation;
  static void each(auto&& f) {
    f("at", &T::at, "datetime: the moment that is asked for.");
    f("metric", &T::metric, "str: name of the metric.");
    f("window", &T::window, "str: as ``Engine.query`` takes it.");
    f("where", &T::where, "str: the group, as a filter; empty for the total.");
    f("value", &T::value, "float or None: the number in the metric's unit.");
    f("tolerance", &T::tolerance, "float or None: absolute; None is equal to the bit.");
    f("reason", &T::reason, "str: the reason expected instead of a number, such as \"no_data\"; else empty.");
    f("n", &T::n, "int or None.");
    f("numerator", &T::numerator, "int or None.");
    f("denominator", &T::denominator, "int or None.");
    f("pending", &T::pending, "int or None.");
    f("provisional", &T::provisional, "bool or None.");
    f("line", &T::line, "int: in the file of the test.");
  }
};

namespace {

std::vector<scenario::TestOutcome> run_tests(const Definitions& definitions, const std::string& run) {
  py::gil_scoped_release unlocked;
  std::vector<scenario::TestOutcome> outcomes;
  for (const metric::TestSpec& test : definitions.catalogue->tests)
    if (test.name.find(run) != std::string::npos) outcomes.push_back(scenario::run(test, definitions.catalogue));
  return outcomes;
}

Events events_of(const metric::TestSpec& test) {
  Events events;
  for (std::size_t i = 0; i < test.given.size(); ++i) {
    auto built = scenario::build_event(test.given[i], test.start, static_cast<int>(i) + 1, *events.interner);
    if (!built) {
      events.rejections.push_back({i, built.error()});
      continue;
    }
    events.items.push_back(std::move(*built));
    events.positions.push_back(i);
  }
  return events;
}

Expectation expectation_of(const metric::TestSpec& test, const metric::Expectation& expected) {
  return {test.start + expected.at,
          expected.metric.empty() ? test.metric : expected.metric,
          expected.window.empty() ? "all" : expected.window,
          scenario::filter_of(expected),
          expected.value,
          expected.tolerance,
          expected.reason,
          expected.n,
          expected.numerator,
          expected.denominator,
          expected.pending,
          expected.provisional,
          expected.line};
}

}  // namespace

std::vector<Scenario> scenarios(const Definitions& definitions, const std::string& run) {
  std::vector<Scenario> out;
  for (const metric::TestSpec& test : definitions.catalogue->tests) {
    if (test.name.find(run) == std::string::npos) continue;
    Scenario& one = out.emplace_back(
        Scenario{test.name, test.metric, test.file, test.line, test.start, scenario::last_moment(test), events_of(test), {}});
    for (const metric::Expectation& expected : test.expect) one.expectations.push_back(expectation_of(test, expected));
  }
  return out;
}

void register_scenario(py::module_& m) {
  value_class<scenario::Difference>(m, "Difference", "An expected detail of a test that came out otherwise.");
  value_class<scenario::Fault>(m, "Fault", "A line of a test that could not be carried out.");
  value_class<scenario::TestOutcome>(m, "TestOutcome", "What came of one timeline test.")
      .def_property_readonly("passed", &scenario::TestOutcome::passed, "bool: no differences and no faults.");
  value_class<Expectation>(m, "Expectation", "A value a timeline test expects, as the question that is asked for it.");
  py::class_<Scenario>(m, "Scenario", "A timeline test with its events built, to be played into an engine or a sidecar. Read-only.")
      .def_readonly("name", &Scenario::name, "str.")
      .def_readonly("metric", &Scenario::metric, "str: the metric it is about.")
      .def_readonly("file", &Scenario::file, "str.")
      .def_readonly("line", &Scenario::line, "int.")
      .def_property_readonly(
          "start", [](const Scenario& s) { return to_datetime(s.start); }, "datetime: the moment its times count from.")
      .def_property_readonly(
          "end", [](const Scenario& s) { return to_datetime(s.end); }, "datetime: its latest moment, the present of its events.")
      .def_readonly("events", &Scenario::events, "Events: in the order of the file.")
      .def_readonly("expectations", &Scenario::expectations, "list of Expectation.")
      .def("__repr__", [](const Scenario& s) {
        return "Scenario(name='" + s.name + "', events=" + std::to_string(s.events.items.size()) +
               ", expectations=" + std::to_string(s.expectations.size()) + ")";
      });
  m.def("run_tests", &run_tests, py::arg("definitions"), py::arg("run"), py::pos_only(),
        "Run the timeline tests whose names contain `run`; the interpreter lock is released.");
  m.def("scenarios", &scenarios, py::arg("definitions"), py::arg("run"), py::pos_only(),
        "Return the timeline tests whose names contain `run`, with their events built.");
}

}  // namespace deskgauge::python

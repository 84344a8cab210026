#include <memory>

#include "deskgauge/definition/load.h"
#include "deskgauge/metric/expression_text.h"
#include "definitions.h"
#include "fields.h"
#include "register.h"
#include "value_class.h"

namespace deskgauge::python {
namespace {

using Sources = std::vector<std::pair<std::string, std::string>>;

std::vector<definition::SourceFile> files_of(const Sources& sources) {
  std::vector<definition::SourceFile> files;
  for (const auto& [name, text] : sources) files.push_back({name, text});
  return files;
}

definition::Loaded load_files(const Sources& sources, bool lint) {
  auto const files = files_of(sources);
  py::gil_scoped_release unlocked;
  definition::LoadOptions options;
  options.lint = lint;
  return definition::load(files, options);
}

std::string text_of(const definition::Diagnostic& d) {
  std::string out = d.at.file + ":" + std::to_string(d.at.line) + ":" + std::to_string(d.at.column) + ": " +
                    std::string(to_text(d.severity)) + ": " + d.message + " [" + d.rule + "]";
  return d.hint.empty() ? out : out + "\n  hint: " + d.hint;
}

std::vector<std::string> names_of(const std::vector<metric::DimensionRef>& dimensions) {
  std::vector<std::string> out;
  for (const auto& dimension : dimensions) out.push_back(dimension.name());
  return out;
}

void register_diagnostic(py::module_& m) {
  value_class<definition::Position>(m, "Position", "A place in a definition file; lines and columns count from 1.");
  value_class<definition::Diagnostic::Related>(m, "Related", "Another place a finding is about.");
  value_class<definition::Diagnostic>(m, "Diagnostic", "A finding about definitions, with a stable rule id, a place and a hint.")
      .def("__str__", &text_of);
}

bool is_derived(const metric::Metric& metric) { return metric.type == metric::MetricType::derived; }
std::string_view aggregation_of(const metric::Metric& metric) {
  if (is_derived(metric)) return {};
  return metric.type == metric::MetricType::ratio ? "ratio" : aggregate::to_text(metric.aggregation.aggregation);
}

/// A metric read from definitions: it lives as long as the Definitions that own it.
void register_metric(py::module_& m) {
  using metric::Metric;
  py::class_<Metric>(m, "Metric", "What a KPI is: every choice of its definition. Read-only.")
      .def_readonly("name", &Metric::name, "str: unique in its definitions.")
      .def_readonly("label", &Metric::label, "str: for people.")
      .def_readonly("description", &Metric::description, "str.")
      .def_readonly("owner", &Metric::owner, "str.")
      .def_readonly("version", &Metric::version, "int: grows when the meaning changes.")
      .def_property_readonly(
          "type", [](const Metric& s) { return to_text(s.type); }, "str: \"simple\", \"ratio\" or \"derived\".")
      .def_property_readonly(
          "fact", [](const Metric& s) { return is_derived(s) ? std::string_view{} : to_text(s.fact); },
          "str: kind of fact it measures; empty of a derived metric.")
      .def_property_readonly("aggregation", &aggregation_of, "str: how samples are combined; empty of a derived metric.")
      .def_property_readonly(
          "expression", [](const Metric& s) { return is_derived(s) ? to_text(s.expression) : std::string{}; },
          "str: of a derived metric, arithmetic on other metrics; else empty.")
      .def_property_readonly(
          "level_at", [](const Metric& s) { return is_derived(s) ? to_text(s.level_at) : std::string_view{}; },
          "str: of a derived metric, the moment its levels are read at: \"end\", \"mid\" or \"mean_of_days\"; else empty.")
      .def_property_readonly(
          "unit", [](const Metric& s) { return to_text(s.unit); }, "str: UCUM, such as \"s\" or \"{ticket}\".")
      .def_property_readonly(
          "direction", [](const Metric& s) { return to_text(s.direction); }, "str: \"up\", \"down\", \"band\" or \"none\".")
      .def_property_readonly(
          "dimensions", [](const Metric& s) { return names_of(s.dimensions); }, "list of str: its full key.")
      .def_readonly("rollups", &Metric::rollups, "list of list of str: kept as cells.")
      .def_readonly("minimum_sample", &Metric::minimum_sample, "int: below it a value is marked low_n.")
      .def_readonly("confidence", &Metric::confidence, "float: of its interval.")
      .def_readonly("companion", &Metric::companion, "str: the metric shown beside it.")
      .def_property_readonly(
          "semantic_hash", [](const Metric& s) { return metric::semantic_hash(s); }, "int: equal meaning, equal hash.")
      .def("__repr__", [](const Metric& s) {
        return "Metric(name='" + s.name + "', version=" + std::to_string(s.version) + ", type='" + std::string(to_text(s.type)) + "')";
      });
}

const metric::Metric& metric_named(const Definitions& self, const std::string& name) {
  if (const metric::Metric* found = self.catalogue->find_metric(name)) return *found;
  std::vector<std::string> names;
  for (const auto& candidate : self.catalogue->metrics) names.push_back(candidate.name);
  std::string const closest = metric::closest(name, names);
  raise({base::Code::not_found, "unknown_metric", "metric", name, "No metric has this name",
         closest.empty() ? "List the names with list(definitions)." : "Did you mean \"" + closest + "\"?"});
}

void register_definitions(py::module_& m) {
  py::class_<Definitions>(m, "Definitions", "A whole reviewed set of definitions, checked and linked. Immutable; shared by engines.")
      .def_property_readonly(
          "diagnostics", [](const Definitions& s) { return s.diagnostics; }, "list of Diagnostic: warnings and notes.")
      .def_property_readonly(
          "text", [](const Definitions& s) { return s.catalogue->text; }, "str: the YAML in canonical order.")
      .def_property_readonly(
          "desk", [](const Definitions& s) { return s.catalogue->desk.name; }, "str: name of the desk.")
      .def_property_readonly(
          "zone", [](const Definitions& s) { return std::string(s.catalogue->desk.zone.name()); }, "str: zone of the desk.")
      .def_property_readonly(
          "fingerprint", [](const Definitions& s) { return s.catalogue->fingerprint(); }, "int: of everything that can change a number.")
      .def_property_readonly(
          "tests",
          [](const Definitions& s) {
            std::vector<std::string> names;
            for (const auto& test : s.catalogue->tests) names.push_back(test.name);
            return names;
          },
          "list of str: names of the timeline tests.")
      .def("__getitem__", &metric_named, py::arg("name"), py::return_value_policy::reference_internal)
      .def(
          "__contains__", [](const Definitions& s, const std::string& name) { return s.catalogue->find_metric(name) != nullptr; },
          py::arg("name"))
      .def("__len__", [](const Definitions& s) { return s.catalogue->metrics.size(); })
      .def("__iter__",
           [](const Definitions& s) {
             py::list names;
             for (const auto& metric : s.catalogue->metrics) names.append(metric.name);
             return py::iter(names);
           })
      .def("__eq__",
           [](const Definitions& s, py::handle other) {
             return py::isinstance<Definitions>(other) && s.catalogue->text == other.cast<const Definitions&>().catalogue->text;
           })
      .def("__hash__", [](const Definitions& s) { return static_cast<py::ssize_t>(s.catalogue->fingerprint() >> 1); })
      .def("__repr__",
           [](const Definitions& s) {
             return "Definitions(desk='" + s.catalogue->desk.name + "', metrics=" + std::to_string(s.catalogue->metrics.size()) + ")";
           })
      .def(py::pickle([](const Definitions& s) { return py::make_tuple(kPickleVersion, py::bytes(s.catalogue->text)); },
                      [](const py::tuple& state) {
                        return load_definitions({{"definitions.yaml", pickled_bytes(state, "Definitions")}});
                      }));
}

}  // namespace

Definitions load_definitions(const Sources& sources) {
  auto loaded = load_files(sources, true);
  if (!loaded.ok()) raise_definitions(loaded.diagnostics);
  return {std::move(loaded.catalogue), std::move(loaded.diagnostics)};
}

void register_definition(py::module_& m) {
  register_diagnostic(m);
  register_metric(m);
  register_definitions(m);
  m.def("load_sources", &load_definitions, py::arg("sources"), py::pos_only(),
        "Load (name, text) pairs into Definitions, or raise DefinitionError with every finding.");
  m.def(
      "check_sources", [](const Sources& sources, bool lint) { return load_files(sources, lint).diagnostics; }, py::arg("sources"),
      py::pos_only(), py::kw_only(), py::arg("lint") = true, "Return every finding about (name, text) pairs, sorted by place.");
}

}  // namespace deskgauge::python

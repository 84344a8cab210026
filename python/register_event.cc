#include <pybind11/stl.h>

#include "column_events.h"
#include "events.h"
#include "fields.h"
#include "register.h"
#include "value_class.h"

namespace deskgauge::python {
namespace {

constexpr const char* word_of(event::ValueType type) {
  switch (type) {
    case event::ValueType::text: return "text";
    case event::ValueType::choice: return "choice";
    case event::ValueType::boolean: return "boolean";
    case event::ValueType::integer: return "integer";
    case event::ValueType::instant: return "instant";
    case event::ValueType::decimal: return "decimal";
    case event::ValueType::list: return "list";
    case event::ValueType::rows: return "rows";
    case event::ValueType::object: return "object";
  }
  return "";
}

py::dict field_spec(const event::FieldSpec& field) {
  py::dict out;
  out["type"] = word_of(field.type);
  out["required"] = field.required;
  if (!field.choices.empty()) out["choices"] = std::vector<std::string>(field.choices.begin(), field.choices.end());
  if (!field.columns.empty()) {
    py::dict columns;
    for (const event::Column& column : field.columns) columns[py::str(std::string(column.name))] = word_of(column.type);
    out["columns"] = columns;
  }
  return out;
}

py::dict vocabulary() {
  py::dict out;
  for (const event::KindSpec& kind : event::vocabulary()) {
    py::dict fields;
    for (const event::FieldSpec& field : kind.fields) fields[py::str(std::string(to_text(field.field)))] = field_spec(field);
    out[py::str(std::string(kind.name))] = fields;
  }
  return out;
}

Events events_of(const Columns& columns) {
  Events out;
  ColumnEvents reader(columns, *out.interner);
  if (auto const missing = reader.missing_column()) raise(*missing);
  reader.fill(0, columns.rows, out.items);
  for (const auto& [row, error] : reader.faults()) out.rejections.push_back({row, error});
  out.positions = drop_faulty(out.items, 0, reader.faults());
  return out;
}

/// The file of a mapping's findings is `name`; `bytes` is what the export holds.
Events import_events(const std::string& bytes, const std::string& mapping_text, const std::string& name, const std::string& zone,
                     const std::string& source) {
  interchange::MappingOverrides overrides;
  overrides.zone = zone;
  overrides.source = source;
  auto loaded = interchange::load_mapping(name, mapping_text, overrides);
  if (!loaded.mapping) raise_definitions(loaded.diagnostics);
  auto imported = [&] {
    py::gil_scoped_release unlocked;
    return import_table(bytes, loaded.mapping);
  }();
  return value_or_raise(std::move(imported));
}

std::optional<std::string> preset_mapping(const std::string& name) {
  auto const text = interchange::preset_mapping(name);
  return text ? std::optional<std::string>(*text) : std::nullopt;
}

py::dict event_at(const Events& self, py::ssize_t index) {
  auto const n = static_cast<py::ssize_t>(self.items.size());
  if (index < 0) index += n;
  if (index < 0 || index >= n) throw py::index_error("event " + std::to_string(index) + " of " + std::to_string(n));
  return to_dict(self.items[static_cast<std::size_t>(index)], *self.interner);
}

py::list all_dicts(const Events& self) {
  py::list out(self.items.size());
  for (std::size_t i = 0; i < self.items.size(); ++i) out[i] = to_dict(self.items[i], *self.interner);
  return out;
}

}  // namespace

void register_event(py::module_& m) {
  value_class<base::Error>(m, "Error", "Why an event was refused: field, value and remedy.").def("__str__", [](const base::Error& e) {
    return to_text(e);
  });
  value_class<engine::Rejection>(m, "Rejection", "An event that was not taken in; the others of its batch were.");
  value_class<engine::IngestReport>(m, "IngestReport",
                                    "What became of a batch: accepted + duplicates + superseded + rejections = its size.");
  m.def("vocabulary", &vocabulary,
        R"(Return every event type with its fields.

Returns
-------
dict
    Event type -> field -> {"type", "required", "choices", "columns"}; the last two only where there are any.
)");
  m.def(
      "fingerprint", [](const py::bytes& bytes) { return base::fingerprint(static_cast<std::string_view>(bytes)); }, py::arg("bytes"),
      py::pos_only(), "Return the 64-bit FNV-1a checksum of bytes.");
  py::class_<Events>(m, "Events", R"(Events read once, to be given to any number of engines. Immutable.

Parameters
----------
events : iterable of dict
    Envelope keys (type, id, source, subject, time, sequence, revision, recorded_time) beside the payload's fields, or CloudEvents with
    the payload under "data". A payload field named as an envelope key is written "data.type" in the flat form.
source : str, optional
    Source of events that state none.

Raises
------
NaiveDatetimeError
    If a time has no zone. Other faults are rejections, so that the rest can be used.
)")
      .def(py::init([](const py::iterable& events, const std::string& source) { return read_dicts(events, source); }),
           py::arg("events") = py::tuple(), py::kw_only(), py::arg("source") = "")
      .def_property_readonly(
          "rejections", [](const Events& s) { return s.rejections; }, "list of Rejection: what could not be read.")
      .def_property_readonly(
          "unknown_types", [](const Events& s) { return s.unknown_types; },
          "dict of str to int: of a file, types that are not in the vocabulary.")
      .def_property_readonly(
          "ignored_fields", [](const Events& s) { return s.ignored_fields; },
          "dict of str to int: of a file, fields that are not in the vocabulary.")
      .def_property_readonly(
          "summary", [](const Events& s) { return s.summary; }, "dict of str to int: of an imported table, rows by what became of them.")
      .def_static(
          "from_json_lines",
          [](const std::string& text) {
            py::gil_scoped_release unlocked;
            return read_json_lines(text);
          },
          py::arg("text"), "Read CloudEvents JSON lines (str or bytes); faulty lines are rejections, by line from 0.")
      .def_static(
          "from_columns",
          [](const py::dict& columns, const py::object& dictionaries) {
            return events_of(read_columns(columns, dictionaries.is_none() ? py::dict() : dictionaries.cast<py::dict>()));
          },
          py::arg("columns"), py::kw_only(), py::arg("dictionaries") = py::none(), "Read columns as ``Engine.ingest_columns`` does.")
      .def(
          "to_json_lines", [](const Events& s) { return to_json_lines(s); },
          "Return the events as CloudEvents JSON lines, as files hold them.")
      .def("__len__", [](const Events& s) { return s.items.size(); })
      .def("__getitem__", &event_at, py::arg("index"))
      .def("__iter__", [](const Events& s) { return py::iter(all_dicts(s)); })
      .def("to_dicts", &all_dicts, "Return the events as dicts in CloudEvents shape; times are aware datetimes in UTC.")
      .def("__repr__",
           [](const Events& s) {
             return "Events(" + std::to_string(s.items.size()) + " events, " + std::to_string(s.rejections.size()) + " rejections)";
           })
      .def(py::pickle([](const Events& s) { return py::make_tuple(kPickleVersion, all_dicts(s), py::cast(s.rejections)); },
                      [](const py::tuple& state) {
                        if (state.size() != 3 || state[0].cast<int>() != kPickleVersion) raise_damaged("Events");
                        Events events = read_dicts(state[1].cast<py::list>(), "");
                        events.rejections = state[2].cast<std::vector<engine::Rejection>>();
                        return events;
                      }));
  m.def("import_events", &import_events, py::arg("data"), py::arg("mapping"), py::arg("name"), py::arg("zone"), py::arg("source"),
        py::pos_only(), "Import the bytes of a CSV or JSON export by the text of a mapping.");
  m.def("preset_mapping", &preset_mapping, py::arg("name"), py::pos_only(),
        "Return the text of a mapping that comes with Deskgauge, or None.");
}

}  // namespace deskgauge::python

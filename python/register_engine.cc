#include <pybind11/stl.h>

#include "caster_time.h"
#include "engine_box.h"
#include "fields.h"
#include "register.h"
#include "value_class.h"

namespace deskgauge::python {
namespace {

using Names = std::vector<std::string>;

/// Definitions, or what deskgauge.load takes.
Definitions definitions_of(const py::object& definitions) {
  if (py::isinstance<Definitions>(definitions)) return definitions.cast<Definitions>();
  return py::module_::import("deskgauge._definitions").attr("load")(definitions).cast<Definitions>();
}

engine::IngestOptions options_of(const py::object& now) { return {to_optional_instant(now, "now")}; }

engine::IngestReport ingest_columns(EngineBox& self, const py::object& dictionaries, const py::object& now, const py::kwargs& columns) {
  auto const read = read_columns(columns, dictionaries.is_none() ? py::dict() : dictionaries.cast<py::dict>());
  return self.ingest(read, options_of(now));
}

/// Events, dicts, or anything frames.py can take apart into columns.
engine::IngestReport ingest(EngineBox& self, const py::object& events, const py::object& now, const std::string& source) {
  if (py::isinstance<Events>(events)) return self.ingest(events.cast<const Events&>(), options_of(now));
  py::object const frame = py::module_::import("deskgauge.frames").attr("as_columns")(events, source);
  if (!frame.is_none()) {
    auto const parts = frame.cast<py::tuple>();
    return ingest_columns(self, parts[1], now, parts[0].cast<py::kwargs>());
  }
  return self.ingest(read_dicts(events.cast<py::iterable>(), source), options_of(now));
}

/// A text names one thing, a list several.
Names names_of(const py::object& names) {
  if (names.is_none()) return {};
  if (PyUnicode_Check(names.ptr())) return {names.cast<std::string>()};
  return names.cast<Names>();
}

metric::WindowSpec window_of(const EngineBox& self, const std::string& text) {
  return value_or_raise(self.read([&](const engine::Engine& e) { return metric::parse_window(text, e.catalogue().desk.zone); }));
}

engine::Answer query(const EngineBox& self, const py::object& metrics, const std::string& window, const py::object& at,
                     const py::object& by, const std::string& where, const std::string& compare, const std::optional<std::string>& series,
                     int top, bool left_out) {
  engine::Query q;
  q.with_left_out = left_out;
  q.metrics = names_of(metrics);
  q.window = window_of(self, window);
  q.at = to_optional_instant(at, "at");
  q.by = names_of(by);
  q.where = where;
  q.compare = value_or_raise(metric::parse_comparison(compare));
  q.top = top;
  if (series) {
    q.series = time::parse_grain(*series);
    if (!q.series) raise_invalid("unknown_grain", "series", *series, "This is not a grain", "Use hour, day, week, month, quarter or year.");
  }
  return value_or_raise(self.read([&](const engine::Engine& e) { return e.query(q); }));
}

engine::Explanation explain(const EngineBox& self, const std::string& metric, const std::string& window, const py::object& at,
                            const std::map<std::string, py::object>& group, const std::string& where, const std::string& subject,
                            std::size_t limit, std::size_t offset) {
  engine::ExplainRequest r;
  r.metric = metric;
  r.window = window_of(self, window);
  r.at = to_optional_instant(at, "at");
  for (const auto& [dimension, word] : group) r.group.emplace_back(dimension, word.is_none() ? "" : py::str(word).cast<std::string>());
  r.where = where;
  r.subject = subject;
  r.limit = limit;
  r.offset = offset;
  return value_or_raise(self.read([&](const engine::Engine& e) { return e.explain(r); }));
}

base::Result<engine::LeftOut> left_out_of(const engine::Engine& engine, time::Instant at) {
  if (engine.cells_only())
    return base::unexpected(base::Code::precondition, "cells_only", "An engine of cells holds no histories to count", "at",
                            time::to_text(at), "Restore a full snapshot.");
  return engine.left_out(at);
}

py::bytes snapshot(const EngineBox& self, const std::string& kind) {
  if (kind != "full" && kind != "cells")
    raise_invalid("unknown_choice", "kind", kind, "There is no such kind of snapshot", "Use \"full\" or \"cells\".");
  auto const wanted = kind == "full" ? engine::SnapshotKind::full : engine::SnapshotKind::cells;
  return self.read([&](const engine::Engine& e) { return e.snapshot(wanted); });
}

std::unique_ptr<EngineBox> restore(const std::string& bytes) { return std::make_unique<EngineBox>(restore_engine(bytes)); }
std::string whole_snapshot(const EngineBox& self) {
  return self.read(
      [](const engine::Engine& e) { return e.snapshot(e.cells_only() ? engine::SnapshotKind::cells : engine::SnapshotKind::full); });
}

void register_input(py::class_<EngineBox>& c) {
  c.def("ingest", &ingest, py::arg("events"), py::kw_only(), py::arg("now") = py::none(), py::arg("source") = "",
        R"(Take events in: any order, any batching, duplicates and corrections give the same state.

Parameters
----------
events : Events, iterable of dict, pandas.DataFrame, polars.DataFrame, pyarrow.Table or any object with ``__arrow_c_stream__``
    A frame has one row an event, and columns named as the fields of the vocabulary (``vocabulary()``) and of the envelope.
now : datetime, str or int, optional
    The sender's present, against which the definitions' ``max_future_skew`` is measured. Default: the latest event time seen.
source : str, optional
    Source of events that state none.

Returns
-------
IngestReport
    Faulty events are rejections by index; every other event is taken in.

Raises
------
NaiveDatetimeError
    If a datetime has no zone; nothing is taken in then.
PreconditionError
    If the engine was restored from a snapshot of cells.
)");
  c.def("ingest_columns", &ingest_columns, py::kw_only(), py::arg("dictionaries") = py::none(), py::arg("now") = py::none(),
        R"(Take events in from columns of equal length, without a Python object for each row.

Parameters
----------
dictionaries : dict of str to sequence of str, optional
    For dictionary-coded columns: the words their integers are positions of; -1 is absent.
now : datetime, str or int, optional
    As in ``ingest``.
**columns : array of shape (n,), or one value for every row
    ``type``, ``id``, ``source`` and ``time`` are required; the rest are fields of the vocabulary. ``time`` is int64 milliseconds since
    1970 (UTC); other integer columns are identifiers or numbers; a numpy masked array marks absent values.

Returns
-------
IngestReport

Raises
------
InvalidArgumentError
    If a name is unknown, lengths differ or a required column is missing; nothing is taken in then.
)");
  c.def(
      "advance",
      [](EngineBox& self, const py::object& now) {
        auto const t = to_instant(now, "now");
        self.write([&](engine::Engine& e) { e.advance(t); });
      },
      py::arg("now"), "Let effects due up to `now` (a breached target, a cohort that matured) take place. Never goes back.");
  c.def(
      "apply",
      [](EngineBox& self, const py::object& definitions) {
        auto const catalogue = definitions_of(definitions).catalogue;
        value_or_raise(self.write([&](engine::Engine& e) { return e.apply(catalogue); }));
      },
      py::arg("definitions"), R"(Use new definitions: only metrics whose meaning changed are recomputed.

Raises
------
DefinitionError
    If they have errors; the old ones stay.
)");
  c.def(
      "merge",
      [](EngineBox& self, const EngineBox& other) {
        if (&self == &other) return;
        value_or_raise(self.merge(other));
      },
      py::arg("other"), R"(Unite with the events of another engine of the same definitions.

Raises
------
PreconditionError
    If the definitions differ.
)");
  c.def(
      "__iadd__",
      [](py::object self, const EngineBox& other) {
        self.attr("merge")(other);
        return self;
      },
      py::arg("other"));
}

void register_output(py::class_<EngineBox>& c) {
  c.def("query", &query, py::arg("metrics") = py::none(), py::kw_only(), py::arg("window") = "7d", py::arg("at") = py::none(),
        py::arg("by") = py::tuple(), py::arg("where") = "", py::arg("compare") = "none", py::arg("series") = py::none(), py::arg("top") = 0,
        py::arg("left_out") = false,
        R"(Ask for numbers.

Parameters
----------
metrics : str or sequence of str, optional
    Names; default: every metric.
window : str
    "7d", "28d complete", "week", "last month", "month_to_date", "all" or "2026-05-01..2026-06-01"; half-open, in the desk's zone.
at : datetime, str or int, optional
    Event time: later events do not exist for the answer. Default: the engine's now.
by : str or sequence of str
    Dimensions to group by; empty: the total.
where : str
    A filter over dimensions, such as ``channel in ("email", "web")``.
compare : {"none", "previous_period", "previous_year"}
    What to compare with.
series : {"hour", "day", "week", "month", "quarter", "year"}, optional
    One row for each bucket of this grain.
top : int
    Keep the largest groups of each metric by n; 0: all.
left_out : bool
    Also count the tickets and events that are not in the numbers, which reads every history. Without it ``Answer.left_out`` is None,
    as it is on an engine of cells, which holds no histories.

Returns
-------
Answer
    Durations are seconds, rates 0 to 1, NPS -100 to 100.

Raises
------
NotFoundError
    If a metric or dimension is unknown.
InvalidArgumentError
    If the window or the filter cannot be read.
)");
  c.def("explain", &explain, py::arg("metric"), py::kw_only(), py::arg("window") = "7d", py::arg("at") = py::none(),
        py::arg("group") = py::dict(), py::arg("where") = "", py::arg("subject") = "", py::arg("limit") = 50, py::arg("offset") = 0,
        R"(Explain a number: its facts with the time that counted and the time that did not, and what was left out.

Parameters
----------
metric : str
    Its name.
window, at, where
    As in ``query``.
group : dict of str to str
    Dimension and value that must hold; None is "no value".
subject : str
    Only the part of one entity, such as "ticket/123".
limit, offset : int
    Page of the facts, largest samples first.

Returns
-------
Explanation
)");
  c.def(
      "left_out",
      [](const EngineBox& self, const py::object& at) {
        auto const t = to_optional_instant(at, "at");
        return value_or_raise(self.read([&](const engine::Engine& e) { return left_out_of(e, t.value_or(e.now())); }));
      },
      py::arg("at") = py::none(), R"(Return the tickets and events that are not in the numbers, by reason; reads every history.

Raises
------
PreconditionError
    If the engine was restored from a snapshot of cells: it has no histories to count.
)");
  c.def(
      "quality", [](const EngineBox& self) { return self.read([](const engine::Engine& e) { return e.quality(); }); },
      "Return what the numbers had to decide about: contradictions, unknown entities, conflicts.");
  c.def(
      "counters", [](const EngineBox& self) { return self.read([](const engine::Engine& e) { return e.counters(); }); },
      "Return totals of deliveries since creation; they are outside the canonical state.");
  c.def(
      "memory", [](const EngineBox& self) { return self.read([](const engine::Engine& e) { return e.memory(); }); },
      "Return estimates of the memory held, in bytes, and how much is in it.");
}

void register_state(py::class_<EngineBox>& c) {
  c.def_property_readonly(
      "now", [](const EngineBox& self) { return to_datetime(self.read([](const engine::Engine& e) { return e.now(); })); },
      "datetime or None: up to where effects have taken place.");
  c.def_property_readonly(
      "revision", [](const EngineBox& self) { return self.read([](const engine::Engine& e) { return e.revision(); }); },
      "int: of the state; grows with every change.");
  c.def_property_readonly(
      "cells_only", [](const EngineBox& self) { return self.read([](const engine::Engine& e) { return e.cells_only(); }); },
      "bool: restored from a snapshot of cells, so it can be queried and merged only.");
  c.def_property_readonly(
      "definitions",
      [](const EngineBox& self) {
        return Definitions{self.read([](const engine::Engine& e) { return e.shared_catalogue(); }), {}};
      },
      "Definitions: in force.");
  c.def(
      "canonical_bytes",
      [](const EngineBox& self) -> py::bytes { return self.read([](const engine::Engine& e) { return e.canonical_bytes(); }); },
      "Return the state as bytes that are equal for equal sets of events, whatever their order and batching.");
  c.def("snapshot", &snapshot, py::arg("kind") = "full",
        R"(Return the state as bytes for ``Engine.restore``, definitions included.

Parameters
----------
kind : {"full", "cells"}
    "full": everything goes on. "cells": smaller; can be queried and merged only.
)");
  c.def_static("restore", &restore, py::arg("snapshot"), R"(Return the engine a snapshot was taken of.

Raises
------
DataLossError
    If the bytes are damaged.
)");
  c.def(py::pickle([](const EngineBox& self) { return py::make_tuple(kPickleVersion, py::bytes(whole_snapshot(self))); },
                   [](const py::tuple& state) { return restore(pickled_bytes(state, "Engine")); }));
  c.def("__copy__", [](const EngineBox& self) { return restore(whole_snapshot(self)); });
  c.def(
      "__deepcopy__", [](const EngineBox& self, py::handle) { return restore(whole_snapshot(self)); }, py::arg("memo"));
  c.def("__repr__", [](const EngineBox& self) {
    return self.read([](const engine::Engine& e) {
      auto const memory = e.memory();
      return "Engine(desk='" + e.catalogue().desk.name + "', tickets=" + std::to_string(memory.tickets) +
             ", events=" + std::to_string(memory.events) + ", revision=" + std::to_string(e.revision()) + ")";
    });
  });
}

}  // namespace

void register_engine(py::module_& m) {
  value_class<engine::Counters>(m, "Counters", "Totals of deliveries since an engine was created.");
  value_class<engine::QualityFinding>(m, "QualityFinding", "Something the numbers had to decide about.");
  value_class<engine::MemoryUse>(m, "MemoryUse", "Estimates of the memory an engine holds.");
  py::class_<EngineBox> c(m, "Engine", R"(The metrics core of one desk: events in, exact numbers out, each explained.

Methods may be called from any thread; those that take long release the interpreter lock.

Parameters
----------
definitions : Definitions, str, os.PathLike or sequence of these
    What ``load`` takes: files, directories, or YAML text.

Raises
------
DefinitionError
    If the definitions have errors; ``diagnostics`` lists every one.
)");
  c.def(py::init([](const py::object& definitions) {
          return std::make_unique<EngineBox>(engine::Engine(definitions_of(definitions).catalogue));
        }),
        py::arg("definitions"));
  register_input(c);
  register_output(c);
  register_state(c);
  register_scores(c);
}

}  // namespace deskgauge::python

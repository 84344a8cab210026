#include "columns.h"

#include <pybind11/stl.h>

#include <algorithm>
#include <array>
#include <limits>

#include "caster_time.h"
#include "deskgauge/base/flat_map.h"
#include "deskgauge/event/vocabulary.h"
#include "deskgauge/metric/selector.h"
#include "errors.h"
#include "text_of.h"

namespace deskgauge::python {
namespace {

constexpr std::array<std::string_view, 9> kEnvelope = {"type",     "id",       "source",        "subject",     "time",
                                                       "sequence", "revision", "recorded_time", "recordedtime"};

void check_name(const std::string& name) {
  if (std::find(kEnvelope.begin(), kEnvelope.end(), name) != kEnvelope.end()) return;
  std::string const field = name.starts_with("data.") ? name.substr(5) : name;
  std::vector<std::string> known;
  for (std::size_t i = 0; i < event::kFieldCount; ++i) known.emplace_back(event::to_text(static_cast<event::Field>(i)));
  if (std::find(known.begin(), known.end(), field) != known.end()) return;
  known.insert(known.end(), kEnvelope.begin(), kEnvelope.end());
  std::string const closest = metric::closest(field, known);
  raise_invalid("unknown_field", name, "", "No event type has a field of this name",
                closest.empty() ? "Leave the column out, or rename it to a field of deskgauge.vocabulary()."
                                : "Did you mean \"" + closest + "\"? Columns that are not fields must be left out.");
}

bool is_one_value(py::handle value) {
  return value.is_none() || PyUnicode_Check(value.ptr()) || PyBool_Check(value.ptr()) || PyFloat_Check(value.ptr()) ||
         !py::hasattr(value, "__len__") && (!py::hasattr(value, "__array__") || to_integer(value).has_value());
}

/// Any values as words: each different text once.
void factorise(Column& column, const py::iterable& values) {
  column.form = Column::Form::words;
  base::FlatMap<std::string, std::int64_t> positions;
  for (py::handle value : values) {
    if (is_missing(value)) {
      column.own_integers.push_back(-1);
      continue;
    }
    std::string text = text_of(value, column.name);
    auto const [it, is_new] = positions.try_emplace(text, static_cast<std::int64_t>(column.dictionary.size()));
    if (is_new) column.dictionary.push_back(std::move(text));
    column.own_integers.push_back(it->second);
  }
}

void read_one_value(Column& column, py::handle value) {
  column.step = 0;
  if (auto const number = to_integer(value)) {
    column.own_integers = {*number};
  } else if (PyFloat_Check(value.ptr())) {
    column.form = Column::Form::floats;
    column.own_floats = {PyFloat_AS_DOUBLE(value.ptr())};
  } else {
    py::list one;
    one.append(value);
    factorise(column, one);
  }
}

void read_dictionary(Column& column, py::handle words) {
  column.form = Column::Form::words;
  for (py::handle word : words.cast<py::iterable>()) column.dictionary.push_back(text_of(word, column.name));
  auto const n = static_cast<std::int64_t>(column.dictionary.size());
  auto const codes = column.owner.cast<py::array_t<std::int64_t>>();
  auto const view = codes.unchecked<1>();
  for (py::ssize_t i = 0; i < view.shape(0); ++i)
    if (view(i) >= n)
      raise_invalid("out_of_range", column.name + "[" + std::to_string(i) + "]", std::to_string(view(i)),
                    "The code is not a position in the dictionary", "Its dictionary has " + std::to_string(n) + " words; -1 means absent.");
}

template <class T>
std::size_t hold(Column& column, const py::array& array, const T*& data) {
  auto flat = py::array_t<T, py::array::c_style | py::array::forcecast>::ensure(array);
  if (!flat) throw py::error_already_set();
  data = flat.data();
  auto const n = static_cast<std::size_t>(flat.size());
  column.owner = std::move(flat);
  return n;
}

void refuse_large_unsigned(const Column& column, const py::array& array) {
  if (array.dtype().kind() != 'u' || array.itemsize() < 8 || array.size() == 0) return;
  if (array.attr("max")().cast<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
    raise_invalid("out_of_range", column.name, "", "A number needs more than 63 bits", "Give such identifiers as text.");
}

/// A Python list whose items are lists or dicts (tags, answers): numpy would make a table of it, or refuse.
bool holds_nested(py::handle value) {
  if (!PyList_Check(value.ptr()) && !PyTuple_Check(value.ptr())) return false;
  for (py::handle item : value.cast<py::iterable>())
    if (PyDict_Check(item.ptr()) || (PySequence_Check(item.ptr()) && !PyUnicode_Check(item.ptr()) && !PyBytes_Check(item.ptr())))
      return true;
  return false;
}

/// Returns the number of rows.
std::size_t read_array(Column& column, py::object value, const py::dict& dictionaries) {
  if (py::hasattr(value, "mask") && py::hasattr(value, "data") && py::hasattr(value, "filled")) {
    auto const numpy = py::module_::import("numpy");
    auto mask = numpy.attr("ascontiguousarray")(numpy.attr("ma").attr("getmaskarray")(value), py::arg("dtype") = "bool");
    column.absent = mask.cast<py::array_t<bool>>().data();
    column.mask_owner = mask;
    value = value.attr("data");
  }
  if (holds_nested(value)) {
    factorise(column, value);
    return column.own_integers.size();
  }
  py::array const array = py::module_::import("numpy").attr("asarray")(value);
  if (array.ndim() != 1)
    raise_invalid("wrong_shape", column.name, std::to_string(array.ndim()) + " dimensions", "A column has one dimension",
                  "Pass a flat array.");
  py::str const name(column.name);
  char const kind = array.dtype().kind();
  bool const coded = dictionaries.contains(name);
  if (coded && kind != 'i' && kind != 'u')
    raise_invalid("wrong_type", column.name, std::string(1, kind), "A dictionary-coded column must hold integer positions",
                  "Pass an integer array.");
  if (kind == 'M') raise_naive(column.name, py::str(array.dtype()));
  if (kind == 'f') {
    column.form = Column::Form::floats;
    return hold(column, array, column.floats);
  }
  if (kind == 'i' || kind == 'u' || kind == 'b') {
    refuse_large_unsigned(column, array);
    if (kind == 'b') column.form = Column::Form::booleans;
    std::size_t const n = hold(column, array, column.integers);
    if (coded) read_dictionary(column, dictionaries[name]);
    return n;
  }
  factorise(column, value);
  return column.own_integers.size();
}

}  // namespace

const Column* Columns::find(std::string_view name) const {
  auto const it = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name; });
  return it == columns.end() ? nullptr : &*it;
}

Columns read_columns(const py::dict& columns, const py::dict& dictionaries) {
  Columns out;
  std::string first;
  for (auto const& [key, value] : columns) {
    Column& column = out.columns.emplace_back();
    column.name = key.cast<std::string>();
    check_name(column.name);
    if (is_one_value(value)) {
      read_one_value(column, value);
    } else {
      std::size_t const n = read_array(column, py::reinterpret_borrow<py::object>(value), dictionaries);
      if (first.empty()) first = column.name, out.rows = n;
      if (n != out.rows)
        raise_invalid("unequal_lengths", column.name, std::to_string(n),
                      "The column is not as long as \"" + first + "\" (" + std::to_string(out.rows) + ")",
                      "Give every column one item for each event.");
    }
  }
  if (first.empty() && !out.columns.empty())
    raise_invalid("no_rows", "columns", "", "No column has a length, so the number of events is not known",
                  "Pass arrays, or for events one by one a list of dicts.");
  for (auto const& [key, words] : dictionaries)
    if (!out.find(key.cast<std::string>()))
      raise_invalid("unknown_field", "dictionaries", key.cast<std::string>(), "The dictionary has no column",
                    "Pass its codes under the same name.");
  for (Column& column : out.columns) {
    if (!column.own_integers.empty()) column.integers = column.own_integers.data();
    if (!column.own_floats.empty()) column.floats = column.own_floats.data();
  }
  return out;
}

}  // namespace deskgauge::python

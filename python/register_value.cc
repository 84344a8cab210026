#include <limits>

#include "fields.h"
#include "register.h"
#include "value_class.h"

namespace deskgauge::python {
namespace {

using engine::Answer;
using engine::Row;

const Row& row_at(const Answer& self, py::ssize_t index) {
  auto const n = static_cast<py::ssize_t>(self.rows.size());
  if (index < 0) index += n;
  if (index < 0 || index >= n) throw py::index_error("row " + std::to_string(index) + " of " + std::to_string(n));
  return self.rows[static_cast<std::size_t>(index)];
}

/// The only row's value: what a question without groups and one metric asks for.
const value::Value& only_value(const Answer& self) {
  if (self.rows.size() != 1)
    raise_invalid("not_one_row", "rows", std::to_string(self.rows.size()), "The answer does not have exactly one row",
                  "Ask for one metric without `by` and `series`, or read the rows.");
  return self.rows.front().value;
}

/// Dimension names in the order of the first row that has them; every row of an answer has the same.
std::vector<std::string> dimensions_of(const Answer& answer) {
  std::vector<std::string> out;
  if (!answer.rows.empty())
    for (const auto& [dimension, word] : answer.rows.front().group) out.push_back(dimension);
  return out;
}

template <class Get>
py::list column(const Answer& answer, Get get) {
  py::list out(answer.rows.size());
  for (std::size_t i = 0; i < answer.rows.size(); ++i) out[i] = get(answer.rows[i]);
  return out;
}

void add_comparison(const Answer& answer, py::dict& out) {
  auto const of = [&](auto get) {
    return column(answer, [&](const Row& r) -> py::object {
      if (!r.comparison) return py::none();
      return get(*r.comparison);
    });
  };
  auto const end = [&](double score::Comparison::*which) {
    return of([which](const score::Comparison& c) -> py::object {
      return c.method == score::ComparisonMethod::none ? py::object(py::none()) : py::object(py::float_(c.*which));
    });
  };
  out["effect"] = of([](const score::Comparison& c) { return py::cast(c.effect); });
  out["effect_low"] = end(&score::Comparison::low);
  out["effect_high"] = end(&score::Comparison::high);
  out["effect_scale"] = of([](const score::Comparison& c) { return to_python(c.scale); });
  out["p"] = of([](const score::Comparison& c) { return py::cast(c.p); });
}

/// Column name -> list of values, one for each row: what frames.py turns into a frame of any library.
py::dict columns_of(const Answer& answer) {
  py::dict out;
  out["metric"] = column(answer, [](const Row& r) { return py::str(r.metric); });
  std::size_t position = 0;
  for (const std::string& dimension : dimensions_of(answer)) {
    out[py::str(dimension)] = column(answer, [&](const Row& r) -> py::object {
      if (position >= r.group.size() || r.group[position].second.empty()) return py::none();
      return py::str(r.group[position].second);
    });
    ++position;
  }
  out["bucket"] =
      column(answer, [](const Row& r) -> py::object { return r.bucket.empty() ? py::object(py::none()) : py::object(py::str(r.bucket)); });
  out["window_from"] = column(answer, [](const Row& r) { return to_datetime(r.window.from); });
  out["window_to"] = column(answer, [](const Row& r) { return to_datetime(r.window.to); });
  out["value"] = column(answer, [](const Row& r) { return py::cast(r.value.number); });
  out["reason"] =
      column(answer, [](const Row& r) -> py::object { return r.value.number ? py::object(py::none()) : to_python(r.value.reason); });
  out["n"] = column(answer, [](const Row& r) { return py::int_(r.value.n); });
  out["numerator"] = column(answer, [](const Row& r) { return py::cast(r.value.numerator); });
  out["denominator"] = column(answer, [](const Row& r) { return py::cast(r.value.denominator); });
  auto const bound = [](const Row& r, double value::Uncertainty::*end) -> py::object {
    if (r.value.uncertainty.method == value::IntervalMethod::none) return py::none();
    return py::float_(r.value.uncertainty.*end);
  };
  out["low"] = column(answer, [&](const Row& r) { return bound(r, &value::Uncertainty::low); });
  out["high"] = column(answer, [&](const Row& r) { return bound(r, &value::Uncertainty::high); });
  out["method"] = column(answer, [](const Row& r) { return to_python(r.value.uncertainty.method); });
  out["low_n"] = column(answer, [](const Row& r) { return py::bool_(r.value.low_n); });
  out["provisional"] = column(answer, [](const Row& r) { return py::bool_(r.value.provisional); });
  out["pending"] = column(answer, [](const Row& r) { return py::int_(r.value.pending); });
  out["compared"] = column(answer, [](const Row& r) { return r.compared ? py::cast(r.compared->number) : py::object(py::none()); });
  add_comparison(answer, out);
  out["path"] = column(answer, [](const Row& r) { return to_python(r.path); });
  return out;
}

}  // namespace

std::string_view known_absent_reason(std::string_view text) {
  for (std::string_view known : {"derived", "level", "count_is_exact", "sum_is_exact", "split_credit", "n_too_small", "no_data",
                                 "no_variance", "not_reached", "beyond_observation", "no_variation", "no_events", "zero_before",
                                 "no_interval", "no_test_statistic"})
    if (known == text) return known;
  return text.empty() ? std::string_view{} : "unknown";
}

std::string pickled_bytes(const py::tuple& state, const char* class_name) {
  if (state.size() != 2) raise_damaged(class_name);
  int const version = state[0].cast<int>();
  if (version < 1 || version > kPickleVersion)
    raise({base::Code::data_loss, "unknown_pickle_version", class_name, std::to_string(version),
           "The pickle was written by a newer version", "Upgrade deskgauge."});
  return state[1].cast<std::string>();
}

void raise_damaged(const char* class_name) {
  raise({base::Code::data_loss, "damaged_pickle", class_name, "", "The pickle's bytes are damaged", "Write it again."});
}

void register_value(py::module_& m) {
  value_class<value::Uncertainty>(m, "Uncertainty", "An interval around a value, with its method.");
  value_class<value::Value>(m, "Value", "A finished number or the reason why there is none, and what it rests on.")
      .def("__float__",
           [](const value::Value& self) {
             if (!self.number)
               raise_invalid("no_number", "value", std::string(to_text(self.reason)), "There is no number",
                             "Read `reason`; an empty value is not 0.");
             return *self.number;
           })
      .def(
          "__bool__", [](const value::Value& self) { return self.number.has_value(); }, "True if there is a number (0 included).");
  value_class<engine::LeftOut>(m, "LeftOut", "Tickets and events that are not in the numbers, by reason.");
  value_class<score::Comparison>(m, "Comparison", "What changed between two periods, and how sure that is.");
  value_class<Row>(m, "Row", "One number of an answer: metric, group, window and value.");
  value_class<Answer>(m, "Answer", "What a query gives: rows, sorted, with the instant and the revision they belong to.")
      .def("__len__", [](const Answer& self) { return self.rows.size(); })
      .def("__getitem__", &row_at, py::arg("index"), py::return_value_policy::reference_internal)
      .def(
          "__iter__",
          [](const Answer& self) {
            return py::make_iterator<py::return_value_policy::reference_internal>(self.rows.begin(), self.rows.end());
          },
          py::keep_alive<0, 1>())
      .def_property_readonly("value", &only_value, py::return_value_policy::reference_internal,
                             "Value: of the only row; InvalidArgumentError if there is not exactly one.")
      .def("columns", &columns_of, "Return a dict of column name to list, one item for each row; times are aware datetimes in UTC.");
}

}  // namespace deskgauge::python

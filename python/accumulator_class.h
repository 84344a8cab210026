#pragma once
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <memory>

#include "accumulators.h"
#include "caster_time.h"
#include "errors.h"
#include "value_class.h"

// What the accumulators' classes have in common, written once.
namespace deskgauge::python {

inline std::int64_t sample_of(py::handle value) {
  if (auto const number = to_integer(value)) return *number;
  raise_invalid("wrong_type", "x", py::repr(value).cast<std::string>(), "A sample is a whole number, so that sums are exact",
                "Choose a smaller unit (milliseconds, cents) and round.");
}

inline std::string state_bytes(const aggregate::State& state) {
  base::Writer out;
  state.save(out);
  return out.take();
}

inline aggregate::State read_state(const std::string& bytes, const aggregate::State& like, const char* name) {
  base::Reader in(bytes);
  aggregate::State state = aggregate::State::load(in);
  if (!in.ok() || !in.at_end() || state.spec() != like.spec()) raise_damaged(name);
  return state;
}

/// What every accumulator has; A must be copyable and compare by state and parameters.
template <class A>
py::class_<A> accumulator(py::module_& m, const char* name, const char* doc) {
  py::class_<A> c(m, name, doc);
  c.def_property_readonly(
      "n", [](const A& self) { return self.state().n(); }, "int: sample size.");
  c.def("__copy__", [](const A& self) { return A(self); });
  c.def(
      "__deepcopy__", [](const A& self, py::handle) { return A(self); }, py::arg("memo"));
  c.def("__repr__", [name](py::object self) {
    return std::string(name) + "(n=" + py::str(self.attr("n")).cast<std::string>() +
           ", get=" + py::repr(self.attr("get")()).cast<std::string>() + ")";
  });
  c.attr("__hash__") = py::none();  // mutable
  c.def(
      "__iadd__",
      [](py::object self, const A& other) {
        self.attr("merge")(other);
        return self;
      },
      py::arg("other"));
  return c;
}

/// What accumulators of whole numbers have besides.
template <class A>
void numeric(py::class_<A>& c, std::int64_t (*sample)(py::handle) = &sample_of) {
  c.def(
      "update", [sample](A& self, py::handle x, std::int64_t w) { self.update(sample(x), w); }, py::arg("x"), py::arg("w") = 1,
      "Take a sample in, w times.");
  c.def(
      "revert", [sample](A& self, py::handle x, std::int64_t w) { self.update(sample(x), -w); }, py::arg("x"), py::arg("w") = 1,
      "Take a sample out again, w times: afterwards it was never there.");
  c.def(
      "update_many",
      [](A& self, const py::array_t<std::int64_t, py::array::c_style | py::array::forcecast>& values) {
        auto const n = static_cast<std::size_t>(values.size());
        const std::int64_t* const data = values.data();
        if constexpr (std::is_same_v<A, Proportion>)
          for (std::size_t i = 0; i < n; ++i)
            if (data[i] != 0 && data[i] != 1)
              raise_invalid("out_of_range", "values[" + std::to_string(i) + "]", std::to_string(data[i]), "A sample is a hit or a miss",
                            "Pass True and False.");
        py::gil_scoped_release unlocked;
        self.update_many(data, n);
      },
      py::arg("values"), "Take samples in from an integer array of any shape; the interpreter lock is released.");
  c.def(
      "merge",
      [](A& self, const A& other) {
        if (self.state().spec() != other.state().spec())
          raise_invalid("different_kinds", "other", "", "Sketches of different bits do not merge", "Build both with the same bits.");
        self.merge(other.state(), +1);
      },
      py::arg("other"), "Add the samples of another accumulator of the same kind.");
  c.def(
      "subtract",
      [](A& self, const A& other) {
        if (self.state().spec() != other.state().spec())
          raise_invalid("different_kinds", "other", "", "Sketches of different bits do not subtract", "Build both with the same bits.");
        self.merge(other.state(), -1);
      },
      py::arg("other"), "Take the samples of another accumulator of the same kind out.");
  c.def("__eq__", [](const A& self, py::handle other) {
    return py::isinstance<A>(other) && state_bytes(self.state()) == state_bytes(other.cast<const A&>().state());
  });
}

template <class A>
void pickle_plain(py::class_<A>& c, const char* name) {
  c.def(py::pickle([](const A& self) { return py::make_tuple(kPickleVersion, py::bytes(state_bytes(self.state()))); },
                   [name](const py::tuple& state) {
                     auto made = std::make_unique<A>();
                     made->set_state(read_state(pickled_bytes(state, name), made->state(), name));
                     return made;
                   }));
}

}  // namespace deskgauge::python

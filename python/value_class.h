#pragma once
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "caster_time.h"
#include "errors.h"
#include "fields.h"

namespace deskgauge::python {

/// How a member looks in Python: enums as their words, instants as datetimes, groups as dicts, the rest as pybind11 has it.
template <class T>
py::object to_python(const T& v) {
  if constexpr (std::is_enum_v<T>) return py::str(std::string(to_text(v)));
  else return py::cast(v);
}
inline py::object to_python(std::string_view v) { return py::str(v.data(), v.size()); }
inline py::object to_python(time::Instant v) { return to_datetime(v); }
inline py::object to_python(time::Interval v) { return to_datetimes(v); }
inline py::object to_python(engine::Path v) { return py::str(v == engine::Path::cells ? "cells" : "replay"); }
inline py::object to_python(const engine::Group& group) {
  py::dict out;
  for (const auto& [dimension, word] : group) out[py::str(dimension)] = word.empty() ? py::object(py::none()) : py::object(py::str(word));
  return out;
}
inline py::object to_python(const std::vector<std::pair<std::string, time::Instant>>& named) {
  py::dict out;
  for (const auto& [name, instant] : named) out[py::str(name)] = to_datetime(instant);
  return out;
}

/// The last enumerator of each enum that has words, so that a word can be searched among them.
constexpr value::Reason last_of(value::Reason) { return value::Reason::beyond_observation; }
constexpr value::IntervalMethod last_of(value::IntervalMethod) { return value::IntervalMethod::greenwood; }
constexpr score::ComparisonMethod last_of(score::ComparisonMethod) { return score::ComparisonMethod::square_and_add; }
constexpr score::ComparisonScale last_of(score::ComparisonScale) { return score::ComparisonScale::ratio; }
constexpr definition::Severity last_of(definition::Severity) { return definition::Severity::future_error; }
constexpr base::Code last_of(base::Code) { return base::Code::internal; }

/// The inverse of to_python.
template <class T>
void from_python(py::handle from, T& v, const char* field) {
  if constexpr (std::is_enum_v<T>) {
    auto const word = from.cast<std::string>();
    for (int i = 0; i <= static_cast<int>(last_of(T{})); ++i)
      if (to_text(static_cast<T>(i)) == word) return void(v = static_cast<T>(i));
    raise_invalid("unknown_choice", field, word, "The word is not one of those known", "Use a word the property can have.");
  } else {
    v = from.cast<T>();
  }
}
inline void from_python(py::handle from, engine::Path& v, const char*) {
  v = from.cast<std::string>() == "replay" ? engine::Path::replay : engine::Path::cells;
}
inline void from_python(py::handle from, std::string_view& v, const char*) { v = known_absent_reason(from.cast<std::string>()); }
inline void from_python(py::handle from, time::Instant& v, const char* field) { v = to_instant(from, field); }
inline void from_python(py::handle from, time::Interval& v, const char* field) {
  auto const ends = from.cast<py::tuple>();
  v = {to_optional_instant(ends[0], field).value_or(time::kBeginning), to_optional_instant(ends[1], field).value_or(time::kNever)};
}
inline void from_python(py::handle from, engine::Group& v, const char*) {
  for (auto const& [dimension, word] : from.cast<py::dict>())
    v.emplace_back(dimension.cast<std::string>(), word.is_none() ? "" : word.cast<std::string>());
}
inline void from_python(py::handle from, std::vector<std::pair<std::string, time::Instant>>& v, const char* field) {
  for (auto const& [name, instant] : from.cast<py::dict>())
    v.emplace_back(name.cast<std::string>(), to_optional_instant(instant, field).value_or(time::kNever));
}

/// A value from keyword arguments named as its properties; what is not given keeps its default.
template <class T>
T made_of(const py::kwargs& given) {
  T out{};
  std::size_t used = 0;
  Fields<T>::each([&](const char* field, auto member, const char*) {
    if (!given.contains(field)) return;
    from_python(given[field], out.*member, field);
    ++used;
  });
  if (used != given.size()) throw py::type_error("an argument is not the name of a property");
  return out;
}

template <class T>
std::string bytes_of(const T& v) {
  base::Writer out;
  write(out, v);
  return out.take();
}

/// Version of every pickle of a plain value; raised when a member is added, and older ones are read on.
inline constexpr int kPickleVersion = 1;

/// Fails with DataLossError unless `state` is (known version, bytes).
std::string pickled_bytes(const py::tuple& state, const char* class_name);
[[noreturn]] void raise_damaged(const char* class_name);

/// Registers a plain value of the core: read-only properties, ==, hash, repr, copy and pickle, all from Fields<T>. Two values are equal
/// when their bytes are, so that a missing number equals a missing number.
template <class T>
py::class_<T> value_class(py::module_& m, const char* name, const char* doc) {
  py::class_<T> c(m, name, doc);
  c.def(py::init(&made_of<T>), "Make a value from keyword arguments named as its properties; the rest keep their defaults.");
  Fields<T>::each([&](const char* field, auto member, const char* field_doc) {
    c.def_property_readonly(
        field, [member](const T& self) { return to_python(self.*member); }, field_doc);
  });
  c.def("__eq__",
        [](const T& self, py::handle other) { return py::isinstance<T>(other) && bytes_of(self) == bytes_of(other.cast<const T&>()); });
  c.def("__hash__", [](const T& self) { return static_cast<py::ssize_t>(base::fingerprint(bytes_of(self)) >> 1); });
  c.def("__copy__", [](const T& self) { return T(self); });
  c.def(
      "__deepcopy__", [](const T& self, py::handle) { return T(self); }, py::arg("memo"));
  c.def("__repr__", [name](const T& self) {
    std::string out = std::string(name) + "(";
    Fields<T>::each([&](const char* field, auto member, const char*) {
      out += std::string(out.back() == '(' ? "" : ", ") + field + "=" + py::repr(to_python(self.*member)).template cast<std::string>();
    });
    return out + ")";
  });
  c.def(py::pickle([](const T& self) { return py::make_tuple(kPickleVersion, py::bytes(bytes_of(self))); },
                   [name](const py::tuple& state) {
                     std::string const bytes = pickled_bytes(state, name);
                     base::Reader in(bytes);
                     T v{};
                     read(in, v);
                     if (!in.ok() || !in.at_end()) raise_damaged(name);
                     return v;
                   }));
  return c;
}

}  // namespace deskgauge::python

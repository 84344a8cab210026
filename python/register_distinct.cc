#include <algorithm>
#include <map>

#include "accumulator_class.h"
#include "register.h"

namespace deskgauge::python {
namespace {

using aggregate::State;

std::int64_t id_of(Distinct& self, py::handle id) {
  if (PyUnicode_Check(id.ptr())) return self.interner->intern(id.cast<std::string>()).bits();
  if (auto const number = to_integer(id)) return self.interner->intern(*number).bits();
  raise_invalid("wrong_type", "x", py::repr(id).cast<std::string>(), "This is not an identifier", "Give a text or a whole number.");
}

std::vector<base::Symbol> sorted_symbols(const Distinct& self, const std::vector<std::uint32_t>& ids) {
  std::vector<base::Symbol> symbols;
  for (std::uint32_t id : ids) symbols.push_back(base::Symbol::from_bits(id));
  std::sort(symbols.begin(), symbols.end(), [&](auto a, auto b) { return self.interner->less(a, b); });
  return symbols;
}

std::vector<std::string> texts_of(const Distinct& self, const std::vector<base::Symbol>& symbols) {
  std::vector<std::string> out;
  for (base::Symbol symbol : symbols) out.push_back(self.interner->text(symbol));
  return out;
}

/// The state with ids numbered by sorted text, and the texts: equal sets are equal bytes. Identifiers owed (taken out more often than put
/// in) are in the bytes as well, so they come from saving, not from ids().
std::pair<std::string, std::vector<std::string>> canonical(const Distinct& self) {
  std::vector<std::uint32_t> ids;
  base::Writer unused;
  auto const state = self.state();
  state.save(unused, [&](std::uint32_t id) { return ids.push_back(id), id; });
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  auto const symbols = sorted_symbols(self, ids);
  std::map<std::uint32_t, std::uint32_t> number;
  for (base::Symbol symbol : symbols) number.emplace(symbol.bits(), static_cast<std::uint32_t>(number.size()));
  base::Writer out;
  state.save(out, [&](std::uint32_t id) { return number.at(id); });
  return {out.take(), texts_of(self, symbols)};
}

/// The state of `other` in the ids of `self`.
State carried(Distinct& self, const Distinct& other) {
  base::Writer out;
  other.state().save(out,
                     [&](std::uint32_t id) { return self.interner->intern(other.interner->text(base::Symbol::from_bits(id))).bits(); });
  std::string const bytes = out.take();
  base::Reader in(bytes);
  return State::load(in);
}

}  // namespace

void register_distinct(py::module_& m) {
  auto c = accumulator<Distinct>(m, "Distinct",
                                 "How many different identifiers: exact, and an identifier can be taken out as often as it was put in.");
  c.def(py::init<>());
  c.def(
      "update", [](Distinct& s, py::handle x, std::int64_t w) { s.update(id_of(s, x), w); }, py::arg("x"), py::arg("w") = 1,
      "Take an identifier in, w times.");
  c.def(
      "revert", [](Distinct& s, py::handle x, std::int64_t w) { s.update(id_of(s, x), -w); }, py::arg("x"), py::arg("w") = 1,
      "Take an identifier out again, w times.");
  c.def(
      "merge", [](Distinct& s, const Distinct& other) { s.merge(carried(s, other), +1); }, py::arg("other"),
      "Add the identifiers of another.");
  c.def(
      "subtract", [](Distinct& s, const Distinct& other) { s.merge(carried(s, other), -1); }, py::arg("other"),
      "Take the identifiers of another out.");
  c.def(
      "get", [](const Distinct& s) { return s.state().distinct(); }, "Return how many different identifiers there are.");
  c.def_property_readonly(
      "ids", [](const Distinct& s) { return texts_of(s, sorted_symbols(s, s.state().ids())); },
      "list of str: sorted, numbers before texts.");
  c.def("__eq__", [](const Distinct& s, py::handle other) {
    return py::isinstance<Distinct>(other) && canonical(s) == canonical(other.cast<const Distinct&>());
  });
  c.def(py::pickle(
      [](const Distinct& s) {
        auto const [bytes, words] = canonical(s);
        return py::make_tuple(kPickleVersion, py::bytes(bytes), words);
      },
      [](const py::tuple& state) {
        if (state.size() != 3) raise_damaged("Distinct");
        auto const words = state[2].cast<std::vector<std::string>>();
        std::string const bytes = pickled_bytes(py::make_tuple(state[0], state[1]), "Distinct");
        auto made = std::make_unique<Distinct>();
        base::Reader in(bytes);
        made->set_state(
            State::load(in, [&](std::uint32_t id) { return id < words.size() ? made->interner->intern(words[id]).bits() : 0u; }));
        if (!in.ok() || !in.at_end()) raise_damaged("Distinct");
        return made;
      }));
}

}  // namespace deskgauge::python

#include "accumulator_class.h"
#include "deskgauge/value/survival.h"
#include "register.h"

namespace deskgauge::python {
namespace {

using aggregate::State;

/// Limits of the curve are not read here, so any confidence will do.
constexpr double kAnyConfidence = 0.95;

std::int64_t duration_sample(py::handle duration) {
  std::int64_t const length = sample_of(duration);
  if (length < 0)
    raise_invalid("out_of_range", "duration", std::to_string(length), "A duration is not negative",
                  "Subtract the start from the end, or from now where there is no end.");
  return length;
}

double checked_height(double q) {
  if (q > 0 && q < 1) return q;
  raise_invalid("out_of_range", "q", std::to_string(q), "A quantile of a curve lies between 0 and 1", "Write 0.5 for the median.");
}

std::optional<value::SurvivalCurve> curve_of(const State& state) {
  std::vector<value::DurationCount> counts;
  for (const aggregate::Lifetimes& l : state.lifetimes()) counts.push_back({l.duration, l.ended, l.censored});
  auto curve = value::SurvivalCurve::make(counts);
  return curve ? std::optional(std::move(*curve)) : std::nullopt;
}

std::optional<double> quantile(const State& state, double q) {
  auto const curve = curve_of(state);
  return curve ? curve->quantile(q, kAnyConfidence).number : std::nullopt;
}

std::int64_t ended(const State& state) {
  std::int64_t n = 0;
  for (const aggregate::Lifetimes& l : state.lifetimes()) n += l.ended;
  return n;
}

using Durations = py::array_t<std::int64_t, py::array::c_style | py::array::forcecast>;
using Flags = py::array_t<bool, py::array::c_style | py::array::forcecast>;

void update_many(Survival& self, const Durations& durations, const Flags& censored) {
  if (durations.size() != censored.size())
    raise_invalid("different_lengths", "censored", std::to_string(censored.size()), "There is not one flag for each duration",
                  "Pass two arrays of one length.");
  auto const n = static_cast<std::size_t>(durations.size());
  std::vector<std::int64_t> codes;
  codes.reserve(n);
  for (std::size_t i = 0; i < n; ++i) {
    if (durations.data()[i] < 0)
      raise_invalid("out_of_range", "durations[" + std::to_string(i) + "]", std::to_string(durations.data()[i]),
                    "A duration is not negative", "Subtract the start from the end, or from now where there is no end.");
    codes.push_back(aggregate::lifetime_code(durations.data()[i], censored.data()[i]));
  }
  py::gil_scoped_release unlocked;
  self.update_many(codes.data(), n);
}

/// The curve as (duration, at risk, ended, S) for each duration at which something ended.
py::list curve_rows(const State& state) {
  py::list rows;
  if (auto const curve = curve_of(state))
    for (const value::SurvivalStep& step : curve->steps())
      rows.append(py::make_tuple(step.duration_ms, step.at_risk, step.deaths, step.survival));
  return rows;
}

void changes(py::class_<Survival>& c) {
  c.def(
      "update",
      [](Survival& self, py::handle duration, bool censored, std::int64_t w) {
        self.update(aggregate::lifetime_code(duration_sample(duration), censored), w);
      },
      py::arg("duration"), py::arg("censored") = false, py::arg("w") = 1, "Take a duration in, w times; censored: it has not ended yet.");
  c.def(
      "revert",
      [](Survival& self, py::handle duration, bool censored, std::int64_t w) {
        self.update(aggregate::lifetime_code(duration_sample(duration), censored), -w);
      },
      py::arg("duration"), py::arg("censored") = false, py::arg("w") = 1,
      "Take a duration out again, w times: afterwards it was never there.");
  c.def("update_many", &update_many, py::arg("durations"), py::arg("censored"),
        "Take durations in from an integer array, with an array of flags for those that have not ended.");
  c.def(
      "merge", [](Survival& self, const Survival& other) { self.merge(other.state(), +1); }, py::arg("other"),
      "Add the samples of another accumulator of the same kind.");
  c.def(
      "subtract", [](Survival& self, const Survival& other) { self.merge(other.state(), -1); }, py::arg("other"),
      "Take the samples of another accumulator of the same kind out.");
}

void readings(py::class_<Survival>& c) {
  c.def_property_readonly(
      "q", [](const Survival& s) { return s.q; }, "float: the quantile `get` returns.");
  c.def_property_readonly(
      "ended", [](const Survival& s) { return ended(s.state()); }, "int: how many have ended; the other n - ended are censored.");
  c.def_property_readonly(
      "curve", [](const Survival& s) { return curve_rows(s.state()); },
      "list of (duration, at risk, ended, share that lasts longer): a step for each duration at which something ended.");
  c.def(
      "get", [](const Survival& s) { return quantile(s.state(), s.q); },
      "Return the duration by which the share q has ended, or None where too few have.");
  c.def(
      "quantile", [](const Survival& s, double q) { return quantile(s.state(), checked_height(q)); }, py::arg("q"),
      "Return the duration by which the share q has ended, or None where too few have.");
  c.def(
      "within",
      [](const Survival& s, py::handle duration) -> std::optional<double> {
        auto const length = duration_sample(duration);
        auto const curve = curve_of(s.state());
        return curve ? curve->share_within(length, kAnyConfidence).number : std::nullopt;
      },
      py::arg("duration"), "Return the share that ends within a duration, or None where nothing was followed for so long.");
}

}  // namespace

void register_survival(py::module_& m) {
  auto c = accumulator<Survival>(m, "Survival", R"(Durations of which some have not ended yet, by Kaplan and Meier.

Parameters
----------
q : float
    The quantile ``get`` returns: 0.5 is the median.
)");
  c.def(py::init([](double q) { return std::make_unique<Survival>(checked_height(q)); }), py::arg("q") = 0.5);
  changes(c);
  readings(c);
  c.def("__eq__", [](const Survival& self, py::handle other) {
    return py::isinstance<Survival>(other) && state_bytes(self.state()) == state_bytes(other.cast<const Survival&>().state());
  });
  c.def(py::pickle([](const Survival& s) { return py::make_tuple(kPickleVersion, py::bytes(state_bytes(s.state())), s.q); },
                   [](const py::tuple& state) {
                     if (state.size() != 3) raise_damaged("Survival");
                     auto made = std::make_unique<Survival>(checked_height(state[2].cast<double>()));
                     made->set_state(read_state(pickled_bytes(py::make_tuple(state[0], state[1]), "Survival"), made->state(), "Survival"));
                     return made;
                   }));
}

}  // namespace deskgauge::python

#include <algorithm>

#include "accumulator_class.h"
#include "register.h"

namespace deskgauge::python {
namespace {

using aggregate::State;

aggregate::QuantileMethod method_of(const std::string& word) {
  if (word == "discrete") return aggregate::QuantileMethod::discrete;
  if (word == "continuous") return aggregate::QuantileMethod::continuous;
  raise_invalid("unknown_choice", "method", word, "There is no such method", "Use \"discrete\" (nearest rank) or \"continuous\" (type 7).");
}
const char* word_of(aggregate::QuantileMethod method) { return method == aggregate::QuantileMethod::discrete ? "discrete" : "continuous"; }

double checked_q(double q) {
  if (q >= 0 && q <= 1) return q;
  raise_invalid("out_of_range", "q", std::to_string(q), "A quantile lies between 0 and 1", "Write 0.9 for the 90th percentile.");
}

std::optional<double> mean_of(const State& state) {
  auto const m = state.moments();
  if (m.n == 0) return std::nullopt;
  return static_cast<double>(m.sum) / static_cast<double>(m.n);
}

void register_moments(py::module_& m) {
  auto c = accumulator<Moments>(m, "Moments", "Count, sum, mean and variance of whole numbers, exact until the last division.");
  c.def(py::init<>());
  numeric(c);
  pickle_plain(c, "Moments");
  c.def(
      "get", [](const Moments& s) { return mean_of(s.state()); }, "Return the mean, or None without samples.");
  c.def_property_readonly(
      "sum", [](const Moments& s) { return s.state().moments().sum; }, "int: exact.");
  c.def_property_readonly(
      "mean", [](const Moments& s) { return mean_of(s.state()); }, "float or None.");
  c.def_property_readonly(
      "variance",
      [](const Moments& s) -> std::optional<double> {
        auto const moments = s.state().moments();
        return moments.n < 2 ? std::nullopt : std::optional(moments.variance());
      },
      "float or None: unbiased; None below two samples.");
}

/// 1 for a hit, 0 for a miss.
std::int64_t hit_of(py::handle x) {
  auto const hit = PyBool_Check(x.ptr()) ? std::int64_t{x.ptr() == Py_True} : sample_of(x);
  if (hit != 0 && hit != 1) raise_invalid("out_of_range", "x", std::to_string(hit), "A sample is a hit or a miss", "Pass True or False.");
  return hit;
}

void register_proportion(py::module_& m) {
  auto c = accumulator<Proportion>(m, "Proportion", "Hits among trials; a sample is True or 1 for a hit, False or 0 for a miss.");
  c.def(py::init<>());
  numeric(c, &hit_of);
  pickle_plain(c, "Proportion");
  c.def_property_readonly(
      "hits", [](const Proportion& s) { return s.state().proportion().hits; }, "int.");
  c.def_property_readonly(
      "trials", [](const Proportion& s) { return s.state().proportion().trials; }, "int.");
  c.def(
      "get",
      [](const Proportion& s) -> std::optional<double> {
        auto const p = s.state().proportion();
        if (p.trials == 0) return std::nullopt;
        return static_cast<double>(p.hits) / static_cast<double>(p.trials);
      },
      "Return hits / trials, or None without trials.");
}

void register_level(py::module_& m) {
  auto c = accumulator<Level>(m, "Level", "A level that changes: a sample is a change, such as +1 on entering and -1 on leaving.");
  c.def(py::init<>());
  numeric(c);
  pickle_plain(c, "Level");
  c.def(
      "get", [](const Level& s) { return s.state().level(); }, "Return the level.");
}

template <class A>
void quantiles(py::class_<A>& c) {
  numeric(c);
  c.def(
      "quantile",
      [](const A& s, double q, const std::optional<std::string>& method) {
        return s.state().quantile(checked_q(q), method ? method_of(*method) : s.method);
      },
      py::arg("q"), py::arg("method") = py::none(), "Return the q-quantile, or None without samples.");
  c.def(
      "get", [](const A& s) { return s.state().quantile(s.q, s.method); }, "Return the quantile it was made for, or None without samples.");
  c.def_property_readonly(
      "q", [](const A& s) { return s.q; }, "float: the quantile `get` returns.");
  c.def_property_readonly(
      "method", [](const A& s) { return word_of(s.method); }, "str: \"discrete\" (nearest rank) or \"continuous\" (type 7).");
}

void register_quantiles(py::module_& m) {
  auto exact = accumulator<Quantile>(m, "Quantile", R"(Exact quantiles of whole numbers: every (value, count) is kept.

Parameters
----------
q : float
    The quantile ``get`` returns.
method : {"discrete", "continuous"}
    Nearest rank, or linear between ranks (type 7).
)");
  exact.def(py::init([](double q, const std::string& method) { return std::make_unique<Quantile>(checked_q(q), method_of(method)); }),
            py::arg("q") = 0.5, py::kw_only(), py::arg("method") = "discrete");
  quantiles(exact);
  exact.def(py::pickle(
      [](const Quantile& s) { return py::make_tuple(kPickleVersion, py::bytes(state_bytes(s.state())), s.q, word_of(s.method)); },
      [](const py::tuple& state) {
        if (state.size() != 4) raise_damaged("Quantile");
        auto made = std::make_unique<Quantile>(state[2].cast<double>(), method_of(state[3].cast<std::string>()));
        made->set_state(read_state(pickled_bytes(py::make_tuple(state[0], state[1]), "Quantile"), made->state(), "Quantile"));
        return made;
      }));
  auto sketch =
      accumulator<QuantileSketch>(m, "QuantileSketch", R"(Quantiles of whole numbers from 0 in bounded memory, within `error_bound`.

Parameters
----------
q : float
    The quantile ``get`` returns.
bits : int
    4 to 12: 2**bits buckets an octave; only sketches of equal bits merge.
method : {"discrete", "continuous"}
)");
  sketch.def(py::init([](double q, int bits, const std::string& method) {
               if (bits < 4 || bits > 12)
                 raise_invalid("out_of_range", "bits", std::to_string(bits), "A sketch has 4 to 12 bits", "10 is within 0.05 %.");
               return std::make_unique<QuantileSketch>(checked_q(q), static_cast<std::uint8_t>(bits), method_of(method));
             }),
             py::arg("q") = 0.5, py::kw_only(), py::arg("bits") = 10, py::arg("method") = "discrete");
  quantiles(sketch);
  sketch.def_property_readonly(
      "error_bound", [](const QuantileSketch& s) { return s.state().error_bound(); }, "float: relative.");
  sketch.def_property_readonly(
      "bits", [](const QuantileSketch& s) { return static_cast<int>(s.bits); }, "int.");
  sketch.def(py::pickle(
      [](const QuantileSketch& s) {
        return py::make_tuple(kPickleVersion, py::bytes(state_bytes(s.state())), s.q, static_cast<int>(s.bits), word_of(s.method));
      },
      [](const py::tuple& state) {
        if (state.size() != 5) raise_damaged("QuantileSketch");
        auto made = std::make_unique<QuantileSketch>(state[2].cast<double>(), state[3].cast<std::uint8_t>(),
                                                     method_of(state[4].cast<std::string>()));
        made->set_state(read_state(pickled_bytes(py::make_tuple(state[0], state[1]), "QuantileSketch"), made->state(), "QuantileSketch"));
        return made;
      }));
}

std::optional<double> share(const State& state, const std::vector<std::int64_t>& positive) {
  std::int64_t hits = 0, all = 0;
  for (const auto& [rating, count] : state.counts()) {
    all += count;
    if (std::find(positive.begin(), positive.end(), rating) != positive.end()) hits += count;
  }
  if (all == 0) return std::nullopt;
  return static_cast<double>(hits) / static_cast<double>(all);
}

std::optional<double> net_promoter_score(const State& state) {
  std::int64_t net = 0, all = 0;
  for (const auto& [rating, count] : state.counts()) {
    all += count;
    net += rating >= 9 ? count : rating <= 6 ? -count : 0;
  }
  if (all == 0) return std::nullopt;
  return 100.0 * static_cast<double>(net) / static_cast<double>(all);
}

void register_ratings(py::module_& m) {
  auto c = accumulator<Ratings>(m, "Ratings", R"(How often each rating was given: CSAT, CES, NPS and the mean from one state.

Parameters
----------
positive : sequence of int
    Ratings that count as satisfied; ``get`` returns their share. Empty: ``get`` returns the mean.
)");
  c.def(py::init<std::vector<std::int64_t>>(), py::arg("positive") = std::vector<std::int64_t>{});
  numeric(c);
  c.def_property_readonly(
      "counts",
      [](const Ratings& s) {
        py::dict out;
        for (const auto& [rating, count] : s.state().counts()) out[py::int_(rating)] = count;
        return out;
      },
      "dict of int to int: rating and how often it was given.");
  c.def_property_readonly(
      "mean", [](const Ratings& s) { return mean_of(s.state()); }, "float or None.");
  c.def_property_readonly(
      "nps", [](const Ratings& s) { return net_promoter_score(s.state()); },
      "float or None: share of 9 and 10 minus share of 0 to 6, times 100.");
  c.def(
      "share", [](const Ratings& s, const std::vector<std::int64_t>& positive) { return share(s.state(), positive); }, py::arg("positive"),
      "Return the share of the given ratings, or None without ratings.");
  c.def_property_readonly(
      "positive", [](const Ratings& s) { return s.positive; }, "list of int.");
  c.def(
      "get", [](const Ratings& s) { return s.positive.empty() ? mean_of(s.state()) : share(s.state(), s.positive); },
      "Return the share of the positive ratings, or the mean where there is no positive set; None without ratings.");
  c.def(py::pickle([](const Ratings& s) { return py::make_tuple(kPickleVersion, py::bytes(state_bytes(s.state())), s.positive); },
                   [](const py::tuple& state) {
                     if (state.size() != 3) raise_damaged("Ratings");
                     auto made = std::make_unique<Ratings>(state[2].cast<std::vector<std::int64_t>>());
                     made->set_state(read_state(pickled_bytes(py::make_tuple(state[0], state[1]), "Ratings"), made->state(), "Ratings"));
                     return made;
                   }));
}

}  // namespace

void register_aggregate(py::module_& m) {
  register_moments(m);
  register_proportion(m);
  register_quantiles(m);
  register_ratings(m);
  register_level(m);
  register_survival(m);
  register_distinct(m);
}

}  // namespace deskgauge::python

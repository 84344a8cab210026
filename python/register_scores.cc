// Engine.goals, goal, scorecard, standings, exceptions: the answers of the core, as the classes of deskgauge.scores.
#include <pybind11/stl.h>

#include "caster_time.h"
#include "deskgauge/interchange/score_json.h"
#include "engine_box.h"
#include "errors.h"
#include "register.h"

namespace deskgauge::python {
namespace {

using Names = std::vector<std::string>;

Names names_of(const py::object& names) {
  if (names.is_none()) return {};
  if (PyUnicode_Check(names.ptr())) return {names.cast<std::string>()};
  return names.cast<Names>();
}

/// Built by Python from the JSON every door shares, so that all of them hold the same things under the same names.
py::object made(const char* function, const std::string& json) {
  return py::module_::import("deskgauge.scores").attr(function)(py::module_::import("json").attr("loads")(json));
}

metric::WindowSpec window_of(const EngineBox& self, const std::string& text) {
  return value_or_raise(self.read([&](const engine::Engine& e) { return metric::parse_window(text, e.catalogue().desk.zone); }));
}

py::object goals(const EngineBox& self, const py::object& names, const py::object& at, bool days, bool forecast, bool back_test) {
  engine::GoalRequest const request{names_of(names), to_optional_instant(at, "at"), days, forecast, back_test};
  auto const answer = value_or_raise(self.read([&](const engine::Engine& e) { return e.goals(request); }));
  return made("goals_of", interchange::goals_json(answer, -1));
}

py::object goal(const EngineBox& self, const std::string& name, const py::object& at) {
  return goals(self, py::str(name), at, true, true, true)[py::int_(0)];
}

/// The goal that speaks of a metric and a group: the narrower before the wider, the later begun before the earlier.
py::object goal_of(const EngineBox& self, const std::string& metric, const std::map<std::string, std::string>& group,
                   const py::object& at) {
  auto const asked = to_optional_instant(at, "at");
  std::string const name = self.read([&](const engine::Engine& e) {
    const metric::Goal* const found = e.catalogue().goal_of(metric, {group.begin(), group.end()}, asked.value_or(e.now()));
    return found ? found->name : std::string{};
  });
  return name.empty() ? py::object(py::none()) : goal(self, name, at);
}

py::object scorecard(const EngineBox& self, const std::string& name, const py::object& at, const std::optional<std::string>& window,
                     const std::map<std::string, py::object>& group) {
  engine::ScorecardRequest request;
  request.scorecard = name;
  request.at = to_optional_instant(at, "at");
  if (window) request.window = window_of(self, *window);
  for (auto const& [dimension, word] : group) request.group.emplace_back(dimension, py::str(word).cast<std::string>());
  return made("scorecard_of",
              interchange::scorecard_json(value_or_raise(self.read([&](const engine::Engine& e) { return e.scorecard(request); })), -1));
}

py::object standings(const EngineBox& self, const std::string& metric, const std::string& by, const std::string& window,
                     const py::object& at, const std::string& where, const py::object& standardise_by, double confidence) {
  engine::StandingsRequest request;
  request.metric = metric;
  request.by = by;
  request.window = window_of(self, window);
  request.at = to_optional_instant(at, "at");
  request.where = where;
  request.standardise_by = names_of(standardise_by);
  request.confidence = confidence;
  return made("standings_of",
              interchange::standings_json(value_or_raise(self.read([&](const engine::Engine& e) { return e.standings(request); })), -1));
}

py::object exceptions(const EngineBox& self, const py::object& at, const py::object& metrics, const std::string& due_within, int watch_days,
                      int baseline_days, int cool_down_days) {
  engine::ExceptionRequest request;
  request.at = to_optional_instant(at, "at");
  request.metrics = names_of(metrics);
  request.due_within = value_or_raise(time::parse_span(due_within));
  request.watch_days = watch_days;
  request.baseline_days = baseline_days;
  request.cool_down_days = cool_down_days;
  return made("exceptions_of",
              interchange::exceptions_json(value_or_raise(self.read([&](const engine::Engine& e) { return e.exceptions(request); })), -1));
}

py::object mix(const EngineBox& self, const std::string& metric, const py::object& by, const std::string& window,
               const std::string& compare, const py::object& at, const std::string& where) {
  engine::MixRequest request;
  request.metric = metric;
  request.by = names_of(by);
  request.window = window_of(self, window);
  request.compare = value_or_raise(metric::parse_comparison(compare));
  request.at = to_optional_instant(at, "at");
  request.where = where;
  return made("mix_of", interchange::mix_json(value_or_raise(self.read([&](const engine::Engine& e) { return e.mix(request); })), -1));
}

}  // namespace

void register_scores(py::class_<EngineBox>& c) {
  c.def("goals", &goals, py::arg("names") = py::none(), py::kw_only(), py::arg("at") = py::none(), py::arg("days") = true,
        py::arg("forecast") = true, py::arg("back_test") = true,
        R"(Return where goals stand: a list of Goal, in the order asked.

Parameters
----------
names : str or list of str, optional
    Names of goals; None: all, by name.
at : datetime, str or int, optional
    Moment of the reports; None: the engine's present.
days, forecast, back_test : bool
    Whether to list every closed day, to forecast the value on the due date, and to test such forecasts on the past.

Raises
------
NotFoundError
    If the definitions have no such goal.
)");
  c.def("goal", &goal, py::arg("name"), py::kw_only(), py::arg("at") = py::none(),
        "Return where one goal stands, with its days, its forecast and what such forecasts were worth.");
  c.def("goal_of", &goal_of, py::arg("metric"), py::arg("group") = std::map<std::string, std::string>{}, py::kw_only(),
        py::arg("at") = py::none(),
        R"(Return the goal that speaks of a metric and a group at a moment, or None.

A narrower goal goes before a wider one (a team's before the desk's), one begun later before one begun earlier.
)");
  c.def("scorecard", &scorecard, py::arg("name"), py::kw_only(), py::arg("at") = py::none(), py::arg("window") = std::nullopt,
        py::arg("group") = std::map<std::string, py::object>{},
        R"(Return the cards of a scorecard: one of the desk, or one for each group.

Parameters
----------
name : str
    Name of the Scorecard.
at : datetime, str or int, optional
    Moment of the cards; None: the engine's present.
window : str, optional
    Another window than the scorecard's own, such as "last month".
group : dict of str, optional
    Only the cards of these values, such as {"agent": "7"}.
)");
  c.def("standings", &standings, py::arg("metric"), py::kw_only(), py::arg("by") = "agent", py::arg("window") = "28d",
        py::arg("at") = py::none(), py::arg("where") = "", py::arg("standardise_by") = py::none(), py::arg("confidence") = 0.95,
        R"(Return agents (teams, …) side by side by one metric, without false ranks.

Parameters
----------
metric : str
    A rate (ratio, csat, ces) or an exact quantile of durations.
by : str
    The dimension whose values are compared.
window, at, where
    As in ``query``.
standardise_by : str or list of str, optional
    Dimensions of the case mix to take out of rates, such as ["channel", "priority"].
confidence : float
    Of the credible intervals.
)");
  c.def("mix", &mix, py::arg("metric"), py::kw_only(), py::arg("by"), py::arg("window") = "28d", py::arg("compare") = "previous_period",
        py::arg("at") = py::none(), py::arg("where") = "",
        R"(Return a change of a rate or a mean, split into what the work itself changed and what came from other work.

Parameters
----------
metric : str
    A rate (ratio, csat, ces) or a mean.
by : str or list of str
    Dimensions of the case mix, such as ["channel", "priority"].
window, compare, at, where
    As in ``query``.
)");
  c.def("exceptions", &exceptions, py::kw_only(), py::arg("at") = py::none(), py::arg("metrics") = py::none(), py::arg("due_within") = "4h",
        py::arg("watch_days") = 14, py::arg("baseline_days") = 90, py::arg("cool_down_days") = 3,
        "Return what a manager should know: goals off track, signals, targets about to run out, data quality; each with a stable key.");
}

}  // namespace deskgauge::python

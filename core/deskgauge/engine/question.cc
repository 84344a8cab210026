#include "deskgauge/engine/question.h"

#include <algorithm>

#include "deskgauge/score/compare_states.h"
#include "deskgauge/value/finish.h"

namespace deskgauge::engine {

using metric::Metric;
using metric::MetricType;
using value::Value;

std::span<const std::int64_t> positive_set(const Metric& metric, const metric::Catalogue& catalogue) {
  if (!metric.aggregation.positive.empty()) return metric.aggregation.positive;
  const metric::Instrument* const instrument = catalogue.find_instrument(metric.instrument);
  return instrument ? std::span<const std::int64_t>(instrument->positive) : std::span<const std::int64_t>();
}

base::Result<const Metric*> find_metric(const metric::Catalogue& catalogue, const std::string& name) {
  if (const Metric* const metric = catalogue.find_metric(name)) return metric;
  std::vector<std::string> known;
  for (const Metric& metric : catalogue.metrics) known.push_back(metric.name);
  std::string const near = metric::closest(name, known);
  return base::unexpected(base::Code::not_found, "unknown_metric", "there is no such metric in the definitions", "metric", name,
                          near.empty() ? "List the metrics to see their names." : "Did you mean \"" + near + "\"?");
}

std::string filter_text(const Group& group, const std::string& where) {
  std::string filter;
  for (auto const& [dimension, value] : group) {
    if (!filter.empty()) filter += " and ";
    std::string quoted;
    for (char c : value) quoted += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    filter += value.empty() ? dimension + " is null" : dimension + " == \"" + quoted + "\"";
  }
  if (where.empty()) return filter;
  return filter.empty() ? where : "(" + filter + ") and (" + where + ")";
}

base::Error refused_by_cells(const std::string& what) {
  return {base::Code::precondition, "cells_only", "metric", what, "a cells snapshot holds no events, and this question needs them",
          "Ask with the definitions' own dimensions and grains, or restore a full snapshot."};
}

std::vector<std::string> Question::texts(const Asked& asked, const Key& key) const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < asked.by.size(); ++i) names.push_back(e_.interner->text(key[i]));
  return names;
}

std::vector<score::Comparison> Question::compare(const Metric& metric, const Tally::Entry& entry, const std::vector<Value>& values,
                                                 const std::vector<Window>& windows) const {
  std::vector<score::Comparison> all;
  auto const days = [](const Window& window) { return static_cast<double>((window.to - window.from).ms) / 86'400'000.0; };
  for (std::size_t w = 0; w < *asked_; ++w) {
    std::size_t const before = *asked_ + w;
    all.push_back(score::compare_periods(metric, {entry.states[before], values[before], days(windows[before])},
                                         {entry.states[w], values[w], days(windows[w])}, positive_set(metric, *e_.catalogue)));
  }
  return all;
}

Solved Question::finish(const Asked& asked, const Tally& tally, const std::vector<Window>& windows) const {
  Solved solved{asked.metric, asked.by, {}, asked.path, asked.overlap, {}};
  Metric metric = *asked.metric;
  metric.confidence = confidence_.value_or(metric.confidence);
  auto const positive = positive_set(*asked.metric, *e_.catalogue);
  for (const Tally::Entry& entry : tally.entries()) {
    bool const used = std::any_of(entry.states.begin(), entry.states.end(), [](const aggregate::State& s) { return !s.empty(); }) ||
                      std::any_of(entry.pending.begin(), entry.pending.end(), [](std::int64_t n) { return n != 0; });
    if (!used) continue;
    std::vector<std::string> const group = texts(asked, entry.group);
    std::vector<Value>& values = solved.values[group];
    for (std::size_t w = 0; w < windows.size(); ++w)
      values.push_back(value::finish(metric, entry.states[w], entry.pending[w], positive, windows[w].partial));
    if (asked_) solved.comparisons[group] = compare(metric, entry, values, windows);
  }
  if (asked.by.empty() && solved.values.empty())                // the total always has a row: empty is a reason
    for (const Window& window : windows)
      solved.values[{}].push_back(
          value::finish(*asked.metric, aggregate::State(contribution::state_spec(*asked.metric, false)), 0, positive, window.partial));
  return solved;
}

base::Result<Question::Tallied> Question::tally(const std::vector<const Metric*>& metrics, const std::vector<Window>& windows) const {
  Tallied tallied;
  auto& [asked, tallies] = tallied;
  asked.reserve(metrics.size());
  tallies.reserve(metrics.size());
  std::vector<const Asked*> together;
  std::vector<Tally*> together_into;
  for (const Metric* metric : metrics) {
    if (e_.cells_only && metric::fact_kind(metric->fact).customer_scope) return base::unexpected(refused_by_cells(metric->name));
    auto bound = bind(*metric, by_, where_);
    if (!bound) return base::unexpected(std::move(bound).error());
    Asked& one = asked.emplace_back(std::move(*bound));
    Tally& tally = tallies.emplace_back(*metric, windows.size());
    if (tally_cells(e_, one, windows, at_, tally)) continue;
    if (e_.cells_only) return base::unexpected(refused_by_cells(metric->name));
    one.path = Path::replay;
    tally = Tally(*metric, windows.size());
    if (!metric->as_of_window_end && !metric->is_snapshot()) {
      together.push_back(&one);
      together_into.push_back(&tally);
      continue;
    }
    // read at each window's own end: what came later does not exist for it
    for (std::size_t w = 0; w < windows.size(); ++w) {
      Instant const end = windows[w].open_end ? at_ : std::min(at_, windows[w].to - time::milliseconds(1));
      Tally alone(*metric, 1);
      Window window = windows[w];
      if (metric->is_snapshot()) window.from = time::kBeginning;
      tally_replay(e_, {&one}, {window}, end, {&alone});
      for (const Tally::Entry& entry : alone.entries()) {
        tally.merge(entry.group, w, entry.states[0], false);
        tally.entry(entry.group).pending[w] += entry.pending[0];
      }
    }
  }
  if (!together.empty()) tally_replay(e_, together, windows, at_, together_into);
  return tallied;
}

base::Result<std::vector<Solved>> Question::solve_kept(const std::vector<const Metric*>& metrics,
                                                       const std::vector<Window>& windows) const {
  DESKGAUGE_ASSIGN(tallied, tally(metrics, windows));
  std::vector<Solved> solved;
  for (std::size_t i = 0; i < metrics.size(); ++i) solved.push_back(finish(tallied.asked[i], tallied.tallies[i], windows));
  return solved;
}

base::Result<std::vector<GroupStates>> Question::states(const std::string& metric, const std::vector<Window>& windows) const {
  DESKGAUGE_ASSIGN(found, find_metric(*e_.catalogue, metric));
  DESKGAUGE_ASSIGN(tallied, tally({found}, windows));
  std::vector<GroupStates> all;
  for (const Tally::Entry& entry : tallied.tallies.front().entries())
    all.push_back({texts(tallied.asked.front(), entry.group), entry.states});
  return all;
}

base::Result<Solved> Question::mean_of_days(const Metric& part, const std::vector<Window>& windows) const {
  Solved mean;
  for (std::size_t w = 0; w < windows.size(); ++w) {
    DESKGAUGE_ASSIGN(days, window::series(windows[w], time::Grain::day, at_, e_.store->grid(), 4000));
    DESKGAUGE_ASSIGN(solved, solve_kept({&part}, days));
    if (w == 0) mean = Solved{&part, solved[0].by, {}, solved[0].path, solved[0].overlap, {}};
    for (auto const& [group, values] : solved[0].values) {
      auto& into = mean.values[group];
      into.resize(windows.size());
      double sum = 0;
      for (const Value& v : values) sum += v.number.value_or(0);
      into[w] = values.back();
      into[w].number = sum / static_cast<double>(values.size());
      into[w].reason = value::Reason::none;
    }
  }
  return mean;
}

base::Result<Solved> Question::operand(const Metric& derived, const Metric& part, const std::vector<Window>& windows) const {
  if (part.type == MetricType::derived) return solve_derived(part, windows);
  if (part.is_level() && derived.level_at == metric::LevelAt::mean_of_days) return mean_of_days(part, windows);
  std::vector<Window> asked = windows;
  if (part.is_level() && derived.level_at == metric::LevelAt::mid)
    for (Window& window : asked) {
      if (window.from == time::kBeginning)
        return base::unexpected(base::Code::invalid_argument, "no_middle", "a window without a beginning has no middle for level_at: mid",
                                "window", derived.name, "Choose a window with a beginning, such as 28d.");
      window.to = time::Instant{window.from.ms + (window.to.ms - window.from.ms) / 2};
      window.open_end = false;
    }
  DESKGAUGE_ASSIGN(solved, solve_kept({&part}, asked));
  return std::move(solved.front());
}

namespace {

void operands_of(const metric::Expression& e, std::vector<std::string>& out) {
  if (e.op == metric::Expression::Op::metric && std::find(out.begin(), out.end(), e.metric) == out.end()) out.push_back(e.metric);
  for (const metric::Expression& child : e.operands) operands_of(child, out);
}

}  // namespace

base::Result<Solved> Question::solve_derived(const Metric& metric, const std::vector<Window>& windows) const {
  std::vector<std::string> names;
  operands_of(metric.expression, names);
  std::map<std::string, Solved> parts;
  Solved solved{&metric, {}, {}, Path::cells, false, {}};
  std::map<std::vector<std::string>, bool> groups;
  for (const std::string& name : names) {
    DESKGAUGE_ASSIGN(found, find_metric(*e_.catalogue, name));
    DESKGAUGE_ASSIGN(part, operand(metric, *found, windows));
    solved.by = part.by;
    if (part.path == Path::replay) solved.path = Path::replay;
    solved.overlap |= part.overlap;
    for (auto const& [group, values] : part.values) groups[group] = true;
    parts.emplace(name, std::move(part));
  }
  for (auto const& entry : groups) {
    std::vector<std::string> const& group = entry.first;
    auto& values = solved.values[group];
    for (std::size_t w = 0; w < windows.size(); ++w) {
      std::map<std::string, Value> missing;                     // a group an operand has nothing in: its own empty value
      values.push_back(value::derive(metric, [&](const std::string& name) -> const Value* {
        auto const part = parts.find(name);
        if (part == parts.end()) return nullptr;
        auto const it = part->second.values.find(group);
        if (it != part->second.values.end()) return &it->second[w];
        const Metric& m = *part->second.metric;
        return &(missing[name] =
                     value::finish(m, aggregate::State(contribution::state_spec(m, false)), 0, positive_set(m, *e_.catalogue), false));
      }));
      values.back().provisional |= windows[w].partial;
    }
  }
  return solved;
}

base::Result<std::vector<Solved>> Question::solve(const std::vector<std::string>& names, const std::vector<Window>& windows) const {
  std::vector<const Metric*> metrics, kept;
  for (const std::string& name : names) {
    DESKGAUGE_ASSIGN(metric, find_metric(*e_.catalogue, name));
    metrics.push_back(metric);
    if (metric->type != MetricType::derived) kept.push_back(metric);
  }
  DESKGAUGE_ASSIGN(solved, solve_kept(kept, windows));
  std::vector<Solved> in_order;
  std::size_t next = 0;
  for (const Metric* metric : metrics) {
    if (metric->type != MetricType::derived) {
      in_order.push_back(std::move(solved[next++]));
      continue;
    }
    DESKGAUGE_ASSIGN(derived, solve_derived(*metric, windows));
    in_order.push_back(std::move(derived));
  }
  return in_order;
}

}  // namespace deskgauge::engine

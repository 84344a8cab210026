#include "deskgauge/engine/published.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "deskgauge/engine/goal_series.h"
#include "deskgauge/event/value.h"

namespace deskgauge::engine {

using event::EventView;
using event::Field;
using metric::Goal;

namespace {

/// One publication, read.
struct Published {
  std::string id;
  Instant as_of, said_at;              ///< said_at: when it was received
  double said = 0, rounding = 0;       ///< a number said as 0.84 stands for 0.835 … 0.845
};

void read_number(const std::string& text, Published& out) {
  std::from_chars(text.data(), text.data() + text.size(), out.said);
  auto const point = text.find('.');
  std::size_t const decimals = point == std::string::npos ? 0 : text.size() - point - 1;
  out.rounding = 0.5 * std::pow(10.0, -static_cast<double>(decimals)) * (1 + 1e-9);
}

bool is_of(const Goal& goal, const EventView& event, const base::Interner& interner) {
  if (interner.text(event.get(Field::metric)) != goal.metric) return false;
  if (Symbol const id = event.get(Field::definition_id)) return interner.text(id) == goal.name;
  return goal.scope.empty() && goal.where.empty() && interner.text(event.get(Field::window)) == metric::to_text(goal.window);
}

/// Retracted publications were never said.
std::vector<Published> publications(const Engine::Impl& e, const Goal& goal, Instant at) {
  std::vector<Published> all;
  const base::Interner& interner = *e.interner;
  for (HistoryIndex i = 0; i < e.book.size(); ++i) {
    if (e.book.history(i).subject().kind != event::SubjectKind::desk) continue;
    std::vector<std::pair<Symbol, Symbol>> retracted;
    for (timeline::History::Cursor c(e.book.history(i)); c.next();)
      if (c.event().kind == event::Kind::event_retracted && c.event().time <= at)
        retracted.emplace_back(c.event().get(Field::target_source), c.event().get(Field::target_id));
    for (timeline::History::Cursor c(e.book.history(i)); c.next();) {
      const EventView& event = c.event();
      if (event.kind != event::Kind::value_published || event.time > at || !is_of(goal, event, interner)) continue;
      if (std::find(retracted.begin(), retracted.end(), std::pair(event.source, event.id)) != retracted.end()) continue;
      auto const as_of = interner.integer(event.get(Field::as_of));
      if (!as_of) continue;
      Instant const received = event.recorded_ms ? Instant{event.recorded_ms} : event.time;
      Published one{interner.text(event.id), Instant{*as_of}, received};
      read_number(interner.text(event.get(Field::value)), one);
      all.push_back(std::move(one));
    }
  }
  std::sort(all.begin(), all.end(), [](const Published& a, const Published& b) { return std::tie(a.as_of, a.id) < std::tie(b.as_of, b.id); });
  return all;
}

/// Finds the events that moved a number: of groups that contribute otherwise without what was received later than it was said.
class Movers {
 public:
  Movers(const Engine::Impl& engine, const Goal& goal, const Window& window, Instant at)
      : e_(engine), window_(window), at_(at), metric_(bound(engine, goal)),
        plan_(engine.environment, {metric_}, base::Naming(std::as_const(*engine.interner))) {}

  void find(Instant said_at, std::vector<ExcludedEvent>& out) {
    std::vector<HistoryIndex> group;
    for (HistoryIndex i = 0; i < e_.book.size(); ++i) {
      if (!is_ticket_stage(e_.book.history(i).subject().kind)) continue;
      e_.book.group(i, group);
      if (group.front() != i) continue;
      std::vector<ExcludedEvent> late;
      timeline::Book const known = without_late(group, said_at, late);
      if (late.empty() || contributions(e_.book, group) == contributions(known, everything(known))) continue;
      out.insert(out.end(), late.begin(), late.end());
    }
  }

 private:
  static metric::Metric bound(const Engine::Impl& engine, const Goal& goal) {
    metric::Metric metric = *engine.catalogue->find_metric(goal.metric);
    if (auto asked = bind(metric, {}, scope_filter(goal)); asked) return asked->bound;
    return metric;
  }
  static std::string scope_filter(const Goal& goal) {
    std::string filter = goal.where.empty() ? "" : "(" + goal.where + ")";
    for (auto const& [dimension, value] : goal.scope) filter += (filter.empty() ? "" : " and ") + dimension + " == \"" + value + "\"";
    return filter;
  }
  static std::vector<HistoryIndex> everything(const timeline::Book& book) {
    std::vector<HistoryIndex> all;
    for (HistoryIndex i = 0; i < book.size(); ++i) all.push_back(i);
    return all;
  }

  timeline::Book without_late(const std::vector<HistoryIndex>& group, Instant said_at, std::vector<ExcludedEvent>& late) const {
    timeline::Book known;
    for (HistoryIndex member : group) {
      const timeline::History& history = e_.book.history(member);
      HistoryIndex const copy = known.find_or_add(history.subject());
      if (copy > 0) known.link(0, copy);
      for (timeline::History::Cursor c(history); c.next();) {
        const EventView& event = c.event();
        if (event.recorded_ms == 0 || Instant{event.recorded_ms} <= said_at) known.history(copy).insert(event, *e_.interner);
        else
          late.push_back({event::to_text(history.subject(), *e_.interner), e_.interner->text(event.id), e_.interner->text(event.source),
                          std::string(event::to_text(event.kind)), event.time, "late"});
      }
    }
    return known;
  }

  std::vector<Contribution> contributions(const timeline::Book& book, const std::vector<HistoryIndex>& group) {
    std::vector<Contribution> all;
    std::vector<CustomerInput> inputs;
    plan_.contribute(book, group, at_, room_, all, inputs);
    for (const CustomerInput& input : inputs)
      if (input.is_response) all.push_back(input.response);
    std::erase_if(all, [&](const Contribution& c) { return !window_.contains(c.anchor); });
    contribution::sort(all);
    return all;
  }

  const Engine::Impl& e_;
  Window window_;
  Instant at_;
  metric::Metric metric_;
  Plan plan_;
  Plan::Workspace room_;
};

}  // namespace

base::Result<std::vector<Correction>> corrections(const Engine::Impl& engine, const Goal& goal, Instant at) {
  std::vector<Correction> all;
  std::vector<Published> const said = publications(engine, goal, at);
  if (said.empty()) return all;
  std::vector<Window> windows;
  for (const Published& one : said) {
    DESKGAUGE_ASSIGN(window, window::resolve(goal.window, one.as_of, engine.grid()));
    windows.push_back(window);
  }
  std::vector<std::string> by, group;
  for (auto const& [dimension, value] : goal.scope) by.push_back(dimension), group.push_back(value);
  DESKGAUGE_ASSIGN(solved, Question(engine, at, by, goal.where).solve({goal.metric}, windows));
  auto const found = solved.front().values.find(group);
  bool const kept = engine.catalogue->find_metric(goal.metric)->type != metric::MetricType::derived;
  for (std::size_t i = 0; i < said.size(); ++i) {
    Correction one{said[i].id, said[i].as_of, said[i].said, {}, {}};
    if (found != solved.front().values.end()) one.now = found->second[i].number;
    if (one.now && std::abs(*one.now - one.said) <= said[i].rounding) continue;
    if (kept) Movers(engine, goal, windows[i], at).find(said[i].said_at, one.moved_by);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace deskgauge::engine

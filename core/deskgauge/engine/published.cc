#include "deskgauge/engine/published.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>

#include "deskgauge/engine/goal_series.h"
#include "deskgauge/event/value.h"
#include "deskgauge/timeline/standing.h"

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

/// Events keep no zeros at the end, so that 0.8 may have been 0.80: shares and ratings are taken to have two places, whatever is written.
std::size_t least_decimals(const metric::Metric& metric) {
  bool const small = metric::is_rate(metric) || metric.type == metric::MetricType::derived ||
                     metric.aggregation.aggregation == aggregate::Aggregation::rating_mean ||
                     metric.aggregation.aggregation == aggregate::Aggregation::survival_within;
  return small ? 2 : 0;
}

void read_number(const std::string& text, std::size_t least, Published& out) {
  std::from_chars(text.data(), text.data() + text.size(), out.said);
  auto const point = text.find('.');
  std::size_t const decimals = point == std::string::npos ? 0 : text.size() - point - 1;
  out.rounding = 0.5 * std::pow(10.0, -static_cast<double>(std::max(decimals, least))) * (1 + 1e-9);
}

bool is_of(const Goal& goal, const EventView& event, const base::Interner& interner) {
  if (interner.text(event.get(Field::metric)) != goal.metric) return false;
  if (Symbol const id = event.get(Field::definition_id)) return interner.text(id) == goal.name;
  return goal.scope.empty() && goal.where.empty() && interner.text(event.get(Field::window)) == metric::to_text(goal.window);
}

/// Retracted publications were never said.
std::vector<Published> publications(const Engine::Impl& e, const Goal& goal, Instant at, const std::vector<HistoryIndex>& of_the_desk) {
  std::vector<Published> all;
  const base::Interner& interner = *e.interner;
  std::size_t const least = least_decimals(*e.catalogue->find_metric(goal.metric));
  for (HistoryIndex i : of_the_desk) {
    timeline::read_standing(e.book.history(i), at, [&](const EventView& event) {
      if (event.kind != event::Kind::value_published || !is_of(goal, event, interner)) return;
      auto const as_of = interner.integer(event.get(Field::as_of));
      if (!as_of) return;
      Instant const received = event.recorded_ms ? Instant{event.recorded_ms} : event.time;
      Published one{interner.text(event.id), Instant{*as_of}, received};
      read_number(interner.text(event.get(Field::value)), least, one);
      all.push_back(std::move(one));
    });
  }
  std::sort(all.begin(), all.end(), [](const Published& a, const Published& b) {
    return std::tie(a.as_of, a.id, a.said_at, a.said) < std::tie(b.as_of, b.id, b.said_at, b.said);
  });
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
      if (!has_late(group, said_at)) continue;
      std::vector<ExcludedEvent> late;
      timeline::Book const known = without_late(group, said_at, late);
      if (contributions(e_.book, group) == contributions(known, everything(known))) continue;
      out.insert(out.end(), late.begin(), late.end());
    }
  }

 private:
  static metric::Metric bound(const Engine::Impl& engine, const Goal& goal) {
    metric::Metric metric = *engine.catalogue->find_metric(goal.metric);
    if (auto asked = bind(metric, {}, filter_text(goal.scope, goal.where)); asked) return asked->bound;
    return metric;
  }
  static std::vector<HistoryIndex> everything(const timeline::Book& book) {
    std::vector<HistoryIndex> all;
    for (HistoryIndex i = 0; i < book.size(); ++i) all.push_back(i);
    return all;
  }

  static bool is_late(const EventView& event, Instant said_at) { return event.recorded_ms != 0 && Instant{event.recorded_ms} > said_at; }
  bool has_late(const std::vector<HistoryIndex>& group, Instant said_at) const {
    for (HistoryIndex member : group)
      for (timeline::History::Cursor c(e_.book.history(member)); c.next();)
        if (is_late(c.event(), said_at)) return true;
    return false;
  }

  timeline::Book without_late(const std::vector<HistoryIndex>& group, Instant said_at, std::vector<ExcludedEvent>& late) const {
    timeline::Book known;
    for (HistoryIndex member : group) {
      const timeline::History& history = e_.book.history(member);
      HistoryIndex const copy = known.find_or_add(history.subject());
      if (copy > 0) known.link(0, copy);
      for (timeline::History::Cursor c(history); c.next();) {
        const EventView& event = c.event();
        if (!is_late(event, said_at)) known.history(copy).insert(event, *e_.interner);
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

/// Whether time alone makes it another number: cohorts that ripen, clocks that run.
bool ripens(const metric::Metric& metric, const metric::Catalogue& catalogue) {
  if (metric.type != metric::MetricType::derived) return metric.reads_at() || metric.maturity || metric.as_of_window_end;
  std::vector<const metric::Expression*> open{&metric.expression};
  while (!open.empty()) {
    const metric::Expression& one = *open.back();
    open.pop_back();
    const metric::Metric* const operand = one.op == metric::Expression::Op::metric ? catalogue.find_metric(one.metric) : nullptr;
    if (operand && ripens(*operand, catalogue)) return true;
    for (const metric::Expression& child : one.operands) open.push_back(&child);
  }
  return false;
}

/// What the published windows hold by what is known now. What ripens is asked as of then: that it ripened since corrects nothing.
base::Result<std::vector<std::optional<double>>> numbers_now(const Engine::Impl& engine, const Goal& goal,
                                                             const std::vector<Published>& said, const std::vector<Window>& windows,
                                                             bool as_of_then, Instant at) {
  std::vector<std::optional<double>> numbers(said.size());
  std::vector<std::string> by, group;
  for (auto const& [dimension, value] : goal.scope) by.push_back(dimension), group.push_back(value);
  for (std::size_t first = 0; first < said.size();) {
    std::size_t const count = as_of_then ? 1 : said.size();
    std::vector<Window> const asked(windows.begin() + static_cast<std::ptrdiff_t>(first),
                                    windows.begin() + static_cast<std::ptrdiff_t>(first + count));
    DESKGAUGE_ASSIGN(solved, Question(engine, as_of_then ? said[first].as_of : at, by, goal.where).solve({goal.metric}, asked));
    auto const found = solved.front().values.find(group);
    for (std::size_t i = 0; i < count; ++i)
      if (found != solved.front().values.end()) numbers[first + i] = found->second[i].number;
    first += count;
  }
  return numbers;
}

}  // namespace

std::vector<HistoryIndex> desk_histories(const Engine::Impl& engine) {
  std::vector<HistoryIndex> found;
  for (HistoryIndex i = 0; i < engine.book.size(); ++i)
    if (engine.book.history(i).subject().kind == event::SubjectKind::desk) found.push_back(i);
  return found;
}

base::Result<std::vector<Correction>> corrections(const Engine::Impl& engine, const Goal& goal, Instant at,
                                                  const std::vector<HistoryIndex>& of_the_desk) {
  std::vector<Correction> all;
  std::vector<Published> const said = publications(engine, goal, at, of_the_desk);
  if (said.empty()) return all;
  std::vector<Window> windows;
  for (const Published& one : said) {
    DESKGAUGE_ASSIGN(window, window::resolve(goal.window, one.as_of, engine.grid()));
    windows.push_back(window);
  }
  const metric::Metric& metric = *engine.catalogue->find_metric(goal.metric);
  bool const as_of_then = ripens(metric, *engine.catalogue);
  DESKGAUGE_ASSIGN(numbers, numbers_now(engine, goal, said, windows, as_of_then, at));
  for (std::size_t i = 0; i < said.size(); ++i) {
    Correction one{said[i].id, said[i].as_of, said[i].said, numbers[i], {}};
    if (one.now && std::abs(*one.now - one.said) <= said[i].rounding) continue;
    if (metric.type != metric::MetricType::derived)
      Movers(engine, goal, windows[i], as_of_then ? said[i].as_of : at).find(said[i].said_at, one.moved_by);
    std::sort(one.moved_by.begin(), one.moved_by.end(), [](const ExcludedEvent& a, const ExcludedEvent& b) {
      return std::tie(a.time, a.subject, a.source, a.id) < std::tie(b.time, b.subject, b.source, b.id);
    });
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace deskgauge::engine

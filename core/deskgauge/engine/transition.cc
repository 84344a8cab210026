// From one set of definitions to another: what is carried over, what is computed anew.
#include "deskgauge/engine/transition.h"

#include <algorithm>

#include "deskgauge/engine/impl.h"

namespace deskgauge::engine {

using metric::Metric;

/// Everything of the engine that depends on definitions, made ready beside it.
struct Transition::State {
  State(const Engine::Impl& engine, std::shared_ptr<const metric::Catalogue> next, base::Interner& symbols)
      : revision(engine.revision), catalogue(std::move(next)), environment(std::make_shared<Environment>(catalogue, symbols)) {
    for (const Metric& metric : catalogue->metrics)
      if (metric.type != metric::MetricType::derived) kept.push_back(metric);
    base::Naming const name(symbols);
    plan = std::make_unique<Plan>(environment, kept, name);
    store = std::make_unique<cell::Store>(time::Grid{catalogue->desk.zone, catalogue->desk.week_start}, kept);
    find_changes(engine);
    std::vector<Metric> fresh;
    for (std::uint16_t position : changed) fresh.push_back(kept[position]);
    part = std::make_unique<Plan>(environment, fresh, name);
  }

  void find_changes(const Engine::Impl& engine);
  void take(std::vector<Contribution>& contributions, const base::Interner& interner);
  void compute_tickets(const Engine::Impl& engine);
  void compute_customers(const Engine::Impl& engine);

  std::int64_t revision;                                       ///< of the state it was begun on
  std::shared_ptr<const metric::Catalogue> catalogue;
  std::shared_ptr<const Environment> environment;
  std::vector<Metric> kept;
  std::unique_ptr<Plan> plan;                                  ///< of every kept metric
  std::unique_ptr<cell::Store> store;                          ///< filled for the changed ones only, until the swap

  std::vector<int> from;                                       ///< for each kept metric: its position in the engine, -1: computed anew
  std::vector<std::uint16_t> changed;                          ///< positions in `kept`
  bool customers_change = false;                               ///< the customers' stage is computed anew
  std::unique_ptr<Plan> part;                                  ///< of the changed ones

  Plan::Workspace room;
  CustomerInputs inputs;                                       ///< of customers with a place in the book
  base::FlatMap<Symbol, std::vector<CustomerInput>> newcomers; ///< of customers that no metric asked for before
  std::vector<std::pair<HistoryIndex, Instant>> wakes;
  std::vector<std::pair<Symbol, Instant>> newcomer_wakes;
  Instant latest = time::kBeginning;
};

namespace {

/// Whether a metric reads the customers' stage. Their inputs are of one piece: one changed, all computed anew.
bool of_customers(const Metric& metric) {
  constexpr std::size_t kCap = metric::survey_response::cap;
  bool const capped = metric.fact == metric::FactKind::survey_response && metric.options.size() > kCap && metric.options[kCap] >= 0;
  return capped || metric::fact_kind(metric.fact).customer_scope;
}

}  // namespace

void Transition::State::find_changes(const Engine::Impl& engine) {
  std::size_t customers_before = 0, customers_kept = 0;
  for (const Metric& old : engine.kept) customers_before += of_customers(old);
  for (const Metric& metric : kept) {
    int const old = engine.position(metric.name);
    bool const same = old >= 0 && catalogue->meaning(metric) == engine.catalogue->meaning(engine.kept[static_cast<std::size_t>(old)]);
    from.push_back(same ? old : -1);
    customers_kept += same && of_customers(metric);
    customers_change |= !same && of_customers(metric);
  }
  customers_change |= customers_before != customers_kept;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (customers_change && of_customers(kept[i])) from[i] = -1;
    if (from[i] < 0) changed.push_back(static_cast<std::uint16_t>(i));
  }
}

/// Contributions of the part's plan into the whole store.
void Transition::State::take(std::vector<Contribution>& contributions, const base::Interner& interner) {
  for (Contribution& c : contributions) {
    c.metric = changed[c.metric];
    store->apply(c, +1, interner);
  }
  contributions.clear();
}

void Transition::State::compute_tickets(const Engine::Impl& engine) {
  std::vector<HistoryIndex> group;
  std::vector<Contribution> contributions;
  std::vector<CustomerInput> handed;
  for (HistoryIndex i = 0; i < engine.book.size(); ++i) {
    if (!is_ticket_stage(engine.book.history(i).subject().kind)) continue;
    engine.book.group(i, group);
    if (group.front() != i) continue;
    contribution::Silence const silence = part->contribute(engine.book, group, engine.now, room, contributions, handed);
    latest = std::max(latest, silence.last);
    if (silence.wake != time::kNever) wakes.emplace_back(i, silence.wake);
    take(contributions, *engine.interner);
    for (const CustomerInput& input : handed) {
      HistoryIndex const customer = engine.book.find({event::SubjectKind::customer, input.customer});
      (customer == timeline::kNoHistory ? newcomers[input.customer] : inputs[customer]).push_back(input);
    }
    handed.clear();
  }
}

void Transition::State::compute_customers(const Engine::Impl& engine) {
  std::vector<HistoryIndex> group;
  std::vector<Contribution> contributions;
  contribution::Silence silence;
  auto const add = [&](Symbol customer, const std::vector<CustomerInput>& list) {
    silence.note(part->contribute(customer, list, engine.now, room, contributions));
  };
  for (HistoryIndex i = 0; i < engine.book.size(); ++i) {
    if (engine.book.history(i).subject().kind != event::SubjectKind::customer) continue;
    engine.book.group(i, group);
    if (group.front() != i) continue;
    silence = {};
    each_customer(engine.book, group, inputs, engine.now, *engine.interner, add);
    latest = std::max(latest, silence.last);
    if (silence.wake != time::kNever) wakes.emplace_back(i, silence.wake);
    take(contributions, *engine.interner);
  }
  for (auto& [customer, list] : newcomers) {                   // nobody merged them: a merge would have given them a place
    std::vector<CustomerInput> seen;
    for (const CustomerInput& input : list)
      if (input.at <= engine.now) seen.push_back(input);
    auto const first = [&](const CustomerInput& a, const CustomerInput& b) { return comes_before(a, b, *engine.interner); };
    std::sort(seen.begin(), seen.end(), first);
    silence = {};
    if (!seen.empty()) add(customer, seen);
    latest = std::max(latest, silence.last);
    if (silence.wake != time::kNever) newcomer_wakes.emplace_back(customer, silence.wake);
    take(contributions, *engine.interner);
  }
}

Transition::Transition(std::unique_ptr<State> state) : state_(std::move(state)) {}
Transition::Transition(Transition&&) noexcept = default;
Transition& Transition::operator=(Transition&&) noexcept = default;
Transition::~Transition() = default;

std::vector<std::string> Transition::recomputed() const {
  std::vector<std::string> names;
  for (std::uint16_t position : state_->changed) names.push_back(state_->kept[position].name);
  return names;
}

base::Result<Transition> Engine::begin(std::shared_ptr<const metric::Catalogue> catalogue) {
  if (impl_->cells_only)
    return base::unexpected(base::Code::precondition, "cells_only",
                            "a desk restored from a cells snapshot has no events to compute new definitions from", "definitions", "",
                            "Restore a full snapshot.");
  return Transition(std::make_unique<Transition::State>(*impl_, std::move(catalogue), *impl_->interner));
}

void Engine::compute(Transition& transition) const {
  Transition::State& t = *transition.state_;
  if (t.changed.empty()) return;
  t.compute_tickets(*impl_);
  if (t.part->has_customer_scope()) t.compute_customers(*impl_);
}

namespace {

/// Positions of metrics move with the list; what customers were told by metrics that stay goes with them.
void renumber(CustomerInputs& inputs, const std::vector<int>& from) {
  std::map<std::uint16_t, std::uint16_t> to;
  for (std::size_t i = 0; i < from.size(); ++i)
    if (from[i] >= 0) to[static_cast<std::uint16_t>(from[i])] = static_cast<std::uint16_t>(i);
  for (auto& [customer, list] : inputs)
    for (CustomerInput& input : list)
      if (input.is_response) input.response.metric = to.at(input.response.metric);
}

void renumber(std::vector<CustomerInput>& list, const std::vector<std::uint16_t>& changed) {
  for (CustomerInput& input : list)
    if (input.is_response) input.response.metric = changed[input.response.metric];
}

void wake_earlier(Wakes& wakes, HistoryIndex group, Instant when) { wakes.set(group, std::min(when, wakes.when(group))); }

}  // namespace

base::Result<void> Engine::finish(Transition transition) {
  Transition::State& t = *transition.state_;
  Impl& e = *impl_;
  if (t.revision != e.revision)
    return base::unexpected(base::Code::conflict, "state_changed", "the state changed while new definitions were computed", "definitions",
                            std::to_string(e.revision), "Apply them again.");
  for (std::size_t i = 0; i < t.kept.size(); ++i)
    if (t.from[i] >= 0) t.store->carry_over(static_cast<std::uint16_t>(i), *e.store, static_cast<std::uint16_t>(t.from[i]));
  if (t.customers_change) {
    for (auto& [customer, list] : t.newcomers) t.inputs[e.book.find_or_add({event::SubjectKind::customer, customer})] = std::move(list);
    for (auto& [customer, list] : t.inputs) renumber(list, t.changed);
    e.customer_inputs = std::move(t.inputs);
  } else {
    renumber(e.customer_inputs, t.from);
  }
  for (auto const& [group, when] : t.wakes) wake_earlier(e.wakes, group, when);
  for (auto const& [customer, when] : t.newcomer_wakes)
    wake_earlier(e.wakes, e.book.find_or_add({event::SubjectKind::customer, customer}), when);
  e.latest_touch = std::max(e.latest_touch, t.latest);
  e.catalogue = std::move(t.catalogue);
  e.fingerprint = e.catalogue->fingerprint();
  e.environment = std::move(t.environment);
  e.kept = std::move(t.kept);
  e.plan = std::move(t.plan);
  e.store = std::move(t.store);
  ++e.revision;
  return {};
}

base::Result<void> Engine::apply(std::shared_ptr<const metric::Catalogue> catalogue) {
  DESKGAUGE_ASSIGN(transition, begin(std::move(catalogue)));
  compute(transition);
  return finish(std::move(transition));
}

}  // namespace deskgauge::engine

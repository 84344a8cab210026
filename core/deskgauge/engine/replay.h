#pragma once
// Private to engine/: answers from histories instead of cells, by the same pure functions.
#include "deskgauge/engine/impl.h"

namespace deskgauge::engine {

/// Calls `use(contribution)` for everything the plan's metrics contribute at `at`, over all histories truncated there.
template <class Use>
void replay(const Engine::Impl& e, const Plan& plan, Instant at, Use use) {
  Plan::Workspace room;
  std::vector<Contribution> contributions;
  std::vector<CustomerInput> inputs;
  std::vector<HistoryIndex> group;
  CustomerInputs by_customer;
  base::FlatSet<HistoryIndex> customers;
  auto const hand_over = [&] {
    for (const Contribution& c : contributions) use(c);
    contributions.clear();
  };
  for (HistoryIndex i = 0; i < e.book.size(); ++i) {
    if (!is_ticket_stage(e.book.history(i).subject().kind)) continue;
    e.book.group(i, group);
    if (group.front() != i) continue;
    plan.contribute(e.book, group, at, room, contributions, inputs);
    for (const CustomerInput& input : inputs)
      by_customer[e.book.find({event::SubjectKind::customer, input.customer})].push_back(input);
    inputs.clear();
    hand_over();
  }
  if (!plan.has_customer_scope()) return;
  for (HistoryIndex i = 0; i < e.book.size(); ++i) {
    if (e.book.history(i).subject().kind != event::SubjectKind::customer) continue;
    e.book.group(i, group);
    if (group.front() != i) continue;
    each_customer(e.book, group, by_customer, at, *e.interner, [&](Symbol customer, const std::vector<CustomerInput>& list) {
      plan.contribute(customer, list, at, room, contributions);
    });
    hand_over();
  }
}

}  // namespace deskgauge::engine

#pragma once
// Private to engine/: answers from histories instead of cells, by the same pure functions.
#include <algorithm>
#include <map>

#include "deskgauge/engine/impl.h"

namespace deskgauge::engine {

/// The customers that a list of inputs speaks of, as the second stage sees them at `at`: also those that have no history, because the desk
/// knew them only for a while that is over. Calls `use(customer, inputs)`.
template <class Use>
void each_customer(const Engine::Impl& e, const std::vector<CustomerInput>& list, Instant at, Use use) {
  CustomerInputs known;
  std::map<std::uint32_t, std::vector<CustomerInput>> unknown;
  for (const CustomerInput& input : list) {
    HistoryIndex const index = e.book.find({event::SubjectKind::customer, input.customer});
    (index == timeline::kNoHistory ? unknown[input.customer.bits()] : known[index]).push_back(input);
  }
  std::vector<HistoryIndex> group;
  for (HistoryIndex i = 0; i < e.book.size(); ++i) {
    if (e.book.history(i).subject().kind != event::SubjectKind::customer) continue;
    e.book.group(i, group);
    if (group.front() == i) each_customer(e.book, group, known, at, *e.interner, use);
  }
  for (auto& [customer, inputs] : unknown) {
    std::sort(inputs.begin(), inputs.end(), [&](auto const& a, auto const& b) { return comes_before(a, b, *e.interner); });
    use(Symbol::from_bits(customer), inputs);
  }
}

/// Calls `use(contribution)` for everything the plan's metrics contribute at `at`, over all histories truncated there.
template <class Use>
void replay(const Engine::Impl& e, const Plan& plan, Instant at, Use use) {
  Plan::Workspace room;
  std::vector<Contribution> contributions;
  std::vector<CustomerInput> inputs;
  std::vector<HistoryIndex> group;
  auto const hand_over = [&] {
    for (const Contribution& c : contributions) use(c);
    contributions.clear();
  };
  for (HistoryIndex i = 0; i < e.book.size(); ++i) {
    if (!is_ticket_stage(e.book.history(i).subject().kind)) continue;
    e.book.group(i, group);
    if (group.front() != i) continue;
    plan.contribute(e.book, group, at, room, contributions, inputs);
    hand_over();
  }
  if (!plan.has_customer_scope()) return;
  each_customer(e, inputs, at, [&](Symbol customer, const std::vector<CustomerInput>& its) {
    plan.contribute(customer, its, at, room, contributions);
  });
  hand_over();
}

}  // namespace deskgauge::engine

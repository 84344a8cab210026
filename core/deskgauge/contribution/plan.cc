#include "deskgauge/contribution/plan.h"

#include <algorithm>

#include "deskgauge/fact/derive.h"

namespace deskgauge::contribution {

using metric::FactKind;
using time::Instant;
using timeline::Ticket;

Plan::Plan(std::shared_ptr<const metric::Catalogue> catalogue, std::vector<metric::Metric> metrics, base::Interner& interner)
    : catalogue_(std::move(catalogue)), interner_(interner), words_(interner), rosters_(*catalogue_, interner), clocks_(*catalogue_, interner),
      policies_(*catalogue_, interner, words_, rosters_) {
  for (const metric::Metric& metric : metrics) {
    std::size_t const position = projections_.size();
    projections_.emplace_back(metric, static_cast<std::uint16_t>(position), *catalogue_, interner);
    auto& groups = metric::fact_kind(metric.fact).customer_scope ? customer_groups_ : groups_;
    auto const same = std::find_if(groups.begin(), groups.end(), [&](const FactGroup& g) { return g.kind == metric.fact && g.options == metric.options; });
    if (same != groups.end()) same->projections.push_back(position);
    else groups.push_back({metric.fact, metric.options, {position}});
    needs_targets_ |= metric.fact == FactKind::sla && !policies_.empty();
  }
}

void Plan::derive(const Projection& projection, const Ticket& ticket, Workspace& room) const {
  if (needs_targets_ && ticket.has_ticket) policies_.targets(ticket, interner_, room.targets);
  else room.targets.clear();
  fact::Context const context{interner_, words_, clocks_, room.targets};
  fact::derive(projection.metric().fact, projection.metric().options, ticket, context, room.facts);
}

void Plan::contribute_ticket(const Ticket& ticket, Workspace& room, std::vector<Contribution>& out, Instant& wake) const {
  if (needs_targets_ && ticket.has_ticket) policies_.targets(ticket, interner_, room.targets);
  else room.targets.clear();
  fact::Context const context{interner_, words_, clocks_, room.targets};
  Scene const about = scene();
  for (const FactGroup& group : groups_) {
    fact::derive(group.kind, group.options, ticket, context, room.facts);
    if (room.facts.facts.empty()) continue;
    for (std::size_t position : group.projections) projections_[position].project(ticket, room.facts, about, out, wake);
  }
}

Instant Plan::contribute(const timeline::Book& book, const std::vector<timeline::HistoryIndex>& group, Instant at, Workspace& room,
                         std::vector<Contribution>& out, std::vector<fact::CustomerInput>& inputs) const {
  Instant wake = time::kNever;
  timeline::fold(book, group, at, words_, interner_, room.tickets);
  for (std::size_t i = 0; i < group.size(); ++i) {
    contribute_ticket(room.tickets[i], room, out, wake);
    if (has_customer_scope()) fact::customer_inputs(room.tickets[i], inputs);
  }
  return wake;
}

Ticket Plan::as_ticket(Symbol customer, const fact::CustomerInput& first, Instant at) const {
  Ticket ticket;
  ticket.subject = {event::SubjectKind::customer, customer};
  ticket.at = at;
  ticket.has_ticket = true;
  ticket.created = first.at;
  ticket.changes.push_back({first.at, metric::Dimension::customer, {}, customer});
  if (first.category) ticket.changes.push_back({first.at, metric::Dimension::category, {}, first.category});
  if (first.channel) ticket.changes.push_back({first.at, metric::Dimension::channel, {}, first.channel});
  return ticket;
}

Instant Plan::contribute(Symbol customer, std::span<const fact::CustomerInput> inputs, Instant at, Workspace& room,
                         std::vector<Contribution>& out) const {
  Instant wake = time::kNever;
  fact::FactSet one;
  for (const FactGroup& group : customer_groups_) {
    fact::derive_issues(group.options, inputs, room.facts, room.first);
    for (std::size_t i = 0; i < room.facts.facts.size(); ++i) {
      Ticket const ticket = as_ticket(customer, room.first[i], at);
      one.facts.assign(1, room.facts.facts[i]);
      for (std::size_t position : group.projections) projections_[position].project(ticket, one, scene(), out, wake);
    }
  }
  return wake;
}

}  // namespace deskgauge::contribution

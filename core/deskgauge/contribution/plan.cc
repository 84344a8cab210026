#include "deskgauge/contribution/plan.h"

#include <algorithm>

#include "deskgauge/fact/derive.h"

namespace deskgauge::contribution {

using metric::FactKind;
using time::Instant;
using timeline::Ticket;

Plan::Plan(std::shared_ptr<const Environment> environment, const std::vector<metric::Metric>& metrics, const base::Naming& name)
    : environment_(std::move(environment)) {
  for (const metric::Metric& metric : metrics) {
    std::size_t const position = projections_.size();
    projections_.emplace_back(metric, static_cast<std::uint16_t>(position), catalogue(), name);
    auto& groups = metric::fact_kind(metric.fact).customer_scope ? customer_groups_ : groups_;
    auto const same = std::find_if(groups.begin(), groups.end(), [&](const FactGroup& g) { return g.kind == metric.fact && g.options == metric.options; });
    if (same != groups.end()) same->projections.push_back(position);
    else groups.push_back({metric.fact, metric.options, {position}});
    needs_targets_ |= metric.fact == FactKind::sla && !environment_->policies.empty();
  }
}

void Plan::find_targets(const Ticket& ticket, Workspace& room) const {
  room.targets.clear();
  if (needs_targets_ && ticket.has_ticket) environment_->policies.targets(ticket, environment_->interner, room.targets);
}

void Plan::derive(const Projection& projection, const Ticket& ticket, Workspace& room) const {
  find_targets(ticket, room);
  fact::Context const context{environment_->interner, environment_->words, environment_->clocks, room.targets};
  fact::derive(projection.metric().fact, projection.metric().options, ticket, context, room.facts);
}

void Plan::contribute_ticket(const Ticket& ticket, Workspace& room, std::vector<Contribution>& out, Instant& wake) const {
  find_targets(ticket, room);
  fact::Context const context{environment_->interner, environment_->words, environment_->clocks, room.targets};
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
  timeline::fold(book, group, at, environment_->words, environment_->interner, room.tickets);
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

#include "deskgauge/contribution/plan.h"

#include <algorithm>

#include "deskgauge/fact/derive.h"

namespace deskgauge::contribution {

using metric::FactKind;
using time::Instant;
using timeline::Ticket;

Plan::Plan(std::shared_ptr<const Environment> environment, const std::vector<metric::Metric>& metrics, const base::Naming& name,
           Purpose purpose)
    : environment_(std::move(environment)) {
  for (const metric::Metric& metric : metrics) {
    std::size_t const position = projections_.size();
    projections_.emplace_back(metric, static_cast<std::uint16_t>(position), catalogue(), name);
    if (purpose == Purpose::cells && metric.reads_at()) continue;
    bool const running = metric.is_survival();
    auto& groups = metric::fact_kind(metric.fact).customer_scope ? customer_groups_ : groups_;
    auto const same = std::find_if(groups.begin(), groups.end(),
                                   [&](const FactGroup& g) {
                                     return g.kind == metric.fact && g.options == metric.options && g.running == running;
                                   });
    if (same != groups.end()) same->projections.push_back(position);
    else groups.push_back({metric.fact, metric.options, running, {position}});
    has_caps_ |= projections_.back().cap().has_value();
    needs_targets_ |= metric.fact == FactKind::sla && !environment_->policies.empty();
  }
}

void Plan::find_targets(const Ticket& ticket, Workspace& room) const {
  room.targets.clear();
  if (needs_targets_ && ticket.has_ticket) environment_->policies.targets(ticket, environment_->interner, room.targets);
}

void Plan::derive(const Projection& projection, const Ticket& ticket, Workspace& room) const {
  find_targets(ticket, room);
  fact::Context const context{environment_->interner, environment_->words, environment_->clocks, room.targets,
                              projection.metric().is_survival()};
  fact::derive(projection.metric().fact, projection.metric().options, ticket, context, room.facts);
}

void Plan::contribute_ticket(const Ticket& ticket, Workspace& room, std::vector<Contribution>& out, std::vector<CustomerInput>& inputs,
                             Silence& silence) const {
  find_targets(ticket, room);
  fact::Context context{environment_->interner, environment_->words, environment_->clocks, room.targets};
  Scene const about = scene();
  for (const FactGroup& group : groups_) {
    context.running = group.running;
    fact::derive(group.kind, group.options, ticket, context, room.facts);
    if (room.facts.facts.empty()) continue;
    for (std::size_t position : group.projections) {
      const Projection& projection = projections_[position];
      if (projection.cap()) hand_over_responses(projection, ticket, room.facts, out, inputs, silence);
      else projection.project(ticket, room.facts, about, out, silence);
    }
  }
}

/// A response of a known customer is the second stage's business; one of an unknown customer cannot be capped and counts.
void Plan::hand_over_responses(const Projection& projection, const Ticket& ticket, const fact::FactSet& facts,
                               std::vector<Contribution>& out, std::vector<CustomerInput>& inputs, Silence& silence) const {
  fact::FactSet one;
  std::vector<Contribution> made;
  for (const fact::Fact& fact : facts.facts) {
    one.facts.assign(1, fact);
    made.clear();
    projection.project(ticket, one, scene(), made, silence);
    const timeline::Survey& survey = ticket.surveys[static_cast<std::size_t>(fact.detail)];
    Symbol const customer = survey.customer ? survey.customer : ticket.dimension(metric::Dimension::customer, {}, ticket.at);
    for (const Contribution& c : made) {
      if (!customer) { out.push_back(c); continue; }
      CustomerInput input;
      input.customer = customer;
      input.subject = ticket.subject;
      input.at = c.anchor;
      input.is_response = true;
      input.invitation = survey.invitation;
      input.response = c;
      inputs.push_back(input);
    }
  }
}

/// Read backwards: a response counts unless one that counts follows it within the span. `inputs` are sorted by time.
std::vector<std::size_t> Plan::kept_responses(const Projection& projection, std::span<const CustomerInput> inputs) const {
  std::vector<std::size_t> counts;
  Instant kept = time::kNever;
  for (std::size_t i = inputs.size(); i-- > 0;) {
    if (!inputs[i].is_response || inputs[i].response.metric != projection.position()) continue;
    if (kept != time::kNever && kept - inputs[i].at < *projection.cap()) continue;
    kept = inputs[i].at;
    counts.push_back(i);
  }
  return counts;
}

Silence Plan::contribute(const timeline::Book& book, const std::vector<timeline::HistoryIndex>& group, Instant at, Workspace& room,
                         std::vector<Contribution>& out, std::vector<CustomerInput>& inputs) const {
  Silence silence;
  timeline::fold(book, group, at, environment_->words, environment_->interner, room.tickets);
  for (std::size_t i = 0; i < group.size(); ++i) {
    contribute_ticket(room.tickets[i], room, out, inputs, silence);
    if (customer_groups_.empty()) continue;
    room.contacts.clear();
    fact::customer_inputs(room.tickets[i], room.contacts);
    for (const fact::CustomerInput& contact : room.contacts) inputs.push_back({contact});
  }
  return silence;
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

Silence Plan::contribute(Symbol customer, std::span<const CustomerInput> inputs, Instant at, Workspace& room,
                         std::vector<Contribution>& out) const {
  Silence silence;
  if (has_caps_)
    for (const Projection& projection : projections_)
      if (projection.cap())
        for (std::size_t i : kept_responses(projection, inputs)) out.push_back(inputs[i].response);
  room.contacts.clear();
  for (const CustomerInput& input : inputs)
    if (!input.is_response) room.contacts.push_back(input);
  fact::FactSet one;
  for (const FactGroup& group : customer_groups_) {
    fact::derive_issues(group.options, room.contacts, room.facts, room.first);
    for (std::size_t i = 0; i < room.facts.facts.size(); ++i) {
      Ticket const ticket = as_ticket(customer, room.first[i], at);
      one.facts.assign(1, room.facts.facts[i]);
      for (std::size_t position : group.projections) projections_[position].project(ticket, one, scene(), out, silence);
    }
  }
  return silence;
}

}  // namespace deskgauge::contribution

#include "deskgauge/fact/customer.h"

namespace deskgauge::fact {

namespace {

namespace rule = metric::issue;

bool wanted(const CustomerInput& input, std::int64_t contacts_from) {
  return contacts_from == rule::both || input.is_ticket == (contacts_from == rule::tickets);
}

/// The open chain a contact continues: the latest one of its kind; -1 if none is near enough.
int chain_of(const CustomerInput& input, const FactSet& out, const std::vector<CustomerInput>& first, std::int64_t gap, bool by_category) {
  for (int i = static_cast<int>(out.facts.size()) - 1; i >= 0; --i) {
    if (by_category && first[static_cast<std::size_t>(i)].category != input.category) continue;
    bool const near = input.at.ms - out.facts[static_cast<std::size_t>(i)].instant(rule::ended).ms <= gap;
    return near ? i : -1;
  }
  return -1;
}

}  // namespace

void customer_inputs(const Ticket& ticket, std::vector<CustomerInput>& out) {
  bool const counts = ticket.left_out == timeline::LeftOut::none;
  using metric::Dimension;
  if (ticket.has_ticket && counts && ticket.direction == event::Direction::inbound)
    if (Symbol const customer = ticket.dimension(Dimension::customer, {}, ticket.at))
      out.push_back({customer, ticket.subject, ticket.created, ticket.dimension(Dimension::category, {}, ticket.at),
                     ticket.dimension(Dimension::channel, {}, ticket.created), true});
  if (!counts && ticket.left_out != timeline::LeftOut::merged) return;
  for (const timeline::EndedContact& contact : ticket.contacts) {
    if (contact.at == time::kNever) continue;
    Symbol const customer = contact.customer ? contact.customer : ticket.dimension(Dimension::customer, {}, ticket.at);
    if (customer)
      out.push_back({customer, {event::SubjectKind::contact, contact.contact}, contact.at, contact.category, contact.channel, false});
  }
}

void derive_issues(std::span<const std::int64_t> options, std::span<const CustomerInput> inputs, FactSet& out,
                   std::vector<CustomerInput>& first) {
  out.clear();
  first.clear();
  std::int64_t const gap = options[rule::gap];
  bool const by_category = options[rule::match] == rule::category;
  for (const CustomerInput& input : inputs) {
    if (!wanted(input, options[rule::contacts_from])) continue;
    int chain = chain_of(input, out, first, gap, by_category);
    if (chain < 0) {
      chain = static_cast<int>(out.facts.size());
      Fact fact(FactKind::issue);
      fact.instant(rule::opened) = input.at;
      out.facts.push_back(fact);
      first.push_back(input);
    }
    Fact& issue = out.facts[static_cast<std::size_t>(chain)];
    issue.instant(rule::ended) = input.at;
    ++issue.measure(rule::contacts);
  }
}

}  // namespace deskgauge::fact

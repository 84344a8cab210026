#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "deskgauge/fact/fact.h"

namespace deskgauge::fact {

/// What a ticket or contact tells its customer's second stage: a contact, from which chains of contacts (issues) are made. A signed input:
/// when the ticket changes, its inputs are diffed like contributions.
struct CustomerInput {
  Symbol customer;
  event::Subject subject;
  Instant at;
  Symbol category, channel;
  bool is_ticket = true;
  friend bool operator==(const CustomerInput&, const CustomerInput&) = default;
};

/// The inputs of one ticket (inbound tickets that are not left out) and of its ended contacts.
void customer_inputs(const Ticket& ticket, std::vector<CustomerInput>& out);

/// One customer's issues: contacts in order, chained while the gap to the one before is at most `gap`; with match = category only contacts
/// of one category chain. `first` tells the contact that opened the fact at the same position in `out.facts`. `inputs` must be sorted by
/// (at, subject); all are of one customer (aliases resolved by the caller).
void derive_issues(std::span<const std::int64_t> options, std::span<const CustomerInput> inputs, FactSet& out,
                   std::vector<CustomerInput>& first);

}  // namespace deskgauge::fact

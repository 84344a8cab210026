#include "deskgauge/fact/derive.h"

namespace deskgauge::fact {

namespace {

bool is_survey(FactKind kind) { return kind == FactKind::survey_invitation || kind == FactKind::survey_response; }

/// Who takes part in a kind of fact: tickets that are not left out; surveys and contacts also of histories without a ticket, and of tickets
/// merged away (their snapshot of the agent stays, X3).
bool takes_part(FactKind kind, const Ticket& ticket) {
  using timeline::LeftOut;
  if (kind == FactKind::excluded) return ticket.has_ticket;
  if (is_survey(kind))
    return ticket.left_out == LeftOut::none || ticket.left_out == LeftOut::merged || ticket.left_out == LeftOut::orphaned;
  if (kind == FactKind::contact) return ticket.left_out == LeftOut::none || ticket.left_out == LeftOut::merged;
  return ticket.has_ticket && ticket.left_out == LeftOut::none;
}

std::int64_t option(std::span<const std::int64_t> options, std::size_t i) { return i < options.size() ? options[i] : -1; }

void derive_ended(FactKind kind, std::span<const std::int64_t> options, const Ticket& ticket, const Context& context, FactSet& out) {
  switch (kind) {
    case FactKind::ticket: return derive_ticket(ticket, out);
    case FactKind::solve: return derive_solves(option(options, metric::solve::start), ticket, out);
    case FactKind::first_solve: return derive_first_solve(option(options, metric::first_solve::no_reply_reopens), ticket, out);
    case FactKind::reopen: return derive_reopens(ticket, out);
    case FactKind::first_response:
      return derive_first_response(option(options, metric::first_response::start), option(options, metric::first_response::bots), ticket,
                                   out);
    case FactKind::reply: return derive_replies(option(options, metric::reply::bots), ticket, out);
    case FactKind::first_assignment: return derive_first_assignment(ticket, out);
    case FactKind::open: return derive_open(ticket, out);
    case FactKind::open_age: return derive_open_age(option(options, metric::open_age::since_rule), ticket, out);
    case FactKind::sla: return derive_sla(ticket, context, out);
    case FactKind::sla_reported: return derive_sla_reported(ticket, out);
    case FactKind::survey_invitation: return derive_invitations(ticket, out);
    case FactKind::survey_response: return derive_responses(option(options, metric::survey_response::revisions), ticket, out);
    case FactKind::issue: return;                             // customer scope: fact/customer
    case FactKind::excluded: return derive_excluded(ticket, out);
    case FactKind::contact: return derive_contacts(ticket, out);
  }
}

}  // namespace

void derive(FactKind kind, std::span<const std::int64_t> options, const Ticket& ticket, const Context& context, FactSet& out) {
  out.clear();
  if (!takes_part(kind, ticket)) return;
  derive_ended(kind, options, ticket, context, out);
  if (context.running) derive_running(kind, option(options, 0), ticket, out);
}

}  // namespace deskgauge::fact

#pragma once
#include <span>

#include "deskgauge/fact/clocks.h"
#include "deskgauge/fact/fact.h"
#include "deskgauge/metric/catalogue.h"

namespace deskgauge::fact {

/// What deriving needs besides the ticket. Read-only; shared by threads.
struct Context {
  const base::Interner& interner;
  const timeline::Words& words;
  const Clocks& clocks;
  /// The targets that policies give this ticket, with the moment each was applied; from contribution/policy (it knows filters).
  std::span<const std::pair<Instant, SlaTerms>> policy_targets = {};
  bool running = false;             ///< also what has not ended yet: only survival metrics follow it
};

/// Derives the facts of one kind with the options of a definition (positions in the kind's table) from one ticket. A pure function of its
/// arguments: that is what makes late, corrected and withdrawn events need no code of their own. Tickets that are left out yield nothing
/// but `excluded`, and, where merged away, their surveys.
void derive(FactKind kind, std::span<const std::int64_t> options, const Ticket& ticket, const Context& context, FactSet& out);

// One file a family.
void derive_ticket(const Ticket& ticket, FactSet& out);                                                       // handover.cc
/// The agent who set the status, else the human who was the assignee when the ticket was solved, is credited with the fact.
void credit_solver(const Ticket& ticket, const timeline::Solve& solve, Fact& fact);                            // resolution.cc
void derive_solves(std::int64_t start, const Ticket& ticket, FactSet& out);                                   // resolution.cc
void derive_first_solve(std::int64_t no_reply_reopens, const Ticket& ticket, FactSet& out);
void derive_reopens(const Ticket& ticket, FactSet& out);
void derive_first_response(std::int64_t start, std::int64_t bots, const Ticket& ticket, FactSet& out);        // response.cc
void derive_replies(std::int64_t bots, const Ticket& ticket, FactSet& out);
void derive_first_assignment(const Ticket& ticket, FactSet& out);
void derive_open(const Ticket& ticket, FactSet& out);                                                         // workload.cc
void derive_open_age(std::int64_t since, const Ticket& ticket, FactSet& out);
void derive_excluded(const Ticket& ticket, FactSet& out);
void derive_sla(const Ticket& ticket, const Context& context, FactSet& out);                                  // promise.cc
void derive_sla_reported(const Ticket& ticket, FactSet& out);
void derive_invitations(const Ticket& ticket, FactSet& out);                                                  // survey.cc
void derive_responses(std::int64_t revisions, const Ticket& ticket, FactSet& out);
void derive_contacts(const Ticket& ticket, FactSet& out);                                                     // contact.cc
/// Adds what has not ended yet to the facts of a kind that were derived, and tells where a clock stopped without its end. `option`: the
/// kind's first.
void derive_running(FactKind kind, std::int64_t option, const Ticket& ticket, FactSet& out);                  // running.cc

/// A run of customer messages without an answer: [waiting_since, ended), ended by a human reply, a bot's reply or a solve.
struct Wait {
  Instant since, ended = time::kNever;
  Symbol replier;
  bool answered_by_human = false;
  std::int64_t messages = 0;
};
/// `bots`: metric::reply::clear or ignore. A bot's reply ends the wait (clear), a handoff starts it again, a solve ends it without an
/// answer.
void waits(const Ticket& ticket, std::int64_t bots, std::vector<Wait>& out);
/// When the customer began to wait for the first answer: creation; of tickets we opened, the first customer message after (X8).
/// kNever if that has not happened. `turn` is the position of the turn it starts at, -1 for creation.
Instant first_response_start(std::int64_t rule, const Ticket& ticket, int& turn);

}  // namespace deskgauge::fact

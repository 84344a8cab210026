#include "deskgauge/metric/fact_kinds.h"

#include <algorithm>

namespace deskgauge::metric {
namespace {

using std::string_view;
using enum MeasureType;
using enum Attribution;

constexpr string_view kAttributionNames[] = {"none", "author", "assignee", "assignee_at_survey_sent", "last_public_replier", "solver",
                                             "owner_at_as_of", "first_assignee", "all_participants"};
static_assert(std::size(kAttributionNames) == kAttributionCount);

constexpr string_view kStartChoices[] = {"created", "first_customer_message", "handoff"};
constexpr string_view kBotChoices[] = {"never_end", "end", "only"};
constexpr string_view kReplyBotChoices[] = {"clear", "ignore"};
constexpr string_view kSolveStartChoices[] = {"created", "cycle_start"};
constexpr string_view kNoReplyChoices[] = {"count", "ignore"};
constexpr string_view kSinceChoices[] = {"created", "cycle_start", "unanswered", "waiting", "unassigned"};
constexpr string_view kRevisionChoices[] = {"latest", "first", "all"};
constexpr string_view kContactChoices[] = {"tickets", "contacts", "both"};
constexpr string_view kMatchChoices[] = {"any", "category"};

constexpr string_view kTicketInstants[] = {"created", "first_assigned", "first_solved", "last_solved"};
constexpr MeasureSpec kTicketMeasures[] = {
  {"count", count, "1"},
  {"human_replies", count, "public replies by human agents"},
  {"customer_messages", count, "public messages by customers, those of merged tickets included"},
  {"touches", count, "public replies by anyone but system messages"},
  {"reopens", count, "transitions from {solved, closed} to an open status"},
  {"solves", count, "entries into {solved, closed}"},
  {"assignee_stations", count, "different human assignees, in a row counted once"},
  {"group_stations", count, "different teams, in a row counted once"},
  {"transfers", count, "human to human hand-overs by transfer, escalation, manual or takeover; unassigning and routing are none"},
  {"max_tier", count, "highest tier it was assigned to"},
  {"solved", flag, "1 while solved or closed"},
  {"improper_pause", duration, "time in pending with an unanswered customer message (X13)"}};
constexpr Attribution kTicketAgents[] = {none, assignee, solver, last_public_replier, owner_at_as_of, first_assignee, all_participants};

constexpr string_view kSolveInstants[] = {"solved", "cycle_start", "created"};
constexpr MeasureSpec kSolveMeasures[] = {{"duration", duration, "from the start rule to the solve"},
                                          {"ordinal", count, "1 for the first solve of the ticket"},
                                          {"is_last", flag, "1 for the latest solve of a ticket that is done"},
                                          {"by_bot", flag, "1 where a bot solved it"}};
constexpr OptionSpec kSolveOptions[] = {{"start", kSolveStartChoices, "where the duration starts: creation, or the last reopening"}};
constexpr Attribution kSolveAgents[] = {none, solver, assignee, last_public_replier, owner_at_as_of, all_participants};

constexpr string_view kFirstSolveInstants[] = {"first_solved", "reopened", "created"};
constexpr MeasureSpec kFirstSolveMeasures[] = {{"count", count, "1"}, {"was_reopened", flag, "1 if ever reopened"}};
constexpr OptionSpec kFirstSolveOptions[] = {
  {"no_reply_reopens", kNoReplyChoices, "a reopening that no agent answered before the next solve (a thank-you): count or ignore it"}};

constexpr string_view kReopenInstants[] = {"reopened", "solved", "created"};
constexpr MeasureSpec kReopenMeasures[] = {{"count", count, "1"}, {"ordinal", count, "1 for the first reopening"}};

constexpr string_view kFirstResponseInstants[] = {"started", "responded", "created"};
constexpr MeasureSpec kFirstResponseMeasures[] = {{"duration", duration, "from the start rule to the first public reply"},
                                                  {"answered", flag, "1 once answered"}};
constexpr OptionSpec kFirstResponseOptions[] = {{"start", kStartChoices, "where the clock starts"},
                                                {"bots", kBotChoices, "whether a bot's reply ends the clock (X7)"}};
constexpr Attribution kFirstResponseAgents[] = {none, author, assignee, owner_at_as_of, first_assignee};

constexpr string_view kReplyInstants[] = {"replied", "waiting_since", "created"};
constexpr MeasureSpec kReplyMeasures[] = {{"duration", duration, "from the first unanswered customer message to the public reply"},
                                          {"messages", count, "customer messages the reply answers"}};
constexpr OptionSpec kReplyOptions[] = {
    {"bots", kReplyBotChoices, "clear: a bot's reply ends the customer's wait without a sample (X7); ignore: it does not"}};
constexpr Attribution kReplyAgents[] = {none, author, assignee, owner_at_as_of};

constexpr string_view kFirstAssignmentInstants[] = {"created", "assigned"};
constexpr MeasureSpec kFirstAssignmentMeasures[] = {{"duration", duration, "creation to first human assignment"},
                                                    {"was_assigned", flag, "1 once a human was assigned"}};
constexpr Attribution kFirstAssignmentAgents[] = {none, first_assignee, owner_at_as_of};

constexpr string_view kOpenInstants[] = {"entered", "left", "created"};
constexpr MeasureSpec kOne[] = {{"count", count, "1"}};
constexpr Attribution kOpenAgents[] = {none, assignee};

constexpr string_view kOpenAgeInstants[] = {"as_of", "since"};
constexpr MeasureSpec kOpenAgeMeasures[] = {{"duration", duration, "age of the running clock at `at`"}};
constexpr OptionSpec kOpenAgeOptions[] = {
    {"since", kSinceChoices,
     "created; cycle_start: last reopening; unanswered: only tickets without a human first reply; waiting: only with a "
     "customer waiting; unassigned: only without a human assignee so far"}};
constexpr Attribution kOpenAgeAgents[] = {none, assignee, owner_at_as_of};

constexpr string_view kSlaInstants[] = {"due", "applied", "started", "fulfilled", "concluded"};
constexpr MeasureSpec kSlaMeasures[] = {{"duration", duration, "elapsed on the target's clock until fulfilled"},
                                        {"met", flag, "1 if fulfilled no later than due"},
                                        {"target", duration, "the target"}};
constexpr Attribution kSlaAgents[] = {none, assignee, owner_at_as_of, author};

constexpr string_view kSlaReportedInstants[] = {"concluded", "due"};
constexpr MeasureSpec kSlaReportedMeasures[] = {{"met", flag, "the host's own verdict"}};
constexpr Attribution kSlaReportedAgents[] = {none, assignee, owner_at_as_of};

constexpr string_view kInvitationInstants[] = {"sent", "first_responded"};
constexpr MeasureSpec kInvitationMeasures[] = {{"count", count, "1"}, {"responded", flag, "1 once answered"}};
constexpr string_view kResponseInstants[] = {"first_responded", "responded", "sent"};
constexpr MeasureSpec kResponseMeasures[] = {{"rating", rating, "the answer's value"},
                                             {"is_yes", flag, "1 where the answer is yes"},
                                             {"revision", count, "revision of the answer"}};
constexpr OptionSpec kResponseOptions[] = {
    {"revisions", kRevisionChoices,
     "which revision counts: the latest (in the window of the first, X20), the first, or all as samples of their own"},
    {"cap", {}, "at most one response of a customer in this span, the latest (X21): \"90d\"; absent: no cap", false}};
constexpr Attribution kSurveyAgents[] = {none, assignee_at_survey_sent, assignee, owner_at_as_of, last_public_replier, solver};

constexpr string_view kIssueInstants[] = {"opened", "ended"};
constexpr MeasureSpec kIssueMeasures[] = {{"contacts", count, "contacts chained into the issue"}};
constexpr OptionSpec kIssueOptions[] = {{"contacts", kContactChoices, "what counts as a contact: inbound tickets, ended contacts, or both"},
                                        {"gap", {}, "longest gap inside one issue, as \"7d\"; also its maturity"},
                                        {"match", kMatchChoices, "any: every contact of the customer; category: of the same category"}};
constexpr Attribution kNoAgents[] = {none};

constexpr string_view kExcludedInstants[] = {"created", "left_out"};
constexpr string_view kContactInstants[] = {"ended", "queued", "answered"};
constexpr MeasureSpec kContactMeasures[] = {{"duration", duration, "answered to ended"}, {"transfers", count, "transfers out"}};

// kind, name, summary, instants, measures, options, attributions, start, end, customer scope, level, read at
constexpr FactKindSpec kFactKinds[] = {
    {FactKind::ticket, "ticket", "a counted ticket", kTicketInstants, kTicketMeasures, {}, kTicketAgents, 0, 3},
    {FactKind::solve, "solve", "a solve", kSolveInstants, kSolveMeasures, kSolveOptions, kSolveAgents, 2, 0},
    {FactKind::first_solve, "first_solve", "a ticket's first solve and what followed", kFirstSolveInstants, kFirstSolveMeasures,
     kFirstSolveOptions, kSolveAgents, 0, 1},
    {FactKind::reopen, "reopen", "a reopening", kReopenInstants, kReopenMeasures, {}, kSolveAgents, 1, 0},
    {FactKind::first_response, "first_response", "the first public answer", kFirstResponseInstants, kFirstResponseMeasures,
     kFirstResponseOptions, kFirstResponseAgents, 0, 1},
    {FactKind::reply, "reply", "an answered run of customer messages", kReplyInstants, kReplyMeasures, kReplyOptions, kReplyAgents, 1, 0},
    {FactKind::first_assignment,
     "first_assignment",
     "the first human assignee",
     kFirstAssignmentInstants,
     kFirstAssignmentMeasures,
     {},
     kFirstAssignmentAgents,
     0,
     1},
    {FactKind::open, "open", "level of open tickets", kOpenInstants, kOne, {}, kOpenAgents, -1, -1, false, true},
    {FactKind::open_age, "open_age", "age of open tickets at `at`", kOpenAgeInstants, kOpenAgeMeasures, kOpenAgeOptions, kOpenAgeAgents, 1,
     0, false, false, true},
    {FactKind::sla, "sla", "a service target", kSlaInstants, kSlaMeasures, {}, kSlaAgents, 2, 3},
    {FactKind::sla_reported,
     "sla_reported",
     "a target's verdict as the host reported it",
     kSlaReportedInstants,
     kSlaReportedMeasures,
     {},
     kSlaReportedAgents},
    {FactKind::survey_invitation, "survey_invitation", "a survey sent", kInvitationInstants, kInvitationMeasures, {}, kSurveyAgents, 0, 1},
    {FactKind::survey_response, "survey_response", "a survey answered", kResponseInstants, kResponseMeasures, kResponseOptions,
     kSurveyAgents, 2, 0},
    {FactKind::issue, "issue", "a customer's chain of contacts", kIssueInstants, kIssueMeasures, kIssueOptions, kNoAgents, 0, 1, true},
    {FactKind::excluded, "excluded", "a ticket left out", kExcludedInstants, kOne, {}, kNoAgents},
    {FactKind::contact, "contact", "an ended contact", kContactInstants, kContactMeasures, {}, kNoAgents, 2, 0},
};
static_assert(std::size(kFactKinds) == kFactKindCount);

template <class Range, class Name>
int index_of(const Range& range, string_view wanted, Name name) {
  for (std::size_t i = 0; i < range.size(); ++i)
    if (name(range[i]) == wanted) return static_cast<int>(i);
  return -1;
}

}  // namespace

string_view to_text(Attribution attribution) { return kAttributionNames[static_cast<std::size_t>(attribution)]; }
std::optional<Attribution> parse_attribution(string_view name) {
  auto const it = std::find(std::begin(kAttributionNames), std::end(kAttributionNames), name);
  if (it == std::end(kAttributionNames)) return std::nullopt;
  return static_cast<Attribution>(it - std::begin(kAttributionNames));
}

std::span<const FactKindSpec> fact_kinds() { return kFactKinds; }
const FactKindSpec& fact_kind(FactKind kind) { return kFactKinds[static_cast<std::size_t>(kind)]; }
std::optional<FactKind> parse_fact_kind(string_view name) {
  for (const FactKindSpec& row : kFactKinds)
    if (row.name == name) return row.kind;
  return std::nullopt;
}
int instant_index(FactKind kind, string_view name) {
  return index_of(fact_kind(kind).instants, name, [](string_view s) { return s; });
}
int measure_index(FactKind kind, string_view name) {
  return index_of(fact_kind(kind).measures, name, [](const MeasureSpec& m) { return m.name; });
}
int option_index(FactKind kind, string_view name) {
  return index_of(fact_kind(kind).options, name, [](const OptionSpec& o) { return o.name; });
}
int start_instant(FactKind kind, std::span<const std::int64_t> options) {
  bool const by_cycle = kind == FactKind::solve && options.size() > solve::start && options[solve::start] == solve::from_cycle_start;
  return by_cycle ? static_cast<int>(solve::cycle_start) : fact_kind(kind).start;
}

}  // namespace deskgauge::metric

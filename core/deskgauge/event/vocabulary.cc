#include "deskgauge/event/vocabulary.h"

#include <algorithm>
#include <array>

namespace deskgauge::event {
namespace {

using enum ValueType;
using std::string_view;

constexpr string_view kStatus[] = {"new", "open", "pending", "on_hold", "solved", "closed", "merged", "spam", "deleted"};
constexpr string_view kActorType[] = {"customer", "agent", "bot", "automation", "system"};
constexpr string_view kAuthorType[] = {"customer", "agent", "bot", "system", "third_party"};
constexpr string_view kVisibility[] = {"public", "private"};
constexpr string_view kMessageKind[] = {"reply", "note", "auto_reply", "survey", "forward"};
constexpr string_view kDirection[] = {"inbound", "outbound", "proactive"};
constexpr string_view kAssigneeType[] = {"agent", "bot"};
constexpr string_view kAssignReason[] = {"routing", "manual", "transfer", "escalation", "takeover", "unassign"};
constexpr string_view kRelation[] = {"follow_up", "problem", "duplicate", "order", "article"};
constexpr string_view kSlaMetric[] = {"first_response", "next_reply", "resolution", "cycle_resolution"};
constexpr string_view kSlaClock[] = {"calendar", "business"};
constexpr string_view kTransferKind[] = {"cold", "warm", "consult", "external"};
constexpr string_view kOutcome[] = {"completed",         "abandoned_in_ivr", "abandoned_in_queue", "abandoned_while_ringing",
                                    "abandoned_on_hold", "voicemail",        "callback_scheduled", "failed"};
constexpr string_view kEmployment[] = {"active", "leave", "ended"};
constexpr string_view kInstrument[] = {"csat", "nps", "ces_v1", "ces_v2", "esat", "enps", "acsi", "servqual", "review_360", "custom"};
constexpr string_view kSampling[] = {"random", "targeted", "all"};
constexpr string_view kCustomerStatus[] = {"prospect", "active", "paused", "churned", "reactivated"};
constexpr string_view kReasonSource[] = {"customer", "system", "agent"};
constexpr string_view kOfferKind[] = {"upsell", "cross_sell", "retention"};
constexpr string_view kRetractReason[] = {"duplicate", "privacy", "test", "error"};
constexpr string_view kEvaluatorType[] = {"human", "auto"};

constexpr Column kStateColumns[] = {{"status", text}, {"assignee_id", text}, {"team_id", text}, {"priority", text}};
constexpr Column kScaleColumns[] = {{"min", integer, true}, {"max", integer, true}};
constexpr Column kAnswerColumns[] = {{"question_id", text, true}, {"value", decimal, true}};
constexpr Column kIntervalColumns[] = {{"start", instant, true}, {"end", instant, true}, {"activity", text, true}};
constexpr Column kItemColumns[] = {
    {"id", text, true}, {"points", decimal}, {"max", decimal, true}, {"applicable", boolean}, {"critical", boolean}};
constexpr Column kOrderLineColumns[] = {{"line_id", text, true}, {"product_id", text}, {"product_line", text},
                                        {"qty", integer, true},  {"amount", integer},  {"promised_at", instant}};
constexpr Column kShippedLineColumns[] = {{"line_id", text, true}, {"qty", integer, true}};
constexpr Column kReturnedLineColumns[] = {{"line_id", text, true}, {"qty", integer, true}, {"amount", integer}};
constexpr Column kPeriodColumns[] = {{"from", instant, true}, {"to", instant, true}};

constexpr FieldSpec kTicketCreatedFields[] = {
  {Field::ticket_id, text, true}, {Field::channel, text, true}, {Field::direction, choice, true, kDirection}, {Field::customer_id, text},
  {Field::organization_id, text}, {Field::brand_id, text}, {Field::priority, text}, {Field::type, text}, {Field::category, text},
  {Field::team_id, text}, {Field::assignee_id, text}, {Field::schedule_id, text}, {Field::tags, list}, {Field::follows_ticket_id, text},
  {Field::actor_id, text}, {Field::actor_type, choice, false, kActorType}, {Field::is_test, boolean}, {Field::language, text},
  {Field::segment, text}, {Field::native_id, text}, {Field::state, object, false, {}, kStateColumns}};
constexpr FieldSpec kTicketStatusChangedFields[] = {
  {Field::ticket_id, text, true}, {Field::current, choice, true, kStatus}, {Field::actor_type, choice, true, kActorType},
  {Field::actor_id, text}, {Field::native_status, text}, {Field::reason, text}, {Field::state, object, false, {}, kStateColumns}};
constexpr FieldSpec kTicketAssignedFields[] = {
  {Field::ticket_id, text, true}, {Field::assignee_id, text}, {Field::team_id, text}, {Field::reason, choice, true, kAssignReason},
  {Field::assignee_type, choice, false, kAssigneeType}, {Field::tier, integer}, {Field::state, object, false, {}, kStateColumns}};
constexpr FieldSpec kTicketFieldChangedFields[] = {
  {Field::ticket_id, text, true}, {Field::field, text, true}, {Field::current, text, true},
  {Field::state, object, false, {}, kStateColumns}};
constexpr FieldSpec kTicketMergedFields[] = {
  {Field::ticket_id, text, true}, {Field::into_ticket_id, text, true}};
constexpr FieldSpec kTicketLinkedFields[] = {
  {Field::ticket_id, text, true}, {Field::other_id, text, true}, {Field::relation, choice, true, kRelation}};
constexpr FieldSpec kMessageSentFields[] = {
  {Field::ticket_id, text, true}, {Field::author_type, choice, true, kAuthorType}, {Field::visibility, choice, true, kVisibility},
  {Field::kind, choice, true, kMessageKind}, {Field::author_id, text}, {Field::message_id, text, true}, {Field::channel, text},
  {Field::language, text}, {Field::state, object, false, {}, kStateColumns}};
constexpr FieldSpec kBotHandoffFields[] = {
  {Field::ticket_id, text, true}, {Field::to_team_id, text}, {Field::reason, text}, {Field::state, object, false, {}, kStateColumns}};
constexpr FieldSpec kSlaAppliedFields[] = {
  {Field::ticket_id, text, true}, {Field::policy_id, text, true}, {Field::metric, choice, true, kSlaMetric},
  {Field::target_ms, integer, true}, {Field::clock, choice, true, kSlaClock}, {Field::schedule_id, text}, {Field::pause_statuses, list}};
constexpr FieldSpec kSlaRemovedFields[] = {
  {Field::ticket_id, text, true}, {Field::policy_id, text, true}, {Field::metric, choice, true, kSlaMetric}};
constexpr FieldSpec kSlaConcludedFields[] = {
  {Field::ticket_id, text, true}, {Field::policy_id, text, true}, {Field::metric, choice, true, kSlaMetric}, {Field::met, boolean, true},
  {Field::due_at, instant}};
constexpr FieldSpec kContactQueuedFields[] = {
  {Field::contact_id, text, true}, {Field::queue_id, text, true}, {Field::channel, text, true}, {Field::customer_id, text},
  {Field::ticket_id, text}, {Field::direction, choice, false, kDirection}, {Field::callback, boolean}};
constexpr FieldSpec kContactOfferedFields[] = {
  {Field::contact_id, text, true}, {Field::agent_id, text, true}, {Field::leg_id, text}, {Field::reason, text}, {Field::ticket_id, text}};
constexpr FieldSpec kContactDeclinedFields[] = {
  {Field::contact_id, text, true}, {Field::agent_id, text, true}, {Field::leg_id, text}, {Field::reason, text}, {Field::ticket_id, text}};
constexpr FieldSpec kContactAnsweredFields[] = {
  {Field::contact_id, text, true}, {Field::agent_id, text, true}, {Field::leg_id, text}, {Field::reason, text}, {Field::ticket_id, text}};
constexpr FieldSpec kContactHeldFields[] = {
  {Field::contact_id, text, true}, {Field::agent_id, text}, {Field::leg_id, text}, {Field::ticket_id, text}};
constexpr FieldSpec kContactResumedFields[] = {
  {Field::contact_id, text, true}, {Field::agent_id, text}, {Field::leg_id, text}, {Field::ticket_id, text}};
constexpr FieldSpec kContactTransferredFields[] = {
  {Field::contact_id, text, true}, {Field::from_agent_id, text, true}, {Field::to_agent_id, text}, {Field::to_queue_id, text},
  {Field::kind, choice, true, kTransferKind}, {Field::ticket_id, text}};
constexpr FieldSpec kContactEndedFields[] = {
  {Field::contact_id, text, true}, {Field::outcome, choice, true, kOutcome}, {Field::ended_by, text}, {Field::ticket_id, text},
  {Field::customer_id, text}, {Field::channel, text}, {Field::category, text}};
constexpr FieldSpec kContactWrapupEndedFields[] = {
  {Field::contact_id, text, true}, {Field::agent_id, text, true}, {Field::auto_ended, boolean}, {Field::ticket_id, text}};
constexpr FieldSpec kAgentStateChangedFields[] = {
  {Field::agent_id, text, true}, {Field::activity, text, true}, {Field::productive, boolean, true}, {Field::paid, boolean, true},
  {Field::available, boolean, true}, {Field::channel, text}, {Field::session_id, text}};
constexpr FieldSpec kAgentHeartbeatFields[] = {
  {Field::agent_id, text, true}, {Field::session_id, text}};
constexpr FieldSpec kAgentEmploymentChangedFields[] = {
  {Field::agent_id, text, true}, {Field::current, choice, true, kEmployment}, {Field::voluntary, boolean}, {Field::team_id, text},
  {Field::role, text}};
constexpr FieldSpec kAgentTrainingCompletedFields[] = {
  {Field::agent_id, text, true}, {Field::course_id, text, true}, {Field::score, decimal}};
constexpr FieldSpec kSchedulePublishedFields[] = {
  {Field::agent_id, text, true}, {Field::schedule_revision, integer, true}, {Field::intervals, rows, false, {}, kIntervalColumns}};
constexpr FieldSpec kSurveySentFields[] = {
  {Field::invitation_id, text, true}, {Field::instrument, choice, true, kInstrument}, {Field::instrument_version, text, true},
  {Field::scale, object, true, {}, kScaleColumns}, {Field::ticket_id, text}, {Field::contact_id, text}, {Field::order_id, text},
  {Field::customer_id, text}, {Field::assignee_id, text}, {Field::team_id, text}, {Field::subject_agent_id, text},
  {Field::resolution_cycle, integer}, {Field::channel, text}, {Field::is_internal, boolean}};
constexpr FieldSpec kSurveyRespondedFields[] = {
  {Field::invitation_id, text, true}, {Field::response_id, text, true}, {Field::response_revision, integer, true},
  {Field::answers, rows, true, {}, kAnswerColumns}, {Field::comment_ref, text}, {Field::reasons, list}, {Field::rater_id, text},
  {Field::rater_relationship, text}, {Field::ticket_id, text}};
constexpr FieldSpec kEvaluationSubmittedFields[] = {
  {Field::agent_id, text, true}, {Field::evaluation_id, text, true}, {Field::response_revision, integer, true},
  {Field::contact_id, text}, {Field::ticket_id, text}, {Field::form_id, text, true}, {Field::form_version, text, true},
  {Field::items, rows, true, {}, kItemColumns}, {Field::evaluator_id, text, true},
  {Field::evaluator_type, choice, false, kEvaluatorType}, {Field::calibration, boolean}, {Field::sampling, choice, true, kSampling}};
constexpr FieldSpec kCustomerStatusChangedFields[] = {
  {Field::customer_id, text, true}, {Field::current, choice, true, kCustomerStatus}, {Field::reason_code, text},
  {Field::reason_source, choice, false, kReasonSource}, {Field::contract_end, instant}, {Field::segment, text}};
constexpr FieldSpec kCustomerMergedFields[] = {
  {Field::customer_id, text, true}, {Field::into_customer_id, text, true}};
constexpr FieldSpec kOrderPlacedFields[] = {
  {Field::order_id, text, true}, {Field::customer_id, text, true}, {Field::lines, rows, true, {}, kOrderLineColumns},
  {Field::currency, text, true}, {Field::agent_id, text}, {Field::is_test, boolean}};
constexpr FieldSpec kOrderShippedFields[] = {
  {Field::order_id, text, true}, {Field::lines, rows, true, {}, kShippedLineColumns}};
constexpr FieldSpec kOrderDeliveredFields[] = {
  {Field::order_id, text, true}, {Field::lines, rows, true, {}, kShippedLineColumns}};
constexpr FieldSpec kOrderCancelledFields[] = {
  {Field::order_id, text, true}, {Field::lines, rows, true, {}, kReturnedLineColumns}, {Field::reason_code, text}};
constexpr FieldSpec kOrderReturnedFields[] = {
  {Field::order_id, text, true}, {Field::lines, rows, true, {}, kReturnedLineColumns}, {Field::reason_code, text}};
constexpr FieldSpec kOfferMadeFields[] = {
  {Field::offer_id, text, true}, {Field::customer_id, text, true}, {Field::agent_id, text}, {Field::contact_id, text},
  {Field::ticket_id, text}, {Field::kind, choice, false, kOfferKind}, {Field::amount, integer}};
constexpr FieldSpec kOfferAcceptedFields[] = {
  {Field::offer_id, text, true}, {Field::customer_id, text, true}, {Field::agent_id, text}, {Field::contact_id, text},
  {Field::ticket_id, text}, {Field::kind, choice, false, kOfferKind}, {Field::amount, integer}};
constexpr FieldSpec kOfferDeclinedFields[] = {
  {Field::offer_id, text, true}, {Field::customer_id, text, true}, {Field::agent_id, text}, {Field::contact_id, text},
  {Field::ticket_id, text}, {Field::kind, choice, false, kOfferKind}, {Field::amount, integer}};
constexpr FieldSpec kInvoiceIssuedFields[] = {
  {Field::invoice_id, text, true}, {Field::customer_id, text, true}, {Field::amount, integer, true}, {Field::currency, text, true},
  {Field::due_at, instant}};
constexpr FieldSpec kInvoicePaidFields[] = {
  {Field::invoice_id, text, true}, {Field::customer_id, text, true}, {Field::amount, integer, true}, {Field::currency, text, true},
  {Field::due_at, instant}};
constexpr FieldSpec kInvoiceCreditedFields[] = {
  {Field::invoice_id, text, true}, {Field::customer_id, text, true}, {Field::amount, integer, true}, {Field::currency, text, true},
  {Field::due_at, instant}};
constexpr FieldSpec kInvoiceWrittenOffFields[] = {
  {Field::invoice_id, text, true}, {Field::customer_id, text, true}, {Field::amount, integer, true}, {Field::currency, text, true},
  {Field::due_at, instant}};
constexpr FieldSpec kCostRecordedFields[] = {
  {Field::cost_id, text, true}, {Field::category, text, true}, {Field::amount, integer, true}, {Field::currency, text, true},
  {Field::period, object, true, {}, kPeriodColumns}, {Field::team_id, text}};
constexpr FieldSpec kTopicDetectedFields[] = {
  {Field::ticket_id, text, true}, {Field::message_id, text}, {Field::label, text, true}, {Field::model_version, text, true},
  {Field::score, decimal}};
constexpr FieldSpec kBenchmarkRecordedFields[] = {
  {Field::metric, text, true}, {Field::value, decimal, true}, {Field::unit, text, true}, {Field::n, integer},
  {Field::reference_source, text, true}, {Field::definition_id, text}, {Field::period, object, true, {}, kPeriodColumns}};
constexpr FieldSpec kValuePublishedFields[] = {
  {Field::metric, text, true}, {Field::value, decimal, true}, {Field::n, integer}, {Field::as_of, instant, true}, {Field::window, text},
  {Field::definition_id, text}};
constexpr FieldSpec kRatingConfirmedFields[] = {
  {Field::scorecard, text, true}, {Field::agent_id, text}, {Field::team_id, text}, {Field::label, text, true},
  {Field::person, text, true}, {Field::comment_ref, text}, {Field::period, object, false, {}, kPeriodColumns}};
constexpr FieldSpec kEventRetractedFields[] = {
  {Field::target_source, text, true}, {Field::target_id, text, true}, {Field::reason, choice, false, kRetractReason}};

constexpr KindSpec kVocabulary[] = {
  {Kind::ticket_created, "ticket.created", SubjectKind::ticket, Field::ticket_id, kTicketCreatedFields},
  {Kind::ticket_status_changed, "ticket.status_changed", SubjectKind::ticket, Field::ticket_id, kTicketStatusChangedFields},
  {Kind::ticket_assigned, "ticket.assigned", SubjectKind::ticket, Field::ticket_id, kTicketAssignedFields},
  {Kind::ticket_field_changed, "ticket.field_changed", SubjectKind::ticket, Field::ticket_id, kTicketFieldChangedFields},
  {Kind::ticket_merged, "ticket.merged", SubjectKind::ticket, Field::ticket_id, kTicketMergedFields},
  {Kind::ticket_linked, "ticket.linked", SubjectKind::ticket, Field::ticket_id, kTicketLinkedFields},
  {Kind::message_sent, "message.sent", SubjectKind::ticket, Field::ticket_id, kMessageSentFields},
  {Kind::bot_handoff, "bot.handoff", SubjectKind::ticket, Field::ticket_id, kBotHandoffFields},
  {Kind::sla_applied, "sla.applied", SubjectKind::ticket, Field::ticket_id, kSlaAppliedFields},
  {Kind::sla_removed, "sla.removed", SubjectKind::ticket, Field::ticket_id, kSlaRemovedFields},
  {Kind::sla_concluded, "sla.concluded", SubjectKind::ticket, Field::ticket_id, kSlaConcludedFields},
  {Kind::contact_queued, "contact.queued", SubjectKind::contact, std::nullopt, kContactQueuedFields},
  {Kind::contact_offered, "contact.offered", SubjectKind::contact, std::nullopt, kContactOfferedFields},
  {Kind::contact_declined, "contact.declined", SubjectKind::contact, std::nullopt, kContactDeclinedFields},
  {Kind::contact_answered, "contact.answered", SubjectKind::contact, std::nullopt, kContactAnsweredFields},
  {Kind::contact_held, "contact.held", SubjectKind::contact, std::nullopt, kContactHeldFields},
  {Kind::contact_resumed, "contact.resumed", SubjectKind::contact, std::nullopt, kContactResumedFields},
  {Kind::contact_transferred, "contact.transferred", SubjectKind::contact, std::nullopt, kContactTransferredFields},
  {Kind::contact_ended, "contact.ended", SubjectKind::contact, std::nullopt, kContactEndedFields},
  {Kind::contact_wrapup_ended, "contact.wrapup_ended", SubjectKind::contact, std::nullopt, kContactWrapupEndedFields},
  {Kind::agent_state_changed, "agent.state_changed", SubjectKind::agent, Field::agent_id, kAgentStateChangedFields},
  {Kind::agent_heartbeat, "agent.heartbeat", SubjectKind::agent, Field::agent_id, kAgentHeartbeatFields},
  {Kind::agent_employment_changed, "agent.employment_changed", SubjectKind::agent, Field::agent_id, kAgentEmploymentChangedFields},
  {Kind::agent_training_completed, "agent.training_completed", SubjectKind::agent, Field::agent_id, kAgentTrainingCompletedFields},
  {Kind::schedule_published, "schedule.published", SubjectKind::agent, Field::agent_id, kSchedulePublishedFields},
  {Kind::survey_sent, "survey.sent", SubjectKind::invitation, std::nullopt, kSurveySentFields},
  {Kind::survey_responded, "survey.responded", SubjectKind::invitation, std::nullopt, kSurveyRespondedFields},
  {Kind::evaluation_submitted, "evaluation.submitted", SubjectKind::agent, Field::agent_id, kEvaluationSubmittedFields},
  {Kind::customer_status_changed, "customer.status_changed", SubjectKind::customer, Field::customer_id, kCustomerStatusChangedFields},
  {Kind::customer_merged, "customer.merged", SubjectKind::customer, Field::customer_id, kCustomerMergedFields},
  {Kind::order_placed, "order.placed", SubjectKind::order, Field::order_id, kOrderPlacedFields},
  {Kind::order_shipped, "order.shipped", SubjectKind::order, Field::order_id, kOrderShippedFields},
  {Kind::order_delivered, "order.delivered", SubjectKind::order, Field::order_id, kOrderDeliveredFields},
  {Kind::order_cancelled, "order.cancelled", SubjectKind::order, Field::order_id, kOrderCancelledFields},
  {Kind::order_returned, "order.returned", SubjectKind::order, Field::order_id, kOrderReturnedFields},
  {Kind::offer_made, "offer.made", SubjectKind::offer, Field::offer_id, kOfferMadeFields},
  {Kind::offer_accepted, "offer.accepted", SubjectKind::offer, Field::offer_id, kOfferAcceptedFields},
  {Kind::offer_declined, "offer.declined", SubjectKind::offer, Field::offer_id, kOfferDeclinedFields},
  {Kind::invoice_issued, "invoice.issued", SubjectKind::invoice, Field::invoice_id, kInvoiceIssuedFields},
  {Kind::invoice_paid, "invoice.paid", SubjectKind::invoice, Field::invoice_id, kInvoicePaidFields},
  {Kind::invoice_credited, "invoice.credited", SubjectKind::invoice, Field::invoice_id, kInvoiceCreditedFields},
  {Kind::invoice_written_off, "invoice.written_off", SubjectKind::invoice, Field::invoice_id, kInvoiceWrittenOffFields},
  {Kind::cost_recorded, "cost.recorded", SubjectKind::desk, std::nullopt, kCostRecordedFields},
  {Kind::topic_detected, "topic.detected", SubjectKind::ticket, Field::ticket_id, kTopicDetectedFields},
  {Kind::benchmark_recorded, "benchmark.recorded", SubjectKind::desk, std::nullopt, kBenchmarkRecordedFields},
  {Kind::value_published, "value.published", SubjectKind::desk, std::nullopt, kValuePublishedFields},
  {Kind::rating_confirmed, "rating.confirmed", SubjectKind::desk, std::nullopt, kRatingConfirmedFields},
  {Kind::event_retracted, "event.retracted", SubjectKind::none, std::nullopt, kEventRetractedFields},
};
static_assert(std::size(kVocabulary) == kKindCount);

constexpr string_view kFieldNames[] = {
  "ticket_id", "contact_id", "customer_id", "organization_id", "brand_id", "priority", "type", "category", "team_id", "assignee_id",
  "schedule_id", "tags", "follows_ticket_id", "actor_id", "actor_type", "is_test", "channel", "direction", "language", "segment",
  "current", "native_status", "reason", "assignee_type", "tier", "field", "into_ticket_id", "other_id", "relation", "message_id",
  "author_id", "author_type", "visibility", "kind", "to_team_id", "policy_id", "metric", "target_ms", "clock", "pause_statuses", "met",
  "due_at", "queue_id", "callback", "agent_id", "leg_id", "from_agent_id", "to_agent_id", "to_queue_id", "outcome", "ended_by", "auto",
  "activity", "productive", "paid", "available", "session_id", "voluntary", "role", "course_id", "score", "revision", "intervals",
  "invitation_id", "instrument", "instrument_version", "scale", "order_id", "subject_agent_id", "resolution_cycle", "response_id",
  "revision", "answers", "comment_ref", "reasons", "rater_id", "rater_relationship", "evaluation_id", "form_id", "form_version",
  "items", "evaluator_id", "evaluator_type", "calibration", "sampling", "reason_code", "reason_source", "contract_end",
  "into_customer_id", "lines", "currency", "offer_id", "amount", "invoice_id", "cost_id", "period", "label", "model_version", "value",
  "unit", "n", "source", "definition_id", "target_source", "target_id", "state", "is_internal", "as_of", "window", "scorecard",
  "person", "native_id"};
static_assert(std::size(kFieldNames) == kFieldCount);

constexpr string_view kSubjectNames[] = {"none",  "ticket", "contact", "invitation", "customer",
                                         "agent", "order",  "offer",   "invoice",    "desk"};

/// kSlots[kind][field]: where a field's value stands in an event, filled from the table once, at compile time.
constexpr auto kSlots = [] {
  std::array<std::array<std::int8_t, kFieldCount>, kKindCount> slots{};
  for (auto& row : slots) row.fill(-1);
  for (const KindSpec& kind : kVocabulary) {
    std::int8_t next = 0;
    for (const FieldSpec& field : kind.fields)
      if (field.field != kind.key) slots[static_cast<std::size_t>(kind.kind)][static_cast<std::size_t>(field.field)] = next++;
  }
  return slots;
}();

constexpr bool table_is_in_order() {
  for (std::size_t i = 0; i < kKindCount; ++i)
    if (static_cast<std::size_t>(kVocabulary[i].kind) != i) return false;
  return true;
}
static_assert(table_is_in_order());

template <class Enum>
std::optional<Enum> find_word(std::span<const string_view> words, string_view word) {
  auto const it = std::find(words.begin(), words.end(), word);
  if (it == words.end()) return std::nullopt;
  return static_cast<Enum>(it - words.begin());
}

}  // namespace

std::span<const KindSpec> vocabulary() { return kVocabulary; }
const KindSpec& spec(Kind kind) { return kVocabulary[static_cast<std::size_t>(kind)]; }

std::optional<Kind> parse_kind(string_view name) {
  for (const KindSpec& kind : kVocabulary) {
    if (!name.ends_with(kind.name)) continue;
    if (name.size() == kind.name.size() || name[name.size() - kind.name.size() - 1] == '.') return kind.kind;
  }
  return std::nullopt;
}

string_view to_text(Field field) { return kFieldNames[static_cast<std::size_t>(field)]; }

const FieldSpec* find_field(Kind kind, string_view name) {
  for (const FieldSpec& field : spec(kind).fields)
    if (to_text(field.field) == name) return &field;
  return nullptr;
}

const FieldSpec* find_field(Kind kind, Field wanted) {
  for (const FieldSpec& field : spec(kind).fields)
    if (field.field == wanted) return &field;
  return nullptr;
}

int slot(Kind kind, Field field) { return kSlots[static_cast<std::size_t>(kind)][static_cast<std::size_t>(field)]; }

int slot_count(Kind kind) { return static_cast<int>(spec(kind).fields.size()) - (spec(kind).key ? 1 : 0); }

const FieldSpec& slot_spec(Kind kind, int wanted) {
  const KindSpec& k = spec(kind);
  for (const FieldSpec& field : k.fields)
    if (field.field != k.key && wanted-- == 0) return field;
  return k.fields.front();
}

string_view to_text(SubjectKind kind) { return kSubjectNames[static_cast<std::size_t>(kind)]; }
std::optional<SubjectKind> parse_subject_kind(string_view name) {
  auto const kind = find_word<SubjectKind>(kSubjectNames, name);
  return kind == SubjectKind::none ? std::nullopt : kind;
}

string_view to_text(Status status) { return kStatus[static_cast<std::size_t>(status)]; }
std::optional<Status> parse_status(string_view word) { return find_word<Status>(kStatus, word); }
string_view to_text(Instrument instrument) { return kInstrument[static_cast<std::size_t>(instrument)]; }
string_view to_text(SlaMetric metric) { return kSlaMetric[static_cast<std::size_t>(metric)]; }

}  // namespace deskgauge::event

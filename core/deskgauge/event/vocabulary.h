#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace deskgauge::event {

/// Every event type. The order is part of the state format: append, never reorder.
enum class Kind : std::uint8_t {
  ticket_created, ticket_status_changed, ticket_assigned, ticket_field_changed, ticket_merged, ticket_linked,
  message_sent, bot_handoff, sla_applied, sla_removed, sla_concluded,
  contact_queued, contact_offered, contact_declined, contact_answered, contact_held, contact_resumed, contact_transferred,
  contact_ended, contact_wrapup_ended,
  agent_state_changed, agent_heartbeat, agent_employment_changed, agent_training_completed, schedule_published,
  survey_sent, survey_responded, evaluation_submitted,
  customer_status_changed, customer_merged,
  order_placed, order_shipped, order_delivered, order_cancelled, order_returned,
  offer_made, offer_accepted, offer_declined,
  invoice_issued, invoice_paid, invoice_credited, invoice_written_off,
  cost_recorded, topic_detected, benchmark_recorded, value_published, rating_confirmed, event_retracted,
  count_,
};
inline constexpr std::size_t kKindCount = static_cast<std::size_t>(Kind::count_);

/// Every payload field, by name; a name means the same thing and has one type in every event. Append, never reorder.
enum class Field : std::uint8_t {
  ticket_id,
  contact_id,
  customer_id,
  organization_id,
  brand_id,
  priority,
  type,
  category,
  team_id,
  assignee_id,
  schedule_id,
  tags,
  follows_ticket_id,
  actor_id,
  actor_type,
  is_test,
  channel,
  direction,
  language,
  segment,
  current,
  native_status,
  reason,
  assignee_type,
  tier,
  field,
  into_ticket_id,
  other_id,
  relation,
  message_id,
  author_id,
  author_type,
  visibility,
  kind,
  to_team_id,
  policy_id,
  metric,
  target_ms,
  clock,
  pause_statuses,
  met,
  due_at,
  queue_id,
  callback,
  agent_id,
  leg_id,
  from_agent_id,
  to_agent_id,
  to_queue_id,
  outcome,
  ended_by,
  auto_ended,
  activity,
  productive,
  paid,
  available,
  session_id,
  voluntary,
  role,
  course_id,
  score,
  schedule_revision,
  intervals,
  invitation_id,
  instrument,
  instrument_version,
  scale,
  order_id,
  subject_agent_id,
  resolution_cycle,
  response_id,
  response_revision,
  answers,
  comment_ref,
  reasons,
  rater_id,
  rater_relationship,
  evaluation_id,
  form_id,
  form_version,
  items,
  evaluator_id,
  evaluator_type,
  calibration,
  sampling,
  reason_code,
  reason_source,
  contract_end,
  into_customer_id,
  lines,
  currency,
  offer_id,
  amount,
  invoice_id,
  cost_id,
  period,
  label,
  model_version,
  value,
  unit,
  n,
  reference_source,
  definition_id,
  target_source,
  target_id,
  state,
  is_internal,
  as_of,
  window,
  scorecard,
  person,
  native_id,
  count_,
};
inline constexpr std::size_t kFieldCount = static_cast<std::size_t>(Field::count_);

/// What an event is about: the entity whose history it enters. Append, never reorder.
enum class SubjectKind : std::uint8_t { none, ticket, contact, invitation, customer, agent, order, offer, invoice, desk };

/// How a field's value is written and checked. Each is one 32-bit symbol in an event (see Event).
enum class ValueType : std::uint8_t {
  text,      ///< an identifier or a free word
  choice,    ///< one of the listed words
  boolean,   ///< true or false
  integer,   ///< whole number; durations in ms, money in minor units
  instant,   ///< RFC 3339 with offset in files; ms since 1970 inside
  decimal,   ///< a number that may have a fraction, kept as its canonical text
  list,      ///< texts
  rows,      ///< objects with the listed columns
  object,    ///< one object with the listed columns
};

/// A column of `rows` or `object`.
struct Column {
  std::string_view name;
  ValueType type;
  bool required = false;
};

/// One field of one event type.
struct FieldSpec {
  Field field;
  ValueType type;
  bool required = false;
  std::span<const std::string_view> choices = {};
  std::span<const Column> columns = {};
};

/// One event type: its name, the entity it belongs to and its fields. `key` is the field that holds the subject's id (kept in the subject
/// only); `none` where the subject follows from other rules (event/route).
struct KindSpec {
  Kind kind;
  std::string_view name;      ///< "ticket.created"
  SubjectKind subject;
  std::optional<Field> key;
  std::span<const FieldSpec> fields;
};

std::span<const KindSpec> vocabulary();
const KindSpec& spec(Kind kind);
/// `name` may carry a reverse-DNS prefix ("com.example.ticket.created"); nullopt for an unknown type.
std::optional<Kind> parse_kind(std::string_view name);
inline std::string_view to_text(Kind kind) { return spec(kind).name; }

/// The name of a field in files and APIs. `revision` of survey, evaluation and schedule payloads are separate Fields with one name.
std::string_view to_text(Field field);
/// The field of `kind` with this name.
const FieldSpec* find_field(Kind kind, std::string_view name);
const FieldSpec* find_field(Kind kind, Field field);
/// Position of a field among the stored fields of its kind (the key field is not stored); -1 if the kind has none.
int slot(Kind kind, Field field);
/// Number of stored fields of a kind.
int slot_count(Kind kind);
/// The spec of the field stored in a slot.
const FieldSpec& slot_spec(Kind kind, int slot);

std::string_view to_text(SubjectKind kind);
std::optional<SubjectKind> parse_subject_kind(std::string_view name);

// Words of `choice` fields that the core reads. An enumerator's number is the word's position in the vocabulary's list.
enum class Status : std::uint8_t { new_, open, pending, on_hold, solved, closed, merged, spam, deleted };
inline constexpr int kStatusCount = 9;
std::string_view to_text(Status status);
std::optional<Status> parse_status(std::string_view word);
constexpr bool is_done(Status s) { return s == Status::solved || s == Status::closed; }
constexpr bool is_excluded(Status s) { return s == Status::merged || s == Status::spam || s == Status::deleted; }

enum class ActorType : std::uint8_t { customer, agent, bot, automation, system };
enum class AuthorType : std::uint8_t { customer, agent, bot, system, third_party };
enum class Visibility : std::uint8_t { public_, private_ };
enum class MessageKind : std::uint8_t { reply, note, auto_reply, survey, forward };
enum class Direction : std::uint8_t { inbound, outbound, proactive };
enum class AssigneeType : std::uint8_t { agent, bot };
enum class AssignReason : std::uint8_t { routing, manual, transfer, escalation, takeover, unassign };
enum class SlaMetric : std::uint8_t { first_response, next_reply, resolution, cycle_resolution };
enum class SlaClock : std::uint8_t { calendar, business };
enum class ContactOutcome : std::uint8_t {
  completed, abandoned_in_ivr, abandoned_in_queue, abandoned_while_ringing, abandoned_on_hold, voicemail, callback_scheduled, failed
};
enum class Instrument : std::uint8_t { csat, nps, ces_v1, ces_v2, esat, enps, acsi, servqual, review_360, custom };
std::string_view to_text(Instrument instrument);
std::string_view to_text(SlaMetric metric);

}  // namespace deskgauge::event

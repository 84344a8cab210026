#include "deskgauge/event/check.h"

#include "deskgauge/event/value.h"

namespace deskgauge::event {
namespace {

using base::Code;
using base::Error;

/// Where a value stands, spelled out only for a fault: events are mostly well-formed.
struct Path {
  std::string_view field;
  std::size_t row = kNone;
  std::string_view column = {};
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::string text() const {
    std::string out(field);
    if (row != kNone) out += "[" + std::to_string(row) + "]";
    if (!column.empty()) out.append(".").append(column);
    return out;
  }
};

/// The start of a text for an error message, cut between characters.
std::string clip(std::string text) {
  std::size_t n = 64;
  if (text.size() <= n) return text;
  while (n > 0 && (static_cast<unsigned char>(text[n]) & 0xC0) == 0x80) --n;
  return text.substr(0, n) + "…";
}

/// Collects the faults of one event.
class Checker {
 public:
  Checker(const Event& event, const base::Interner& interner, const EventLimits& limits)
      : event_(event), interner_(interner), limits_(limits) {}

  std::vector<Error> run() {
    if (event_.kind >= Kind::count_) {
      fault("unknown_type", {"type"}, {}, "The event type is not known", "Use a type of the vocabulary, for example ticket.created.");
      return std::move(faults_);
    }
    check_envelope();
    for (const FieldSpec& field : spec(event_.kind).fields) check_field(field);
    if (static_cast<int>(event_.slots.size()) > slot_count(event_.kind))
      fault("wrong_type", {"data"}, {}, "The event has more fields than its type", "Build it with the fields of its own type.");
    check_sense();
    return std::move(faults_);
  }

 private:
  void fault(std::string reason, const Path& at, std::string value, std::string message, std::string remedy,
             Code code = Code::invalid_argument) {
    faults_.push_back({code, std::move(reason), at.text(), std::move(value), std::move(message), std::move(remedy)});
  }
  std::string text(Symbol symbol) const { return interner_.text(symbol); }

  void check_envelope() {
    for (auto const& [name, symbol] : {std::pair{"source", event_.source}, {"id", event_.id}}) {
      if (is_empty(symbol)) fault("field_required", {name}, {}, "Every event needs it: the two together identify the event", "Add it.");
      check_size({name}, symbol);
    }
    check_size({"sequence"}, event_.sequence);
    check_size({"subject"}, event_.subject.id);
    check_time({"time"}, event_.time);
    if (event_.recorded_time) check_time({"recordedtime"}, *event_.recorded_time);
  }

  bool is_empty(Symbol symbol) const {
    char buffer[16];
    return symbol.is_none() || (symbol.is_text() && interner_.view(symbol, buffer).empty());
  }

  void check_time(const Path& at, time::Instant t) {
    if (t >= limits_.earliest && t < limits_.latest) return;
    fault("time_out_of_range", at, time::to_text(t),
          "The time lies outside " + time::to_text(limits_.earliest) + " to " + time::to_text(limits_.latest),
          "Check its unit: times are milliseconds, not seconds or microseconds.", Code::out_of_range);
  }

  void check_size(const Path& at, Symbol symbol) {
    if (!symbol.is_text()) return;
    char buffer[16];
    std::size_t const size = interner_.view(symbol, buffer).size();
    if (size <= limits_.max_text_bytes) return;
    fault("max_text_bytes", at, clip(text(symbol)),
          "The text has " + std::to_string(size) + " bytes, more than max_text_bytes " + std::to_string(limits_.max_text_bytes),
          "Send an identifier, not a body of text.", Code::exhausted);
  }

  void check_field(const FieldSpec& field) {
    bool const is_key = spec(event_.kind).key == field.field;
    Symbol const value = event_.get(field.field);
    Path const at{to_text(field.field)};
    if (is_key && !event_.subject.is_none() && event_.subject.kind != spec(event_.kind).subject) return;  // complete_subject says so
    if (field.required && (field.type == ValueType::text ? is_empty(value) : value.is_none())) {
      fault("field_required", at, {}, std::string(to_text(event_.kind)) + " needs it", "Add it.");
      return;
    }
    if (value.is_none()) return;
    if (field.type == ValueType::list) return check_list(at, value);
    if (field.type == ValueType::rows || field.type == ValueType::object) return check_rows(field, at, value);
    check_scalar(at, field.type, field.choices, value);
  }

  void check_list(const Path& at, Symbol value) {
    if (!value.is_list()) return wrong(at, "a list", value);
    auto const items = interner_.list(value);
    check_count(at, items.size());
    for (std::size_t i = 0; i < items.size() && i < limits_.max_list_items; ++i) check_scalar({at.field, i}, ValueType::text, {}, items[i]);
  }

  void check_rows(const FieldSpec& field, const Path& at, Symbol value) {
    auto const items = interner_.list(value);
    std::size_t const width = field.columns.size();
    bool const one = field.type == ValueType::object;
    if (!value.is_list() || items.size() % width != 0 || (one && items.size() != width))
      return wrong(at, one ? "an object" : "a list of objects", value);
    if (field.required && items.empty()) fault("field_required", at, {}, "The list is empty", "Give at least one.");
    check_count(at, items.size() / width);
    for (std::size_t i = 0; i < items.size() && i / width < limits_.max_list_items; ++i) {
      const Column& column = field.columns[i % width];
      Path const cell{at.field, one ? Path::kNone : i / width, column.name};
      if (column.required && is_empty(items[i])) fault("field_required", cell, {}, std::string(at.field) + " needs it", "Add it.");
      else if (!items[i].is_none()) check_scalar(cell, column.type, {}, items[i]);
    }
  }

  void check_count(const Path& at, std::size_t n) {
    if (n > limits_.max_list_items)
      fault("max_list_items", at, std::to_string(n),
            "The list has more than max_list_items " + std::to_string(limits_.max_list_items) + " items", "Split it over several events.",
            Code::exhausted);
  }

  void wrong(const Path& at, std::string_view wanted, Symbol value) {
    Error error = wrong_type(wanted, text(value)).error;
    error.field = at.text();
    faults_.push_back(std::move(error));
  }

  void check_scalar(const Path& at, ValueType type, std::span<const std::string_view> choices, Symbol value) {
    if (value.is_list() || value.is_none()) return wrong(at, "a single value", value);
    switch (type) {
      case ValueType::text: return check_size(at, value);
      case ValueType::choice:
        if (!value.is_number() || value.number_value() >= choices.size())
          fault("unknown_choice", at, text(value), "The word is not one of those known", "Use a word of the vocabulary.");
        return;
      case ValueType::boolean:
        if (!value.is_number() || value.number_value() > 1) wrong(at, "true or false", value);
        return;
      case ValueType::integer: {
        auto const n = interner_.integer(value);
        if (!n) wrong(at, "a whole number", value);
        else if (*n < 0 && at.field.ends_with("_ms"))
          fault("negative_duration", at, text(value), "A duration cannot be negative", "Check start and end.");
        return;
      }
      case ValueType::instant:
        if (auto const ms = interner_.integer(value)) check_time(at, time::Instant{*ms});
        else wrong(at, "a time", value);
        return;
      default:
        if (canonical_decimal(text(value)) != text(value)) wrong(at, "a decimal number", value);
    }
  }

  /// What types alone do not say: ranges run forwards, scales have a width.
  void check_sense() {
    for (auto const& [field, columns, reason] : {std::tuple{Field::period, 2u, "end_before_start"},
                                                 {Field::intervals, 3u, "end_before_start"},
                                                 {Field::scale, 2u, "empty_scale"}}) {
      auto const items = interner_.list(event_.get(field));
      for (std::size_t i = 0; i + 1 < items.size(); i += columns) {
        auto const from = interner_.integer(items[i]), to = interner_.integer(items[i + 1]);
        if (!from || !to || *from < *to) continue;
        Path const at{to_text(field), field == Field::intervals ? i / columns : Path::kNone};
        fault(reason, at, text(items[i]) + " to " + text(items[i + 1]), "The end does not lie after the start",
              "Check that the two are not exchanged.");
      }
    }
  }

  const Event& event_;
  const base::Interner& interner_;
  const EventLimits& limits_;
  std::vector<Error> faults_;
};

/// Whether a glance is enough: true only where Checker would find nothing. Almost every event passes; the others, and those with values
/// that take work to judge (rows, decimals, numbers of 32 bits and more), are looked at in full.
class Glance {
 public:
  Glance(const Event& event, const base::Interner& interner, const EventLimits& limits)
      : event_(event), interner_(interner), limits_(limits) {}

  bool passes() const {
    if (event_.kind >= Kind::count_) return false;
    bool const named = is_word(event_.source) && is_word(event_.id) && (event_.subject.id.is_none() || is_short(event_.subject.id));
    if (!named || !(event_.sequence.is_none() || is_short(event_.sequence)) || !in_range(event_.time)) return false;
    if (event_.recorded_time && !in_range(*event_.recorded_time)) return false;
    const KindSpec& k = spec(event_.kind);
    std::size_t place = 0;
    for (const FieldSpec& field : k.fields) {
      bool const is_key = k.key == field.field;
      if (is_key && event_.subject.kind != k.subject) return false;
      Symbol const value = is_key ? event_.subject.id : place < event_.slots.size() ? event_.slots[place] : Symbol{};
      place += !is_key;
      if (value.is_none() ? field.required : !is_plain(field, value)) return false;
    }
    return event_.slots.size() <= place;
  }

 private:
  bool in_range(time::Instant t) const { return t >= limits_.earliest && t < limits_.latest; }
  std::size_t size(Symbol text) const {
    char buffer[16];
    return interner_.view(text, buffer).size();
  }
  bool is_short(Symbol s) const { return s.is_number() || (s.is_text() && size(s) <= limits_.max_text_bytes); }
  bool is_word(Symbol s) const { return s.is_number() || (s.is_text() && size(s) > 0 && size(s) <= limits_.max_text_bytes); }

  bool is_plain(const FieldSpec& field, Symbol value) const {
    switch (field.type) {
      case ValueType::text: return field.required ? is_word(value) : is_short(value);
      case ValueType::choice: return value.is_number() && value.number_value() < field.choices.size();
      case ValueType::boolean: return value.is_number() && value.number_value() <= 1;
      case ValueType::integer: return value.is_number();
      default: return false;
    }
  }

  const Event& event_;
  const base::Interner& interner_;
  const EventLimits& limits_;
};

Subject named(SubjectKind kind, Symbol id) { return id.is_none() ? Subject{} : Subject{kind, id}; }

/// The thing a desk event is about, so that corrections of one thing meet in one history.
Field desk_key(Kind kind) {
  if (kind == Kind::cost_recorded) return Field::cost_id;
  return kind == Kind::rating_confirmed ? Field::scorecard : Field::metric;
}

/// The subject an event without one has by its payload; none where it cannot be told.
Subject implied_subject(const Event& event) {
  if (spec(event.kind).key) return {};  // its subject is its key field
  if (Subject const ticket = named(SubjectKind::ticket, event.get(Field::ticket_id)); !ticket.is_none()) return ticket;
  switch (spec(event.kind).subject) {
    case SubjectKind::contact: return named(SubjectKind::contact, event.get(Field::contact_id));
    case SubjectKind::desk: return named(SubjectKind::desk, event.get(desk_key(event.kind)));
    case SubjectKind::invitation: break;
    default: return {};
  }
  if (event.kind == Kind::survey_responded) return {};
  Subject const contact = named(SubjectKind::contact, event.get(Field::contact_id));
  return contact.is_none() ? named(SubjectKind::invitation, event.get(Field::invitation_id)) : contact;
}

/// Whether a subject fits the event: its kind is one the type allows, and its id is that of the payload.
bool fits(const Event& event, Subject subject) {
  const KindSpec& k = spec(event.kind);
  if (event.kind == Kind::event_retracted) return true;
  auto const agrees = [&](Field field) { return event.get(field).is_none() || event.get(field) == subject.id; };
  switch (subject.kind) {
    case SubjectKind::ticket:
      return k.subject == SubjectKind::ticket || (slot(event.kind, Field::ticket_id) >= 0 && !k.key && agrees(Field::ticket_id));
    case SubjectKind::contact:
      return (k.subject == SubjectKind::contact || k.subject == SubjectKind::invitation) && agrees(Field::contact_id);
    case SubjectKind::invitation: return k.subject == SubjectKind::invitation && agrees(Field::invitation_id);
    default: return subject.kind == k.subject;
  }
}

}  // namespace

std::vector<Error> check(const Event& event, const base::Interner& interner, const EventLimits& limits) {
  if (Glance(event, interner, limits).passes()) return {};
  return Checker(event, interner, limits).run();
}

std::vector<Error> complete_subject(Event& event, base::Interner& interner) {
  char buffer[16];
  if (event.kind >= Kind::count_) return {};
  while (!event.slots.empty() && event.slots.back().is_none()) event.slots.pop_back();
  if (event.subject.is_none()) event.subject = implied_subject(event);
  if (event.subject.is_none()) {
    if (event.kind != Kind::event_retracted) return {};
    return {{Code::invalid_argument,
             "subject_required",
             "subject",
             {},
             "A retraction must name the entity of the event it withdraws",
             "Add subject, for example ticket/123."}};
  }
  if (event.subject.id.is_none() || (event.subject.id.is_text() && interner.view(event.subject.id, buffer).empty()))
    return {{Code::invalid_argument, "empty_subject", "subject", to_text(event.subject, interner), "The subject has no id",
             "Write kind/id, for example ticket/123."}};
  if (fits(event, event.subject)) return {};
  return {{Code::invalid_argument, "subject_mismatch", "subject", to_text(event.subject, interner),
           "The subject is not the entity that " + std::string(to_text(event.kind)) + " is about",
           "Give subject and payload the same id, or leave the subject out."}};
}

}  // namespace deskgauge::event

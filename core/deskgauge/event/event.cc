#include "deskgauge/event/event.h"

#include "deskgauge/event/value.h"

namespace deskgauge::event {

Symbol Event::get(Field field) const {
  const KindSpec& k = spec(kind);
  if (k.key == field) return subject.kind == k.subject ? subject.id : Symbol{};
  int const s = slot(kind, field);
  return s >= 0 && static_cast<std::size_t>(s) < slots.size() ? slots[static_cast<std::size_t>(s)] : Symbol{};
}

void Event::set(Field field, Symbol value) {
  const KindSpec& k = spec(kind);
  if (k.key == field) {
    subject = {k.subject, value};
    return;
  }
  int const s = slot(kind, field);
  if (s < 0) return;
  if (slots.size() <= static_cast<std::size_t>(s)) slots.resize(static_cast<std::size_t>(s) + 1);
  slots[static_cast<std::size_t>(s)] = value;
}

base::Result<void> set_from_text(Event& event, std::string_view name, std::string_view text, base::Interner& interner) {
  const FieldSpec* const field = find_field(event.kind, name);
  if (!field)
    return base::unexpected(base::Code::invalid_argument, "unknown_field",
                            "The event type " + std::string(to_text(event.kind)) + " has no such field", std::string(name),
                            std::string(text), "Check the spelling, or leave it out.");
  auto value = parse_value(*field, text, interner);
  if (!value) {
    base::Error error = std::move(value).error();
    error.field = error.reason == "unknown_field" ? std::string(name) + "." + error.field : std::string(name);
    return base::unexpected(std::move(error));
  }
  const KindSpec& k = spec(event.kind);
  Subject const named{k.subject, *value};
  if (k.key == field->field && !event.subject.is_none() && event.subject != named)
    return base::unexpected(base::Code::invalid_argument, "subject_mismatch", "The field names another subject than the event does",
                            std::string(name), std::string(text),
                            "The subject is " + to_text(event.subject, interner) + ": give both the same id.");
  event.set(field->field, *value);
  return {};
}

std::string to_text(Subject subject, const base::Interner& interner) {
  return std::string(to_text(subject.kind)) + "/" + interner.text(subject.id);
}

base::Result<Subject> parse_subject(std::string_view text, base::Interner& interner) {
  std::size_t const slash = text.find('/');
  auto const kind = parse_subject_kind(text.substr(0, slash));
  if (slash == text.npos || slash + 1 == text.size() || !kind)
    return base::unexpected(
        base::Code::invalid_argument, "malformed_subject", "This does not name an entity", "subject", std::string(text),
        "Write kind/id, for example ticket/123; kinds are ticket, contact, invitation, customer, agent, order, offer, invoice, desk.");
  return Subject{*kind, interner.intern(text.substr(slash + 1))};
}

}  // namespace deskgauge::event

// From a line of a timeline test to an event: the shorthands and defaults a test may rely on.
#include <algorithm>
#include <charconv>

#include "deskgauge/event/order.h"
#include "deskgauge/metric/selector.h"
#include "deskgauge/scenario/run.h"

namespace deskgauge::scenario {
namespace {

using base::Result;
using event::Event;
using event::Field;
using event::Kind;
using Text = std::string_view;

base::Unexpected unknown_event(const std::string& type) {
  std::vector<std::string> names;
  for (const event::KindSpec& kind : event::vocabulary()) names.emplace_back(kind.name);
  std::string const close = metric::closest(type, names);
  return base::unexpected(base::Code::invalid_argument, "unknown_type", "There is no such event type", "event", type,
                          close.empty() ? "Use a type of the vocabulary, for example ticket.created." : "Did you mean " + close + "?");
}

/// The field that a name written in a test stands for.
std::string full_name(Kind kind, const std::string& name) {
  if (event::find_field(kind, name)) return name;
  if (name == "status" && event::find_field(kind, "current")) return "current";
  return event::find_field(kind, name + "_id") ? name + "_id" : name;
}

/// `by: "agent:7"`, `by: customer`.
Result<void> set_by(Event& e, const std::string& by, base::Interner& interner) {
  bool const author = event::find_field(e.kind, Field::author_type) != nullptr;
  if (!author && !event::find_field(e.kind, Field::actor_type))
    return base::unexpected(base::Code::invalid_argument, "unknown_field", "Nobody acts in this event", "by", by, "Leave it out.");
  std::size_t const colon = by.find(':');
  DESKGAUGE_TRY(event::set_from_text(e, author ? "author_type" : "actor_type", by.substr(0, colon), interner));
  if (colon == std::string::npos) return {};
  return event::set_from_text(e, author ? "author_id" : "actor_id", by.substr(colon + 1), interner);
}

/// Fields of the envelope. True if `name` was one.
Result<bool> set_envelope(Event& e, const std::string& name, const std::string& text, base::Interner& interner) {
  if (name == "id") e.id = interner.intern(text);
  else if (name == "source" && !event::find_field(e.kind, name)) e.source = interner.intern(text);
  else if (name == "sequence") e.sequence = interner.intern(text);
  else if (name == "subject") {
    DESKGAUGE_ASSIGN(subject, event::parse_subject(text, interner));
    e.subject = subject;
  } else if (name == "recorded_time") {
    DESKGAUGE_ASSIGN(t, time::parse_instant(text));
    e.recorded_time = t;
  } else if (name == "revision" && !event::find_field(e.kind, name)) {
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), e.revision);
    if (fault != std::errc{} || end != text.data() + text.size())
      return base::unexpected(base::Code::invalid_argument, "wrong_type", "This is not a whole number", name, text,
                              "Write 1, 2 and so on.");
  } else {
    return false;
  }
  return true;
}

Result<void> set_field(Event& e, const std::string& name, const std::string& text, base::Interner& interner) {
  if (name == "by") return set_by(e, text, interner);
  DESKGAUGE_ASSIGN(taken, set_envelope(e, name, text, interner));
  if (taken) return {};
  std::string const full = full_name(e.kind, name);
  auto const subject = event::parse_subject_kind(name);
  if (subject && !event::find_field(e.kind, full)) {
    e.subject = {*subject, interner.intern(text)};
    return {};
  }
  if (event::find_field(e.kind, full)) return event::set_from_text(e, full, text, interner);
  std::vector<std::string> names{"by", "id", "revision", "source", "sequence", "subject"};
  for (const event::FieldSpec& field : event::spec(e.kind).fields) names.emplace_back(event::to_text(field.field));
  std::string const close = metric::closest(name, names);
  return base::unexpected(base::Code::invalid_argument, "unknown_field", std::string(event::to_text(e.kind)) + " has no such field", name,
                          text, close.empty() ? "Leave it out." : "Did you mean " + close + "?");
}

struct Default {
  Field field;
  Text text;
};
constexpr Default kDefaults[] = {{Field::direction, "inbound"},  {Field::visibility, "public"},   {Field::kind, "reply"},
                                 {Field::actor_type, "agent"},   {Field::reason, "routing"},      {Field::channel, "email"},
                                 {Field::target_source, "test"}, {Field::response_revision, "1"}, {Field::instrument_version, "1"}};

Text usual_scale(const Event& e) {
  auto const instrument = event::view(e).choice<event::Instrument>(Field::instrument);
  if (!instrument) return {};
  switch (*instrument) {
    case event::Instrument::nps:
    case event::Instrument::enps: return "{min: 0, max: 10}";
    case event::Instrument::ces_v2: return "{min: 1, max: 7}";
    case event::Instrument::csat:
    case event::Instrument::ces_v1:
    case event::Instrument::esat: return "{min: 1, max: 5}";
    default: return {};
  }
}

/// Only what the event needs and the test does not say. `reason` and `kind` have other words in other events: those are left open.
Result<void> set_defaults(Event& e, int position, base::Interner& interner) {
  auto const missing = [&](Field field) {
    const event::FieldSpec* const spec = event::find_field(e.kind, field);
    return spec && spec->required && e.get(field).is_none();
  };
  for (const Default& d : kDefaults) {
    if (!missing(d.field)) continue;
    const event::FieldSpec& spec = *event::find_field(e.kind, d.field);
    bool const other_words = !spec.choices.empty() && std::find(spec.choices.begin(), spec.choices.end(), d.text) == spec.choices.end();
    if (!other_words) DESKGAUGE_TRY(event::set_from_text(e, event::to_text(d.field), d.text, interner));
  }
  if (missing(Field::message_id)) e.set(Field::message_id, interner.intern("m" + std::to_string(position)));
  if (missing(Field::response_id)) e.set(Field::response_id, interner.intern("r-" + interner.text(e.get(Field::invitation_id))));
  if (Text const scale = usual_scale(e); missing(Field::scale) && !scale.empty())
    DESKGAUGE_TRY(event::set_from_text(e, "scale", scale, interner));
  return {};
}

}  // namespace

Result<Event> build_event(const metric::TestEvent& line, time::Instant start, int position, base::Interner& interner) {
  auto const kind = event::parse_kind(line.type);
  if (!kind) return unknown_event(line.type);
  Event e;
  e.kind = *kind;
  e.time = start + line.at;
  e.source = interner.intern("test");
  e.id = interner.intern("e" + std::to_string(position));
  e.sequence = interner.intern(std::int64_t{position});
  for (auto const& [name, text] : line.fields) DESKGAUGE_TRY(set_field(e, name, text, interner));
  DESKGAUGE_TRY(set_defaults(e, position, interner));
  return e;
}

}  // namespace deskgauge::scenario

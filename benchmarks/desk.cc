#include "desk.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "deskgauge/definition/load.h"
#include "deskgauge/event/value.h"

namespace deskgauge::benchmark {

using event::Event;
using event::Field;
using event::Kind;

std::shared_ptr<const metric::Catalogue> load_definitions(const std::vector<std::string>& paths) {
  std::vector<definition::SourceFile> files;
  for (const std::string& path : paths) {
    std::ifstream in(path);
    std::ostringstream text;
    text << in.rdbuf();
    files.push_back({path, text.str()});
  }
  definition::Loaded loaded = definition::load(files);
  if (loaded.ok()) return loaded.catalogue;
  for (const definition::Diagnostic& finding : loaded.diagnostics) std::fprintf(stderr, "%s\n", finding.message.c_str());
  std::exit(2);
}

EventMaker::EventMaker(base::Interner& interner) : interner_(interner) {
  auto const text = [&](std::string_view words) { return interner.intern(words); };
  source_ = text("bench"), edited_ = text("custom.edited"), yes_ = text("yes"), version_ = text("1"), csat_ = text("csat");
  scale_ = interner.intern_list(std::vector{base::Symbol::number(1), base::Symbol::number(5)});
  for (int i = 0; i < 6; ++i) channels_.push_back(word(Kind::ticket_created, Field::channel, channel_name(i)));
  for (int i = 0; i < 4; ++i) priorities_.push_back(word(Kind::ticket_created, Field::priority, priority_name(i)));
  for (std::uint32_t i = 0; i <= 5; ++i) scores_.push_back(interner.intern_list(std::vector{csat_, base::Symbol::number(i)}));
}

base::Symbol EventMaker::word(Kind kind, Field field, std::string_view text) {
  return *event::parse_value(*event::find_field(kind, field), text, interner_);
}

Event& EventMaker::begin(Kind kind, const Delivery& d, std::vector<Event>& out) {
  Event& e = out.emplace_back();
  e.kind = kind;
  e.source = source_;
  e.id = base::Symbol::number(d.id);
  e.subject = {event::SubjectKind::ticket, base::Symbol::number(d.ticket)};
  e.time = {d.time};
  return e;
}

namespace {

template <class Choice>
base::Symbol choice(Choice c) { return base::Symbol::number(static_cast<std::uint32_t>(c)); }
base::Symbol number(std::uint32_t n) { return n ? base::Symbol::number(n) : base::Symbol{}; }

}  // namespace

void EventMaker::message(const Delivery& d, std::vector<Event>& out) {
  Event& e = begin(Kind::message_sent, d, out);
  bool const note = d.what == Happening::note, customer = d.what == Happening::customer_reply;
  e.set(Field::message_id, e.id);
  e.set(Field::author_id, number(d.agent));
  e.set(Field::author_type, choice(customer ? event::AuthorType::customer : event::AuthorType::agent));
  e.set(Field::visibility, choice(note ? event::Visibility::private_ : event::Visibility::public_));
  e.set(Field::kind, choice(note ? event::MessageKind::note : event::MessageKind::reply));
}

void EventMaker::status(const Delivery& d, std::vector<Event>& out) {
  Event& e = begin(Kind::ticket_status_changed, d, out);
  using event::Status;
  Status const now = d.what == Happening::pending ? Status::pending : d.what == Happening::solved ? Status::solved
                     : d.what == Happening::closed ? Status::closed : Status::open;
  e.set(Field::current, choice(now));
  e.set(Field::actor_type, choice(d.what == Happening::closed ? event::ActorType::automation
                                  : d.what == Happening::reopened ? event::ActorType::customer : event::ActorType::agent));
  e.set(Field::actor_id, number(d.agent));
}

/// One invitation a ticket, read as sent with the first answer; a later answer revises it.
void EventMaker::rating(const Delivery& d, std::vector<Event>& out) {
  base::Symbol const ticket = base::Symbol::number(d.ticket);
  Event& sent = begin(Kind::survey_sent, d, out);
  sent.id = interner_.intern(std::to_string(d.id) + "-sent");
  sent.set(Field::invitation_id, ticket);
  sent.set(Field::instrument, choice(event::Instrument::csat));
  sent.set(Field::instrument_version, version_);
  sent.set(Field::scale, scale_);
  sent.set(Field::assignee_id, number(d.agent));
  sent.set(Field::team_id, number(d.team));
  Event& answer = begin(Kind::survey_responded, d, out);
  answer.set(Field::invitation_id, ticket);
  answer.set(Field::response_id, ticket);
  answer.set(Field::response_revision, base::Symbol::number(d.id));
  answer.set(Field::answers, scores_[d.score]);
}

void EventMaker::add(const Delivery& d, std::vector<Event>& out) {
  switch (d.what) {
    case Happening::created: {
      Event& e = begin(Kind::ticket_created, d, out);
      e.set(Field::channel, channels_[d.channel]);
      e.set(Field::direction, choice(event::Direction::inbound));
      e.set(Field::priority, priorities_[d.priority]);
      e.set(Field::team_id, number(d.team));
      return;
    }
    case Happening::assigned:
    case Happening::transferred: {
      Event& e = begin(Kind::ticket_assigned, d, out);
      e.set(Field::assignee_id, number(d.agent));
      e.set(Field::team_id, number(d.team));
      e.set(Field::assignee_type, choice(event::AssigneeType::agent));
      e.set(Field::reason, choice(d.what == Happening::assigned ? event::AssignReason::routing : event::AssignReason::transfer));
      return;
    }
    case Happening::agent_reply: case Happening::customer_reply: case Happening::note: return message(d, out);
    case Happening::field_update: {
      Event& e = begin(Kind::ticket_field_changed, d, out);
      e.set(Field::field, edited_);
      e.set(Field::current, yes_);
      return;
    }
    case Happening::csat: return rating(d, out);
    default: return status(d, out);
  }
}

std::vector<Event> make_events(std::span<const Delivery> stream, base::Interner& interner) {
  EventMaker maker(interner);
  std::vector<Event> events;
  events.reserve(stream.size() + stream.size() / 40);
  for (const Delivery& delivery : stream) maker.add(delivery, events);
  return events;
}

}  // namespace deskgauge::benchmark

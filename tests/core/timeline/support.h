#pragma once
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "deskgauge/event/check.h"
#include "deskgauge/event/order.h"
#include "deskgauge/timeline/ticket.h"
#include "tests/core/time/support.h"

namespace deskgauge::timeline {

using time::must;

/// "08:00" of 2026-05-04, a Monday; "05-06 13:00" of another day of 2026; or a whole RFC 3339 text.
inline Instant at(std::string_view text) {
  std::string const t(text);
  if (t.size() == 5) return must(time::parse_instant("2026-05-04T" + t + ":00Z"));
  if (t.size() == 8) return must(time::parse_instant("2026-05-04T" + t + "Z"));
  if (t.size() == 11) return must(time::parse_instant("2026-" + t.substr(0, 5) + "T" + t.substr(6) + ":00Z"));
  return must(time::parse_instant(t));
}

using Fields = std::vector<std::pair<std::string, std::string>>;

/// One event from texts. "id", "source", "sequence", "revision" and "subject" are of the envelope (`revision` where the payload has none).
inline event::Event make_event(std::string_view when, std::string_view type, const Fields& fields, base::Interner& symbols,
                               int position = 0) {
  auto const kind = event::parse_kind(type);
  if (!kind) std::cerr << type << '\n', std::abort();
  event::Event e;
  e.kind = *kind;
  e.time = at(when);
  e.source = symbols.intern(std::string_view("desk"));
  e.id = symbols.intern("e" + std::to_string(position));
  for (auto const& [name, text] : fields) {
    if (name == "id") e.id = symbols.intern(text);
    else if (name == "source" && !event::find_field(*kind, name)) e.source = symbols.intern(text);
    else if (name == "sequence") e.sequence = symbols.intern(text);
    else if (name == "subject") e.subject = must(event::parse_subject(text, symbols));
    else if (name == "event_revision") e.revision = static_cast<std::uint32_t>(std::stoul(text));
    else if (auto const set = event::set_from_text(e, name, text, symbols); !set) std::cerr << to_text(set.error()) << '\n', std::abort();
  }
  event::complete_subject(e, symbols);
  return e;
}

/// The histories of a desk as a test writes them: events from texts into a book, merges linked as the engine links them.
class Desk {
 public:
  base::Interner symbols;
  Book book;
  Words words{symbols};

  Inserted add(std::string_view when, std::string_view type, const Fields& fields) {
    event::Event const e = make_event(when, type, fields, symbols, ++events_);
    HistoryIndex const index = book.find_or_add(e.subject);
    for (event::Field into : {event::Field::into_ticket_id, event::Field::into_customer_id})
      if (Symbol const other = e.get(into)) book.link(index, book.find_or_add({e.subject.kind, other}));
    return book.history(index).insert(event::view(e), symbols);
  }
  void created(std::string_view when, const std::string& ticket, Fields more = {}) {
    more.emplace_back("ticket_id", ticket);
    add(when, "ticket.created", more);
  }
  void status(std::string_view when, const std::string& ticket, const std::string& word, Fields more = {}) {
    more.insert(more.end(), {{"ticket_id", ticket}, {"current", word}});
    add(when, "ticket.status_changed", more);
  }
  void assigned(std::string_view when, const std::string& ticket, const std::string& agent, const std::string& reason, Fields more = {}) {
    more.insert(more.end(), {{"ticket_id", ticket}, {"reason", reason}});
    if (!agent.empty()) more.emplace_back("assignee_id", agent);
    add(when, "ticket.assigned", more);
  }
  /// A public message: `by` is "customer", "bot" or "agent:A"; `kind` reply unless said.
  void message(std::string_view when, const std::string& ticket, const std::string& by, const std::string& kind = "reply",
               const std::string& visibility = "public") {
    std::size_t const colon = by.find(':');
    Fields fields{{"ticket_id", ticket}, {"author_type", by.substr(0, colon)}, {"kind", kind}, {"visibility", visibility}};
    if (colon != std::string::npos) fields.emplace_back("author_id", by.substr(colon + 1));
    add(when, "message.sent", fields);
  }

  Symbol symbol(std::string_view text) { return symbols.intern(text); }
  HistoryIndex index(const std::string& subject) { return book.find(must(event::parse_subject(subject, symbols))); }
  /// The ticket, folded at an instant together with what it is linked to.
  Ticket ticket(const std::string& id, std::string_view when = "2026-12-31T00:00:00Z") {
    return folded("ticket/" + id, when);
  }
  Ticket folded(const std::string& subject, std::string_view when = "2026-12-31T00:00:00Z") {
    HistoryIndex const wanted = index(subject);
    std::vector<HistoryIndex> group;
    book.group(wanted, group);
    std::vector<Ticket> tickets;
    fold(book, group, at(when), words, symbols, tickets);
    for (std::size_t i = 0; i < group.size(); ++i)
      if (group[i] == wanted) return tickets[i];
    return {};
  }

 private:
  int events_ = 0;
};

/// "08:00 new, 09:00 open": statuses as a test writes them.
inline std::string statuses_text(const Ticket& ticket) {
  std::string out;
  for (const StatusSpan& span : ticket.statuses)
    out += (out.empty() ? "" : ", ") + time::to_text(span.from).substr(11, 5) + " " + std::string(event::to_text(span.status));
  return out;
}

/// "customer, human A, solved": turns as a test writes them; "~" marks one of a merged ticket.
inline std::string turns_text(const Ticket& ticket, const base::Interner& symbols) {
  static constexpr const char* kNames[] = {"customer", "human", "bot", "handoff", "solved", "reopened"};
  std::string out;
  for (const Turn& turn : ticket.turns) {
    out += (out.empty() ? "" : ", ") + std::string(turn.own ? "" : "~") + kNames[static_cast<std::size_t>(turn.kind)];
    if (turn.kind == Turn::Kind::human && turn.author) out += " " + symbols.text(turn.author);
  }
  return out;
}

}  // namespace deskgauge::timeline

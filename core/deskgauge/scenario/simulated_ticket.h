#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "deskgauge/base/symbol.h"
#include "deskgauge/event/event.h"
#include "deskgauge/scenario/random.h"
#include "deskgauge/scenario/simulated_desk.h"

namespace deskgauge::scenario {

/// What a customer's earlier ticket means for the next one.
struct EarlierTicket {
  std::int64_t number = 0;
  time::Instant solved = time::kNever;
};

/// A request that reaches the desk.
struct Arrival {
  std::int64_t number = 0;               ///< of the ticket, from 1
  time::Instant at;
  std::size_t team = 0;
  Channel channel = Channel::email;
  std::int64_t customer = 0;
  std::optional<EarlierTicket> earlier;  ///< of the same customer, within a week
};

/// Writes events one after the other: fills the envelope, numbers the ids, drops what lies after the end.
class EventTeller {
 public:
  /// Ids are `first_id` + 0, 1, 2 …: numbers keep the order of telling, and events stay small.
  EventTeller(base::Interner& interner, std::vector<event::Event>& out, time::Instant end, std::int64_t first_id)
      : interner_(interner), out_(out), end_(end), next_id_(first_id) {}

  /// Begins an event of a ticket; the calls below complete the one begun last.
  EventTeller& begin(event::Kind kind, time::Instant t, std::string_view source, std::string_view ticket);
  /// Begins an event of a call or survey, whose subject follows from its fields.
  EventTeller& begin(event::Kind kind, time::Instant t, std::string_view source);
  EventTeller& text(event::Field field, std::string_view value);
  EventTeller& number(event::Field field, std::int64_t value);
  EventTeller& list(event::Field field, std::initializer_list<std::string_view> items);
  template <class Enum>
  EventTeller& word(event::Field field, Enum value) {
    if (current_) current_->set(field, base::Symbol::number(static_cast<std::uint32_t>(value)));
    return *this;
  }
  /// The event begun last as it stands; null if it lies after the end.
  event::Event* current() { return current_; }

 private:
  base::Interner& interner_;
  std::vector<event::Event>& out_;
  time::Instant end_;
  std::int64_t next_id_;
  event::Event* current_ = nullptr;
};

/// The life of one ticket, told as events from its arrival to its closing. Used once.
class TicketStory {
 public:
  TicketStory(const SimulatedDesk& desk, const Arrival& arrival, base::Interner& interner, std::vector<event::Event>& out);
  /// Appends the events in the order they are told, not of time; returns when the ticket was first solved, or kNever.
  time::Instant tell();

 private:
  bool reach_by_phone();                 ///< false: hung up in the queue, no ticket
  void end_call();
  void create();
  bool set_aside();                      ///< spam, deleted or merged: the story ends here
  bool solved_by_bot();
  void assign(event::AssignReason reason);
  void give_to(int agent, event::AssignReason reason, time::Instant t);
  void converse(int rounds);
  void answer();
  void conclude_first_answer();          ///< the host's own verdict on a target it gave the vip team
  bool wait_for_customer();              ///< false: the customer never came back and the desk solved it by itself
  void hand_over();
  void solve(event::ActorType by);
  void end(bool comes_back);
  void reopen();
  void survey();
  void respond(event::Instrument instrument, const std::string& invitation, time::Instant sent);
  std::int64_t rating(event::Instrument instrument, bool satisfied);

  time::Span work(const Quantiles& quantiles);
  void status(event::Status status, event::ActorType by, time::Instant t);
  void message(event::AuthorType by, event::Visibility visibility, event::MessageKind kind, time::Instant t);
  EventTeller& ticket_event(event::Kind kind, time::Instant t);
  EventTeller& call_event(event::Kind kind, time::Instant t, bool has_ticket);

  const SimulatedDesk& desk_;
  const Arrival& arrival_;
  Random random_;
  EventTeller teller_;
  std::string id_, customer_;
  time::Instant now_;
  time::Instant first_solved_ = time::kNever;
  std::size_t team_;
  Channel channel_;
  Priority priority_;
  int agent_ = 0;                        ///< 0: nobody yet
  int messages_ = 0, cycle_ = 1, tier_ = 1;
  bool reopened_ = false, slow_ = false, first_answer_judged_ = false;
};

}  // namespace deskgauge::scenario

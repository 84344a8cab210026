#include "tests/property/story.h"

#include <algorithm>
#include <array>

namespace deskgauge::property {

using event::SubjectKind;

Teller& Teller::begin(Kind kind, Instant t, SubjectKind subject, const std::string& id) {
  Event& e = out_.emplace_back().event;
  e.kind = kind;
  e.time = t;
  e.source = interner_.intern(std::string_view(next_ % 3 ? "helpdesk" : "phone"));
  // ids of both shapes, and told in another order than they sort in
  e.id = interner_.intern(next_ % 2 ? std::to_string(997 * next_ % 1000) : "e" + std::to_string(next_));
  ++next_;
  e.subject = {subject, interner_.intern(id)};
  return *this;
}

Teller& Teller::put(Field field, const std::string& value) {
  event().set(field, value.empty() ? base::Symbol{} : interner_.intern(value));
  return *this;
}

Teller& Teller::list(Field field, const std::vector<std::string>& items) {
  std::vector<base::Symbol> symbols;
  for (const std::string& item : items) symbols.push_back(item.empty() ? base::Symbol{} : interner_.intern(item));
  event().set(field, interner_.intern_list(symbols));
  return *this;
}

Moments::Moments(Random& random) : random_(random) {
  // two weeks with the change of summer time and Easter, an ordinary fortnight, the end of summer time in two zones, the turn of the year
  static constexpr std::array<time::YearMonthDay, 4> kStarts{{{2026, 3, 23}, {2026, 5, 4}, {2026, 10, 19}, {2025, 12, 22}}};
  auto const start = kStarts[static_cast<std::size_t>(random.below(4))];
  start_ = Instant{std::int64_t{time::to_date(start).day} * 86'400'000};
  last_ = start_ + time::days(4 + random.below(12));
}

Instant Moments::remember(Instant t) {
  t = std::clamp(t, start_, last_);
  used_.push_back(t);
  return t;
}

Instant Moments::near_edge() {
  static const time::Zone berlin = *time::Zone::load("Europe/Berlin"), new_york = *time::Zone::load("America/New_York");
  static constexpr std::array<int, 7> kHours{0, 2, 3, 9, 12, 17, 24};
  const time::Zone& zone = random_.chance(700) ? berlin : new_york;
  time::Date const day = zone.date(start_) + static_cast<std::int32_t>(random_.below((last_ - start_).ms / 86'400'000 + 1));
  Instant const edge = zone.instant(day, kHours[static_cast<std::size_t>(random_.below(7))] * 3'600'000);
  return edge + time::milliseconds(random_.chance(600) ? 0 : random_.below(3) - 1);
}

Instant Moments::any() {
  if (!used_.empty() && random_.chance(150)) {
    Instant const t = used_[static_cast<std::size_t>(random_.below(static_cast<std::int64_t>(used_.size())))];
    return remember(t + time::milliseconds(random_.chance(700) ? 0 : random_.below(3) - 1));
  }
  if (random_.chance(250)) return remember(near_edge());
  return remember(start_ + time::minutes(random_.below((last_ - start_).ms / 60'000)));
}

Instant Moments::after(Instant t) {
  if (random_.chance(100)) return remember(t);
  if (random_.chance(150)) return any();
  static constexpr std::array<std::int64_t, 7> kMinutes{1, 10, 60, 240, 480, 1440, 4320};
  return remember(t + time::minutes(1 + random_.below(kMinutes[static_cast<std::size_t>(random_.below(7))])));
}

namespace {

template <std::size_t N>
std::string one_of(Random& random, const char* const (&words)[N]) {
  return words[random.below(static_cast<std::int64_t>(N))];
}

constexpr const char* kAgents[] = {"1", "4", "5", "7", "16", "20", "agent-x"};
constexpr const char* kTeams[] = {"billing", "technical", "vip", "americas"};
constexpr const char* kChannels[] = {"email", "chat", "phone"};
constexpr const char* kPriorities[] = {"normal", "high", "urgent"};
constexpr const char* kCategories[] = {"invoice", "outage", "other"};
constexpr const char* kTags[] = {"a", "b", "a, b", "b, a", "refund"};

class Lives {
 public:
  Lives(Random& random, Moments& moments, Stream& stream)
      : r_(random), moments_(moments), teller_(*stream.interner, stream.told), tickets_(3 + random.below(4)) {}

  void tell() {
    for (int number = 1; number <= tickets_; ++number) ticket(name(number));
    for (std::int64_t i = r_.below(3); i > 0; --i) customer();
    for (std::int64_t i = r_.below(3); i > 0; --i) unread();
  }

 private:
  static std::string name(std::int64_t number) { return number % 3 == 2 ? "T-" + std::to_string(number) : std::to_string(number + 7); }
  std::string any_ticket() { return name(1 + r_.below(tickets_)); }
  std::string any_customer() { return "c" + std::to_string(r_.below(3)); }
  std::string any_agent() { return one_of(r_, kAgents); }
  bool half() { return r_.chance(500); }
  template <class Enum>
  Enum choice(std::initializer_list<std::pair<Enum, int>> weighted) {
    std::vector<int> weights;
    for (auto const& entry : weighted) weights.push_back(entry.second);
    return (weighted.begin() + static_cast<std::ptrdiff_t>(r_.pick(weights)))->first;
  }

  void ticket(const std::string& id) {
    Instant t = moments_.any();
    if (r_.chance(900)) created(id, t);
    for (std::int64_t steps = 2 + r_.below(9); steps > 0; --steps) {
      t = moments_.after(t);
      step(id, t);
    }
  }

  Teller& of_ticket(Kind kind, Instant t, const std::string& id) {
    Teller& teller = teller_.begin(kind, t, SubjectKind::ticket, id);
    if (r_.chance(150)) teller.event().sequence = base::Symbol::number(static_cast<std::uint32_t>(r_.below(3)));
    if (r_.chance(100)) teller.event().recorded_time = t + time::minutes(r_.below(100));
    return teller;
  }

  void created(const std::string& id, Instant t) {
    using event::Direction;
    Teller& e = of_ticket(Kind::ticket_created, t, id).put(Field::channel, one_of(r_, kChannels));
    e.word(Field::direction, choice<Direction>({{Direction::inbound, 8}, {Direction::outbound, 1}, {Direction::proactive, 1}}));
    if (r_.chance(850)) e.put(Field::customer_id, any_customer());
    if (half()) e.put(Field::priority, one_of(r_, kPriorities));
    if (half()) e.put(Field::category, one_of(r_, kCategories));
    if (half()) e.put(Field::team_id, one_of(r_, kTeams));
    if (r_.chance(200)) e.put(Field::assignee_id, any_agent());
    if (r_.chance(150)) e.put(Field::schedule_id, half() ? "americas" : "around_the_clock");
    if (half()) e.list(Field::tags, half() ? std::vector<std::string>{"a"} : std::vector<std::string>{"b", "refund"});
    if (r_.chance(200)) e.put(Field::brand_id, "north").put(Field::language, "de").put(Field::segment, "smb");
    if (r_.chance(40)) e.flag(Field::is_test, true);
  }

  void step(const std::string& id, Instant t) {
    static constexpr int kWeights[] = {22, 26, 12, 10, 3, 4, 3, 3, 3, 7, 10, 2};
    switch (r_.pick(kWeights)) {
      case 0: return status(id, t);
      case 1: return message(id, t);
      case 2: return assigned(id, t);
      case 3: return field(id, t);
      case 4: return void(of_ticket(Kind::bot_handoff, t, id).put(Field::to_team_id, half() ? one_of(r_, kTeams) : ""));
      case 5: return void(of_ticket(Kind::ticket_merged, t, id).put(Field::into_ticket_id, any_ticket()));
      case 6: return sla_applied(id, t);
      case 7: return sla_removed(id, t);
      case 8: return sla_concluded(id, t);
      case 9: return contact(id, t);
      case 10: return survey(id, t);
      default: of_ticket(Kind::ticket_linked, t, id).put(Field::other_id, any_ticket()).word(Field::relation, 0);
    }
  }

  void status(const std::string& id, Instant t) {
    using enum event::Status;
    using enum event::ActorType;
    Teller& e = of_ticket(Kind::ticket_status_changed, t, id);
    e.word(Field::current, choice<event::Status>({{new_, 1}, {open, 6}, {pending, 5}, {on_hold, 2}, {solved, 9}, {closed, 3}, {merged, 1},
                                                  {spam, 1}, {deleted, 1}}));
    auto const actor = choice<event::ActorType>({{event::ActorType::agent, 6}, {bot, 1}, {automation, 1}, {system, 1}});
    e.word(Field::actor_type, actor);
    if (actor == event::ActorType::agent) e.put(Field::actor_id, any_agent());
    if (r_.chance(80))
      e.list(Field::state, {half() ? "open" : "solved", half() ? any_agent() : "", "", half() ? one_of(r_, kPriorities) : ""});
  }

  void message(const std::string& id, Instant t) {
    using enum event::AuthorType;
    using event::MessageKind, event::Visibility;
    auto const by = choice<event::AuthorType>({{customer, 5}, {event::AuthorType::agent, 6}, {bot, 2}, {system, 1}, {third_party, 1}});
    Teller& e = of_ticket(Kind::message_sent, t, id).word(Field::author_type, by);
    e.word(Field::visibility, choice<Visibility>({{Visibility::public_, 6}, {Visibility::private_, 1}}));
    e.word(Field::kind, choice<MessageKind>({{MessageKind::reply, 8}, {MessageKind::note, 1}, {MessageKind::auto_reply, 1}}));
    e.put(Field::message_id, "m" + std::to_string(r_.below(1000)));
    if (by == event::AuthorType::agent) e.put(Field::author_id, any_agent());
  }

  void assigned(const std::string& id, Instant t) {
    using enum event::AssignReason;
    Teller& e = of_ticket(Kind::ticket_assigned, t, id);
    e.word(Field::reason, choice<event::AssignReason>({{routing, 3}, {manual, 2}, {transfer, 4}, {escalation, 2}, {takeover, 1},
                                                       {unassign, 1}}));
    if (r_.chance(850)) e.put(Field::assignee_id, any_agent());
    if (half()) e.put(Field::team_id, one_of(r_, kTeams));
    if (r_.chance(100)) e.word(Field::assignee_type, event::AssigneeType::bot);
    if (r_.chance(300)) e.put(Field::tier, std::to_string(1 + r_.below(3)));
  }

  void field(const std::string& id, Instant t) {
    static constexpr const char* kFields[] = {"priority", "category", "tags", "custom.plan", "channel", "customer_id", "schedule_id"};
    std::string const which = one_of(r_, kFields);
    std::string value = half() ? "gold" : "basic";
    if (which == "priority") value = one_of(r_, kPriorities);
    if (which == "category") value = one_of(r_, kCategories);
    if (which == "tags") value = one_of(r_, kTags);
    if (which == "channel") value = one_of(r_, kChannels);
    if (which == "customer_id") value = any_customer();
    if (which == "schedule_id") value = half() ? "office" : "americas";
    of_ticket(Kind::ticket_field_changed, t, id).put(Field::field, which).put(Field::current, value);
  }

  void sla_applied(const std::string& id, Instant t) {
    Teller& e = of_ticket(Kind::sla_applied, t, id).put(Field::policy_id, "gold").word(Field::metric, r_.below(4));
    e.put(Field::target_ms, std::to_string(600'000 * (1 + r_.below(40)))).word(Field::clock, r_.below(2));
    if (half()) e.list(Field::pause_statuses, {"pending"});
  }
  void sla_removed(const std::string& id, Instant t) {
    of_ticket(Kind::sla_removed, t, id).put(Field::policy_id, "gold").word(Field::metric, r_.below(4));
  }
  void sla_concluded(const std::string& id, Instant t) {
    of_ticket(Kind::sla_concluded, t, id).put(Field::policy_id, "gold").word(Field::metric, r_.below(4)).flag(Field::met, half());
  }

  /// A call, told in the ticket's history or in its own, or in both: later events may know the ticket, the first ones often do not.
  void contact(const std::string& id, Instant t) {
    std::string const call = "call" + std::to_string(r_.below(3));
    int const knows = r_.chance(400) ? 1000 : r_.chance(500) ? 0 : 500;
    auto const begin = [&](Kind kind) -> Teller& {
      bool const of_a_ticket = r_.chance(knows);
      teller_.begin(kind, t, of_a_ticket ? SubjectKind::ticket : SubjectKind::contact, of_a_ticket ? id : call);
      if (of_a_ticket) teller_.put(Field::ticket_id, id);
      t = moments_.after(t);
      return teller_.put(Field::contact_id, call);
    };
    if (half()) {
      begin(Kind::contact_queued).put(Field::queue_id, "q").put(Field::channel, "phone");
      teller_.put(Field::customer_id, half() ? any_customer() : "");
    }
    if (half()) begin(Kind::contact_answered).put(Field::agent_id, any_agent());
    if (r_.chance(200)) begin(Kind::contact_transferred).put(Field::from_agent_id, any_agent()).word(Field::kind, r_.below(4));
    begin(Kind::contact_ended).word(Field::outcome, r_.chance(800) ? 0 : r_.below(8)).put(Field::channel, half() ? "phone" : "");
    if (half()) teller_.put(Field::customer_id, any_customer());
    if (half()) teller_.put(Field::category, one_of(r_, kCategories));
  }

  void survey(const std::string& id, Instant t) {
    std::string const invitation = "i" + std::to_string(++invitations_);
    SubjectKind const kind = choice<SubjectKind>({{SubjectKind::ticket, 7}, {SubjectKind::contact, 1}, {SubjectKind::invitation, 1}});
    std::string const subject = kind == SubjectKind::ticket ? id : kind == SubjectKind::contact ? "call1" : invitation;
    if (r_.chance(900)) sent(invitation, kind, subject, t);
    for (std::int64_t answers = choice<int>({{0, 2}, {1, 6}, {2, 3}, {3, 1}}); answers > 0; --answers) {
      t = moments_.after(t);
      answered(invitation, kind, subject, t, 1 + r_.below(3));
    }
  }

  void sent(const std::string& invitation, SubjectKind kind, const std::string& subject, Instant t) {
    using enum event::Instrument;
    auto const instrument = choice<event::Instrument>({{csat, 5}, {nps, 4}, {ces_v1, 1}, {ces_v2, 2}, {custom, 1}});
    teller_.begin(Kind::survey_sent, t, kind, subject).put(Field::invitation_id, invitation).word(Field::instrument, instrument);
    static constexpr const char* kVersions[] = {"1", "1", "1", "thumbs", "7-point"};
    teller_.put(Field::instrument_version, instrument == custom ? "resolved" : one_of(r_, kVersions));
    teller_.list(Field::scale, {"0", "10"});
    if (kind == SubjectKind::ticket) teller_.put(Field::ticket_id, subject);
    if (kind == SubjectKind::contact) teller_.put(Field::contact_id, subject);
    if (r_.chance(700)) teller_.put(Field::customer_id, any_customer());
    if (r_.chance(700)) teller_.put(Field::assignee_id, any_agent());
    if (half()) teller_.put(Field::team_id, one_of(r_, kTeams));
    if (half()) teller_.put(Field::channel, one_of(r_, kChannels));
    if (r_.chance(50)) teller_.flag(Field::is_internal, true);
  }

  void answered(const std::string& invitation, SubjectKind kind, const std::string& subject, Instant t, std::int64_t revision) {
    teller_.begin(Kind::survey_responded, t, kind, subject).put(Field::invitation_id, invitation);
    teller_.put(Field::response_id, "r" + invitation).put(Field::response_revision, std::to_string(revision));
    std::string const value = r_.chance(50) ? "2.5" : std::to_string(r_.below(r_.chance(600) ? 6 : 12));
    teller_.list(Field::answers, {half() ? "q1" : "rating", value});
    if (r_.chance(100)) teller_.put(Field::rater_id, any_agent());
    if (kind == SubjectKind::ticket && half()) teller_.put(Field::ticket_id, subject);
    else if (half()) teller_.hides_subject();
  }

  void customer() {
    std::string const from = any_customer();
    Instant const t = moments_.any();
    if (r_.chance(700)) teller_.begin(Kind::customer_merged, t, SubjectKind::customer, from).put(Field::into_customer_id, any_customer());
    else teller_.begin(Kind::customer_status_changed, t, SubjectKind::customer, from).word(Field::current, r_.below(5));
  }

  /// Events that no KPI reads, of other entities.
  void unread() {
    Instant const t = moments_.any();
    std::string const agent = any_agent();
    if (half()) return void(teller_.begin(Kind::agent_heartbeat, t, SubjectKind::agent, agent));
    teller_.begin(Kind::agent_training_completed, t, SubjectKind::agent, agent).put(Field::course_id, "x").put(Field::score, "0.5");
  }

  Random& r_;
  Moments& moments_;
  Teller teller_;
  std::int64_t tickets_;
  int invitations_ = 0;
};

}  // namespace

void tell_lives(Random& random, Moments& moments, Stream& stream) { Lives(random, moments, stream).tell(); }

}  // namespace deskgauge::property

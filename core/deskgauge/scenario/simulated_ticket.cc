#include "deskgauge/scenario/simulated_ticket.h"

#include <utility>

namespace deskgauge::scenario {
namespace {

using event::ActorType;
using event::AssignReason;
using event::AuthorType;
using event::Field;
using event::Kind;
using event::MessageKind;
using event::Status;
using event::Visibility;

// Lengths of time in seconds at 0, 10, 25, 50, 75, 90, 97, 99.5 and 100 per cent.
constexpr Quantiles kRoute{5, 20, 60, 240, 900, 2400, 6000, 10000, 14400};
constexpr Quantiles kAnswer{180, 600, 1500, 4200, 10800, 21600, 36000, 72000, 144000};
constexpr Quantiles kChatAnswer{15, 30, 50, 90, 180, 420, 1200, 3600, 7200};
constexpr Quantiles kCustomer{120, 600, 2400, 10800, 43200, 108000, 259200, 518400, 900000};
constexpr Quantiles kChatCustomer{5, 12, 25, 50, 110, 240, 600, 1800, 4000};
constexpr Quantiles kBot{1, 2, 2, 3, 4, 6, 9, 15, 30};
constexpr Quantiles kCallWait{5, 12, 30, 70, 150, 330, 600, 900, 1500};
constexpr Quantiles kCallLength{40, 120, 200, 340, 560, 900, 1500, 2400, 3600};
constexpr Quantiles kWrapUp{5, 15, 30, 60, 110, 180, 300, 420, 600};
constexpr Quantiles kFinish{1, 1, 2, 120, 900, 2700, 7200, 14400, 28800};
constexpr Quantiles kGiveUp{345600, 350000, 360000, 388800, 410000, 432000, 440000, 450000, 460000};
constexpr Quantiles kComeBack{300, 1800, 7200, 36000, 100000, 200000, 300000, 340000, 345000};
constexpr Quantiles kSetAside{30, 120, 600, 2400, 7200, 18000, 40000, 70000, 90000};

constexpr std::size_t kTechnical = 1, kVip = 3;   // positions in SimulatedDesk::teams()
constexpr std::int64_t kEventsATicket = 400;   // room in the ids: more than any story tells
constexpr time::Span kMoment = time::milliseconds(250);

}  // namespace

EventTeller& EventTeller::begin(Kind kind, time::Instant t, std::string_view source, std::string_view ticket) {
  begin(kind, t, source);
  if (current_) current_->subject = {event::SubjectKind::ticket, interner_.intern(ticket)};
  return *this;
}

EventTeller& EventTeller::begin(Kind kind, time::Instant t, std::string_view source) {
  std::int64_t const number = next_id_++;
  current_ = nullptr;
  if (t >= end_) return *this;
  current_ = &out_.emplace_back();
  current_->kind = kind;
  current_->time = t;
  current_->source = interner_.intern(source);
  current_->id = interner_.intern(number);
  return *this;
}

EventTeller& EventTeller::text(Field field, std::string_view value) {
  if (current_ && !value.empty()) current_->set(field, interner_.intern(value));
  return *this;
}

EventTeller& EventTeller::number(Field field, std::int64_t value) {
  if (current_) current_->set(field, interner_.intern(value));
  return *this;
}

EventTeller& EventTeller::list(Field field, std::initializer_list<std::string_view> items) {
  if (!current_) return *this;
  std::vector<base::Symbol> symbols;
  for (std::string_view item : items) symbols.push_back(interner_.intern(item));
  current_->set(field, interner_.intern_list(symbols));
  return *this;
}

TicketStory::TicketStory(const SimulatedDesk& desk, const Arrival& arrival, base::Interner& interner, std::vector<event::Event>& out)
    : desk_(desk),
      arrival_(arrival),
      random_(desk.options().seed, static_cast<std::uint64_t>(arrival.number)),
      teller_(interner, out, desk.end(), arrival.number * kEventsATicket),
      id_(std::to_string(arrival.number)),
      customer_("c" + std::to_string(arrival.customer)),
      now_(arrival.at),
      team_(arrival.team),
      channel_(arrival.channel) {
  constexpr int kShares[] = {18, 56, 20, 6};
  priority_ = static_cast<Priority>(random_.pick(kShares));
}

time::Instant TicketStory::tell() {
  if (channel_ == Channel::phone && !reach_by_phone()) return time::kNever;
  create();
  if (set_aside()) return time::kNever;
  if (channel_ != Channel::phone && solved_by_bot()) {
    solve(ActorType::bot);
    end(random_.chance(120));
    return first_solved_;
  }
  if (agent_ == 0) assign(AssignReason::routing);
  else give_to(agent_, AssignReason::routing, now_ + kMoment);    // who answered the call
  if (random_.chance(8)) return time::kNever;                    // forgotten: open and unanswered to this day
  constexpr int kRounds[] = {45, 27, 16, 8, 4};
  converse(1 + static_cast<int>(random_.pick(kRounds)));
  end(random_.chance(slow_ ? 110 : 65));
  return first_solved_;
}

void TicketStory::end(bool comes_back) {
  reopened_ = comes_back;                                         // known before the survey: who comes back rates lower
  survey();
  if (comes_back) reopen();
  status(Status::closed, ActorType::automation, now_ + time::days(4));
}

EventTeller& TicketStory::ticket_event(Kind kind, time::Instant t) {
  return teller_.begin(kind, t, "helpdesk", id_);
}

void TicketStory::status(Status to, ActorType by, time::Instant t) {
  ticket_event(Kind::ticket_status_changed, t).word(Field::current, to).word(Field::actor_type, by);
  if (by == ActorType::agent) teller_.number(Field::actor_id, agent_);
  if (by == ActorType::bot) teller_.text(Field::actor_id, "answer-bot");
  if (by == ActorType::customer) teller_.text(Field::actor_id, customer_);
}

void TicketStory::message(AuthorType by, Visibility visibility, MessageKind kind, time::Instant t) {
  ticket_event(Kind::message_sent, t)
      .word(Field::author_type, by)
      .word(Field::visibility, visibility)
      .word(Field::kind, kind)
      .text(Field::message_id, id_ + "-" + std::to_string(++messages_));
  if (by == AuthorType::agent) teller_.number(Field::author_id, agent_);
  if (by == AuthorType::bot) teller_.text(Field::author_id, "answer-bot");
  if (by == AuthorType::customer) teller_.text(Field::author_id, customer_);
}

EventTeller& TicketStory::call_event(Kind kind, time::Instant t, bool has_ticket) {
  teller_.begin(kind, t, "telephony").text(Field::contact_id, "call-" + id_);
  return has_ticket ? teller_.text(Field::ticket_id, id_) : teller_;
}

bool TicketStory::reach_by_phone() {
  bool const hangs_up = random_.chance(60);
  call_event(Kind::contact_queued, now_, !hangs_up)
      .text(Field::queue_id, SimulatedDesk::teams()[team_].name)
      .text(Field::channel, "phone")
      .text(Field::customer_id, customer_)
      .word(Field::direction, event::Direction::inbound);
  now_ = now_ + random_.draw(kCallWait);
  if (hangs_up) {
    call_event(Kind::contact_ended, now_, false)
        .word(Field::outcome, event::ContactOutcome::abandoned_in_queue)
        .text(Field::customer_id, customer_)
        .text(Field::channel, "phone")
        .text(Field::ended_by, "customer");
    return false;
  }
  agent_ = desk_.agent_on_duty(team_, now_, 0, random_);
  call_event(Kind::contact_offered, now_, true).number(Field::agent_id, agent_);
  now_ = now_ + time::seconds(3 + random_.below(8));
  call_event(Kind::contact_answered, now_, true).number(Field::agent_id, agent_);
  return true;
}

void TicketStory::end_call() {
  time::Instant const ended = now_ + random_.draw(kCallLength);
  call_event(Kind::contact_ended, ended, true)
      .word(Field::outcome, event::ContactOutcome::completed)
      .text(Field::ended_by, random_.chance(700) ? "customer" : "agent")
      .text(Field::customer_id, customer_)
      .text(Field::channel, "phone");
  call_event(Kind::contact_wrapup_ended, ended + random_.draw(kWrapUp), true).number(Field::agent_id, agent_);
  now_ = ended;
}

void TicketStory::create() {
  constexpr std::string_view kSegments[] = {"free", "business", "enterprise"};
  constexpr std::string_view kLanguages[] = {"de", "en", "fr", "es"};
  constexpr int kTypes[] = {50, 30, 20};
  constexpr std::string_view kTypeNames[] = {"question", "incident", "task"};
  auto const& team = SimulatedDesk::teams()[team_];
  auto const size = static_cast<std::size_t>(arrival_.customer % 10);       // a customer keeps its segment
  std::size_t const segment = size < 5 ? 0 : size < 8 ? 1 : 2;
  ticket_event(Kind::ticket_created, now_)
      .text(Field::channel, to_text(channel_))
      .word(Field::direction, event::Direction::inbound)
      .text(Field::customer_id, customer_)
      .text(Field::priority, to_text(priority_))
      .text(Field::type, kTypeNames[random_.pick(kTypes)])
      .text(Field::category, team.categories[static_cast<std::size_t>(random_.below(4))])
      .text(Field::team_id, team.name)
      .word(Field::actor_type, ActorType::customer)
      .text(Field::actor_id, customer_)
      .text(Field::language, team.america ? kLanguages[1 + 2 * random_.below(2)] : kLanguages[random_.below(3)])
      .text(Field::segment, kSegments[segment]);
  if (segment > 0) teller_.text(Field::organization_id, "org-" + std::to_string(arrival_.customer / 7));
  if (random_.chance(150)) teller_.list(Field::tags, {random_.chance(500) ? "release" : "refund", random_.chance(300) ? "angry" : "trial"});
  if (arrival_.earlier && arrival_.earlier->solved < now_ && random_.chance(250))
    teller_.text(Field::follows_ticket_id, std::to_string(arrival_.earlier->number));
  if (random_.chance(6)) teller_.word(Field::is_test, 1);
  message(AuthorType::customer, Visibility::public_, MessageKind::reply, now_);
  if (segment > 0)
    ticket_event(Kind::ticket_field_changed, now_ + kMoment)
        .text(Field::field, "custom.plan")
        .text(Field::current, segment == 1 ? "team" : "company");
}

bool TicketStory::set_aside() {
  time::Instant const later = now_ + random_.draw(kSetAside);
  if (channel_ != Channel::phone && random_.chance(18)) {
    status(Status::spam, random_.chance(700) ? ActorType::automation : ActorType::system, later);
    return true;
  }
  if (random_.chance(3)) {
    status(Status::deleted, ActorType::system, later);
    return true;
  }
  bool const twice = arrival_.earlier && arrival_.earlier->solved > now_ && channel_ != Channel::phone;
  if (!twice || !random_.chance(350)) return false;
  ticket_event(Kind::ticket_merged, desk_.after_work(team_, now_, time::minutes(10 + random_.below(200))))
      .text(Field::into_ticket_id, std::to_string(arrival_.earlier->number));
  return true;
}

bool TicketStory::solved_by_bot() {
  bool const meets_bot = channel_ == Channel::chat ? random_.chance(700) : random_.chance(150);
  if (!meets_bot) return false;
  ticket_event(Kind::ticket_assigned, now_ + kMoment)
      .text(Field::assignee_id, "answer-bot")
      .word(Field::assignee_type, event::AssigneeType::bot)
      .word(Field::reason, AssignReason::routing)
      .text(Field::team_id, SimulatedDesk::teams()[team_].name);
  int const turns = 1 + static_cast<int>(random_.below(3));
  for (int turn = 0; turn < turns; ++turn) {
    now_ = now_ + random_.draw(kBot);
    message(AuthorType::bot, Visibility::public_, MessageKind::reply, now_);
    if (turn + 1 == turns) break;
    now_ = now_ + random_.draw(kChatCustomer);
    message(AuthorType::customer, Visibility::public_, MessageKind::reply, now_);
  }
  if (random_.chance(380)) {
    now_ = now_ + random_.draw(kChatCustomer);
    return true;
  }
  now_ = now_ + random_.draw(kChatCustomer);
  message(AuthorType::customer, Visibility::public_, MessageKind::reply, now_);
  now_ = now_ + kMoment;
  ticket_event(Kind::bot_handoff, now_)
      .text(Field::to_team_id, SimulatedDesk::teams()[team_].name)
      .text(Field::reason, "asked for a person");
  return false;
}

void TicketStory::assign(AssignReason reason) {
  time::Instant const t = reason == AssignReason::routing ? now_ + random_.draw(kRoute) : now_;
  give_to(desk_.agent_on_duty(team_, desk_.after_work(team_, t, {}), agent_, random_), reason, t);
}

void TicketStory::give_to(int agent, AssignReason reason, time::Instant t) {
  agent_ = agent;
  ticket_event(Kind::ticket_assigned, t)
      .number(Field::assignee_id, agent_)
      .text(Field::team_id, SimulatedDesk::teams()[team_].name)
      .word(Field::reason, reason)
      .word(Field::assignee_type, event::AssigneeType::agent)
      .number(Field::tier, tier_);
  now_ = t;
}

time::Span TicketStory::work(const Quantiles& quantiles) {
  constexpr int kUrgency[] = {140, 100, 65, 35};
  std::int64_t const drawn = random_.draw(quantiles).ms;
  std::int64_t const percent =
      std::int64_t{desk_.pace(agent_, now_)} * SimulatedDesk::teams()[team_].pace * kUrgency[static_cast<std::size_t>(priority_)];
  return time::milliseconds(drawn / 1000 * percent / 1000);   // three factors in per cent: 10^6 together, without overflow
}

void TicketStory::answer() {
  time::Span const length = work(channel_ == Channel::chat ? kChatAnswer : kAnswer);
  if (channel_ == Channel::phone && messages_ == 1) {
    end_call();
  } else {
    if (random_.chance(220))
      message(AuthorType::agent, Visibility::private_, MessageKind::note, desk_.after_work(team_, now_, time::milliseconds(length.ms / 2)));
    now_ = desk_.after_work(team_, now_, length);
    slow_ = slow_ || length > time::hours(4);
  }
  message(AuthorType::agent, Visibility::public_, MessageKind::reply, now_);
  if (arrival_.team == kVip && !std::exchange(first_answer_judged_, true)) conclude_first_answer();
}

void TicketStory::conclude_first_answer() {
  time::Span const target = time::hours(1);
  ticket_event(Kind::sla_concluded, now_ + kMoment)
      .text(Field::policy_id, "vip-first-hour")
      .word(Field::metric, event::SlaMetric::first_response)
      .word(Field::met, desk_.schedule(arrival_.team).elapsed(arrival_.at, now_) <= target ? 1 : 0);
}

void TicketStory::hand_over() {
  now_ = desk_.after_work(team_, now_, time::minutes(5 + random_.below(120)));
  bool const up = random_.chance(350);
  if (up) ++tier_;
  else team_ = static_cast<std::size_t>(random_.below(kTeams - 1));   // americas hands over to Europe, never the other way
  assign(up ? AssignReason::escalation : AssignReason::transfer);
}

bool TicketStory::wait_for_customer() {
  bool const parked = random_.chance(750);
  bool const third_party = parked && team_ == kTechnical && random_.chance(150);
  if (parked) status(third_party ? Status::on_hold : Status::pending, ActorType::agent, now_ + kMoment);
  if (parked && !third_party && random_.chance(130)) {
    now_ = now_ + random_.draw(kGiveUp);
    solve(ActorType::automation);
    return false;
  }
  now_ = now_ + random_.draw(channel_ == Channel::chat ? kChatCustomer : kCustomer);
  message(AuthorType::customer, Visibility::public_, MessageKind::reply, now_);
  if (parked) status(Status::open, ActorType::system, now_ + kMoment);
  if (random_.chance(60)) {
    now_ = now_ + time::seconds(20 + random_.below(600));               // "and one more thing": two messages, one answer
    message(AuthorType::customer, Visibility::public_, MessageKind::reply, now_);
  }
  return true;
}

void TicketStory::converse(int rounds) {
  if (cycle_ == 1) status(Status::open, ActorType::system, now_ + kMoment);
  now_ = now_ + kMoment + kMoment;
  for (int round = 1;; ++round) {
    if (random_.chance(round == 1 ? 85 : 50)) hand_over();
    if (random_.chance(30)) {
      priority_ = priority_ == Priority::urgent ? Priority::high : static_cast<Priority>(static_cast<int>(priority_) + 1);
      ticket_event(Kind::ticket_field_changed, now_ + time::seconds(30))
          .text(Field::field, "priority")
          .text(Field::current, to_text(priority_));
    }
    answer();
    if (round == rounds) break;
    if (!wait_for_customer()) return;
  }
  now_ = desk_.after_work(team_, now_, random_.draw(kFinish));
  solve(ActorType::agent);
}

void TicketStory::solve(ActorType by) {
  now_ = now_ + kMoment;
  status(Status::solved, by, now_);
  if (first_solved_ == time::kNever) first_solved_ = now_;
}

void TicketStory::reopen() {
  ++cycle_;
  now_ = now_ + random_.draw(kComeBack);
  message(AuthorType::customer, Visibility::public_, MessageKind::reply, now_);
  status(Status::open, ActorType::customer, now_ + kMoment);
  now_ = now_ + time::seconds(1);
  if (agent_ == 0) assign(AssignReason::takeover);
  if (random_.chance(350)) {                                            // only a thank-you: solved again without a word
    now_ = desk_.after_work(team_, now_, time::minutes(2 + random_.below(240)));
    solve(ActorType::agent);
    return;
  }
  converse(1 + static_cast<int>(random_.below(2)));
}

}  // namespace deskgauge::scenario

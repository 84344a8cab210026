// The fold of one ticket: events in order -> spans, turns, solves. What each event type does stands in one small function.
#include <algorithm>

#include "deskgauge/timeline/standing.h"
#include "deskgauge/timeline/ticket.h"

namespace deskgauge::timeline {
namespace {

using event::Field;
using event::Kind;

class Fold {
 public:
  Fold(Ticket& ticket, const Words& words, const base::Interner& interner) : t_(ticket), words_(words), interner_(interner) {}

  void created(const EventView& e) {
    t_.has_ticket = true;
    t_.created = e.time;
    t_.direction = e.choice<event::Direction>(Field::direction).value_or(event::Direction::inbound);
    for (auto const& [field, dimension] : {std::pair{Field::channel, Dimension::channel}, {Field::customer_id, Dimension::customer},
                                           {Field::organization_id, Dimension::organization}, {Field::brand_id, Dimension::brand},
                                           {Field::priority, Dimension::priority}, {Field::type, Dimension::type},
                                           {Field::category, Dimension::category}, {Field::schedule_id, Dimension::schedule},
                                           {Field::tags, Dimension::tag}, {Field::language, Dimension::language},
                                           {Field::segment, Dimension::segment}})
      if (Symbol const value = e.get(field)) t_.changes.push_back({e.time, dimension, {}, value});
    t_.changes.push_back({e.time, Dimension::direction, {}, words_.direction[static_cast<std::size_t>(t_.direction)]});
    if (e.flag(Field::is_test)) leave_out(LeftOut::test, e.time);
    t_.statuses.push_back({e.time, Status::new_});
    if (e.get(Field::assignee_id) || e.get(Field::team_id))
      t_.assignments.push_back({e.time, e.get(Field::assignee_id), e.get(Field::team_id), e.has(Field::assignee_id)});
  }

  void apply(const EventView& e) {
    switch (e.kind) {
      case Kind::ticket_status_changed: status(e, e.choice<Status>(Field::current).value_or(Status::open), e.time); break;
      case Kind::ticket_assigned: assigned(e); break;
      case Kind::ticket_field_changed: field_changed(e); break;
      case Kind::ticket_merged: leave_out(LeftOut::merged, e.time); break;
      case Kind::message_sent: message(e, true); break;
      case Kind::bot_handoff: handoff(e); break;
      case Kind::sla_applied: sla_applied(e); break;
      case Kind::sla_removed: sla_removed(e); break;
      case Kind::sla_concluded:
        t_.sla_concluded.push_back({e.time, instant(e.get(Field::due_at)), e.get(Field::policy_id),
                                    e.choice<event::SlaMetric>(Field::metric).value_or(event::SlaMetric::resolution), e.flag(Field::met)});
        break;
      case Kind::survey_sent: survey_sent(e); break;
      case Kind::survey_responded: survey_responded(e); break;
      case Kind::contact_queued: case Kind::contact_answered: case Kind::contact_transferred: case Kind::contact_ended: contact(e); break;
      default: break;                                          // events that no fact of these KPIs reads
    }
    if (Symbol const state = e.get(Field::state)) snapshot(e, state);
  }

  void message(const EventView& e, bool own) {
    if (e.choice<event::Visibility>(Field::visibility) != event::Visibility::public_) return;
    auto const author = e.choice<event::AuthorType>(Field::author_type);
    auto const kind = e.choice<event::MessageKind>(Field::kind);
    if (author == event::AuthorType::customer) return turn({e.time, Turn::Kind::customer, e.get(Field::author_id), own});
    if (kind != event::MessageKind::reply || !own) return;     // auto-replies, notes, surveys and forwards answer nobody
    if (author == event::AuthorType::agent) {
      turn({e.time, Turn::Kind::human, e.get(Field::author_id), own});
      if (!t_.solves.empty() && t_.solves.back().reopened != time::kNever) t_.solves.back().reopen_answered = true;
    } else if (author == event::AuthorType::bot) {
      turn({e.time, Turn::Kind::bot, e.get(Field::author_id), own});
    }
  }

  void leave_out(LeftOut reason, Instant when) {
    if (t_.left_out != LeftOut::none) return;
    t_.left_out = reason;
    t_.left_out_at = when;
  }

 private:
  void turn(Turn turn) { t_.turns.push_back(turn); }
  Instant instant(Symbol value) const { return value ? Instant{interner_.integer(value).value_or(time::kNever.ms)} : time::kNever; }

  /// Transitions are derived here, from the order of events; a supplied `previous` does not exist in our vocabulary (X16).
  void status(const EventView& e, Status next, Instant when) {
    if (!t_.has_ticket) return;
    Status const before = t_.status();
    when = std::max(when, t_.created);
    if (next == before) return;
    if (is_excluded(next))
      leave_out(next == Status::merged ? LeftOut::merged : next == Status::spam ? LeftOut::spam : LeftOut::deleted, when);
    else if (t_.left_out == LeftOut::spam || t_.left_out == LeftOut::deleted) take_back_in();
    bool const was_done = is_done(last_counted());
    if (is_done(next) && !was_done) solved(e, when);
    if (!is_done(next) && !is_excluded(next) && was_done) reopened(when);
    t_.statuses.push_back({when, next});
  }

  /// The last status in which the ticket counted. What was spam by mistake is afterwards as done as it was before: marking a solved ticket
  /// as spam is no reopening, and taking it back no second solve (X1).
  Status last_counted() const {
    for (auto span = t_.statuses.rbegin(); span != t_.statuses.rend(); ++span)
      if (!is_excluded(span->status)) return span->status;
    return Status::new_;
  }

  void take_back_in() {
    t_.left_out = LeftOut::none;
    t_.left_out_at = time::kNever;
  }

  void solved(const EventView& e, Instant when) {
    Instant const start = t_.solves.empty() ? t_.created : t_.solves.back().reopened;
    Symbol const assignee = !t_.assignments.empty() && t_.assignments.back().human ? t_.assignments.back().assignee : Symbol{};
    t_.solves.push_back({when, start, time::kNever, false, e.choice<ActorType>(Field::actor_type).value_or(ActorType::system),
                         e.get(Field::actor_id), assignee});
    turn({when, Turn::Kind::solved, e.get(Field::actor_id), true});
  }
  void reopened(Instant when) {
    if (!t_.solves.empty()) t_.solves.back().reopened = when;
    turn({when, Turn::Kind::reopened, {}, true});
  }

  void assigned(const EventView& e) {
    Assignment next{e.time, e.get(Field::assignee_id), e.get(Field::team_id)};
    auto const reason = e.choice<event::AssignReason>(Field::reason).value_or(event::AssignReason::routing);
    next.human = next.assignee && e.choice<event::AssigneeType>(Field::assignee_type) != event::AssigneeType::bot;
    next.tier = static_cast<std::int32_t>(interner_.integer(e.get(Field::tier)).value_or(0));
    const Assignment* const before = t_.assignments.empty() ? nullptr : &t_.assignments.back();
    if (!next.team && before) next.team = before->team;        // an assignment without a team keeps it
    bool const on_purpose = reason != event::AssignReason::routing && reason != event::AssignReason::unassign;
    if (before && on_purpose) {
      bool const agent_changed = before->human && next.human && before->assignee != next.assignee;
      bool const team_changed = before->human && before->team && next.team && before->team != next.team;
      next.hand_over = agent_changed || team_changed;
    }
    t_.assignments.push_back(next);
  }

  void field_changed(const EventView& e) {
    Symbol const field = e.get(Field::field);
    if (auto const dimension = words_.dimension_of(field)) t_.changes.push_back({e.time, *dimension, {}, e.get(Field::current)});
    else t_.changes.push_back({e.time, Dimension::custom, field, e.get(Field::current)});
  }

  void handoff(const EventView& e) {
    turn({e.time, Turn::Kind::handoff, {}, true});
    if (Symbol const team = e.get(Field::to_team_id)) t_.assignments.push_back({e.time, {}, team, false});
  }

  void sla_applied(const EventView& e) {
    SlaApplied sla{e.time, time::kNever, e.get(Field::policy_id), e.get(Field::schedule_id)};
    sla.metric = e.choice<event::SlaMetric>(Field::metric).value_or(event::SlaMetric::resolution);
    sla.target_ms = interner_.integer(e.get(Field::target_ms)).value_or(0);
    sla.business = e.choice<event::SlaClock>(Field::clock) == event::SlaClock::business;
    for (Symbol word : interner_.list(e.get(Field::pause_statuses)))
      if (auto const status = event::parse_status(interner_.text(word)))
        sla.pause_statuses |= static_cast<std::uint16_t>(1u << static_cast<unsigned>(*status));
    t_.sla_applied.push_back(sla);
  }
  void sla_removed(const EventView& e) {
    for (SlaApplied& sla : t_.sla_applied)
      if (sla.policy == e.get(Field::policy_id) && sla.metric == e.choice<event::SlaMetric>(Field::metric))
        sla.removed = std::min(sla.removed, e.time);
  }

  Survey& survey(Symbol invitation) {
    for (Survey& known : t_.surveys)
      if (known.invitation == invitation) return known;
    t_.surveys.push_back({invitation});
    return t_.surveys.back();
  }
  void survey_sent(const EventView& e) {
    Survey& s = survey(e.get(Field::invitation_id));
    if (s.sent != time::kNever) return;                        // sent once; a second one is another invitation
    s.sent = e.time;
    s.instrument = e.choice<event::Instrument>(Field::instrument);
    s.version = e.get(Field::instrument_version);
    s.customer = e.get(Field::customer_id);
    s.assignee = e.get(Field::assignee_id);
    s.team = e.get(Field::team_id);
    s.channel = e.get(Field::channel);
    s.internal = e.flag(Field::is_internal);
  }
  void survey_responded(const EventView& e) {
    Survey& s = survey(e.get(Field::invitation_id));
    s.answers.push_back(
        {e.time, interner_.integer(e.get(Field::response_revision)).value_or(1), e.get(Field::answers), e.get(Field::rater_id)});
    std::stable_sort(s.answers.begin(), s.answers.end(),
                     [](const SurveyAnswer& a, const SurveyAnswer& b) { return a.revision < b.revision; });
  }

  void contact(const EventView& e) {
    Symbol const id = e.kind == Kind::contact_ended || e.get(Field::contact_id) ? e.get(Field::contact_id) : Symbol{};
    Symbol const name = id ? id : t_.subject.id;               // the key field of a contact's own history is its subject
    auto const known = std::find_if(t_.contacts.begin(), t_.contacts.end(), [&](const EndedContact& c) { return c.contact == name; });
    EndedContact& c = known != t_.contacts.end() ? *known : t_.contacts.emplace_back(EndedContact{time::kNever});
    c.contact = name;
    if (Symbol const customer = e.get(Field::customer_id)) c.customer = customer;
    if (Symbol const channel = e.get(Field::channel)) c.channel = channel;
    if (Symbol const category = e.get(Field::category)) c.category = category;
    if (e.kind == Kind::contact_queued) c.queued = e.time;
    if (e.kind == Kind::contact_answered) c.answered = std::min(c.answered, e.time);
    if (e.kind == Kind::contact_transferred) ++c.transfers;
    if (e.kind == Kind::contact_ended)
      (e.choice<event::ContactOutcome>(Field::outcome) == event::ContactOutcome::completed ? c.at : c.stopped) = e.time;
  }

  /// A state snapshot wins from its moment on; where it contradicts the replay that is a data-quality exception (kpis.md §3.1).
  void snapshot(const EventView& e, Symbol state) {
    auto const columns = interner_.list(state);                // status, assignee_id, team_id, priority
    if (columns.size() < 4 || !t_.has_ticket) return;
    if (columns[0]) {
      auto const said = event::parse_status(interner_.text(columns[0]));
      if (said && *said != t_.status()) {
        t_.contradictions.push_back("status is " + std::string(event::to_text(t_.status())) + " by its events, " +
                                    interner_.text(columns[0]) + " by the snapshot");
        status(e, *said, e.time);
      }
    }
    const Assignment* const now = t_.assignments.empty() ? nullptr : &t_.assignments.back();
    if (columns[1] && (!now || now->assignee != columns[1])) {
      if (now)
        t_.contradictions.push_back("assignee is " + interner_.text(now->assignee) + " by its events, " + interner_.text(columns[1]) +
                                    " by the snapshot");
      t_.assignments.push_back({e.time, columns[1], columns[2] ? columns[2] : now ? now->team : Symbol{}, true});
    } else if (columns[2] && now && now->team != columns[2]) {
      t_.assignments.push_back({e.time, now->assignee, columns[2], now->human});
    }
    if (columns[3] && t_.dimension(Dimension::priority, {}, e.time) != columns[3])
      t_.changes.push_back({e.time, Dimension::priority, {}, columns[3]});
  }

  Ticket& t_;
  const Words& words_;
  const base::Interner& interner_;
};

/// The first creation that is not withdrawn; mostly the first event of all.
void create(const History& history, Instant at, Fold& fold) {
  Tombstones const dead = tombstones(history, at);
  for (History::Cursor c(history); c.next() && c.event().time <= at;) {
    if (c.event().kind != Kind::ticket_created || is_retracted(dead, c.event())) continue;
    return fold.created(c.event());
  }
}

void fold_one(const History& history, Instant at, const Words& words, const base::Interner& interner, Ticket& ticket) {
  ticket.subject = history.subject();
  ticket.at = at;
  Fold fold(ticket, words, interner);
  // Creation first, whatever else bears the same instant or an earlier one: it says what the ticket is.
  if (ticket.subject.kind == event::SubjectKind::ticket) create(history, at, fold);
  ticket.retracted = read_standing(history, at, [&](const EventView& e) { fold.apply(e); });
  if (!ticket.has_ticket && ticket.subject.kind == event::SubjectKind::ticket) ticket.left_out = LeftOut::orphaned;
}

/// Follows merges to the ticket where a chain ends. A circle ends at its smallest id: histories are numbered by arrival, which says
/// nothing.
template <class Less>
std::size_t end_of_chain(const std::vector<std::size_t>& into, std::size_t start, Less less) {
  std::size_t at = start;
  for (std::size_t steps = 0; into[at] != at; ++steps, at = into[at]) {
    if (steps < into.size()) continue;
    std::size_t smallest = at;                                 // after so many steps it is in the circle
    for (std::size_t next = into[at]; next != at; next = into[next])
      if (less(next, smallest)) smallest = next;
    return smallest;
  }
  return at;
}

/// Customer messages of merged tickets keep their own times on the ticket they ended in (X3).
void carry_messages(const Book& book, const std::vector<HistoryIndex>& group, Instant at, const Words& words,
                    const base::Interner& interner, std::vector<Ticket>& tickets) {
  std::vector<std::size_t> into(group.size());
  for (std::size_t i = 0; i < group.size(); ++i) {
    into[i] = i;
    MergedInto const merged = merged_into(book.history(group[i]), at);
    if (!merged.target) continue;
    HistoryIndex const target = book.find({event::SubjectKind::ticket, merged.target});
    auto const found = std::find(group.begin(), group.end(), target);
    if (found != group.end()) into[i] = static_cast<std::size_t>(found - group.begin());
  }
  std::vector<bool> carried_to(group.size());
  for (std::size_t i = 0; i < group.size(); ++i) {
    std::size_t const end =
        end_of_chain(into, i, [&](std::size_t a, std::size_t b) { return interner.less(tickets[a].subject.id, tickets[b].subject.id); });
    if (end == i) continue;
    Fold fold(tickets[end], words, interner);
    read_standing(book.history(group[i]), at, [&](const EventView& e) {
      if (e.kind == Kind::message_sent && e.choice<event::AuthorType>(Field::author_type) == event::AuthorType::customer)
        fold.message(e, false);
    });
    carried_to[end] = true;
  }
  for (std::size_t i = 0; i < group.size(); ++i)
    if (carried_to[i])
      std::stable_sort(tickets[i].turns.begin(), tickets[i].turns.end(), [](const Turn& a, const Turn& b) { return a.at < b.at; });
}

}  // namespace

MergedInto merged_into(const History& history, Instant at) {
  MergedInto found;
  read_standing(history, at, [&](const EventView& e) {
    if (e.kind == Kind::ticket_merged) found = {e.get(Field::into_ticket_id), e.time};
    if (e.kind == Kind::customer_merged) found = {e.get(Field::into_customer_id), e.time};
  });
  return found;
}

void fold(const Book& book, const std::vector<HistoryIndex>& group, Instant at, const Words& words, const base::Interner& interner,
          std::vector<Ticket>& out) {
  if (out.size() < group.size()) out.resize(group.size());
  for (std::size_t i = 0; i < group.size(); ++i) {
    out[i].clear();
    out[i].index = group[i];
    fold_one(book.history(group[i]), at, words, interner, out[i]);
  }
  if (group.size() > 1) carry_messages(book, group, at, words, interner, out);
}

}  // namespace deskgauge::timeline

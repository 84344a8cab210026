// From a value back to tickets, facts and the segments of their clocks: the same pure functions, with every step written down.
#include <algorithm>

#include "deskgauge/engine/question.h"
#include "deskgauge/engine/replay.h"
#include "deskgauge/fact/derive.h"
#include "deskgauge/metric/expression_text.h"
#include "deskgauge/timeline/standing.h"

namespace deskgauge::engine {
namespace {

using contribution::Measured;
using contribution::Projection;
using fact::Fact;
using metric::FactKind;
using metric::Metric;
using timeline::Ticket;
using timeline::Turn;

/// What starts and stops the clock of a fact, in words; the kind's options decide.
struct Rules {
  std::string start, stop;
};

Rules rules_of(const Metric& m) {
  auto const option = [&](int i) { return static_cast<std::size_t>(i) < m.options.size() ? m.options[static_cast<std::size_t>(i)] : -1; };
  switch (m.fact) {
    case FactKind::first_response: {
      static constexpr const char* kStart[] = {
          "the ticket was created", "the ticket was created, or, of one we opened, the customer's first message", "the bot handed over"};
      static constexpr const char* kStop[] = {"the first public reply by a human", "the first public reply by a human or a bot",
                                              "the first public reply by a bot"};
      return {kStart[std::clamp<std::int64_t>(option(metric::first_response::start), 0, 2)],
              kStop[std::clamp<std::int64_t>(option(metric::first_response::bots), 0, 2)]};
    }
    case FactKind::reply: return {"the first customer message that nobody had answered", "the next public reply by a human"};
    case FactKind::solve:
      return {option(metric::solve::start) == metric::solve::from_cycle_start ? "the ticket was created or last reopened"
                                                                              : "the ticket was created",
              "it entered solved or closed"};
    case FactKind::first_solve: return {"the ticket was first solved", "it was reopened"};
    case FactKind::first_assignment: return {"the ticket was created", "it was first assigned to a human"};
    case FactKind::open_age:
      return {
          std::string("the clock of `since: ") +
              std::string(metric::fact_kind(m.fact).options[0].choices[static_cast<std::size_t>(std::max<std::int64_t>(0, option(0)))]) +
              "`",
          "still running at `at`"};
    case FactKind::sla: return {"the target's metric began to wait", "it was fulfilled"};
    case FactKind::issue: return {"the customer's first contact of the chain", "the last contact of the chain"};
    default: return {};
  }
}

class Explainer {
 public:
  Explainer(const Engine::Impl& engine, const Metric& metric, Asked asked, Window window, Instant at)
      : e_(engine), metric_(metric), window_(window), at_(at), asked_(std::move(asked)),
        plan_(e_.environment, {explained()}, base::Naming(std::as_const(*e_.interner)), Plan::Purpose::answer),
        projection_(plan_.projections().front()) {}

  void run(const std::string& subject) {
    subject_ = subject;
    if (metric::fact_kind(metric_.fact).customer_scope) return customers();
    Plan::Workspace room;
    std::vector<HistoryIndex> group;
    for (HistoryIndex i = 0; i < e_.book.size(); ++i) {
      if (!is_ticket_stage(e_.book.history(i).subject().kind)) continue;
      e_.book.group(i, group);
      if (group.front() != i) continue;
      timeline::fold(e_.book, group, at_, e_.environment->words, *e_.interner, room.tickets);
      for (std::size_t k = 0; k < group.size(); ++k) one_ticket(room.tickets[k], room);
    }
  }

  /// Of a capped metric: what another answer of the customer within the span replaced is not in the number, and neither is what lies
  /// outside the window or, after the cap, the question's filter.
  void cap() {
    std::vector<CustomerInput> kept;
    each_customer_at([&](Symbol, const std::vector<CustomerInput>& inputs) {
      for (std::size_t i : plan_.kept_responses(projection_, inputs)) kept.push_back(inputs[i]);
    });
    std::erase_if(found_, [&](const Found& f) {
      auto const same = std::find_if(kept.begin(), kept.end(), [&](const CustomerInput& input) {
        return input.subject == f.subject && input.invitation == f.invitation && input.at == f.anchor && input.response.value == f.value;
      });
      if (f.has_customer && same == kept.end()) return true;
      if (f.has_customer) kept.erase(same);
      return !f.passes || !window_.contains(f.anchor);
    });
  }

  /// Largest samples first, then by ticket.
  void page(const ExplainRequest& request, Explanation& out) {
    if (projection_.cap()) cap();
    std::stable_sort(found_.begin(), found_.end(), [&](const Found& a, const Found& b) {
      if (a.fact.pending != b.fact.pending) return b.fact.pending;
      if (a.fact.sample != b.fact.sample) return a.fact.sample > b.fact.sample;
      return e_.interner->compare(a.subject.id, b.subject.id) < 0;
    });
    out.total_facts = static_cast<std::int64_t>(found_.size());
    for (std::size_t i = request.offset; i < std::min(found_.size(), request.offset + request.limit); ++i) {
      out.facts.push_back(std::move(found_[i].fact));
      add_excluded_events(found_[i].subject, out.excluded);
    }
    std::size_t const room = std::min(left_out_.size(), request.limit);
    out.excluded.insert(out.excluded.end(), left_out_.begin(), left_out_.begin() + static_cast<std::ptrdiff_t>(room));
  }

 private:
  struct Found {
    event::Subject subject;
    ExplainedFact fact;
    Instant anchor;
    std::int64_t value = 0;
    Symbol invitation;                        ///< of a capped survey response
    bool has_customer = false, passes = true; ///< of a capped one: a cap applies; the question's filter holds
  };

  /// The metric with the question's filter, but its own dimensions, which are shown.
  Metric explained() const {
    Metric m = metric_;
    m.filter = asked_.bound.filter;
    return m;
  }
  std::string text(Symbol s) const { return e_.interner->text(s); }
  bool wanted(event::Subject subject) const { return subject_.empty() || event::to_text(subject, *e_.interner) == subject_; }

  void one_ticket(const Ticket& ticket, Plan::Workspace& room) {
    if (!wanted(ticket.subject)) return;
    note_left_out(ticket);
    plan_.derive(projection_, ticket, room);
    for (const Fact& fact : room.facts.facts) one_fact(ticket, fact, room.facts);
  }

  void customers() {
    each_customer_at([&](Symbol customer, const std::vector<CustomerInput>& contacts) {
      fact::FactSet issues;
      std::vector<fact::CustomerInput> first, inputs_of;
      for (const CustomerInput& contact : contacts) inputs_of.push_back(contact);
      fact::derive_issues(metric_.options, inputs_of, issues, first);
      for (std::size_t k = 0; k < issues.facts.size(); ++k) {
        Ticket const ticket = plan_.as_ticket(customer, first[k], at_);
        if (wanted(ticket.subject)) one_fact(ticket, issues.facts[k], issues);
      }
    });
  }

  /// The customers and what all tickets tell them, as the second stage sees them at `at`.
  template <class Use>
  void each_customer_at(Use use) const {
    Plan::Workspace room;
    std::vector<Contribution> unused;
    std::vector<CustomerInput> list;
    std::vector<HistoryIndex> group;
    for (HistoryIndex i = 0; i < e_.book.size(); ++i) {
      if (!is_ticket_stage(e_.book.history(i).subject().kind)) continue;
      e_.book.group(i, group);
      if (group.front() != i) continue;
      plan_.contribute(e_.book, group, at_, room, unused, list);
    }
    each_customer(e_, list, at_, use);
  }

  fact::View view(const Ticket& ticket, const Fact& fact, const fact::FactSet& facts, const Measured& m) const {
    return {ticket, fact, facts, e_.environment->words, e_.environment->rosters, m.anchor, metric_.attribution, m.agent};
  }

  void one_fact(const Ticket& ticket, const Fact& fact, const fact::FactSet& facts) {
    Fact measured = fact;
    ExplainedFact out;
    Measured m;
    if (metric_.is_level()) {
      Instant const end = window_.to - time::milliseconds(1);
      if (fact.instant(metric::open::entered) > end || fact.instant(metric::open::left) <= end) return;
      m.anchor = fact.instant(metric::open::entered);
      m.agent = fact::credited_agent(ticket, fact, metric_.attribution, m.anchor);
      if (!projection_.takes_in(view(ticket, fact, facts, m), plan_.scene())) return;
      m.value = 1;
      m.outcome = Measured::Outcome::counted;
    } else {
      m = projection_.measure(ticket, measured, facts, plan_.scene());
      if (m.outcome != Measured::Outcome::counted && m.outcome != Measured::Outcome::pending) return;
      if (!metric_.is_snapshot() && !projection_.cap() && !window_.contains(m.anchor)) return;
    }
    fact::View const seen = view(ticket, measured, facts, m);
    describe(ticket, measured, seen, m, out);
    Found found{ticket.subject, std::move(out), m.anchor, m.value};
    if (projection_.cap()) {
      found.invitation = seen.survey()->invitation;
      found.has_customer = !seen.value({metric::Dimension::customer, metric::DimensionAt::latest, {}}).is_none();
      found.passes = !asked_.filters_after || after_cap_.contains(seen, *e_.interner);
    }
    found_.push_back(std::move(found));
  }

  void describe(const Ticket& ticket, const Fact& fact, const fact::View& view, const Measured& m, ExplainedFact& out) const {
    const metric::FactKindSpec& kind = metric::fact_kind(metric_.fact);
    out.subject = event::to_text(ticket.subject, *e_.interner);
    out.fact = kind.name;
    for (std::size_t i = 0; i < kind.instants.size(); ++i)
      if (fact.instants[i] != time::kNever) out.instants.emplace_back(kind.instants[i], fact.instants[i]);
    for (std::size_t i = 0; i < metric_.dimensions.size(); ++i)
      out.dimensions.emplace_back(metric_.dimensions[i].name(), text(view.value(projection_.keys()[i])));
    out.agent = text(m.agent);
    bool const in_ms = metric_.is_duration() && metric_.aggregation.aggregation != aggregate::Aggregation::count;
    std::int64_t const sample = metric_.is_survival() ? aggregate::duration_of(m.value) : m.value;
    out.sample = static_cast<double>(sample) / (in_ms ? 1000.0 : 1.0);
    out.pending = m.outcome == Measured::Outcome::pending;
    Rules rules = rules_of(metric_);
    out.start_rule = std::move(rules.start);
    out.stop_rule = std::move(rules.stop);
    if (kind.start >= 0 && (in_ms || metric_.within)) {
      Instant const from = fact.instant(kind.start), to = std::min(projection_.read_until(ticket, fact), ticket.at);
      segments(ticket, fact, from, to, out.segments);
      notes(ticket, from, to, out.notes);
      if (m.censored) note_censored(ticket, to, out);
    }
  }

  /// Every piece of [from, to): counted, paused by a status outside the clock's, or closed by the schedule.
  void segments(const Ticket& ticket, const Fact& fact, Instant from, Instant to, std::vector<ClockSegment>& out) const {
    time::Clock const clock = projection_.clock(ticket, fact, plan_.scene());
    time::Intervals const counted = projection_.counted(ticket, from, to);
    Instant at = from;
    auto const paused_until = [&](Instant end) {
      if (at < end) out.push_back({{at, end}, "paused", std::string(event::to_text(ticket.status_at(at))), ""});
      at = std::max(at, end);
    };
    for (const time::Interval& piece : counted) {
      paused_until(piece.from);
      for (const time::Clock::Segment& s : clock.segments(piece.from, piece.to))
        out.push_back({s.interval, s.open ? "counted" : "closed", std::string(s.reason), s.schedule ? s.schedule->name() : ""});
      at = piece.to;
    }
    paused_until(to);
  }

  void notes(const Ticket& ticket, Instant from, Instant to, std::vector<std::string>& out) const {
    if (metric_.fact != FactKind::first_response && metric_.fact != FactKind::reply) return;
    for (const Turn& turn : ticket.turns) {
      if (turn.at < from || turn.at >= to) continue;
      if (turn.kind == Turn::Kind::bot) out.push_back("a bot's reply at " + time::to_text(turn.at) + " did not end the clock");
      if (turn.kind == Turn::Kind::solved) out.push_back("solved at " + time::to_text(turn.at) + " without a reply");
    }
  }

  /// Its clock was read before its end came.
  static void note_censored(const Ticket& ticket, Instant to, ExplainedFact& out) {
    bool const running = to == ticket.at;
    out.notes.push_back((running ? "still open: censored at " : "stopped without its end: censored at ") + time::to_text(to));
    out.stop_rule = running ? "still running at `at`" : "stopped before: " + out.stop_rule;
  }

  void note_left_out(const Ticket& ticket) {
    using timeline::LeftOut;
    if (ticket.left_out == LeftOut::none) return;
    if (ticket.left_out == LeftOut::orphaned) return;
    if (!window_.contains(ticket.created)) return;
    static constexpr const char* kReason[] = {"", "merged", "spam", "deleted", "test", ""};
    left_out_.push_back({event::to_text(ticket.subject, *e_.interner), "", "", "ticket.created", ticket.created,
                         kReason[static_cast<std::size_t>(ticket.left_out)]});
  }

  /// Events of a shown ticket that the metric does not read: taken out by a tombstone, or messages that answer nobody.
  void add_excluded_events(event::Subject subject, std::vector<ExcludedEvent>& out) const {
    HistoryIndex const index = e_.book.find(subject);
    if (index == timeline::kNoHistory) return;
    timeline::Tombstones const dead = timeline::tombstones(e_.book.history(index), at_);
    for (timeline::History::Cursor c(e_.book.history(index)); c.next();) {
      const event::EventView& ev = c.event();
      if (ev.time > at_) continue;
      std::string reason;
      if (timeline::is_retracted(dead, ev)) reason = "retracted";
      else if (ev.kind == event::Kind::message_sent) reason = message_reason(ev);
      if (!reason.empty())
        out.push_back(
            {event::to_text(subject, *e_.interner), text(ev.id), text(ev.source), std::string(event::to_text(ev.kind)), ev.time, reason});
    }
  }
  static std::string message_reason(const event::EventView& ev) {
    using namespace event;
    if (ev.choice<Visibility>(Field::visibility) == Visibility::private_) return "private note";
    if (ev.choice<MessageKind>(Field::kind) == MessageKind::auto_reply || ev.choice<AuthorType>(Field::author_type) == AuthorType::system)
      return "automatic reply";
    return "";
  }

  const Engine::Impl& e_;
  const Metric& metric_;
  Window window_;
  Instant at_;
  Asked asked_;
  Plan plan_;
  const Projection& projection_;
  fact::Population after_cap_{asked_.where, base::Naming(std::as_const(*e_.interner))};
  std::string subject_;
  std::vector<Found> found_;
  std::vector<ExcludedEvent> left_out_;
};

/// Names the question and the state it was asked of.
std::string id_of(const ExplainRequest& request, const std::string& where, const Answer& answer) {
  base::Writer question;
  question.text(request.metric + "\n" + to_text(request.window) + "\n" + where + "\n" + request.subject);
  question.i64(answer.at.ms);
  question.i64(answer.revision);
  return std::to_string(base::fingerprint(question.bytes()));
}

void operands_of(const metric::Expression& expression, std::vector<std::string>& names) {
  using Op = metric::Expression::Op;
  bool const is_new = std::find(names.begin(), names.end(), expression.metric) == names.end();
  if (expression.op == Op::metric && is_new) names.push_back(expression.metric);
  for (const metric::Expression& child : expression.operands) operands_of(child, names);
}

/// A derived value is arithmetic on finished values, so those are what it is made of; levels are shown at the window's end.
base::Result<void> add_operands(const Engine& engine, const Metric& metric, Query query, Explanation& out) {
  out.expression = metric::to_text(metric.expression);
  query.metrics.clear();
  operands_of(metric.expression, query.metrics);
  DESKGAUGE_ASSIGN(answer, engine.query(query));
  for (Row& row : answer.rows) {
    row.group = out.row.group;
    out.operands.push_back(std::move(row));
  }
  return {};
}

}  // namespace

base::Result<Explanation> Engine::explain(const ExplainRequest& request) const {
  const Impl& e = *impl_;
  DESKGAUGE_ASSIGN(metric, find_metric(*e.catalogue, request.metric));
  if (e.cells_only) return base::unexpected(refused_by_cells(request.metric));
  Query query{{request.metric}, request.window, request.at, {}, filter_text(request.group, request.where)};
  DESKGAUGE_ASSIGN(answer, this->query(query));
  DESKGAUGE_ASSIGN(window, window::resolve(request.window, answer.at, e.store->grid()));
  Explanation out;
  out.row = answer.rows.front();
  out.row.group = request.group;
  out.definition =
      metric->name + " version " + std::to_string(metric->version) + ", meaning " + std::to_string(metric::semantic_hash(*metric));
  out.id = id_of(request, query.where, answer);
  if (metric->type == metric::MetricType::derived) {
    DESKGAUGE_TRY(add_operands(*this, *metric, query, out));
    return out;
  }
  DESKGAUGE_ASSIGN(asked, bind(*metric, {}, query.where));
  bool const at_window_end = (metric->as_of_window_end || metric->is_snapshot()) && !window.open_end;
  Explainer explainer(e, *metric, std::move(asked), window,
                      at_window_end ? std::min(answer.at, window.to - time::milliseconds(1)) : answer.at);
  explainer.run(request.subject);
  explainer.page(request, out);
  return out;
}

}  // namespace deskgauge::engine

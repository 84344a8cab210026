#include "deskgauge/contribution/projection.h"

#include <algorithm>

#include "deskgauge/fact/derive.h"

namespace deskgauge::contribution {

using fact::Fact;
using fact::FactSet;
using fact::View;
using metric::FactKind;
using metric::Metric;
using metric::MetricType;
using time::Instant;
using timeline::Ticket;

Projection::Projection(const Metric& metric, std::uint16_t position, const metric::Catalogue& catalogue, const base::Naming& name)
    : metric_(metric), position_(position), population_(metric.filter, name), numerator_(metric.numerator, name),
      ratings_(metric, catalogue, name) {
  for (const metric::DimensionRef& d : metric.dimensions)
    keys_.push_back({d.dimension, d.at, d.dimension == metric::Dimension::custom ? name(d.custom) : Symbol{}});
  duration_ = metric::measure_index(metric.fact, "duration");
  auto const reads = [&](int measure) { return population_.reads_measure(measure) || numerator_.reads_measure(measure); };
  needs_duration_ = duration_ >= 0 && ((metric.type == MetricType::simple && metric.measure == duration_ &&
                                        metric.aggregation.aggregation != aggregate::Aggregation::count) || reads(duration_));
  needs_pause_ =
      metric.fact == FactKind::ticket && (metric.measure == metric::ticket::improper_pause || reads(metric::ticket::improper_pause));
  is_survey_ = metric.fact == FactKind::survey_response || metric.fact == FactKind::survey_invitation;
  is_survival_ = metric.is_survival();
}

std::optional<time::Span> Projection::cap() const {
  constexpr std::size_t kCap = metric::survey_response::cap;
  if (metric_.fact != FactKind::survey_response || metric_.options.size() <= kCap || metric_.options[kCap] < 0) return std::nullopt;
  return time::milliseconds(metric_.options[kCap]);
}

View Projection::view(const Ticket& ticket, const Fact& fact, const FactSet& facts, const Scene& scene, Instant anchor) const {
  View view{ticket, fact, facts, scene.words, scene.rosters, anchor, metric_.attribution, {}};
  view.agent = fact::credited_agent(ticket, fact, metric_.attribution, anchor);
  return view;
}

Key Projection::key(const View& view) const {
  Key key{};
  for (std::size_t i = 0; i < keys_.size(); ++i) key[i] = view.value(keys_[i]);
  return key;
}

time::Clock Projection::clock(const Ticket& ticket, const Fact& fact, const Scene& scene) const {
  return scene.clocks.clock(metric_.clock, ticket, read_until(ticket, fact));
}

Instant Projection::read_until(const Ticket& ticket, const Fact& fact) const {
  int const end = metric::fact_kind(metric_.fact).end;
  if (end < 0) return ticket.at;
  bool const running = is_survival_ && (fact.instant(end) == time::kNever || fact.instant(end) > ticket.at);
  return running ? std::min(fact.stopped, ticket.at) : fact.instant(end);
}

time::Intervals Projection::counted(const Ticket& ticket, Instant from, Instant to) const {
  if (metric_.clock.statuses) return ticket.in_statuses(metric_.clock.statuses, from, to);
  if (to <= from) return {};
  return {{from, to}};
}

/// duration = measure of [start, end) on the metric's clock, only in its statuses. False where the fact has no end yet, but for survival,
/// which reads its clock as it stands.
bool Projection::fill_duration(const Ticket& ticket, Fact& fact, const Scene& scene) const {
  const metric::FactKindSpec& kind = metric::fact_kind(metric_.fact);
  Instant const from = fact.instant(kind.start), to = read_until(ticket, fact);
  if (from == time::kNever || to == time::kNever || to > ticket.at) return false;
  bool const whole = metric_.clock.statuses == 0;
  time::Clock const on = clock(ticket, fact, scene);
  fact.measure(duration_) = (whole ? on.elapsed(from, to) : on.elapsed(counted(ticket, from, to))).ms;
  return true;
}

bool Projection::fill_rating(const Ticket& ticket, Fact& fact, const Scene& scene) const {
  if (fact.detail < 0 || !ratings_.asks(ticket.surveys[static_cast<std::size_t>(fact.detail)])) return false;
  if (metric_.fact == FactKind::survey_invitation) return true;
  auto const rating = ratings_.rating(fact.author, scene.interner);
  auto const yes = ratings_.is_yes(fact.author, scene.interner);
  if (rating) fact.measure(metric::survey_response::rating) = *rating;
  fact.measure(metric::survey_response::is_yes) = yes.value_or(false);
  // a rating counts only inside the scale; a yes or no only where there is an answer
  return rating.has_value() || (yes.has_value() && metric_.type == MetricType::ratio);
}

/// hit = ended within the span. A fact that has not ended counts as a miss from the moment its clock ran past the span; one whose clock
/// stopped before (solved unanswered) never counts. Cohorts with a maturity are judged at maturity instead.
Measured Projection::ratio_within(const Ticket& ticket, const Fact& fact, const Scene& scene, Measured so_far) const {
  const metric::FactKindSpec& kind = metric::fact_kind(metric_.fact);
  Instant const from = fact.instant(kind.start), to = fact.instant(kind.end);
  time::Clock const on = clock(ticket, fact, scene);
  if (to != time::kNever && to <= ticket.at) {
    time::Span const taken = metric_.clock.statuses ? on.elapsed(counted(ticket, from, to)) : on.elapsed(from, to);
    so_far.value = taken <= *metric_.within;
    so_far.outcome = Measured::Outcome::counted;
    return so_far;
  }
  if (metric_.maturity) {
    so_far.outcome = Measured::Outcome::counted;
    return so_far;
  }
  Instant const due = on.due(from, *metric_.within, counted(ticket, from, time::kNever), time::Tie::at_close);
  if (fact.stopped <= due) return so_far;                     // outside: its clock stopped in time without an end
  so_far.outcome = due < ticket.at ? Measured::Outcome::counted : Measured::Outcome::not_yet;
  Instant const missed = due == time::kNever ? due : due + time::milliseconds(1);        // at the due moment itself it may still be met
  if (due >= ticket.at) so_far.wake = missed;
  else so_far.since = std::max(so_far.since, missed);
  return so_far;
}

Measured Projection::measure(const Ticket& ticket, Fact& fact, const FactSet& facts, const Scene& scene) const {
  using enum Measured::Outcome;
  Measured m;
  m.anchor = fact.instant(metric_.anchor);
  if (m.anchor == time::kNever) return m;
  if (m.anchor > ticket.at) {
    m.outcome = not_yet;
    m.wake = m.anchor;
    return m;
  }
  m.since = m.anchor;                                          // a due time is an anchor that no event bears
  if (is_survey_ && !fill_rating(ticket, fact, scene)) return m;
  if (needs_pause_)
    fact.measure(metric::ticket::improper_pause) =
        scene.clocks.clock(metric_.clock, ticket, ticket.at).elapsed(fact::improper_pause(ticket)).ms;
  if (needs_duration_ && !fill_duration(ticket, fact, scene)) return m;
  View const seen = view(ticket, fact, facts, scene, m.anchor);
  m.agent = seen.agent;
  if (!takes_in(seen, scene)) return m;
  m.outcome = counted;
  if (metric_.type == MetricType::ratio) {
    if (metric_.within) {
      m.outcome = outside;
      m = ratio_within(ticket, fact, scene, m);
    } else {
      m.value = numerator_.contains(seen, scene.interner);
    }
  } else if (metric_.aggregation.aggregation == aggregate::Aggregation::count) {
    m.value = 1;
  } else if (metric_.aggregation.aggregation == aggregate::Aggregation::distinct) {
    m.value = seen.value({metric::Dimension::customer, metric::DimensionAt::anchor, {}}).bits();
    if (m.value == 0) m.outcome = outside;
  } else {
    m.value = fact.measure(metric_.measure);
    if (m.value == fact::kNoRating) m.outcome = outside;
    if (is_survival_) {
      m.censored = fact.instant(metric::fact_kind(metric_.fact).end) > ticket.at;      // kNever is later than any
      m.value = aggregate::lifetime_code(m.value, m.censored);
    }
  }
  if (m.outcome == counted && metric_.maturity) {
    Instant const mature = m.anchor + *metric_.maturity;
    if (mature > ticket.at) {
      m.outcome = pending;
      m.wake = mature;
    } else {
      m.since = std::max(m.since, mature);
    }
  }
  return m;
}

void Projection::emit(const Ticket& ticket, View& seen, const Measured& m, const Scene& scene, std::vector<Contribution>& out) const {
  Contribution c{position_, m.outcome == Measured::Outcome::pending, {}, m.anchor, m.value, 1};
  if (c.pending) c.value = 1;
  if (metric_.attribution != metric::Attribution::all_participants) {
    c.key = key(seen);
    out.push_back(c);
    return;
  }
  std::vector<Symbol> const shared = fact::participants(ticket, scene.interner);
  if (shared.empty() || shared.size() > 16) {                 // above 16 there is no exact share: the whole credit goes to nobody
    c.weight = kWholeCredit;
    c.key = key(seen);
    out.push_back(c);
    return;
  }
  c.weight = kWholeCredit / static_cast<std::int64_t>(shared.size());
  for (Symbol agent : shared) {
    seen.agent = agent;
    c.key = key(seen);
    out.push_back(c);
  }
}

/// +1 where a piece of open time begins, -1 where it ends; pieces that follow each other in the same group are one.
void Projection::project_level(const Ticket& ticket, const FactSet& facts, const Scene& scene, std::vector<Contribution>& out) const {
  Contribution open;
  bool is_open = false;
  auto const close = [&](Instant at) {
    if (!is_open) return;
    is_open = false;
    if (at > ticket.at) return;
    open.anchor = at;
    open.value = -1;
    out.push_back(open);
  };
  Instant left = time::kNever;
  for (const Fact& fact : facts.facts) {
    Instant const entered = fact.instant(metric::open::entered);
    View const seen = view(ticket, fact, facts, scene, entered);
    bool const counts = takes_in(seen, scene);
    Key const where = counts ? key(seen) : Key{};
    if (is_open && (!counts || entered != left || where != open.key)) close(left);
    if (counts && !is_open) {
      open = {position_, false, where, entered, 1, 1};
      out.push_back(open);
      is_open = true;
    }
    left = fact.instant(metric::open::left);
  }
  close(left);
}

void Projection::project(const Ticket& ticket, const FactSet& facts, const Scene& scene, std::vector<Contribution>& out,
                         Silence& silence) const {
  if (metric_.is_level()) return project_level(ticket, facts, scene, out);
  for (const Fact& fact : facts.facts) {
    Fact measured = fact;
    Measured const m = measure(ticket, measured, facts, scene);
    silence.note({m.since, m.wake});
    if (m.outcome != Measured::Outcome::counted && m.outcome != Measured::Outcome::pending) continue;
    View seen{ticket, measured, facts, scene.words, scene.rosters, m.anchor, metric_.attribution, m.agent};
    emit(ticket, seen, m, scene, out);
  }
}

}  // namespace deskgauge::contribution

#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "deskgauge/metric/fact_kinds.h"
#include "deskgauge/time/schedule.h"
#include "deskgauge/timeline/ticket.h"

namespace deskgauge::fact {

using base::Symbol;
using metric::FactKind;
using time::Instant;
using timeline::Ticket;

inline constexpr std::int64_t kNoRating = std::numeric_limits<std::int64_t>::min();

/// The terms of a service target: on which clock it runs. Kept beside the facts, because few facts have them.
struct SlaTerms {
  event::SlaMetric metric = event::SlaMetric::first_response;
  Symbol policy, schedule;          ///< schedule none: by ticket
  bool business = false;
  std::uint16_t pause_statuses = 0;
  time::Tie tie = time::Tie::at_close;
  time::Span target;
};

/// One measurable thing of one history: named instants and integer measures, no amount on a clock yet and nobody credited yet. Instants and
/// measures stand at the positions of the kind's table (metric/fact_kinds); durations are taken later, on the metric's clock.
struct Fact {
  FactKind kind = FactKind::ticket;
  std::array<Instant, metric::kMaxInstants> instants{};
  std::array<std::int64_t, metric::kMaxMeasures> measures{};
  Symbol author;                    ///< who replied, solved or answered
  Instant stopped = time::kNever;   ///< the clock stopped without its end (solved before an answer)
  std::int32_t detail = -1;         ///< sla: position in FactSet::terms; surveys: in Ticket::surveys
  bool credited = false;            ///< `author` is the human agent who is credited, or none: nobody is

  Fact() { instants.fill(time::kNever); }
  explicit Fact(FactKind k) : Fact() { kind = k; }
  Instant& instant(int i) { return instants[static_cast<std::size_t>(i)]; }
  Instant instant(int i) const { return instants[static_cast<std::size_t>(i)]; }
  std::int64_t& measure(int i) { return measures[static_cast<std::size_t>(i)]; }
  std::int64_t measure(int i) const { return measures[static_cast<std::size_t>(i)]; }
};

/// The facts of one kind and one choice of options of one ticket.
struct FactSet {
  std::vector<Fact> facts;
  std::vector<SlaTerms> terms;
  Instant wake = time::kNever;      ///< earliest instant after Ticket::at at which silence alone changes these facts
  void clear() { facts.clear(); terms.clear(); wake = time::kNever; }
};

}  // namespace deskgauge::fact

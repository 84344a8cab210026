#pragma once
#include <string>
#include <vector>

#include "deskgauge/base/flat_map.h"
#include "deskgauge/fact/fact.h"
#include "deskgauge/metric/catalogue.h"

namespace deskgauge::fact {

/// Who belonged to which team and tier, and when; by symbol. Built once for a catalogue.
class Rosters {
 public:
  Rosters(const metric::Catalogue& catalogue, const base::Naming& name);
  struct Membership {
    Instant from, to;
    Symbol team;
    std::int32_t tier = 0;
  };
  /// Null where no roster lists the agent at that moment. The first entry in file order that does decides.
  const Membership* at(Symbol agent, Instant t) const;

 private:
  base::FlatMap<std::uint32_t, std::vector<Membership>> by_agent_;
};

/// A dimension as the hot path reads it.
struct DimensionKey {
  metric::Dimension dimension = metric::Dimension::agent;
  metric::DimensionAt at = metric::DimensionAt::anchor;
  Symbol custom;
  friend bool operator==(const DimensionKey&, const DimensionKey&) = default;
};

/// One fact seen by one metric: with its anchor and the agent it credits. Cheap; refers to what it is made of.
struct View {
  const Ticket& ticket;
  const Fact& fact;
  const FactSet& facts;
  const timeline::Words& words;
  const Rosters& rosters;
  Instant anchor;
  metric::Attribution attribution = metric::Attribution::none;
  Symbol agent;

  /// The dimension's value: a text, a number, a list (tags), or none.
  Symbol value(const DimensionKey& key) const;
  std::int64_t measure(int index) const { return fact.measure(index); }
  const timeline::Survey* survey() const;
};

/// The one agent a fact credits; none where there is none. Not for all_participants.
Symbol credited_agent(const Ticket& ticket, const Fact& fact, metric::Attribution attribution, Instant anchor);
/// Every human who replied or was assigned, once each, in order of identity.
std::vector<Symbol> participants(const Ticket& ticket, const base::Interner& interner);
/// Time in `pending` with an unanswered customer message (X13), up to Ticket::at.
time::Intervals improper_pause(const Ticket& ticket);

}  // namespace deskgauge::fact

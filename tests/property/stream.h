#pragma once
#include <memory>
#include <vector>

#include "deskgauge/event/event.h"
#include "deskgauge/metric/catalogue.h"
#include "deskgauge/scenario/random.h"

namespace deskgauge::property {

using event::Event;
using event::Field;
using event::Kind;
using scenario::Random;
using time::Instant;

/// An event as it was told once. Its subject is always known here.
struct Told {
  Event event;
  bool hides_subject = false;              ///< delivered without it: a survey's answer that only names its invitation
};

/// What a desk was told, and under which definitions. Symbols belong to `interner`; engines get translations of their own.
struct Stream {
  std::shared_ptr<const metric::Catalogue> desk;
  std::shared_ptr<base::Interner> interner = std::make_shared<base::Interner>();
  std::vector<Told> told;
  Instant end;                             ///< nothing was told of anything later

  Stream with(std::vector<Told> other) const { return {desk, interner, std::move(other), end}; }
};

/// An engine's own copies of events: symbols are numbered by whoever interns first.
class Translation {
 public:
  Translation(const base::Interner& from, base::Interner& to) : from_(from), to_(to) {}
  Event operator()(const Told& told, bool with_subject) const;

 private:
  base::Symbol symbol(base::Symbol theirs) const;
  const base::Interner& from_;
  base::Interner& to_;
};

/// For each (subject, source, id) the version that holds, in the order of event time: written without the engine, from docs/concepts.md.
std::vector<Told> winners(const Stream& stream);
/// What is left of the winners once every retraction is carried out, without the retractions.
std::vector<Told> what_holds(const Stream& stream);
/// Groups of events that no metric reads across: tickets joined by merges, customers, contacts and invitations. A number for each event.
std::vector<int> components(const Stream& stream);

/// A stream of random lives with every hazard of a feed. Equal randomness, equal stream.
Stream random_stream(Random& random, std::shared_ptr<const metric::Catalogue> desk);

}  // namespace deskgauge::property

#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "deskgauge/engine/query.h"
#include "deskgauge/metric/scorecard.h"
#include "deskgauge/score/composite.h"
#include "deskgauge/score/rating.h"

namespace deskgauge::engine {

/// Which cards to look at, and when.
struct ScorecardRequest {
  std::string scorecard;
  std::optional<time::Instant> at;               ///< absent = the engine's now
  std::optional<metric::WindowSpec> window;      ///< absent = the scorecard's own
  Group group;                                   ///< only cards of these values; may name some of the scorecard's `by`
  std::size_t max_cards = 10'000;                ///< named limit "max_cards"
};

/// One line of a card.
struct ScorecardLine {
  metric::ScorecardItem item;
  value::Value value;
  std::optional<double> attainment;              ///< absent: the value is missing, for value.reason
  std::optional<score::AttainmentInterval> interval;
  std::optional<score::AssignedLevel> level;     ///< of a rated card, where there is a value
};

/// What a person said of a card: a rating.confirmed event.
struct Confirmation {
  std::string label, person, comment_ref;
  time::Instant at;
};

/// One card: of the desk, a team or an agent.
struct Card {
  Group group;                                   ///< in the order of the scorecard's `by`
  std::vector<ScorecardLine> lines;              ///< in the order of the scorecard's items
  score::Composite composite;
  std::optional<score::Rating> rating;           ///< proposed; absent where the card is not rated or a critical element has no value
  std::string rating_absent_reason;              ///< "not_rated", "critical_item_missing", "no_items"
  std::optional<Confirmation> confirmation;      ///< the latest of this window
};

struct ScorecardAnswer {
  metric::Scorecard scorecard;
  time::Instant at;
  time::Interval window;
  std::vector<Card> cards;                       ///< by group, in order of identity
  std::uint64_t definitions_fingerprint = 0;
  std::int64_t revision = 0;
};

}  // namespace deskgauge::engine

#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "deskgauge/contribution/contribution.h"
#include "deskgauge/contribution/rating.h"
#include "deskgauge/fact/clocks.h"
#include "deskgauge/fact/population.h"

namespace deskgauge::contribution {

/// What a projection needs besides the ticket and its facts.
struct Scene {
  const base::Interner& interner;
  const timeline::Words& words;
  const fact::Rosters& rosters;
  const fact::Clocks& clocks;
};

/// One fact measured by one metric: what became of it. Contributions are made of these; explanations show them.
struct Measured {
  enum class Outcome : std::uint8_t {
    counted,      ///< a sample
    pending,      ///< an immature member of a cohort
    not_yet,      ///< nothing until `wake`: not answered and not overdue, not due
    outside,      ///< not of the population, another instrument, no answer
  };
  Outcome outcome = Outcome::outside;
  time::Instant anchor = time::kNever;
  time::Instant since = time::kBeginning; ///< the latest moment at which silence alone made the outcome what it is
  time::Instant wake = time::kNever;      ///< when silence alone changes the outcome
  Symbol agent;
  std::int64_t value = 0;
  bool censored = false;                  ///< survival: its end had not come where its clock was read
};

/// When silence alone changed contributions for the last time, and will change them next.
struct Silence {
  time::Instant last = time::kBeginning, wake = time::kNever;
  void note(const Silence& other) {
    last = std::max(last, other.last);
    wake = std::min(wake, other.wake);
  }
};

/// A metric made ready for one engine: fact × metric → contributions. Pure; shared by threads.
class Projection {
 public:
  Projection(const metric::Metric& metric, std::uint16_t position, const metric::Catalogue& catalogue, const base::Naming& name);

  const metric::Metric& metric() const { return metric_; }
  std::uint16_t position() const { return position_; }
  const std::vector<fact::DimensionKey>& keys() const { return keys_; }
  /// Survey responses: at most one of a customer in this span (the customer's second stage decides).
  std::optional<time::Span> cap() const;

  /// Appends this metric's contributions of one ticket and notes when silence changed and changes them.
  void project(const timeline::Ticket& ticket, const fact::FactSet& facts, const Scene& scene, std::vector<Contribution>& out,
               Silence& silence) const;
  /// The same for one fact, step by step, for explanations. `fact` may be changed: durations are filled into its measures.
  Measured measure(const timeline::Ticket& ticket, fact::Fact& fact, const fact::FactSet& facts, const Scene& scene) const;
  /// The clock a fact is measured on.
  time::Clock clock(const timeline::Ticket& ticket, const fact::Fact& fact, const Scene& scene) const;
  /// Where the clock of a fact is read: at its end; for survival, where that has not come, where the clock stopped or at `at`.
  time::Instant read_until(const timeline::Ticket& ticket, const fact::Fact& fact) const;
  /// The moments that count for the duration, before the clock: all of [from, to), or the parts in the statuses of the definition.
  time::Intervals counted(const timeline::Ticket& ticket, time::Instant from, time::Instant to) const;
  Key key(const fact::View& view) const;
  /// Whether the definition's filter takes the fact in. `measure` asks it too; a piece of open time is asked at its beginning.
  bool takes_in(const fact::View& view, const Scene& scene) const {
    return population_.empty() || population_.contains(view, scene.interner);
  }

 private:
  fact::View view(const timeline::Ticket& ticket, const fact::Fact& fact, const fact::FactSet& facts, const Scene& scene,
                  time::Instant anchor) const;
  bool fill_duration(const timeline::Ticket& ticket, fact::Fact& fact, const Scene& scene) const;
  bool fill_rating(const timeline::Ticket& ticket, fact::Fact& fact, const Scene& scene) const;
  Measured ratio_within(const timeline::Ticket& ticket, const fact::Fact& fact, const Scene& scene, Measured so_far) const;
  void project_level(const timeline::Ticket& ticket, const fact::FactSet& facts, const Scene& scene, std::vector<Contribution>& out) const;
  void emit(const timeline::Ticket& ticket, fact::View& view, const Measured& measured, const Scene& scene,
            std::vector<Contribution>& out) const;

  metric::Metric metric_;
  std::uint16_t position_ = 0;
  std::vector<fact::DimensionKey> keys_;
  fact::Population population_, numerator_;
  RatingRule ratings_;
  int duration_ = -1;             ///< index of the kind's measure "duration", -1: none or not needed
  bool needs_duration_ = false, needs_pause_ = false, is_survey_ = false, is_survival_ = false;
};

}  // namespace deskgauge::contribution

#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "deskgauge/base/result.h"
#include "deskgauge/base/symbol.h"
#include "deskgauge/engine/exception_report.h"
#include "deskgauge/engine/goal_report.h"
#include "deskgauge/engine/mix_report.h"
#include "deskgauge/engine/query.h"
#include "deskgauge/engine/scorecard_report.h"
#include "deskgauge/engine/standings_report.h"
#include "deskgauge/engine/transition.h"
#include "deskgauge/event/event.h"
#include "deskgauge/metric/catalogue.h"

namespace deskgauge::engine {

/// One item of a batch that was not taken in; the rest of the batch was.
struct Rejection {
  std::size_t index = 0;                 ///< in the batch
  base::Error error;
};

/// What became of a batch. accepted + duplicates + superseded + rejections = size of the batch.
struct IngestReport {
  std::int64_t accepted = 0;             ///< new events, and new revisions of known ones
  std::int64_t duplicates = 0;           ///< same (source, id), same revision, same content
  std::int64_t superseded = 0;           ///< an older revision than the one held
  std::int64_t conflicts = 0;  ///< same revision, other content: decided by the greater canonical bytes (counted in accepted or superseded)
  std::vector<Rejection> rejections;
  std::int64_t revision = 0;             ///< of the state afterwards
};

struct IngestOptions {
  /// The sender's present. Absent: the latest event time seen, so that a file can be read without a clock.
  std::optional<time::Instant> now;
};

/// Totals since creation, outside the canonical state.
struct Counters {
  std::int64_t accepted = 0, duplicates = 0, superseded = 0, conflicts = 0, rejected = 0, late = 0;
  std::map<std::string, std::int64_t> rejected_by_reason;
};

/// A data-quality exception (I4): something the numbers had to decide about.
struct QualityFinding {
  std::string reason;                    ///< unknown_entity, state_contradiction, revision_conflict, merge_cycle
  std::string subject;
  std::string detail;
};

enum class SnapshotKind : std::uint8_t {
  full,   ///< events, tombstones and cells: everything goes on
  cells,  ///< cells only: can be queried and merged; refuses ingest, explain, replay and customer-scope metrics by name
};

struct MemoryUse {
  std::size_t histories = 0, cells = 0, symbols = 0;
  std::int64_t tickets = 0, events = 0, states = 0;
};

/// The metrics core of one desk: events in, exact numbers out, each explained.
///
/// Owns histories, cells and symbols; shares the immutable definitions. Touches no clock, file or socket: time is a parameter.
/// One writer at a time (ingest, advance, apply, merge, interner); const members may be called from many threads while no writer runs.
/// Any order, batching, duplication, splitting and merging of the same events gives the same canonical bytes.
class Engine {
 public:
  explicit Engine(std::shared_ptr<const metric::Catalogue> catalogue);
  ~Engine();
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;

  /// For building events: their symbols belong to this engine.
  base::Interner& interner();
  const base::Interner& interner() const;
  const metric::Catalogue& catalogue() const;
  std::shared_ptr<const metric::Catalogue> shared_catalogue() const;

  /// Takes a batch in. Each event is checked on its own; faulty ones are rejected by index with every other taken.
  IngestReport ingest(std::span<const event::Event> events, const IngestOptions& options = {});
  /// Lets effects that were due up to `now` enter the cells. Never goes back; a desk of cells only keeps the present it was taken in.
  void advance(time::Instant now);
  time::Instant now() const;
  std::int64_t revision() const;

  base::Result<Answer> query(const Query& query) const;
  base::Result<Explanation> explain(const ExplainRequest& request) const;
  /// Where goals stand. Errors: unknown_goal.
  base::Result<GoalAnswer> goals(const GoalRequest& request) const;
  /// The cards of a scorecard, one for each group. Errors: unknown_scorecard, unknown_dimension, and those of a query.
  base::Result<ScorecardAnswer> scorecard(const ScorecardRequest& request) const;
  /// Agents (teams, …) side by side by one metric, fairly. Errors: metric_kind, not_a_rate, confidence_out_of_range, those of a query.
  base::Result<Standings> standings(const StandingsRequest& request) const;
  /// Whether a value changed because the work did or because other work came. Errors: metric_kind, no_strata, those of a query.
  base::Result<MixReport> mix(const MixRequest& request) const;
  /// What a manager should know, each with a key of its own. Errors: max_exceptions, days_out_of_range, those of a query.
  base::Result<ExceptionAnswer> exceptions(const ExceptionRequest& request) const;
  LeftOut left_out(time::Instant at) const;
  std::vector<QualityFinding> quality() const;

  /// New definitions: only metrics whose meaning changed are recomputed over all histories, then one swap. The three steps one by one, so
  /// that a door can let the old definitions answer during the long one: see Transition.
  base::Result<void> apply(std::shared_ptr<const metric::Catalogue> catalogue);
  base::Result<Transition> begin(std::shared_ptr<const metric::Catalogue> catalogue);
  void compute(Transition& transition) const;
  base::Result<void> finish(Transition transition);

  std::string snapshot(SnapshotKind kind) const;
  /// The definitions' text kept inside a snapshot, so that a door can read it before restoring.
  static base::Result<std::string> definition_text(std::string_view snapshot);
  /// Refuses a damaged or foreign snapshot (data_loss) and one of other definitions (precondition, with both fingerprints).
  static base::Result<Engine> restore(std::string_view snapshot, std::shared_ptr<const metric::Catalogue> catalogue);
  /// Union of both: histories are united and recomputed where both have events (full), states are added (cells).
  base::Result<void> merge(const Engine& other);
  bool cells_only() const;

  /// Canonical bytes of the state without delivery counters: equal for equal sets of events.
  std::string canonical_bytes() const;
  const Counters& counters() const;
  MemoryUse memory() const;

  struct Impl;                           ///< of interest to engine/ only

 private:
  explicit Engine(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace deskgauge::engine

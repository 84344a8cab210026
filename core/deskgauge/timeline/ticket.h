#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "deskgauge/metric/dimension.h"
#include "deskgauge/time/interval.h"
#include "deskgauge/timeline/book.h"

namespace deskgauge::timeline {

using event::ActorType;
using event::Status;
using metric::Dimension;

/// Why a ticket is in no population.
enum class LeftOut : std::uint8_t { none, merged, spam, deleted, test, orphaned };

/// The ticket is in `status` from `from` until the next span starts.
struct StatusSpan {
  Instant from;
  Status status = Status::new_;
};

/// Who has the ticket from `from` on. `assignee` none: nobody.
struct Assignment {
  Instant from;
  Symbol assignee, team;
  bool human = false;          ///< assigned to a human agent
  bool hand_over = false;      ///< a transfer: from a human or team to another, on purpose
  std::int32_t tier = 0;       ///< 0 = not said
};

/// What happened in the conversation, in order. Private notes and auto-replies are no turns (X7, X9).
struct Turn {
  enum class Kind : std::uint8_t { customer, human, bot, handoff, solved, reopened };
  Instant at;
  Kind kind = Kind::customer;
  Symbol author;
  bool own = true;             ///< false: of a ticket merged into this one
};

/// One entry into the done-set and what led to it.
struct Solve {
  Instant at, cycle_start;     ///< cycle_start: creation, or the last reopening
  Instant reopened = time::kNever;
  bool reopen_answered = false;  ///< a human replied between the reopening and the next solve (or until now)
  ActorType actor_type = ActorType::agent;
  Symbol actor;
  Symbol assignee{};             ///< the human who had the ticket before this event, also where another one got it at the same instant
};

struct DimensionChange {
  Instant at;
  Dimension dimension = Dimension::channel;
  Symbol custom, value;
};

/// A target applied by an event.
struct SlaApplied {
  Instant at, removed = time::kNever;
  Symbol policy, schedule;
  event::SlaMetric metric = event::SlaMetric::first_response;
  std::int64_t target_ms = 0;
  bool business = false;
  std::uint16_t pause_statuses = 0;
};
struct SlaConcluded {
  Instant at, due = time::kNever;
  Symbol policy;
  event::SlaMetric metric = event::SlaMetric::first_response;
  bool met = false;
};

struct SurveyAnswer {
  Instant at;
  std::int64_t revision = 1;
  Symbol answers;              ///< rows question_id, value
  Symbol rater;
};
struct Survey {
  Symbol invitation;
  Instant sent = time::kNever;
  std::optional<event::Instrument> instrument{};
  Symbol version{}, customer{}, assignee{}, team{}, channel{};
  bool internal = false;
  std::vector<SurveyAnswer> answers{};   ///< by (revision, order)
};

/// A contact with a human, of this history: from its answer on, until it ended.
struct EndedContact {
  Instant at, queued = time::kNever, answered = time::kNever;
  Symbol contact{}, customer{}, channel{}, category{};
  std::int32_t transfers = 0;
  Instant stopped = time::kNever;   ///< it ended otherwise than completed
};

/// One ticket through time, read from its events up to one instant: what every fact of it is derived from. Also holds the surveys and
/// contacts of a history without a ticket (then `created` is kNever and left_out is `none` with has_ticket false).
struct Ticket {
  event::Subject subject;
  HistoryIndex index = kNoHistory;
  Instant at;                          ///< what is later does not exist here
  bool has_ticket = false;             ///< a ticket.created is known
  Instant created = time::kNever;
  LeftOut left_out = LeftOut::none;
  Instant left_out_at = time::kNever;
  event::Direction direction = event::Direction::inbound;
  std::int64_t retracted = 0;          ///< events taken out by tombstones

  std::vector<StatusSpan> statuses;
  std::vector<Assignment> assignments;
  std::vector<Turn> turns;
  std::vector<Solve> solves;
  std::vector<DimensionChange> changes;   ///< in order; creation's values first
  std::vector<SlaApplied> sla_applied;
  std::vector<SlaConcluded> sla_concluded;
  std::vector<Survey> surveys;
  std::vector<EndedContact> contacts;
  std::vector<std::string> contradictions;  ///< state snapshots that differed from the replay

  void clear();
  Status status() const { return statuses.empty() ? Status::new_ : statuses.back().status; }
  Status status_at(Instant t) const;
  bool done() const { return has_ticket && is_done(status()); }
  /// Intervals in which the ticket was in one of the statuses of the mask (bit per Status), cut to [from, to).
  time::Intervals in_statuses(std::uint16_t mask, Instant from, Instant to) const;
  const Assignment* assignment_at(Instant t) const;
  /// The last value set at or before t; none if never. Team comes from assignments.
  Symbol dimension(Dimension dimension, Symbol custom, Instant t) const;
};

/// The words of field changes, as symbols of one interner.
struct Words {
  explicit Words(base::Interner& interner);
  std::optional<Dimension> dimension_of(Symbol field) const;
  Symbol direction[3], bot_involved[3], sla_metric[4], instrument[10], reason[5], tags_field;

 private:
  std::vector<std::pair<Symbol, Dimension>> fields_;
};

/// Where a ticket went by ticket.merged, or a customer by customer.merged, at `at`; none if it did not.
struct MergedInto {
  Symbol target;
  Instant at = time::kNever;
};
MergedInto merged_into(const History& history, Instant at);

/// Folds a group of linked histories (most have one): one Ticket for each history, those merged away included (left_out == merged), their
/// customer messages carried over to the ticket they ended in. `out` is reused; the result is the first `group.size()` entries.
void fold(const Book& book, const std::vector<HistoryIndex>& group, Instant at, const Words& words, const base::Interner& interner,
          std::vector<Ticket>& out);

}  // namespace deskgauge::timeline

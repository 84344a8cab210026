#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "deskgauge/metric/window_spec.h"
#include "deskgauge/score/comparison.h"
#include "deskgauge/time/interval.h"
#include "deskgauge/value/value.h"

namespace deskgauge::engine {

/// How an answer was found; both give the same value.
enum class Path : std::uint8_t { cells, replay };

/// A question. `at` is event time: events and effects later than it do not exist for the answer.
struct Query {
  std::vector<std::string> metrics;              ///< names; empty = every metric of the definitions
  metric::WindowSpec window;
  std::optional<time::Instant> at;               ///< absent = the engine's now
  std::vector<std::string> by;                   ///< dimensions to group by; [] = the total
  std::string where;                             ///< a filter over dimensions (docs/filters.md)
  metric::Comparison compare = metric::Comparison::none;
  std::optional<time::Grain> series;             ///< one row for each bucket of this grain inside the window
  int top = 0;                                   ///< keep the `top` groups of each metric by n, then name; 0 = all
  bool with_left_out = false;                    ///< also count what is left out (reads every history)
  std::size_t max_groups = 100'000;              ///< named limit "max_groups"
};

using Group = std::vector<std::pair<std::string, std::string>>;  ///< dimension, value; in the order of Query::by; "" = none

/// One number of an answer.
struct Row {
  std::string metric;
  Group group;
  time::Interval window;                         ///< [from, to); cumulative: from = kBeginning
  std::string bucket;                            ///< label, in a series
  value::Value value;
  std::optional<value::Value> compared;          ///< the same in the comparison window
  time::Interval compared_window{};
  std::optional<score::Comparison> comparison;   ///< value against compared: effect, interval, p; absent of derived metrics, empty totals
  Path path = Path::cells;
  bool groups_overlap = false;
};

/// Why events or tickets are not in the numbers, at `at`.
struct LeftOut {
  std::int64_t merged = 0, spam = 0, deleted = 0, test = 0;   ///< tickets
  std::int64_t orphaned = 0;                                  ///< tickets with events but no ticket.created (`unknown_entity`)
  std::int64_t retracted = 0;                                 ///< events taken out by a tombstone
};

struct Answer {
  time::Instant at;
  std::vector<Row> rows;                         ///< sorted by metric (as asked), group, bucket
  std::optional<LeftOut> left_out;               ///< where Query::with_left_out asks for it; cells alone cannot say
  std::uint64_t definitions_fingerprint = 0;
  std::int64_t revision = 0;                     ///< of the state: grows with every change
};

/// Which number to explain.
struct ExplainRequest {
  std::string metric;
  metric::WindowSpec window;
  std::optional<time::Instant> at;
  Group group;                                   ///< dimension = value, all must hold
  std::string where;
  std::string subject;                           ///< "ticket/123": only its part; "" = all
  std::size_t limit = 50, offset = 0;            ///< page of tickets, largest samples first
};

/// A piece of time of one fact.
struct ClockSegment {
  time::Interval interval;
  std::string state;                             ///< counted, paused, closed
  std::string reason;                            ///< why it does not count: "pending", "holiday", "outside hours", "break", "bot's turn", …
  std::string schedule;                          ///< in force; "" = calendar
};

/// One sample of the number: a fact of a ticket, and how it was measured.
struct ExplainedFact {
  std::string subject;                           ///< "ticket/123"
  std::string fact;                              ///< kind
  std::vector<std::pair<std::string, time::Instant>> instants;   ///< named
  Group dimensions;
  std::string agent;                             ///< credited
  double sample = 0;                             ///< in the metric's unit; ratio: 1 hit, 0 miss
  bool pending = false;                          ///< immature: not in the number yet
  std::string start_rule, stop_rule;             ///< what started and stopped the clock, in words
  std::vector<ClockSegment> segments;
  std::vector<std::string> notes;                ///< e.g. "a bot's reply at … did not end the clock"
};

struct ExcludedEvent {
  std::string subject, id, source, type;
  time::Instant time;
  std::string reason;                            ///< merged, spam, deleted, test, retracted, superseded, private note, auto-reply, …
};

struct Explanation {
  Row row;                                       ///< the number itself
  std::string definition;                        ///< metric's name, version and semantic hash
  std::string expression;                        ///< of a derived metric: the arithmetic
  std::vector<Row> operands;                     ///< of a derived metric: what it is made of, each to be explained by its own name
  std::int64_t total_facts = 0;                  ///< before paging; a derived metric has none of its own
  std::vector<ExplainedFact> facts;
  std::vector<ExcludedEvent> excluded;           ///< of the tickets shown, and tickets left out in the window
  std::string id;                                ///< stable: a hash of the question and the state's revision
};

}  // namespace deskgauge::engine

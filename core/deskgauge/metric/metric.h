#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "deskgauge/aggregate/kind.h"
#include "deskgauge/event/vocabulary.h"
#include "deskgauge/metric/dimension.h"
#include "deskgauge/metric/fact_kinds.h"
#include "deskgauge/metric/selector.h"
#include "deskgauge/metric/window_spec.h"
#include "deskgauge/time/schedule.h"

namespace deskgauge::metric {

enum class MetricType : std::uint8_t { simple, ratio, derived };
enum class Unit : std::uint8_t { seconds, one, tickets, messages, score, points, days, contacts };
enum class Direction : std::uint8_t { up, down, band, none };
enum class NullPolicy : std::uint8_t { no_data, zero };  ///< zero: an empty count is a true 0
std::string_view to_text(MetricType type);
std::string_view to_text(Unit unit);        ///< UCUM: "s", "1", "{ticket}", "{message}", "{score}", "{point}", "d", "{contact}"
std::string_view to_text(Direction direction);
std::string_view to_text(NullPolicy policy);

/// Which time a duration counts.
struct ClockSpec {
  enum class Kind : std::uint8_t { calendar, business } kind = Kind::calendar;
  enum class Source : std::uint8_t {
    by_ticket,
    desk,
    named
  } source = Source::by_ticket;  ///< by_ticket: ticket's schedule, else its team's, else the desk's
  std::string schedule;                                                                     ///< Source::named
  enum class Policy : std::uint8_t {
    in_force,
    last
  } policy = Policy::in_force;  ///< X12: piecewise, or the schedule at the end for all of it
  std::uint16_t statuses = 0;   ///< bit per event::Status; 0 = whatever the status
  friend bool operator==(const ClockSpec&, const ClockSpec&) = default;
};

struct AggregationSpec {
  aggregate::Aggregation aggregation = aggregate::Aggregation::count;
  double q = 0.5;                                                        ///< quantile, quantile_sketch, survival_quantile
  aggregate::QuantileMethod method = aggregate::QuantileMethod::discrete;
  std::uint8_t bits = 10;                                                ///< quantile_sketch
  std::vector<std::int64_t> positive;  ///< csat, ces: the positive set (from the Instrument unless stated)
  time::Span within;                   ///< survival_within: the share of those that ended no later
  friend bool operator==(const AggregationSpec&, const AggregationSpec&) = default;
};

/// Arithmetic on finished values of other metrics over the same window.
struct Expression {
  enum class Op : std::uint8_t { number, metric, add, subtract, multiply, divide, negate } op = Op::number;
  double number = 0;
  std::string metric;
  std::vector<Expression> operands;
  friend bool operator==(const Expression&, const Expression&) = default;
};
/// How a level takes part in a derived metric.
enum class LevelAt : std::uint8_t { end, mid, mean_of_days };

/// A KPI's definition, complete: every choice of kpis.md §0.1. Plain data; definition/ reads it from YAML, contribution/ and value/ obey
/// it.
struct Metric {
  std::string name, label, description, owner;
  std::string source_id;                     ///< catalogue id, "B1"
  int version = 1;
  MetricType type = MetricType::simple;

  FactKind fact = FactKind::ticket;
  std::vector<std::int64_t> options;         ///< by OptionSpec: position of the word, or a span in ms; -1 = not given
  int measure = 0;                           ///< index into the kind's measures
  ClockSpec clock;                           ///< of duration measures
  Filter filter;                             ///< population (the denominator of a ratio)
  Filter numerator;                          ///< ratio: which of the population are hits; empty with `within`
  std::optional<time::Span>
      within;  ///< ratio: hit = the fact's duration ended within this span on `clock`; open ones count once it ran out
  std::string instrument;                    ///< survey facts: name of an Instrument; population = its answers
  std::string question;                      ///< survey_response: question id; "" = the first answer

  int anchor = 0;                            ///< index into the kind's instants
  Attribution attribution = Attribution::none;
  AggregationSpec aggregation;
  std::optional<time::Span> maturity;        ///< a cohort counts once anchor + maturity <= at
  bool as_of_window_end = false;             ///< read at the window's end instead of `at` (net_solved)

  Expression expression;                     ///< derived
  LevelAt level_at = LevelAt::end;           ///< derived

  std::vector<DimensionRef> dimensions;      ///< the full key, in the order of the definition
  std::vector<std::vector<std::string>> rollups;  ///< kept as cells; every entry a subset of the dimensions' names
  std::vector<time::Grain> grains{time::Grain::day, time::Grain::month};  ///< kept grains

  Unit unit = Unit::one;
  Direction direction = Direction::none;
  double band_low = 0, band_high = 0;        ///< Direction::band
  NullPolicy null_policy = NullPolicy::no_data;
  std::int64_t minimum_sample = 0;
  double confidence = 0.95;
  std::string companion;                     ///< the metric shown beside it: open tickets of a duration, response rate of a survey
  std::string calendar_twin;                 ///< the same KPI on the calendar clock, of a business-clock metric

  bool is_level() const { return type == MetricType::simple && fact_kind(fact).level; }
  /// Follows each fact from its start to its end, or, where that has not come, to `at`: by Kaplan and Meier.
  bool is_survival() const {
    using enum aggregate::Aggregation;
    return type == MetricType::simple && (aggregation.aggregation == survival_quantile || aggregation.aggregation == survival_within);
  }
  /// Asks what is there at one moment, whenever it came: every window holds it.
  bool is_snapshot() const { return type != MetricType::derived && fact_kind(fact).read_at; }
  /// Its samples grow by silence alone: the pause of a ticket that may still be pending. A population of solved tickets (`solved == 1`) has
  /// no such clock.
  bool runs_on() const;
  /// Grows older with every moment that passes, so it is computed at `at` and never kept in cells.
  bool reads_at() const { return is_snapshot() || is_survival() || runs_on(); }
  bool is_duration() const {
    return type == MetricType::simple && fact_kind(fact).measures[static_cast<std::size_t>(measure)].type == MeasureType::duration;
  }
};

/// Canonical bytes of what a metric means (label, description, owner and layout left out): equal meaning, equal bytes.
std::string semantic_bytes(const Metric& metric);
/// The hash that keys its cells and that `version` must follow.
std::uint64_t semantic_hash(const Metric& metric);

}  // namespace deskgauge::metric

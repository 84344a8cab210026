#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "deskgauge/metric/metric.h"
#include "deskgauge/metric/scorecard.h"
#include "deskgauge/metric/test_spec.h"
#include "deskgauge/time/grid.h"
#include "deskgauge/time/schedule.h"

namespace deskgauge::metric {

/// kind: Desk — one helpdesk account.
struct Desk {
  std::string name = "default", label;
  time::Zone zone = time::Zone::utc();
  time::Weekday week_start = time::Weekday::monday;
  std::string schedule;                                       ///< default working hours; "" = always open
  std::vector<std::pair<std::string, std::string>> team_schedules;          ///< team -> schedule
  std::vector<std::pair<std::string, event::Status>> statuses;              ///< native status -> canonical
  time::Span max_future_skew = time::minutes(5);
};

/// kind: Roster — who belonged where, and when. Half-open local dates.
struct RosterEntry {
  std::string agent, team, role;
  std::optional<int> tier;
  time::Instant from = time::kBeginning, to = time::kNever;
};
struct Roster {
  std::string name;
  std::vector<RosterEntry> entries;
};

/// kind: SlaPolicy. The first policy in file order whose filter matches the ticket at the application gives its targets.
struct SlaTarget {
  event::SlaMetric metric = event::SlaMetric::first_response;
  time::Span target;
  bool business = false;
  std::string schedule;                       ///< "" = by ticket
  std::uint16_t pause_statuses = 0;           ///< bit per event::Status
  time::Tie tie = time::Tie::at_close;
};
struct SlaPolicy {
  std::string name;
  Filter filter;                              ///< over dimensions of a ticket
  bool reapply = false;                       ///< match again when priority or another matched dimension changes
  std::vector<SlaTarget> targets;
};

/// kind: Instrument — a survey's scale and its positive set.
struct Instrument {
  std::string name;
  event::Instrument instrument = event::Instrument::csat;
  std::string version;                        ///< instrument_version of its events; "" = any
  std::int64_t minimum = 1, maximum = 5;
  std::vector<std::int64_t> positive;         ///< csat, ces
  std::vector<std::int64_t> no_answer;        ///< codes that mean "no answer"
};

/// The whole reviewed set, immutable once built. Names are unique within their kind. Share it by shared_ptr<const Catalogue>.
class Catalogue {
 public:
  Desk desk;
  std::vector<time::Schedule> schedules;
  std::vector<Roster> rosters;
  std::vector<SlaPolicy> sla_policies;        ///< in file order
  std::vector<Instrument> instruments;
  std::vector<Metric> metrics;                ///< sorted by name
  std::vector<Goal> goals;                    ///< sorted by name
  std::vector<Scorecard> scorecards;          ///< sorted by name
  std::vector<TestSpec> tests;
  std::string text;                           ///< the YAML it was read from, canonical order; opaque here, kept in snapshots

  const Metric* find_metric(std::string_view name) const;
  const time::Schedule* find_schedule(std::string_view name) const;
  const Instrument* find_instrument(std::string_view name) const;
  const Goal* find_goal(std::string_view name) const;
  const Scorecard* find_scorecard(std::string_view name) const;
  /// The goal that speaks of this metric and group at this instant: the narrower before the wider, the later begun before the earlier.
  const Goal* goal_of(std::string_view metric, const Scope& group, time::Instant at) const;
  /// Fingerprint of everything that can change a metric's number: zones' transitions included, goals, tests and labels not.
  std::uint64_t fingerprint() const;
  /// Fingerprint of what the cells of one metric rest on: its own meaning and the parts of the desk it reads. Equal in two catalogues:
  /// the cells kept under one are those of the other.
  std::uint64_t meaning(const Metric& metric) const;
};

}  // namespace deskgauge::metric

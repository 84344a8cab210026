#pragma once
#include <optional>
#include <string>
#include <vector>

#include "deskgauge/definition/node.h"
#include "deskgauge/metric/catalogue.h"

namespace deskgauge::definition {

/// A definition as read, before it is linked to the others.
template <class Spec>
struct Read {
  Spec spec;
  const Node* node = nullptr;  ///< its whole document, for places
  bool complete = false;       ///< read without an error; rules about its meaning look at complete ones only
};

struct DeskSpec {
  std::string name;
  metric::Desk desk;
};

struct ScheduleSpec {
  std::string name;
  std::optional<time::Zone> zone;                ///< absent: the desk's
  bool always = false;
  std::vector<time::ScheduleVersion> versions;
};

struct RosterRow {
  metric::RosterEntry entry;                     ///< its instants are filled when the desk's zone is known
  std::optional<time::Date> from, to;
  const Node* node = nullptr;
};
struct RosterSpec {
  std::string name;
  std::vector<RosterRow> rows;
};

/// Everything that was read, in file order. Refers to the documents, which must outlive it.
struct Definitions {
  std::vector<Read<DeskSpec>> desks;
  std::vector<Read<ScheduleSpec>> schedules;
  std::vector<Read<RosterSpec>> rosters;
  std::vector<Read<metric::SlaPolicy>> sla_policies;
  std::vector<Read<metric::Instrument>> instruments;
  std::vector<Read<metric::Metric>> metrics;
  std::vector<Read<metric::Goal>> goals;
  std::vector<Read<metric::Scorecard>> scorecards;
  std::vector<Read<metric::TestSpec>> tests;
  bool has_unread = false;                       ///< a document could not be read: a name that is not found may stand there

  const Read<metric::Metric>* find_metric(std::string_view name) const;
  const Read<metric::Instrument>* find_instrument(std::string_view name) const;
  bool has_schedule(std::string_view name) const;
  std::vector<std::string> metric_names() const;
  /// The zone local dates are read in: the desk's, or UTC.
  time::Zone zone() const;
};

}  // namespace deskgauge::definition

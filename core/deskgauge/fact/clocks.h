#pragma once
#include <vector>

#include "deskgauge/base/flat_map.h"
#include "deskgauge/metric/catalogue.h"
#include "deskgauge/time/clock.h"
#include "deskgauge/timeline/ticket.h"

namespace deskgauge::fact {

/// Which schedules count for a ticket: its own, else its team's, else the desk's, each from the moment it applied (X12). Built once for a
/// catalogue; its schedules are the catalogue's, which must outlive it.
class Clocks {
 public:
  Clocks(const metric::Catalogue& catalogue, const base::Naming& name);

  /// The clock of a definition for one ticket; `end` is where the measured span ends (policy `last` takes the schedule in force there).
  time::Clock clock(const metric::ClockSpec& spec, const timeline::Ticket& ticket, time::Instant end) const;
  /// Business time by ticket.
  time::Clock by_ticket(const timeline::Ticket& ticket) const;
  /// One named schedule; business time by ticket for `none` and for a name that no schedule has.
  time::Clock named(base::Symbol schedule, const timeline::Ticket& ticket) const;

 private:
  const time::Schedule* in_force(const timeline::Ticket& ticket, time::Instant t) const;
  const time::Schedule* find(base::Symbol name) const;

  base::FlatMap<std::uint32_t, const time::Schedule*> schedules_, team_schedules_;
  const time::Schedule* desk_ = nullptr;                    ///< null: always open
};

}  // namespace deskgauge::fact

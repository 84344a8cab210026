#pragma once
#include <cstdint>
#include <optional>

#include "deskgauge/base/result.h"

namespace deskgauge::score {

/// Work that arrives: `contacts` in `interval_s` seconds, each taking `handle_s` seconds. The load is A = contacts·handle/interval erlangs.
struct Workload {
  double contacts = 0, interval_s = 1800, handle_s = 0;
};

/// What m agents make of it, if contacts wait without giving up.
struct Queue {
  std::int64_t agents = 0;
  double load = 0;            ///< A, erlangs
  double occupancy = 0;       ///< A/m, share of time an agent is busy
  double wait_probability = 0;///< Pw: a contact finds every agent busy
  double service_level = 0;   ///< share answered within the threshold
  double mean_wait_s = 0;     ///< ASA, over all contacts, also those that do not wait
};

/// Erlang's delay formula. A planning aid only: it overstates waits where customers hang up, and knows one skill and a steady load.
/// Errors: contacts < 0, interval or handle time <= 0, threshold < 0, not finite ("workload_out_of_range"); agents < 1
/// ("agents_out_of_range"); agents <= A, where the queue grows without end ("unstable_queue").
base::Result<Queue> erlang_c(Workload workload, std::int64_t agents, double threshold_s);

/// What staffing must reach; both hold where both are given.
struct StaffingTarget {
  double service_level = 0.8, threshold_s = 20;
  std::optional<double> mean_wait_s;  ///< at most
};
/// The least number of agents that meets the target. Further errors: a service level outside (0, 1) or a mean wait <= 0
/// ("target_out_of_range"), a load beyond 100 000 erlangs ("load_too_large").
base::Result<Queue> agents_needed(Workload workload, StaffingTarget target);

}  // namespace deskgauge::score

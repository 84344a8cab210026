#include "deskgauge/score/erlang.h"

#include <cmath>
#include <string>

namespace deskgauge::score {
namespace {

constexpr double kMaxLoad = 100'000;

double load_of(Workload w) { return w.contacts * w.handle_s / w.interval_s; }

base::Result<void> check(Workload w, double threshold_s) {
  bool const finite = std::isfinite(w.contacts) && std::isfinite(w.interval_s) && std::isfinite(w.handle_s) && std::isfinite(threshold_s);
  if (!finite || w.contacts < 0 || w.interval_s <= 0 || w.handle_s <= 0 || threshold_s < 0)
    return base::unexpected(base::Code::invalid_argument, "workload_out_of_range", "A workload is contacts >= 0 over positive seconds.",
                            "workload",
                            std::to_string(w.contacts) + " contacts in " + std::to_string(w.interval_s) + " s, " +
                                std::to_string(w.handle_s) + " s each, threshold " + std::to_string(threshold_s) + " s",
                            "Give the interval, the handle time and the threshold in seconds.");
  if (load_of(w) > kMaxLoad)
    return base::unexpected(base::Code::exhausted, "load_too_large", "The load is beyond what one queue can mean.", "workload",
                            std::to_string(load_of(w)) + " erlangs", "Check the units: contacts per interval, seconds.");
  return {};
}

/// From B, the share that m servers without a queue would turn away (Erlang B), to the delay system (Erlang 1917):
///   Pw = B / (1 - (A/m)(1 - B));  a wait, given one, is exponential with rate (m - A)/AHT, hence
///   P(wait <= T) = 1 - Pw·e^{-(m - A)T/AHT} and the mean wait Pw·AHT/(m - A).
Queue queue_of(Workload w, std::int64_t agents, double blocked, double threshold_s) {
  Queue q;
  double const m = static_cast<double>(agents);
  q.agents = agents;
  q.load = load_of(w);
  q.occupancy = q.load / m;
  q.wait_probability = blocked / (1 - q.occupancy * (1 - blocked));
  q.service_level = 1 - q.wait_probability * std::exp(-(m - q.load) * threshold_s / w.handle_s);
  q.mean_wait_s = q.wait_probability * w.handle_s / (m - q.load);
  return q;
}

/// B(0) = 1, B(m) = A·B(m-1)/(m + A·B(m-1)): each step is a stable contraction, where the closed form A^m/m! overflows.
double next_blocked(double load, std::int64_t m, double blocked) { return load * blocked / (static_cast<double>(m) + load * blocked); }

}  // namespace

base::Result<Queue> erlang_c(Workload workload, std::int64_t agents, double threshold_s) {
  DESKGAUGE_TRY(check(workload, threshold_s));
  if (agents < 1)
    return base::unexpected(base::Code::invalid_argument, "agents_out_of_range", "Somebody must answer.", "agents", std::to_string(agents),
                            "Give at least one agent.");
  double const load = load_of(workload);
  if (static_cast<double>(agents) <= load)
    return base::unexpected(base::Code::precondition, "unstable_queue",
                            "As much work arrives as the agents can do: the queue never empties.", "agents",
                            std::to_string(agents) + " for " + std::to_string(load) + " erlangs",
                            "Plan more than " + std::to_string(static_cast<std::int64_t>(load)) + " agents.");
  double blocked = 1;
  for (std::int64_t m = 1; m <= agents && blocked > 0; ++m) blocked = next_blocked(load, m, blocked);
  return queue_of(workload, agents, blocked, threshold_s);
}

/// Service level grows and mean wait falls with every agent, so the first m that meets the target is the least one.
base::Result<Queue> agents_needed(Workload workload, StaffingTarget target) {
  DESKGAUGE_TRY(check(workload, target.threshold_s));
  if (!(target.service_level > 0 && target.service_level < 1) || (target.mean_wait_s && !(*target.mean_wait_s > 0)))
    return base::unexpected(base::Code::invalid_argument, "target_out_of_range",
                            "A service level is strictly between 0 and 1, a mean wait positive.", "target",
                            std::to_string(target.service_level), "Use 0.8 within 20 seconds.");
  double const load = load_of(workload);
  double blocked = 1;
  for (std::int64_t m = 1;; ++m) {
    blocked = next_blocked(load, m, blocked);
    if (static_cast<double>(m) <= load) continue;
    Queue const q = queue_of(workload, m, blocked, target.threshold_s);
    if (q.service_level >= target.service_level && (!target.mean_wait_s || q.mean_wait_s <= *target.mean_wait_s)) return q;
  }
}

}  // namespace deskgauge::score

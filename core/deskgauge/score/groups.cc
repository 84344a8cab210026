#include "deskgauge/score/groups.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace deskgauge::score {
namespace {

/// With higher_is_better false the axis is turned round, so that the best is always at the high end.
std::vector<Estimate> oriented(std::span<const Estimate> agents, bool higher_is_better) {
  std::vector<Estimate> out(agents.begin(), agents.end());
  if (!higher_is_better)
    for (Estimate& e : out) e = {-e.estimate, -e.high, -e.low};
  return out;
}

/// Of sorted ends, how many lie below (strictly) and above (strictly) x.
std::uint32_t below(const std::vector<double>& ends, double x) {
  return static_cast<std::uint32_t>(std::lower_bound(ends.begin(), ends.end(), x) - ends.begin());
}
std::uint32_t above(const std::vector<double>& ends, double x) {
  return static_cast<std::uint32_t>(ends.end() - std::upper_bound(ends.begin(), ends.end(), x));
}

base::Result<void> check(std::span<const Estimate> agents) {
  for (std::size_t i = 0; i < agents.size(); ++i) {
    Estimate const& e = agents[i];
    if (e.low <= e.estimate && e.estimate <= e.high && std::isfinite(e.low) && std::isfinite(e.high)) continue;
    return base::unexpected(base::Code::invalid_argument, "interval_out_of_order", "An estimate lies within its finite interval.",
                            "agents[" + std::to_string(i) + "]",
                            std::to_string(e.low) + " … " + std::to_string(e.estimate) + " … " + std::to_string(e.high),
                            "Give low <= estimate <= high, or leave the agent out.");
  }
  return {};
}

}  // namespace

/// One sweep from the best end: a new group begins where an interval lies wholly below all that came before it, i.e. where its high is
/// below the least low so far. Sorting by high makes that test complete: later intervals cannot reach up again.
base::Result<std::vector<Standing>> group_agents(std::span<const Estimate> agents, bool higher_is_better) {
  DESKGAUGE_TRY(check(agents));
  std::vector<Estimate> const turned = oriented(agents, higher_is_better);
  std::size_t const k = turned.size();
  std::vector<std::size_t> order(k);
  std::vector<double> lows(k), highs(k);
  for (std::size_t i = 0; i < k; ++i) order[i] = i, lows[i] = turned[i].low, highs[i] = turned[i].high;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return turned[a].high != turned[b].high ? turned[a].high > turned[b].high : a < b;
  });
  std::sort(lows.begin(), lows.end());
  std::sort(highs.begin(), highs.end());
  std::vector<Standing> standings(k);
  std::uint32_t group = 0;
  double least = 0;
  for (std::size_t i : order) {
    if (group == 0 || turned[i].high < least) ++group, least = turned[i].low;
    least = std::min(least, turned[i].low);
    standings[i] = {group, 1 + above(lows, turned[i].high), static_cast<std::uint32_t>(k) - below(highs, turned[i].low)};
  }
  return standings;
}

}  // namespace deskgauge::score

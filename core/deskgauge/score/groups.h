#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "deskgauge/base/result.h"
#include "deskgauge/score/comparison.h"

namespace deskgauge::score {

/// Where an agent stands among others when intervals, not estimates, decide.
struct Standing {
  std::uint32_t group = 0;       ///< 1 is the best; agents of one group cannot be told apart through the chain of overlaps that joins them
  std::uint32_t best = 0, worst = 0;  ///< every rank the agent may hold: 1 + those certainly better … k - those certainly worse
};

/// Groups of agents instead of false ranks. Two agents differ certainly where their closed intervals [low, high] have no point in common
/// (touching ones overlap). Groups are the connected components of "overlaps": agents of different groups always differ certainly; agents
/// that overlap always share a group; two of one group may differ certainly when others lie between them, which best … worst then shows.
/// Intervals that barely overlap may still differ by a test of their difference, so this errs on the side of saying nothing.
/// Standings are in the order given and do not depend on it. Errors: not low <= estimate <= high, or not finite ("interval_out_of_order").
base::Result<std::vector<Standing>> group_agents(std::span<const Estimate> agents, bool higher_is_better);

}  // namespace deskgauge::score

#pragma once
#include <span>

#include "stream.h"

namespace deskgauge::benchmark {

/// The least that any engine must do with a delivery: find the ticket, see whether it came before, change the ticket's state and ten cells
/// of count, sum, sum of squares, least, most and a histogram of 64 buckets. It forgets: nothing can be withdrawn, corrected, explained,
/// asked about an earlier moment, or counted exactly. One thread. Returns a digest, so that the work cannot be left out.
double reference_loop(std::span<const Delivery> stream, const StreamOptions& options);

}  // namespace deskgauge::benchmark

#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "deskgauge/base/result.h"
#include "deskgauge/metric/window_spec.h"
#include "deskgauge/time/grid.h"

namespace deskgauge::window {

using time::Bucket;
using time::Grain;
using time::Instant;

/// A window in instants: half-open [from, to). One that reaches up to `at` ends a millisecond after it, so that what happened at `at`
/// itself is inside; `open_end` says so. kBeginning as `from` is the beginning of everything.
struct Window {
  Instant from = time::kBeginning, to = time::kNever;
  bool open_end = false;
  bool partial = false;            ///< a calendar period that is not over at `at` (X32)
  std::string label;               ///< in a series: the bucket's
  bool contains(Instant t) const { return from <= t && t < to; }
  /// As people read it: an open end is `at` itself.
  time::Interval shown() const { return {from, open_end ? to - time::milliseconds(1) : to}; }
};

/// The window of a specification at `at`, in the grid's zone. Errors: an empty custom window ("empty_window").
base::Result<Window> resolve(const metric::WindowSpec& spec, Instant at, const time::Grid& grid);
/// The window to compare with: shifted back by whole weeks, at least its own length, or by 52 weeks (previous_year). So it has the same
/// number of local days and the same weekday mix (X31), and a period up to now is compared with as much of the earlier one (X32). Errors: a
/// cumulative window has none ("no_comparison").
base::Result<Window> compared(const Window& window, metric::Comparison comparison, Instant at, const time::Grid& grid);
/// The buckets of `grain` that meet the window, cut to it. Errors: more than `limit` ("max_series_buckets"), or a beginningless window.
base::Result<std::vector<Window>> series(const Window& window, Grain grain, Instant at, const time::Grid& grid, std::size_t limit);

/// A run of buckets of one kept grain.
struct BucketRun {
  Grain grain;
  Bucket from, to;                 ///< [from, to)
};
/// The window as runs of kept grains, coarse ones inside and fine ones at the edges; nullopt where the kept grains cannot tell it exactly
/// (then the answer is replayed). `kept` in any order.
std::optional<std::vector<BucketRun>> cover(const Window& window, std::span<const Grain> kept, const time::Grid& grid);

}  // namespace deskgauge::window

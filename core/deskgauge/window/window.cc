#include "deskgauge/window/window.h"

#include <algorithm>
#include <limits>

namespace deskgauge::window {

using metric::Comparison;
using metric::WindowSpec;
using time::Grid;
using time::Interval;

namespace {

constexpr time::Span kTick = time::milliseconds(1);

/// The same local time of day, `days` local days earlier.
Instant shift_days(Instant t, std::int32_t days, const Grid& grid) {
  time::Civil const civil = grid.zone().civil(t);
  return grid.zone().instant(civil.date + -days, civil.ms_of_day);
}

Window units(const WindowSpec& spec, Instant at, const Grid& grid) {
  Bucket const now = grid.bucket(spec.grain, at);
  Bucket const count = std::max(1, spec.count);
  Window window;
  if (spec.complete) {
    window.from = grid.bounds(spec.grain, now - count).from;
    window.to = grid.bounds(spec.grain, now).from;
    return window;
  }
  window.from = grid.bounds(spec.grain, now - (count - 1)).from;
  window.to = at + kTick;
  window.open_end = true;
  window.partial = spec.kind != WindowSpec::Kind::rolling;
  return window;
}

base::Result<Window> custom(const WindowSpec& spec, Instant at) {
  if (spec.to <= spec.from)
    return base::unexpected(base::Code::invalid_argument, "empty_window", "the window ends before it begins", "window",
                            time::to_text(spec.from) + ".." + time::to_text(spec.to), "Give an end after the start.");
  Window window{spec.from, spec.to};
  if (spec.to <= at) return window;
  window.partial = true;
  window.open_end = spec.from <= at;
  window.to = window.open_end ? at + kTick : spec.from;       // wholly ahead of `at`: nothing of it exists yet
  return window;
}

}  // namespace

base::Result<Window> resolve(const WindowSpec& spec, Instant at, const Grid& grid) {
  switch (spec.kind) {
    case WindowSpec::Kind::custom: return custom(spec, at);
    case WindowSpec::Kind::cumulative: {
      Window window;
      window.to = at + kTick;
      window.open_end = true;
      return window;
    }
    default: return units(spec, at, grid);
  }
}

base::Result<Window> compared(const Window& window, Comparison comparison, Instant, const Grid& grid) {
  if (window.from == time::kBeginning)
    return base::unexpected(base::Code::invalid_argument, "no_comparison", "a window without a beginning has nothing before it", "compare",
                            std::string(to_text(comparison)), "Choose a window with a beginning, such as 28d.");
  Interval const shown = window.shown();
  std::int32_t const first = grid.zone().date(shown.from).day, last = grid.zone().date(window.to - kTick).day;
  std::int32_t const days = last - first + 1;
  std::int32_t const shift = comparison == Comparison::previous_year ? 364 : (days + 6) / 7 * 7;
  Window earlier;
  earlier.from = shift_days(window.from, shift, grid);
  earlier.to = window.open_end ? shift_days(shown.to, shift, grid) + kTick : shift_days(window.to, shift, grid);
  return earlier;
}

base::Result<std::vector<Window>> series(const Window& window, Grain grain, Instant at, const Grid& grid, std::size_t limit) {
  if (window.from == time::kBeginning)
    return base::unexpected(base::Code::invalid_argument, "no_series", "a window without a beginning cannot be cut into buckets", "series",
                            std::string(to_text(grain)), "Choose a window with a beginning, such as 28d.");
  Bucket const first = grid.bucket(grain, window.from), last = grid.bucket(grain, window.to - kTick);
  if (last >= first && static_cast<std::size_t>(last - first) >= limit)
    return base::unexpected(base::Code::exhausted, "max_series_buckets", "the series has more buckets than max_series_buckets", "series",
                            std::to_string(last - first + 1), "Choose a coarser grain or a shorter window.");
  std::vector<Window> buckets;
  for (Bucket b = first; b <= last; ++b) {
    Interval const whole = grid.bounds(grain, b);
    Window piece{std::max(whole.from, window.from), std::min(whole.to, window.to)};
    piece.open_end = window.open_end && b == last;
    piece.partial = piece.open_end && whole.to > at;
    piece.label = grid.label(grain, b);
    buckets.push_back(std::move(piece));
  }
  return buckets;
}

namespace {

constexpr Bucket kFirst = std::numeric_limits<Bucket>::min(), kLast = std::numeric_limits<Bucket>::max();

/// The first bucket that begins at or after t.
Bucket bucket_from(Grain grain, Instant t, const Grid& grid) {
  if (t == time::kBeginning) return kFirst;
  Bucket const b = grid.bucket(grain, t);
  return grid.bounds(grain, b).from == t ? b : b + 1;
}
bool aligned(Grain grain, Instant t, const Grid& grid) {
  return t == time::kBeginning || grid.bounds(grain, grid.bucket(grain, t)).from == t;
}

/// Covers [from, to) with grains[0], coarsest last; the coarser ones take what they can in the middle.
bool cover_with(std::span<const Grain> grains, Instant from, Instant to, bool open_end, const Grid& grid, std::vector<BucketRun>& out) {
  if (grains.empty()) return from == to;
  Grain const coarse = grains.back();
  auto const finer = grains.first(grains.size() - 1);
  Bucket const first = bucket_from(coarse, from, grid);
  Bucket const last = open_end ? kLast : grid.bucket(coarse, to);       // exclusive: the bucket that holds `to` is not whole
  if (!finer.empty() && (first >= last || !(open_end || aligned(coarse, to, grid)) || !aligned(coarse, from, grid))) {
    if (first >= last) return cover_with(finer, from, to, open_end, grid, out);
    Instant const begin = first == kFirst ? from : grid.bounds(coarse, first).from;
    Instant const end = open_end ? to : grid.bounds(coarse, last).from;
    if (begin != from && !cover_with(finer, from, begin, false, grid, out)) return false;
    out.push_back({coarse, first, last});
    return open_end || end == to || cover_with(finer, end, to, false, grid, out);
  }
  if (!aligned(coarse, from, grid) || !(open_end || aligned(coarse, to, grid))) return false;
  if (first < last) out.push_back({coarse, first, last});
  return true;
}

}  // namespace

std::optional<std::vector<BucketRun>> cover(const Window& window, std::span<const Grain> kept, const Grid& grid) {
  std::vector<Grain> grains(kept.begin(), kept.end());
  std::sort(grains.begin(), grains.end());
  // weeks do not nest in months, and hours, days, months, quarters and years do; weeks are asked of days
  grains.erase(std::remove(grains.begin(), grains.end(), Grain::week), grains.end());
  grains.erase(std::unique(grains.begin(), grains.end()), grains.end());
  std::vector<BucketRun> runs;
  if (grains.empty() || !cover_with(grains, window.from, window.to, window.open_end, grid, runs)) return std::nullopt;
  return runs;
}

}  // namespace deskgauge::window

#include "deskgauge/time/clock.h"

#include <algorithm>

namespace deskgauge::time {
namespace {

Span open_time(const Schedule* schedule, Interval i) { return schedule == nullptr ? i.length() : schedule->elapsed(i.from, i.to); }

/// Calls visit(schedule, interval) for the parts of `whole` that one schedule governs, in order; stops when it returns false.
template <class Visit>
bool each_part(std::span<const ScheduleInForce> in_force, Interval whole, Visit visit) {
  for (std::size_t i = 0; i < in_force.size(); ++i) {
    Instant const end = i + 1 < in_force.size() ? in_force[i + 1].from : kNever;
    Interval const part = intersect(whole, {in_force[i].from, end});
    if (!part.empty() && !visit(in_force[i].schedule, part)) return false;
  }
  return true;
}

Instant due_in(const Schedule* schedule, Instant from, Span amount, Tie tie) {
  return schedule == nullptr ? from + amount : schedule->due(from, amount, tie);
}

}  // namespace

Span Clock::elapsed(Instant from, Instant to) const {
  if (in_force().size() == 1) return open_time(in_force()[0].schedule, {from, to});
  Span total;
  each_part(in_force(), {from, to}, [&](const Schedule* schedule, Interval part) {
    total += open_time(schedule, part);
    return true;
  });
  return total;
}

Span Clock::elapsed(std::span<const Interval> within) const {
  Span total;
  for (Interval const i : within) total += elapsed(i.from, i.to);
  return total;
}

Instant Clock::due(Instant from, Span amount, std::span<const Interval> running, Tie tie) const {
  if (amount.ms <= 0 && tie == Tie::at_close) return from;
  Span left{std::max<std::int64_t>(amount.ms, 0)};
  Instant found = kNever;
  auto const search = [&](const Schedule* schedule, Interval part) {
    Span const available = open_time(schedule, part);
    // at_close is content with the last moment of a part; at_next_open needs a part in which more would elapse.
    bool const ends_here = tie == Tie::at_close ? left <= available : left < available;
    if (ends_here) found = due_in(schedule, part.from, left, tie);
    left = left - std::min(available, left);
    return !ends_here;
  };
  for (Interval const i : running)
    if (!each_part(in_force(), intersect(i, {from, kNever}), search)) break;
  return found;
}

const Schedule* Clock::schedule_at(Instant t) const {
  auto const later = [](Instant at, const ScheduleInForce& s) { return at < s.from; };
  auto const next = std::upper_bound(in_force().begin(), in_force().end(), t, later);
  return next == in_force().begin() ? nullptr : std::prev(next)->schedule;
}

std::vector<Clock::Segment> Clock::segments(Instant from, Instant to) const {
  std::vector<Segment> all;
  each_part(in_force(), {from, to}, [&](const Schedule* schedule, Interval part) {
    if (schedule == nullptr) {
      all.push_back({part, true, "", nullptr});
      return true;
    }
    auto const first = static_cast<std::ptrdiff_t>(all.size());
    for (Interval const i : schedule->open_intervals(part.from, part.to)) all.push_back({i, true, "", schedule});
    for (const Schedule::ClosedPiece& piece : schedule->closed_pieces(part.from, part.to))
      all.push_back({piece.interval, false, piece.reason, schedule});
    std::sort(all.begin() + first, all.end(), [](const Segment& a, const Segment& b) { return a.interval.from < b.interval.from; });
    return true;
  });
  return all;
}

}  // namespace deskgauge::time

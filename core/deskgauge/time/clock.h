#pragma once
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "deskgauge/time/schedule.h"

namespace deskgauge::time {

/// Which schedule counts from which moment on; `schedule` null = calendar time (always open).
struct ScheduleInForce {
  Instant from;
  const Schedule* schedule = nullptr;
};

/// Measures time on a sequence of schedules in force (X12), as exact integers. Does not own the schedules.
/// A clock over one schedule, or over calendar time, is a sequence of length one. Readable from many threads while the schedules live.
class Clock {
 public:
  Clock() = default;                                                  ///< calendar
  explicit Clock(const Schedule* schedule) : only_{kBeginning, schedule} {}
  explicit Clock(std::vector<ScheduleInForce> in_force) : several_(std::move(in_force)) {}  ///< sorted by from; first from = kBeginning

  bool is_calendar() const { return in_force().size() == 1 && in_force()[0].schedule == nullptr; }
  Span elapsed(Instant from, Instant to) const;
  /// Sum over disjoint intervals (status spans, waiting spans): the clock's intersection with them.
  Span elapsed(std::span<const Interval> within) const;
  /// The moment at which `amount` has elapsed from `from` counting only inside `running` (sorted, disjoint; the last may end at kNever);
  /// kNever if it never does. `tie` as in Schedule::due.
  Instant due(Instant from, Span amount, std::span<const Interval> running, Tie tie) const;
  /// The schedule in force at t (null = calendar).
  const Schedule* schedule_at(Instant t) const;

  struct Segment {
    Interval interval;
    bool open;
    std::string_view reason;  ///< closed_reason where not open
    const Schedule* schedule; ///< null = calendar
  };
  /// [from, to) cut into open and closed pieces, and closed ones where their reason changes: for explanations.
  std::vector<Segment> segments(Instant from, Instant to) const;

 private:
  std::span<const ScheduleInForce> in_force() const { return several_.empty() ? std::span(&only_, 1) : std::span(several_); }

  ScheduleInForce only_{kBeginning, nullptr};                         ///< apart, because a clock is made for every fact and mostly has one
  std::vector<ScheduleInForce> several_;
};

}  // namespace deskgauge::time

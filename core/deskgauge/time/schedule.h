#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "deskgauge/time/interval.h"
#include "deskgauge/time/zone.h"

namespace deskgauge::time {

/// A range of local time of day in ms since midnight, [from, to). `to` may exceed 86 400 000: a shift past midnight belongs to the day it
/// starts on.
struct DayRange {
  std::int32_t from = 0, to = 0;
  friend constexpr auto operator<=>(DayRange, DayRange) = default;
};

/// What is open on one date instead of the weekly hours ("shifts" of zendesk/biz); empty = closed all day.
struct DateOverride {
  Date date;
  std::vector<DayRange> hours;
  friend bool operator==(const DateOverride&, const DateOverride&) = default;
};

/// One version of a schedule, in force for local dates [valid_from, valid_to). Precedence on a date: holiday (closed), else override,
/// else weekly; breaks are taken out of whatever is open.
struct ScheduleVersion {
  Date valid_from{std::numeric_limits<std::int32_t>::min()};
  Date valid_to{std::numeric_limits<std::int32_t>::max()};
  std::array<std::vector<DayRange>, 7> hours;     ///< by Weekday
  std::array<std::vector<DayRange>, 7> breaks;    ///< by Weekday
  std::vector<DateOverride> overrides;            ///< sorted by date, a date once
  std::vector<DateOverride> date_breaks;          ///< breaks on one date only, besides the weekly ones
  std::vector<Date> holidays;                     ///< sorted
};

/// How a due time is read that falls exactly on a closing time.
enum class Tie : std::uint8_t { at_close, at_next_open };

/// Working time: materialised at construction into UTC intervals with prefix sums, so that daylight saving costs nothing afterwards;
/// elapsed is an indexed lookup, due a short search. Covers local dates 1990-01-01 to 2060-01-01; outside, time counts as closed.
/// Immutable, cheap to copy, readable from many threads.
///
/// A boundary that falls into a gap of local time is read as the end of the gap, one that comes twice as its first occurrence
/// (Zone::instant). Ranges that overlap or touch, as a night shift that meets the next day's hours, are one open interval. A shift started
/// the day before runs into a holiday; the shift that would start on the holiday does not exist. Breaks belong to the clock on the wall:
/// Sunday 02:00 to 02:30 also interrupts the night shift of Saturday. Where versions overlap, the last in the list counts.
class Schedule {
 public:
  Schedule(std::string name, Zone zone, std::vector<ScheduleVersion> versions);
  /// Open at every moment.
  static Schedule always(std::string name, Zone zone);

  const std::string& name() const;
  const Zone& zone() const;
  bool is_always() const;
  /// Open time in [from, to); 0 when to <= from.
  Span elapsed(Instant from, Instant to) const;
  /// The earliest t >= from with elapsed(from, t) == amount (at_close), or the first moment after which more would elapse (at_next_open).
  /// amount <= 0 gives `from` itself (at_close) or the next open moment. kNever if the schedule never opens long enough.
  Instant due(Instant from, Span amount, Tie tie) const;
  bool open(Instant t) const;
  /// The open intervals that meet [from, to), cut to it.
  Intervals open_intervals(Instant from, Instant to) const;
  /// Why it is closed at t: "holiday", "break", "outside hours", "not in force"; "" if open.
  std::string_view closed_reason(Instant t) const;

  struct ClosedPiece {
    Interval interval;
    std::string_view reason;
  };
  /// The closed time of [from, to) in order, cut where the reason changes.
  std::vector<ClosedPiece> closed_pieces(Instant from, Instant to) const;

  /// Canonical bytes of what it means (versions, zone, transitions), not of its name.
  std::string canonical_bytes() const;

 private:
  struct Data;
  std::shared_ptr<const Data> data_;
};

}  // namespace deskgauge::time

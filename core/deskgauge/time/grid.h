#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "deskgauge/time/interval.h"
#include "deskgauge/time/zone.h"

namespace deskgauge::time {

enum class Grain : std::uint8_t { hour, day, week, month, quarter, year };
std::string_view to_text(Grain grain);
std::optional<Grain> parse_grain(std::string_view text);

/// Number of a bucket on one grain.
///   hour     hours since 1970 of the UTC instant at which the local hour starts, so a repeated local hour is two buckets; half an hour
///            that repeats, as on Lord Howe Island, lengthens its bucket
///   day      Date::day
///   week     number of the week (Grid::week_start) since the one holding 1970-01-01
///   month    12*(year-1970)+month-1
///   quarter  4*(year-1970)+q-1
///   year     year
using Bucket = std::int32_t;

/// Civil buckets in one zone. Immutable; readable from many threads. Every instant lies in the bounds of its bucket.
class Grid {
 public:
  Grid(Zone zone, Weekday week_start);
  const Zone& zone() const { return zone_; }
  Weekday week_start() const { return week_start_; }
  Bucket bucket(Grain grain, Instant t) const;
  Interval bounds(Grain grain, Bucket bucket) const;         ///< 23 to 25 h for a day over a clock change
  /// "2026-05-04", "2026-W19", "2026-05", "2026-Q2", "2026", "2026-05-04T09:00+02:00"
  std::string label(Grain grain, Bucket bucket) const;
  /// The day bucket on which a bucket of `grain` begins.
  Bucket first_day(Grain grain, Bucket bucket) const;        ///< day or coarser

 private:
  Zone zone_;
  Weekday week_start_;
};

}  // namespace deskgauge::time

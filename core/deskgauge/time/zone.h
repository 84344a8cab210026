#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "deskgauge/base/result.h"
#include "deskgauge/time/instant.h"

namespace deskgauge::time {

/// A civil date as days since 1970-01-01 (proleptic Gregorian).
struct Date {
  std::int32_t day = 0;
  friend constexpr auto operator<=>(Date, Date) = default;
  friend constexpr Date operator+(Date d, std::int32_t n) { return {d.day + n}; }
};
struct YearMonthDay {
  std::int32_t year = 1970;
  std::int32_t month = 1, day = 1;  ///< 1..12, 1..31
  friend constexpr auto operator<=>(YearMonthDay, YearMonthDay) = default;
};
enum class Weekday : std::uint8_t { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

Date to_date(YearMonthDay ymd);
YearMonthDay to_ymd(Date date);
Weekday weekday(Date date);
base::Result<Date> parse_date(std::string_view text);  ///< "2026-05-04"; impossible dates are refused
std::string to_text(Date date);                        ///< "2026-05-04"

/// Local date and time of day, ms since local midnight's label (0 … 86 399 999).
struct Civil {
  Date date;
  std::int32_t ms_of_day = 0;
};

/// An IANA time zone; the only reader of the system's zoneinfo. Immutable, cheap to copy, readable from many threads.
/// A local time that does not exist is read as the first moment after the gap; one that exists twice as its first occurrence.
class Zone {
 public:
  /// Refuses fixed offsets ("+01:00", "GMT+1"), abbreviations ("EST", "CET") and unknown names, all with the reason "unknown_zone".
  /// "UTC" and "Etc/UTC" are accepted.
  static base::Result<Zone> load(std::string_view iana_name);
  static Zone utc();

  const std::string& name() const;
  Civil civil(Instant t) const;
  /// The local day that holds t: midnight(d) <= t < midnight(d + 1). It differs from civil(t).date only where clocks are set back across
  /// midnight (Newfoundland until 2011): the evening minutes that come twice belong to the new day the second time.
  Date date(Instant t) const;
  /// `ms_of_day` may be 86 400 000, the next midnight, or more: a shift past midnight.
  Instant instant(Date date, std::int32_t ms_of_day) const;
  Instant midnight(Date date) const { return instant(date, 0); }
  Span offset(Instant t) const;                        ///< local minus UTC
  /// Canonical bytes of the transitions 1990 to 2060: part of the definitions' fingerprint (a new tzdata is a new meaning).
  std::string transition_bytes() const;

 private:
  struct Data;
  explicit Zone(std::shared_ptr<const Data> data) : data_(std::move(data)) {}
  std::shared_ptr<const Data> data_;
};

}  // namespace deskgauge::time

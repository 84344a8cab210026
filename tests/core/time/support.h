#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <iostream>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

#include "deskgauge/time/schedule.h"

namespace deskgauge::time {

/// Shorthands of the tests of this room: texts in, values out; a text that cannot be read stops the test program.
template <class T>
T must(base::Result<T> result) {
  if (result) return *std::move(result);
  std::cerr << to_text(result.error()) << '\n';
  std::abort();
}
inline Instant at(std::string_view text) { return must(parse_instant(text)); }
inline Date on(std::string_view text) { return must(parse_date(text)); }
inline Zone zone(std::string_view name) { return must(Zone::load(name)); }
inline Instant local(const Zone& zone, std::string_view date, int hour, int minute = 0) {
  return zone.instant(on(date), (hour * 60 + minute) * 60'000);
}
inline DayRange range(int from_hour, int from_minute, int to_hour, int to_minute) {
  return {(from_hour * 60 + from_minute) * 60'000, (to_hour * 60 + to_minute) * 60'000};
}
inline DayRange range(int from_hour, int to_hour) { return range(from_hour, 0, to_hour, 0); }

constexpr std::initializer_list<Weekday> kWorkdays{Weekday::monday, Weekday::tuesday, Weekday::wednesday, Weekday::thursday,
                                                   Weekday::friday};

/// Open in `hours` on the given weekdays.
inline ScheduleVersion weekly(std::initializer_list<Weekday> weekdays, std::vector<DayRange> hours) {
  ScheduleVersion version;
  for (Weekday day : weekdays) version.hours[static_cast<std::size_t>(day)] = hours;
  return version;
}
inline ScheduleVersion daily(std::vector<DayRange> hours) {
  ScheduleVersion version;
  version.hours.fill(hours);
  return version;
}
inline Schedule schedule(const Zone& zone, ScheduleVersion version) { return Schedule("tested", zone, {std::move(version)}); }
inline Schedule office(std::string_view zone_name) { return schedule(zone(zone_name), weekly(kWorkdays, {range(9, 17)})); }

/// The seed of this run, printed; DESKGAUGE_SEED repeats one.
inline std::mt19937_64 random_source() {
  const char* const given = std::getenv("DESKGAUGE_SEED");
  std::uint64_t const seed = given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::cout << "seed " << seed << " (repeat with DESKGAUGE_SEED=" << seed << ")\n";
  return std::mt19937_64(seed);
}
inline std::int64_t draw(std::mt19937_64& random, std::int64_t from, std::int64_t to) {
  return std::uniform_int_distribution<std::int64_t>(from, to)(random);
}

inline void PrintTo(Instant t, std::ostream* out) { *out << to_text(t); }
inline void PrintTo(Span s, std::ostream* out) { *out << to_exact_text(s); }
inline void PrintTo(Date d, std::ostream* out) { *out << to_text(d); }
inline void PrintTo(Interval i, std::ostream* out) { *out << '[' << to_text(i.from) << ", " << to_text(i.to) << ')'; }

}  // namespace deskgauge::time

#pragma once
#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "deskgauge/base/result.h"

namespace deskgauge::time {

/// A length of time in integer milliseconds; may be negative.
struct Span {
  std::int64_t ms = 0;
  friend constexpr auto operator<=>(Span, Span) = default;
  friend constexpr Span operator+(Span a, Span b) { return {a.ms + b.ms}; }
  friend constexpr Span operator-(Span a, Span b) { return {a.ms - b.ms}; }
  constexpr Span& operator+=(Span b) { ms += b.ms; return *this; }
};
constexpr Span milliseconds(std::int64_t n) { return {n}; }
constexpr Span seconds(std::int64_t n) { return {n * 1'000}; }
constexpr Span minutes(std::int64_t n) { return {n * 60'000}; }
constexpr Span hours(std::int64_t n) { return {n * 3'600'000}; }
constexpr Span days(std::int64_t n) { return {n * 86'400'000}; }  ///< 24 hours each: not local days

/// A moment: integer milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t ms = 0;
  friend constexpr auto operator<=>(Instant, Instant) = default;
  friend constexpr Instant operator+(Instant t, Span s) { return {t.ms + s.ms}; }
  friend constexpr Instant operator-(Instant t, Span s) { return {t.ms - s.ms}; }
  friend constexpr Span operator-(Instant a, Instant b) { return {a.ms - b.ms}; }
};
inline constexpr Instant kNever{std::numeric_limits<std::int64_t>::max()};     ///< "has not happened"
inline constexpr Instant kBeginning{std::numeric_limits<std::int64_t>::min()}; ///< before everything

/// RFC 3339 with an offset ("2026-03-27T10:00:00.250+01:00", "…Z"; also "+0100", as many helpdesks write it); finer than a millisecond is
/// truncated. A text without an offset is refused with the reason "naive_time", any other with "malformed_instant".
base::Result<Instant> parse_instant(std::string_view text);
/// RFC 3339 in UTC: "2026-05-04T07:50:00Z", with ".250" only where there are milliseconds. kNever is "never", kBeginning "beginning".
std::string to_text(Instant t);

/// "4h", "90m", "1d12h", "250ms", "-15m", "PT4H": units w d h m s ms, each once, largest first; a day is 24 hours. Years and months are
/// refused: they have no length. The reason is "malformed_span".
base::Result<Span> parse_span(std::string_view text);
/// "1h 10m", "3d 4h", "12.5s", "0s": the two largest units, rounded, for people.
std::string to_text(Span s);
/// "1h10m", exact and readable by parse_span.
std::string to_exact_text(Span s);

}  // namespace deskgauge::time

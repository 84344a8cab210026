#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "deskgauge/time/zone.h"

namespace deskgauge::interchange {

/// How a file writes times. Patterns as in strptime: %Y %y %m %d %b %H %I %p %M %S %f %z %%; %m, %d, %H, %I, %M and %S take one or two
/// digits, %f the digits of a fraction of a second, %z an offset. By name: "iso" (2026-05-04, T or blank, time, offset, each but the date
/// may be left out), "epoch_ms", "epoch_s". Immutable; readable from many threads.
class TimeFormat {
 public:
  static base::Result<TimeFormat> parse(std::string_view pattern);

  /// What a text says. `naive`: it has no offset, so that the instant is local time as if it were UTC.
  struct Reading {
    time::Date date;
    std::int32_t ms_of_day = 0;
    std::int64_t offset_ms = 0;
    bool naive = false;
  };
  std::optional<Reading> read(std::string_view text) const;
  /// "malformed_instant" or "naive_time" as reason where it fails; a naive time is read in `zone`.
  std::optional<time::Instant> instant(std::string_view text, const time::Zone* zone, const char*& reason) const;

  /// Whether every text of the format lacks an offset: the zone must be stated.
  bool always_naive() const { return kind_ == Kind::pattern && !has_offset_; }
  const std::string& pattern() const { return pattern_; }

 private:
  enum class Kind : std::uint8_t { pattern, iso, epoch_ms, epoch_s };
  std::string pattern_;
  Kind kind_ = Kind::iso;
  bool has_offset_ = false;
};

}  // namespace deskgauge::interchange

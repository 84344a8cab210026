#include "deskgauge/time/grid.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace deskgauge::time {
namespace {

constexpr std::int64_t kHour = 3'600'000;
constexpr std::array<std::string_view, 6> kNames{"hour", "day", "week", "month", "quarter", "year"};

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0); }

/// Days of the week that holds 1970-01-01, a Thursday, before that day.
std::int32_t days_into_first_week(Weekday week_start) {
  return (static_cast<std::int32_t>(Weekday::thursday) - static_cast<std::int32_t>(week_start) + 7) % 7;
}

/// The bucket of a date on a grain coarser than a day.
Bucket coarse_bucket(Grain grain, Date date, Weekday week_start) {
  if (grain == Grain::day) return date.day;
  if (grain == Grain::week) return static_cast<Bucket>(floor_div(std::int64_t{date.day} + days_into_first_week(week_start), 7));
  YearMonthDay const ymd = to_ymd(date);
  if (grain == Grain::month) return 12 * (ymd.year - 1970) + ymd.month - 1;
  if (grain == Grain::quarter) return 4 * (ymd.year - 1970) + (ymd.month - 1) / 3;
  return ymd.year;
}

/// Rises with t: within one offset hours follow each other, and where clocks are set back by a part of an hour, the second beginning of
/// the same hour has the number of the first.
Bucket hour_bucket(const Zone& zone, Instant t) {
  constexpr std::int64_t kLast = std::int64_t{1} << 30;
  std::int64_t const ms = std::clamp(t.ms, -kLast * kHour, kLast * kHour), local = ms + zone.offset({ms}).ms;
  std::int64_t const into_hour = local - floor_div(local, kHour) * kHour;
  return static_cast<Bucket>(floor_div(ms - into_hour, kHour));
}

/// The first moment whose hour bucket is `bucket` or later. The local hour that counts as UTC hour h starts within [h, h + 1), or later
/// where clocks are put forward over its start.
Instant hour_start(const Zone& zone, Bucket bucket) {
  std::int64_t low = bucket * kHour, high = low + 4 * kHour;  // bucket(low - 1) < bucket <= bucket(high)
  while (low < high) {
    std::int64_t const middle = low + (high - low) / 2;
    if (hour_bucket(zone, {middle}) < bucket) low = middle + 1;
    else high = middle;
  }
  return {low};
}

/// ISO 8601 numbers the week by the year that holds its fourth day; weeks from another day follow the same rule.
std::string week_label(Date first) {
  Date const fourth = first + 3;
  std::int32_t const year = to_ymd(fourth).year;
  char text[40];
  std::snprintf(text, sizeof text, "%04d-W%02d", int{year}, int{(fourth.day - to_date({year, 1, 1}).day) / 7 + 1});
  return text;
}

std::string hour_label(const Zone& zone, Instant start) {
  Civil const civil = zone.civil(start);
  std::int32_t const offset = static_cast<std::int32_t>(zone.offset(start).ms / 60'000), size = offset < 0 ? -offset : offset;
  char text[40];
  std::snprintf(text, sizeof text, "T%02d:%02d%c%02d:%02d", civil.ms_of_day / 3'600'000, civil.ms_of_day / 60'000 % 60,
                offset < 0 ? '-' : '+', size / 60, size % 60);
  return to_text(civil.date) + text;
}

}  // namespace

std::string_view to_text(Grain grain) { return kNames[static_cast<std::size_t>(grain)]; }

std::optional<Grain> parse_grain(std::string_view text) {
  auto const found = std::find(kNames.begin(), kNames.end(), text);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Grain>(found - kNames.begin());
}

Grid::Grid(Zone zone, Weekday week_start) : zone_(std::move(zone)), week_start_(week_start) {}

Bucket Grid::bucket(Grain grain, Instant t) const {
  return grain == Grain::hour ? hour_bucket(zone_, t) : coarse_bucket(grain, zone_.date(t), week_start_);
}

Bucket Grid::first_day(Grain grain, Bucket bucket) const {
  switch (grain) {
    case Grain::hour: return zone_.date(hour_start(zone_, bucket)).day;
    case Grain::day: return bucket;
    case Grain::week: return bucket * 7 - days_into_first_week(week_start_);
    case Grain::month: return to_date({1970 + static_cast<std::int32_t>(floor_div(bucket, 12)), (bucket % 12 + 12) % 12 + 1, 1}).day;
    case Grain::quarter: return to_date({1970 + static_cast<std::int32_t>(floor_div(bucket, 4)), (bucket % 4 + 4) % 4 * 3 + 1, 1}).day;
    case Grain::year: return to_date({bucket, 1, 1}).day;
  }
  return bucket;
}

Interval Grid::bounds(Grain grain, Bucket bucket) const {
  if (grain == Grain::hour) return {hour_start(zone_, bucket), hour_start(zone_, bucket + 1)};
  return {zone_.midnight({first_day(grain, bucket)}), zone_.midnight({first_day(grain, bucket + 1)})};
}

std::string Grid::label(Grain grain, Bucket bucket) const {
  if (grain == Grain::hour) return hour_label(zone_, hour_start(zone_, bucket));
  Date const first{first_day(grain, bucket)};
  YearMonthDay const ymd = to_ymd(first);
  char text[40];
  switch (grain) {
    case Grain::week: return week_label(first);
    case Grain::month: std::snprintf(text, sizeof text, "%04d-%02d", int{ymd.year}, int{ymd.month}); return text;
    case Grain::quarter: std::snprintf(text, sizeof text, "%04d-Q%d", int{ymd.year}, int{(ymd.month + 2) / 3}); return text;
    case Grain::year: std::snprintf(text, sizeof text, "%04d", int{ymd.year}); return text;
    default: return to_text(first);
  }
}

}  // namespace deskgauge::time

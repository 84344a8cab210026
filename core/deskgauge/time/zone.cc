#include "deskgauge/time/zone.h"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "deskgauge/base/bytes.h"

namespace deskgauge::time {
namespace {

constexpr std::int64_t kDay = 86'400'000;
/// The table reaches some days beyond 1990 to 2060, so that every local time of those years is found in it.
constexpr std::int64_t kTableFrom = (7'305 - 4) * kDay;   // 1990-01-01 is day 7305
constexpr std::int64_t kTableTo = (32'872 + 4) * kDay;    // 2060-01-01 is day 32872
/// Local times differ from UTC by less than this.
constexpr std::int64_t kMaxOffset = 2 * kDay;
/// Instants further away (kNever) are read as this one: their dates would not fit a Date.
constexpr std::int64_t kLastMs = (std::int64_t{1} << 31) * kDay - 3 * kDay;
constexpr int kBlockBits = 31;                            // an index entry for each 24.9 days: at most a step or two from there

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0); }

base::Unexpected refuse(std::string_view name, std::string message) {
  return base::unexpected(base::Code::invalid_argument, "unknown_zone", std::move(message), "zone", std::string(name),
                          "Use an IANA name such as Europe/Berlin or America/New_York, or UTC.");
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

/// "+01:00", "GMT+1", "UTC-05:00"; names of an area ("Etc/GMT+5") are in the database and mean what they say there.
bool is_fixed_offset(std::string_view name) {
  auto const sign = name.find_first_of("+-");
  return name.find('/') == name.npos && sign != name.npos && sign + 1 < name.size() && is_digit(name[sign + 1]);
}

/// "EST", "CET", "EST5EDT", "GB": capitals and digits only. The database keeps some of them for old programs, mostly without summer time.
bool is_abbreviation(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) { return is_upper(c) || is_digit(c); });
}

/// What absl takes beyond names of the database: files, its own fixed zones, the machine's zone, zones that count leap seconds.
bool is_not_a_name(std::string_view name) {
  constexpr std::string_view kMarks = "_/-+";
  auto const plain = [&](char c) { return is_upper(c) || (c >= 'a' && c <= 'z') || is_digit(c) || kMarks.find(c) != kMarks.npos; };
  if (name.empty() || !is_upper(name.front()) || !std::all_of(name.begin(), name.end(), plain)) return true;
  return name.substr(0, 6) == "Fixed/" || name == "Factory";
}

}  // namespace

Date to_date(YearMonthDay ymd) {
  // Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March, so that the leap day is the last; an era is 400 years.
  std::int64_t const y = std::int64_t{ymd.year} - (ymd.month <= 2);
  std::int64_t const era = floor_div(y, 400), year_of_era = y - era * 400;
  std::int64_t const day_of_year = (153 * (ymd.month > 2 ? ymd.month - 3 : ymd.month + 9) + 2) / 5 + ymd.day - 1;
  std::int64_t const day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return {static_cast<std::int32_t>(era * 146'097 + day_of_era - 719'468)};
}

YearMonthDay to_ymd(Date date) {
  std::int64_t const z = std::int64_t{date.day} + 719'468;
  std::int64_t const era = floor_div(z, 146'097), day_of_era = z - era * 146'097;
  std::int64_t const year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  std::int64_t const day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  std::int64_t const march_month = (5 * day_of_year + 2) / 153;
  auto const month = static_cast<std::int32_t>(march_month < 10 ? march_month + 3 : march_month - 9);
  return {static_cast<std::int32_t>(year_of_era + era * 400 + (month <= 2)), month,
          static_cast<std::int32_t>(day_of_year - (153 * march_month + 2) / 5 + 1)};
}

Weekday weekday(Date date) {
  std::int64_t const since_monday = std::int64_t{date.day} + 3;  // 1970-01-01 was a Thursday
  return static_cast<Weekday>(since_monday - floor_div(since_monday, 7) * 7);
}

base::Result<Date> parse_date(std::string_view text) {
  auto const number = [&](std::size_t at, std::size_t digits) {
    std::int32_t value = 0;
    for (char c : text.substr(at, digits)) value = is_digit(c) ? value * 10 + (c - '0') : -100'000;
    return value;
  };
  bool const shaped = text.size() == 10 && text[4] == '-' && text[7] == '-';
  YearMonthDay const ymd = shaped ? YearMonthDay{number(0, 4), number(5, 2), number(8, 2)} : YearMonthDay{-1, 0, 0};
  if (ymd.year >= 0 && ymd.month >= 1 && ymd.month <= 12 && ymd.day >= 1) {
    Date const date = to_date(ymd);
    if (to_ymd(date) == ymd) return date;
  }
  return base::unexpected(base::Code::invalid_argument, "malformed_date",
                          ymd.year >= 0 && ymd.month > 0 && ymd.day > 0 ? "There is no such date" : "This is not a date", "date",
                          std::string(text), "Write year-month-day, for example 2026-05-04.");
}

std::string to_text(Date date) {
  YearMonthDay const ymd = to_ymd(date);
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", int{ymd.year}, int{ymd.month}, int{ymd.day});
  return text;
}

/// A zone's offsets as one sorted table. A stretch is [from, to) in UTC and ends at the local time to + offset by its own offset. Both ends
/// rise from stretch to stretch, so that UTC and local times are found by the same few steps from an index entry.
struct Zone::Data {
  struct Stretch {
    std::int64_t from, to, offset;
  };
  std::string name;
  absl::TimeZone source;
  std::vector<Stretch> stretches;       // [kTableFrom, kTableTo)
  std::vector<std::uint16_t> by_block;  // the stretch in force where each block starts
  std::vector<Stretch> second_evenings; // the minutes before midnight that come again after it; see Zone::date

  Data(std::string_view iana_name, absl::TimeZone tz) : name(iana_name), source(tz) {
    fill_stretches();
    fill_index();
    fill_second_evenings();
  }

  static bool covers(std::int64_t ms) { return kTableFrom <= ms && ms < kTableTo; }

  std::int64_t source_offset(std::int64_t ms) const { return source.At(absl::FromUnixMillis(ms)).offset * std::int64_t{1'000}; }

  void fill_stretches() {
    std::int64_t from = kTableFrom;
    absl::TimeZone::CivilTransition change;
    for (absl::Time t = absl::FromUnixMillis(from); source.NextTransition(t, &change);) {
      t = source.At(change.to).trans;
      std::int64_t const at = absl::ToUnixMillis(t);
      if (at >= kTableTo) break;
      if (source_offset(at) == source_offset(from)) continue;  // another name for the same time
      stretches.push_back({from, at, source_offset(from)});
      from = at;
    }
    stretches.push_back({from, kTableTo, source_offset(from)});
  }

  void fill_index() {
    std::uint16_t i = 0;
    for (std::int64_t start = kTableFrom; start < kTableTo; start += std::int64_t{1} << kBlockBits) {
      while (stretches[i].to <= start) ++i;
      by_block.push_back(i);
    }
  }

  void fill_second_evenings() {
    for (std::size_t i = 1; i < stretches.size(); ++i) {
      std::int64_t const at = stretches[i].from;
      std::int64_t const last_day_before = floor_div(at + stretches[i - 1].offset - 1, kDay);
      if (floor_div(at + stretches[i].offset, kDay) < last_day_before)
        second_evenings.push_back({at, last_day_before * kDay - stretches[i].offset, 0});
    }
  }

  std::int64_t offset(std::int64_t ms) const {
    if (!covers(ms)) return source_offset(ms);
    std::size_t i = by_block[static_cast<std::size_t>((ms - kTableFrom) >> kBlockBits)];
    while (ms >= stretches[i].to) ++i;
    return stretches[i].offset;
  }

  std::int64_t instant(std::int64_t local) const {
    if (!covers(local - kMaxOffset) || !covers(local + kMaxOffset)) return source_instant(local);
    std::size_t i = by_block[static_cast<std::size_t>((local - kMaxOffset - kTableFrom) >> kBlockBits)];
    // The first stretch that reaches this local time holds its first occurrence; in a gap the stretch begins after it.
    while (local >= stretches[i].to + stretches[i].offset) ++i;
    return std::max(local - stretches[i].offset, stretches[i].from);
  }

  std::int64_t source_instant(std::int64_t local) const {
    std::int64_t const second = floor_div(local, 1'000);
    absl::TimeZone::TimeInfo const info = source.At(absl::CivilSecond(1970, 1, 1) + second);
    if (info.kind == absl::TimeZone::TimeInfo::SKIPPED) return absl::ToUnixMillis(info.trans);
    return absl::ToUnixMillis(info.pre) + (local - second * 1'000);
  }

  bool in_second_evening(std::int64_t ms) const {
    auto const next = std::upper_bound(second_evenings.begin(), second_evenings.end(), ms,
                                       [](std::int64_t t, const Stretch& evening) { return t < evening.from; });
    return next != second_evenings.begin() && ms < std::prev(next)->to;
  }
};

base::Result<Zone> Zone::load(std::string_view iana_name) {
  if (iana_name == "UTC" || iana_name == "Etc/UTC") return Zone(std::make_shared<const Data>(iana_name, absl::UTCTimeZone()));
  if (is_fixed_offset(iana_name)) return refuse(iana_name, "A fixed offset is not a time zone: it knows no daylight saving");
  if (is_not_a_name(iana_name)) return refuse(iana_name, "This is not the name of a time zone");
  if (is_abbreviation(iana_name)) return refuse(iana_name, "An abbreviation is not the name of a time zone");
  absl::TimeZone tz;
  if (!absl::LoadTimeZone(std::string(iana_name), &tz)) return refuse(iana_name, "No time zone of this name is known");
  return Zone(std::make_shared<const Data>(iana_name, tz));
}

Zone Zone::utc() {
  static const Zone kUtc(std::make_shared<const Data>("UTC", absl::UTCTimeZone()));   // its table is long and always the same
  return kUtc;
}

const std::string& Zone::name() const { return data_->name; }

Civil Zone::civil(Instant t) const {
  std::int64_t const ms = std::clamp(t.ms, -kLastMs, kLastMs);
  std::int64_t const local = ms + data_->offset(ms), day = floor_div(local, kDay);
  return {{static_cast<std::int32_t>(day)}, static_cast<std::int32_t>(local - day * kDay)};
}

Date Zone::date(Instant t) const {
  Date const date = civil(t).date;
  if (Data::covers(t.ms)) return !data_->second_evenings.empty() && data_->in_second_evening(t.ms) ? date + 1 : date;
  return t >= midnight(date + 1) ? date + 1 : date;
}

Instant Zone::instant(Date date, std::int32_t ms_of_day) const { return {data_->instant(date.day * kDay + ms_of_day)}; }

Span Zone::offset(Instant t) const { return {data_->offset(std::clamp(t.ms, -kLastMs, kLastMs))}; }

std::string Zone::transition_bytes() const {
  constexpr std::int64_t kFrom = 7'305 * kDay, kTo = 32'872 * kDay;
  base::Writer writer;
  writer.i64(data_->offset(kFrom));
  for (const Data::Stretch& stretch : data_->stretches) {
    if (stretch.from <= kFrom || stretch.from >= kTo) continue;
    writer.i64(stretch.from);
    writer.i64(stretch.offset);
  }
  return writer.take();
}

}  // namespace deskgauge::time

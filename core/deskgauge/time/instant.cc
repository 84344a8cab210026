#include "deskgauge/time/instant.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

#include "deskgauge/time/zone.h"

namespace deskgauge::time {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes texts apart from the left. After a fault every further step fails, so that one check at the end is enough.
struct Cursor {
  std::string_view rest;
  bool ok = true;

  bool take(std::string_view any_of) {
    if (rest.empty() || any_of.find(rest.front()) == any_of.npos) return false;
    rest.remove_prefix(1);
    return true;
  }
  void expect(std::string_view any_of) { ok = take(any_of) && ok; }
  std::int32_t number(std::size_t digits) {
    std::int32_t value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (rest.empty() || !is_digit(rest.front())) {
        ok = false;
        return 0;
      }
      value = value * 10 + (rest.front() - '0');
      rest.remove_prefix(1);
    }
    return value;
  }
  /// The digits after a decimal point as thousandths, the rest truncated.
  std::int32_t thousandths() {
    std::int32_t value = 0, scale = 100;
    if (rest.empty() || !is_digit(rest.front())) ok = false;
    for (; !rest.empty() && is_digit(rest.front()); rest.remove_prefix(1), scale /= 10) value += (rest.front() - '0') * scale;
    return value;
  }
};

/// Local date and time of an RFC 3339 text, as if it were UTC.
std::optional<std::int64_t> local_part(Cursor& in) {
  YearMonthDay ymd;
  ymd.year = in.number(4), in.expect("-"), ymd.month = in.number(2), in.expect("-"), ymd.day = in.number(2);
  in.expect("Tt ");
  std::int32_t const hour = in.number(2);
  in.expect(":");
  std::int32_t const minute = in.number(2);
  in.expect(":");
  std::int32_t const second = in.number(2);
  std::int32_t const fraction = in.take(".") ? in.thousandths() : 0;
  if (!in.ok || hour > 23 || minute > 59 || ymd.month < 1 || ymd.month > 12) return std::nullopt;
  if (second > 59 && !(second == 60 && minute == 59)) return std::nullopt;  // a leap second is read as the second after it
  Date const date = to_date(ymd);
  if (to_ymd(date) != ymd) return std::nullopt;
  return (days(date.day) + hours(hour) + minutes(minute) + seconds(second)).ms + fraction;
}

/// Z, +01:00 or +0100, up to 23:59, in ms.
std::optional<std::int64_t> offset_part(Cursor& in) {
  if (in.take("Zz")) return 0;
  bool const west = in.take("-");
  if (!west) in.expect("+");
  std::int32_t const hour = in.number(2);
  in.take(":");
  std::int32_t const minute = in.number(2);
  if (!in.ok || hour > 23 || minute > 59) return std::nullopt;
  return (hours(hour) + minutes(minute)).ms * (west ? -1 : 1);
}

base::Unexpected refuse(std::string_view text, const char* reason, const char* message, const char* remedy) {
  return base::unexpected(base::Code::invalid_argument, reason, message, "time", std::string(text), remedy);
}

base::Unexpected refuse_span(std::string_view text, const char* message) {
  return base::unexpected(base::Code::invalid_argument, "malformed_span", message, "duration", std::string(text),
                          "Write units from large to small, each once, for example 1d12h, 90m or PT4H.");
}

}  // namespace

base::Result<Instant> parse_instant(std::string_view text) {
  Cursor in{text};
  constexpr const char* kRemedy = "Write RFC 3339, for example 2026-05-04T09:50:00+02:00.";
  if (text.size() == 10 && parse_date(text))
    return refuse(text, "naive_time", "A date is not a moment", "Add a time and an offset, for example T09:50:00+02:00.");
  auto const local = local_part(in);
  if (!local) return refuse(text, "malformed_instant", "This is not a date and time", kRemedy);
  if (in.rest.empty()) return refuse(text, "naive_time", "The time has no offset from UTC", "Add Z or an offset such as +02:00.");
  auto const offset = offset_part(in);
  if (!offset || !in.rest.empty()) return refuse(text, "malformed_instant", "The offset from UTC is malformed", kRemedy);
  return Instant{*local - *offset};
}

std::string to_text(Instant t) {
  if (t == kNever) return "never";
  if (t == kBeginning) return "beginning";
  Civil const civil = Zone::utc().civil(t);
  std::int32_t const ms = civil.ms_of_day;
  char time[32];
  int const size = std::snprintf(time, sizeof time, "T%02d:%02d:%02d", ms / 3'600'000, ms / 60'000 % 60, ms / 1'000 % 60);
  if (ms % 1'000) std::snprintf(time + size, sizeof time - static_cast<std::size_t>(size), ".%03d", ms % 1'000);
  return to_text(civil.date) + time + "Z";
}

namespace {

struct Unit {
  std::string_view name;
  std::int64_t ms;
};
constexpr std::array<Unit, 6> kUnits{{{"w", 604'800'000}, {"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};
/// Weeks are read but not written.
constexpr std::size_t kDays = 1, kSeconds = 4, kMilliseconds = 5;

/// Sums `count` units into `ms`; false where the sum does not fit.
bool add(std::int64_t& ms, std::int64_t count, std::int64_t unit) {
  std::int64_t part = 0;
  return !__builtin_mul_overflow(count, unit, &part) && !__builtin_add_overflow(ms, part, &ms);
}

/// Number and unit, repeated. `iso` = after the P of ISO 8601: capitals, a T before hours, no milliseconds, decimals of seconds.
bool read_units(Cursor in, bool iso, std::int64_t& ms) {
  std::size_t next = 0;  // units before this one have had their turn
  bool after_t = false;
  do {
    if (iso && !after_t && in.take("T")) after_t = true, next = kDays + 1;
    std::int64_t count = 0;
    if (in.rest.empty() || !is_digit(in.rest.front())) return false;
    for (; !in.rest.empty() && is_digit(in.rest.front()); in.rest.remove_prefix(1))
      if (!add(count, 9, count) || !add(count, in.rest.front() - '0', 1)) return false;
    std::int32_t const fraction = iso && in.take(".,") ? in.thousandths() : -1;
    std::size_t const size = std::min(in.rest.find_first_of("0123456789T"), in.rest.size());
    std::string unit(in.rest.substr(0, size));
    if (iso)
      for (char& c : unit) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : '?';
    while (next < kUnits.size() && kUnits[next].name != unit) ++next;
    std::size_t const last = iso ? (after_t ? kSeconds : kDays) : kMilliseconds;
    if (!in.ok || next > last || (fraction >= 0 && next != kSeconds)) return false;
    if (!add(ms, count, kUnits[next].ms) || !add(ms, std::max(fraction, 0), 1)) return false;
    in.rest.remove_prefix(size);
    ++next;
  } while (!in.rest.empty());
  return true;
}

}  // namespace

base::Result<Span> parse_span(std::string_view text) {
  Cursor in{text};
  bool const negative = in.take("-");
  if (in.rest.empty()) return refuse_span(text, "A duration is missing");
  if (in.rest.find_first_not_of("0123456789") == in.rest.npos) return refuse_span(text, "The duration has no unit");
  std::int64_t ms = 0;
  bool const iso = in.take("P");
  if (!read_units(in, iso, ms)) return refuse_span(text, "This is not a duration");
  return Span{negative ? -ms : ms};
}

std::string to_exact_text(Span s) {
  if (s.ms == 0) return "0s";
  std::string text = s.ms < 0 ? "-" : "";
  auto rest = s.ms < 0 ? 0 - static_cast<std::uint64_t>(s.ms) : static_cast<std::uint64_t>(s.ms);
  for (std::size_t i = kDays; i < kUnits.size(); ++i) {
    auto const unit = static_cast<std::uint64_t>(kUnits[i].ms);
    if (rest / unit) text.append(std::to_string(rest / unit)).append(kUnits[i].name);
    rest %= unit;
  }
  return text;
}

std::string to_text(Span s) {
  auto rest = s.ms < 0 ? 0 - static_cast<std::uint64_t>(s.ms) : static_cast<std::uint64_t>(s.ms);
  std::string const sign = s.ms < 0 ? "-" : "";
  if (rest < 1'000) return rest == 0 ? "0s" : sign + std::to_string(rest) + "ms";
  if (rest < 60'000) {
    std::string text = sign + std::to_string(rest / 1'000);
    if (auto const fraction = rest % 1'000; fraction != 0) {
      std::string digits = std::to_string(1'000 + fraction).substr(1);
      text += "." + digits.erase(digits.find_last_not_of('0') + 1);
    }
    return text + "s";
  }
  std::size_t small = kSeconds;  // the second unit shown
  for (; small > kDays + 1 && rest >= static_cast<std::uint64_t>(kUnits[small - 2].ms); --small) continue;
  auto const step = static_cast<std::uint64_t>(kUnits[small].ms);
  rest = (rest / step + (rest % step * 2 >= step)) * step;
  std::string text = sign;
  for (std::size_t i = kDays, shown = 0; i < kUnits.size() && shown < 2; ++i) {
    auto const unit = static_cast<std::uint64_t>(kUnits[i].ms);
    if (rest / unit) text.append(shown ? " " : "").append(std::to_string(rest / unit)).append(kUnits[i].name), ++shown;
    rest %= unit;
  }
  return text;
}

}  // namespace deskgauge::time

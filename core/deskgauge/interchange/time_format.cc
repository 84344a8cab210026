#include "deskgauge/interchange/time_format.h"

#include <array>

namespace deskgauge::interchange {
namespace {

using Reading = TimeFormat::Reading;

constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes a text apart from the left. After a fault every further step fails.
struct Cursor {
  const char* at;
  const char* end;
  bool ok = true;

  explicit Cursor(std::string_view text) : at(text.data()), end(text.data() + text.size()) {}
  bool done() const { return at == end; }
  bool take(char c) {
    if (at == end || *at != c) return false;
    ++at;
    return true;
  }
  void expect(char c) { ok = take(c) && ok; }
  std::int32_t number(int least, int most) {
    std::int32_t value = 0;
    int n = 0;
    for (; n < most && at != end && is_digit(*at); ++at, ++n) value = value * 10 + (*at - '0');
    ok = ok && n >= least;
    return value;
  }
  /// The digits of a fraction of a second as ms, finer ones cut off.
  std::int32_t fraction() {
    std::int32_t value = 0, scale = 100;
    if (at == end || !is_digit(*at)) ok = false;
    for (; at != end && is_digit(*at); ++at, scale /= 10) value += (*at - '0') * scale;
    return value;
  }
  /// Z, +01:00, +0100 or +01 in ms.
  std::int64_t offset() {
    if (take('Z') || take('z')) return 0;
    bool const west = take('-');
    if (!west) expect('+');
    std::int64_t const hour = number(2, 2);
    take(':');
    std::int64_t const minute = at != end && is_digit(*at) ? number(2, 2) : 0;
    ok = ok && hour < 24 && minute < 60;
    return (hour * 60 + minute) * 60'000 * (west ? -1 : 1);
  }
  std::int32_t month_name() {
    for (std::size_t i = 0; i < kMonths.size(); ++i)
      if (end - at >= 3 && std::string_view(at, 3) == kMonths[i]) {
        at += 3;
        return static_cast<std::int32_t>(i + 1);
      }
    ok = false;
    return 1;
  }
};

struct Parts {
  time::YearMonthDay ymd;
  std::int32_t hour = 0, minute = 0, second = 0, ms = 0;
  int half = -1;  ///< 0 AM, 1 PM
};

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_of(time::YearMonthDay d) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return d.month == 2 && is_leap(d.year) ? 29 : kDays[d.month - 1];
}

/// False where the parts are no date and time; a second of 60 is read as the one after it.
bool assemble(Parts& p, Reading& out) {
  if (p.half >= 0) {
    if (p.hour < 1 || p.hour > 12) return false;
    p.hour = p.hour % 12 + 12 * p.half;
  }
  if (p.ymd.month < 1 || p.ymd.month > 12 || p.ymd.day < 1 || p.ymd.day > days_of(p.ymd)) return false;
  if (p.hour > 23 || p.minute > 59 || p.second > 60) return false;
  out.date = time::to_date(p.ymd);
  out.ms_of_day = ((p.hour * 60 + p.minute) * 60 + p.second) * 1000 + p.ms;
  return true;
}

std::optional<Reading> read_iso(std::string_view text) {
  Cursor in(text);
  Parts p;
  Reading out{.naive = true};
  p.ymd.year = in.number(4, 4), in.expect('-'), p.ymd.month = in.number(2, 2), in.expect('-'), p.ymd.day = in.number(2, 2);
  if (!in.done()) {
    if (!in.take('T') && !in.take(' ')) return std::nullopt;
    p.hour = in.number(2, 2), in.expect(':'), p.minute = in.number(2, 2);
    if (in.take(':')) p.second = in.number(2, 2);
    if (in.take('.')) p.ms = in.fraction();
    in.take(' ');  // "2026-05-04 09:50:00 UTC", "… +0200"
    if (in.end - in.at == 3 && std::string_view(in.at, 3) == "UTC") in.at = in.end, out.naive = false;
    else if (!in.done()) out.offset_ms = in.offset(), out.naive = false;
  }
  if (!in.ok || !in.done() || !assemble(p, out)) return std::nullopt;
  return out;
}

/// Whole numbers, for seconds also with a fraction.
std::optional<Reading> read_epoch(std::string_view text, std::int64_t unit_ms) {
  Cursor in(text);
  bool const negative = in.take('-');
  std::int64_t value = 0;
  int digits = 0;
  for (; !in.done() && is_digit(*in.at) && digits < 17; ++in.at, ++digits) value = value * 10 + (*in.at - '0');
  if (digits == 0 || (unit_ms == 1000 && digits > 13)) return std::nullopt;  // before the product: more digits would overflow it
  std::int64_t ms = value * unit_ms;
  if (unit_ms == 1000 && in.take('.')) ms += in.fraction();
  if (!in.ok || !in.done()) return std::nullopt;
  if (negative) ms = -ms;
  std::int64_t const day = ms >= 0 ? ms / 86'400'000 : -((-ms + 86'399'999) / 86'400'000);
  if (day > 10'000'000 || day < -10'000'000) return std::nullopt;
  return Reading{.date = {static_cast<std::int32_t>(day)}, .ms_of_day = static_cast<std::int32_t>(ms - day * 86'400'000)};
}

std::optional<Reading> read_pattern(std::string_view pattern, std::string_view text) {
  Cursor in(text);
  Parts p;
  Reading out{.naive = true};
  for (std::size_t i = 0; i < pattern.size() && in.ok; ++i) {
    if (pattern[i] != '%') {
      in.expect(pattern[i]);
      continue;
    }
    switch (pattern[++i]) {
      case 'Y': p.ymd.year = in.number(4, 4); break;
      case 'y': p.ymd.year = in.number(2, 2), p.ymd.year += p.ymd.year < 69 ? 2000 : 1900; break;
      case 'm': p.ymd.month = in.number(1, 2); break;
      case 'b': p.ymd.month = in.month_name(); break;
      case 'd': p.ymd.day = in.number(1, 2); break;
      case 'H':
      case 'I': p.hour = in.number(1, 2); break;
      case 'M': p.minute = in.number(1, 2); break;
      case 'S': p.second = in.number(1, 2); break;
      case 'f': p.ms = in.fraction(); break;
      case 'p':
        p.half = in.take('P') || in.take('p') ? 1 : 0,
        in.ok = (p.half == 1 || in.take('A') || in.take('a')) && (in.take('M') || in.take('m')) && in.ok;
        break;
      case 'z': out.offset_ms = in.offset(), out.naive = false; break;
      default: in.expect('%');
    }
  }
  if (!in.ok || !in.done() || !assemble(p, out)) return std::nullopt;
  return out;
}

}  // namespace

base::Result<TimeFormat> TimeFormat::parse(std::string_view pattern) {
  TimeFormat format;
  format.pattern_ = pattern;
  if (pattern == "iso" || pattern == "epoch_ms" || pattern == "epoch_s") {
    format.kind_ = pattern == "iso" ? Kind::iso : pattern == "epoch_ms" ? Kind::epoch_ms : Kind::epoch_s;
    return format;
  }
  format.kind_ = Kind::pattern;
  auto const refuse = [&](std::string message) {
    return base::unexpected(base::Code::invalid_argument, "malformed_format", std::move(message), "format", std::string(pattern),
                            "Write iso, epoch_ms, epoch_s or a pattern such as %d/%m/%Y %H:%M.");
  };
  std::string seen;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') continue;
    if (++i == pattern.size() || std::string_view("YymbdHIMSfpz%").find(pattern[i]) == std::string_view::npos)
      return refuse("The pattern has a % with a letter that is not known");
    seen.push_back(pattern[i]);
  }
  auto const has = [&](std::string_view any) { return seen.find_first_of(any) != seen.npos; };
  if (!has("Yy") || !has("mb") || !has("d")) return refuse("The pattern lacks year, month or day");
  if (has("I") != has("p")) return refuse("An hour of twelve (%I) needs AM or PM (%p), and the other way round");
  format.has_offset_ = has("z");
  return format;
}

std::optional<Reading> TimeFormat::read(std::string_view text) const {
  switch (kind_) {
    case Kind::iso: return read_iso(text);
    case Kind::epoch_ms: return read_epoch(text, 1);
    case Kind::epoch_s: return read_epoch(text, 1000);
    default: return read_pattern(pattern_, text);
  }
}

std::optional<time::Instant> TimeFormat::instant(std::string_view text, const time::Zone* zone, const char*& reason) const {
  auto const reading = read(text);
  reason = !reading ? "malformed_instant" : reading->naive && !zone ? "naive_time" : nullptr;
  if (reason) return std::nullopt;
  if (reading->naive) return zone->instant(reading->date, reading->ms_of_day);
  return time::Instant{time::days(reading->date.day).ms + reading->ms_of_day - reading->offset_ms};
}

}  // namespace deskgauge::interchange

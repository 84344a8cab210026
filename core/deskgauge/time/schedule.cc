#include "deskgauge/time/schedule.h"

#include <algorithm>

#include "deskgauge/base/bytes.h"

namespace deskgauge::time {
namespace {

constexpr std::int64_t kDay = 86'400'000;
constexpr Date kFirst{7'305}, kEnd{32'872};  // 1990-01-01 and 2060-01-01
constexpr std::string_view kHoliday = "holiday", kBreak = "break", kOutside = "outside hours", kNotInForce = "not in force";

const DateOverride* find(const std::vector<DateOverride>& sorted, Date date) {
  if (sorted.empty() || date < sorted.front().date || sorted.back().date < date) return nullptr;
  auto const found = std::lower_bound(sorted.begin(), sorted.end(), date, [](const DateOverride& o, Date d) { return o.date < d; });
  return found->date == date ? &*found : nullptr;
}

bool is_holiday(const ScheduleVersion& version, Date date) {
  return std::binary_search(version.holidays.begin(), version.holidays.end(), date);
}

/// The hours of a date, were it no holiday.
const std::vector<DayRange>& planned_hours(const ScheduleVersion& version, Date date) {
  if (const DateOverride* const special = find(version.overrides, date)) return special->hours;
  return version.hours[static_cast<std::size_t>(weekday(date))];
}

const ScheduleVersion* version_on(const std::vector<ScheduleVersion>& versions, Date date) {
  if (date < kFirst || kEnd <= date) return nullptr;
  for (auto v = versions.rbegin(); v != versions.rend(); ++v)
    if (v->valid_from <= date && date < v->valid_to) return &*v;
  return nullptr;
}

/// A local range in UTC. Zone::instant rises with local time, so ranges that are apart locally never overlap in UTC.
Interval to_interval(const Zone& zone, Date date, DayRange range) { return {zone.instant(date, range.from), zone.instant(date, range.to)}; }

/// The order of dates and holidays is a matter of the file, not of the meaning.
void put_in_order(ScheduleVersion& version) {
  auto const earlier = [](const DateOverride& a, const DateOverride& b) { return a.date < b.date; };
  std::stable_sort(version.overrides.begin(), version.overrides.end(), earlier);
  std::stable_sort(version.date_breaks.begin(), version.date_breaks.end(), earlier);
  std::sort(version.holidays.begin(), version.holidays.end());
  for (auto* week : {&version.hours, &version.breaks})
    for (auto& ranges : *week) std::sort(ranges.begin(), ranges.end());
  for (auto* dates : {&version.overrides, &version.date_breaks})
    for (DateOverride& date : *dates) std::sort(date.hours.begin(), date.hours.end());
}

Intervals all_hours(const Zone& zone, const std::vector<ScheduleVersion>& versions) {
  Intervals hours;
  hours.reserve(static_cast<std::size_t>(kEnd.day - kFirst.day));
  for (Date date = kFirst; date < kEnd; date = date + 1) {
    const ScheduleVersion* const version = version_on(versions, date);
    if (version == nullptr || is_holiday(*version, date)) continue;
    for (DayRange const range : planned_hours(*version, date)) hours.push_back(to_interval(zone, date, range));
  }
  return normalise(std::move(hours));
}

Intervals all_breaks(const Zone& zone, const std::vector<ScheduleVersion>& versions) {
  Intervals breaks;
  for (Date date = kFirst; date < kEnd; date = date + 1) {
    const ScheduleVersion* const version = version_on(versions, date);
    if (version == nullptr) continue;
    for (DayRange const range : version->breaks[static_cast<std::size_t>(weekday(date))]) breaks.push_back(to_interval(zone, date, range));
    if (const DateOverride* const special = find(version->date_breaks, date))
      for (DayRange const range : special->hours) breaks.push_back(to_interval(zone, date, range));
  }
  return normalise(std::move(breaks));
}

void write(base::Writer& out, const std::vector<DayRange>& ranges) {
  out.u64(ranges.size());
  for (DayRange const range : ranges) {
    out.i64(range.from);
    out.i64(range.to);
  }
}

void write(base::Writer& out, const std::vector<DateOverride>& dates) {
  out.u64(dates.size());
  for (const DateOverride& date : dates) {
    out.i64(date.date.day);
    write(out, date.hours);
  }
}

}  // namespace

/// The open intervals in order with the open time before each. With f(t) = open time before t, elapsed(a, b) = f(b) - f(a): additive and
/// exact; due is the inverse of f.
struct Schedule::Data {
  struct Piece {
    std::int64_t from, to, before;
  };
  std::string name;
  Zone zone;
  std::vector<ScheduleVersion> versions;
  bool always = false;
  std::vector<Piece> pieces;          // ends with one at kNever, of length 0, which holds the total
  std::vector<std::uint32_t> by_day;  // for each UTC day from first_day on, the first piece that ends after its start
  std::int64_t first_day = 0;

  Data(std::string its_name, Zone its_zone, std::vector<ScheduleVersion> its_versions)
      : name(std::move(its_name)), zone(std::move(its_zone)), versions(std::move(its_versions)) {
    for (ScheduleVersion& version : versions) put_in_order(version);
    fill_pieces(subtract(all_hours(zone, versions), all_breaks(zone, versions)));
    fill_index();
  }

  void fill_pieces(const Intervals& open) {
    pieces.reserve(open.size() + 1);
    std::int64_t before = 0;
    for (Interval const i : open) {
      pieces.push_back({i.from.ms, i.to.ms, before});
      before += i.length().ms;
    }
    pieces.push_back({kNever.ms, kNever.ms, before});
  }

  void fill_index() {
    if (pieces.size() == 1) return;
    first_day = pieces.front().from / kDay;
    std::int64_t const last_day = pieces[pieces.size() - 2].to / kDay;
    std::uint32_t k = 0;
    for (std::int64_t day = first_day; day <= last_day; ++day) {
      while (pieces[k].to <= day * kDay) ++k;
      by_day.push_back(k);
    }
  }

  /// The first piece that ends after t.
  std::size_t at(Instant t) const {
    if (t.ms < pieces.front().from) return 0;
    auto const day = static_cast<std::size_t>(t.ms / kDay - first_day);
    if (day >= by_day.size()) return pieces.size() - 1;
    std::size_t k = by_day[day];
    while (pieces[k].to <= t.ms) ++k;
    return k;
  }

  std::int64_t open_before(Instant t) const {
    const Piece& piece = pieces[at(t)];
    return piece.before + (t.ms > piece.from ? t.ms - piece.from : 0);
  }

  /// The first piece from `k` on by whose end more than `target` of open time has passed; the last piece if there is none. Steps grow from
  /// `k`, as most targets are some days away.
  std::size_t beyond(std::size_t k, std::int64_t target) const {
    std::size_t const last = pieces.size() - 1;
    std::size_t low = k, high = k + 1, step = 1;  // pieces[i + 1].before is the open time by the end of piece i
    while (high <= last && pieces[high].before <= target) low = high, high += step, step *= 2;
    high = std::min(high, last);
    auto const first = pieces.begin() + static_cast<std::ptrdiff_t>(low);
    auto const found = std::upper_bound(first, pieces.begin() + static_cast<std::ptrdiff_t>(high) + 1, target,
                                        [](std::int64_t value, const Piece& piece) { return value < piece.before; });
    if (found == pieces.begin() + static_cast<std::ptrdiff_t>(high) + 1) return last;
    return static_cast<std::size_t>(found - pieces.begin()) - 1;
  }

  Instant due(Instant from, std::int64_t amount, Tie tie) const {
    std::size_t const k = at(from);
    std::int64_t target = open_before(from);
    if (__builtin_add_overflow(target, amount, &target)) return kNever;
    // A piece ends with the whole of `target` where more than target - 1 has passed by then: the same search serves both ties.
    std::size_t const i = beyond(k, tie == Tie::at_close ? target - 1 : target);
    if (i + 1 == pieces.size()) return kNever;
    return {std::max(from.ms, pieces[i].from + (target - pieces[i].before))};
  }

  /// Whether t, on `date`, lies in hours planned for that date or carried over from the days before: of open days, or of holidays.
  bool planned(Instant t, Date date, bool on_holidays) const {
    Date const last = std::min(date, kEnd);
    for (Date d = std::max(date + -kDaysBack, kFirst); d <= last; d = d + 1) {
      const ScheduleVersion* const version = version_on(versions, d);
      if (version == nullptr || is_holiday(*version, d) != on_holidays) continue;
      for (DayRange const range : planned_hours(*version, d))
        if (to_interval(zone, d, range).contains(t)) return true;
    }
    return false;
  }

  /// The moments inside `gap` at which the reason may change.
  std::vector<Instant> cuts(Interval gap) const {
    std::vector<Instant> found{gap.from};
    auto const add = [&](Instant t) {
      if (gap.from < t && t < gap.to) found.push_back(t);
    };
    Date const first = std::max(zone.date(gap.from) + -kDaysBack, kFirst), last = std::min(zone.date(gap.to), kEnd);
    for (Date d = first; d <= last; d = d + 1) {
      add(zone.midnight(d));
      const ScheduleVersion* const version = version_on(versions, d);
      if (version == nullptr) continue;
      for (DayRange const range : planned_hours(*version, d)) {
        add(zone.instant(d, range.from));
        add(zone.instant(d, range.to));
      }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  /// How many days before a moment the shift that covers it may have started.
  static constexpr std::int32_t kDaysBack = 2;
};

Schedule::Schedule(std::string name, Zone zone, std::vector<ScheduleVersion> versions)
    : data_(std::make_shared<const Data>(std::move(name), std::move(zone), std::move(versions))) {}

Schedule Schedule::always(std::string name, Zone zone) {
  Schedule schedule(std::move(name), std::move(zone), {});
  auto data = std::make_shared<Data>(*schedule.data_);
  data->always = true;
  schedule.data_ = std::move(data);
  return schedule;
}

const std::string& Schedule::name() const { return data_->name; }
const Zone& Schedule::zone() const { return data_->zone; }
bool Schedule::is_always() const { return data_->always; }

Span Schedule::elapsed(Instant from, Instant to) const {
  if (to <= from) return {};
  if (data_->always) return Interval{from, to}.length();
  return {data_->open_before(to) - data_->open_before(from)};
}

Instant Schedule::due(Instant from, Span amount, Tie tie) const {
  if (amount.ms <= 0 && tie == Tie::at_close) return from;
  std::int64_t const wanted = std::max<std::int64_t>(amount.ms, 0);
  if (!data_->always) return data_->due(from, wanted, tie);
  std::int64_t at = 0;
  return __builtin_add_overflow(from.ms, wanted, &at) ? kNever : Instant{at};
}

bool Schedule::open(Instant t) const { return data_->always || (data_->pieces[data_->at(t)].from <= t.ms && t != kNever); }

Intervals Schedule::open_intervals(Instant from, Instant to) const {
  if (to <= from) return {};
  if (data_->always) return {{from, to}};
  Intervals open;
  for (std::size_t k = data_->at(from); data_->pieces[k].from < to.ms; ++k)
    open.push_back(intersect({{data_->pieces[k].from}, {data_->pieces[k].to}}, {from, to}));
  return open;
}

std::string_view Schedule::closed_reason(Instant t) const {
  if (open(t)) return "";
  Date const date = data_->zone.date(t);
  if (data_->planned(t, date, false)) return kBreak;
  const ScheduleVersion* const version = version_on(data_->versions, date);
  if (version != nullptr && is_holiday(*version, date)) return kHoliday;
  if (data_->planned(t, date, true)) return kHoliday;  // the night after a holiday whose shift did not start
  return version == nullptr ? kNotInForce : kOutside;
}

std::vector<Schedule::ClosedPiece> Schedule::closed_pieces(Instant from, Instant to) const {
  std::vector<ClosedPiece> pieces;
  Interval const whole[] = {{from, to}};
  for (Interval const gap : subtract(whole, open_intervals(from, to))) {
    std::vector<Instant> const cuts = data_->cuts(gap);
    for (std::size_t i = 0; i < cuts.size(); ++i) {
      Interval const piece{cuts[i], i + 1 < cuts.size() ? cuts[i + 1] : gap.to};
      std::string_view const reason = closed_reason(piece.from);
      bool const joins = i > 0 && pieces.back().reason == reason;
      joins ? void(pieces.back().interval.to = piece.to) : pieces.push_back({piece, reason});
    }
  }
  return pieces;
}

std::string Schedule::canonical_bytes() const {
  base::Writer out;
  out.text(data_->zone.name());
  out.text(data_->zone.transition_bytes());
  out.u64(data_->always);
  out.u64(data_->versions.size());
  for (const ScheduleVersion& version : data_->versions) {
    out.i64(version.valid_from.day);
    out.i64(version.valid_to.day);
    for (const auto& ranges : version.hours) write(out, ranges);
    for (const auto& ranges : version.breaks) write(out, ranges);
    write(out, version.overrides);
    write(out, version.date_breaks);
    out.u64(version.holidays.size());
    for (Date const date : version.holidays) out.i64(date.day);
  }
  return out.take();
}

}  // namespace deskgauge::time

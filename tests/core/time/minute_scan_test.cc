#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "deskgauge/time/clock.h"
#include "tests/core/time/support.h"

namespace deskgauge::time {
namespace {

/// Business time by the clock on the wall: every minute is looked up in absl and asked whether it is open. It shares no code with
/// Schedule: no instants of boundaries, no interval algebra, no sums.
class MinuteScan {
 public:
  MinuteScan(std::string_view zone_name, const ScheduleVersion& version, Instant from, Instant to) : from_(from), version_(version) {
    EXPECT_TRUE(absl::LoadTimeZone(std::string(zone_name), &zone_));
    open_before_.push_back(0);
    for (Instant t = from; t < to; t = t + minutes(1)) open_before_.push_back(open_before_.back() + is_open(t));
  }

  Span elapsed(Instant a, Instant b) const { return minutes(open_before_[index(b)] - open_before_[index(a)]); }

 private:
  std::size_t index(Instant t) const { return static_cast<std::size_t>((t - from_).ms / 60'000); }

  bool is_open(Instant t) const {
    absl::Time const time = absl::FromUnixMillis(t.ms);
    absl::CivilMinute wall(zone_.At(time).cs);
    absl::TimeZone::TimeInfo const info = zone_.At(absl::CivilSecond(wall));
    // A boundary inside a repeated hour counts at its first occurrence: by the second time all of them have passed, so the hour is what it
    // was in the last minute before clocks were set back.
    bool const second_time = info.kind == absl::TimeZone::TimeInfo::REPEATED && time >= info.trans;
    if (second_time) wall = absl::CivilMinute(zone_.At(info.trans - absl::Minutes(1)).cs);
    return in_hours(wall) && !in_break(wall);
  }

  static bool within(const std::vector<DayRange>& ranges, std::int64_t minute) {
    for (DayRange const r : ranges)
      if (r.from <= minute * 60'000 && minute * 60'000 < r.to) return true;
    return false;
  }
  static const DateOverride* special(const std::vector<DateOverride>& dates, Date date) {
    for (const DateOverride& d : dates)
      if (d.date == date) return &d;
    return nullptr;
  }

  /// Calls ask(date, minutes since its midnight) for the date of the minute and the day before, whose ranges may run past midnight.
  template <class Ask>
  static bool today_or_since_yesterday(absl::CivilMinute wall, Ask ask) {
    for (int back : {0, 1}) {
      absl::CivilDay const day = absl::CivilDay(wall) - back;
      if (ask(Date{static_cast<std::int32_t>(day - absl::CivilDay(1970, 1, 1))}, static_cast<std::size_t>(absl::GetWeekday(day)),
              wall - absl::CivilMinute(day)))
        return true;
    }
    return false;
  }

  bool in_hours(absl::CivilMinute wall) const {
    return today_or_since_yesterday(wall, [&](Date date, std::size_t weekday, std::int64_t minute) {
      for (Date holiday : version_.holidays)
        if (holiday == date) return false;
      const DateOverride* const other = special(version_.overrides, date);
      return within(other ? other->hours : version_.hours[weekday], minute);
    });
  }
  bool in_break(absl::CivilMinute wall) const {
    return today_or_since_yesterday(wall, [&](Date date, std::size_t weekday, std::int64_t minute) {
      const DateOverride* const other = special(version_.date_breaks, date);
      return within(version_.breaks[weekday], minute) || (other && within(other->hours, minute));
    });
  }

  Instant from_;
  const ScheduleVersion& version_;
  absl::TimeZone zone_;
  std::vector<std::int64_t> open_before_;
};

const char* const kZones[] = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu",
                              "Pacific/Apia", "Africa/Casablanca", "America/Sao_Paulo", "UTC"};

/// Every change of the zone's clocks in the years of interest, and one quiet date.
std::vector<Instant> changes(std::string_view zone_name) {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone(std::string(zone_name), &zone));
  std::vector<Instant> found{at("2026-05-06T12:00:00Z")};
  for (int year : {2009, 2011, 2018, 2026, 2045}) {
    absl::TimeZone::CivilTransition change;
    absl::Time t = absl::FromCivil(absl::CivilDay(year, 1, 1), zone);
    while (zone.NextTransition(t, &change) && change.to.year() == year) {
      t = zone.At(change.to).trans;
      found.push_back({absl::ToUnixMillis(t)});
    }
  }
  return found;
}

std::map<std::string, ScheduleVersion> schedules(Instant around, const Zone& zone) {
  Date const change_date = zone.date(around);
  ScheduleVersion lunch = weekly(kWorkdays, {range(8, 30, 17, 45)});
  lunch.breaks.fill({range(12, 0, 12, 45)});
  ScheduleVersion nights = daily({range(22, 30)});
  nights.breaks.fill({range(1, 15, 2, 10), range(23, 40, 24, 5)});
  ScheduleVersion split = daily({range(0, 30, 1, 45), range(2, 20, 2, 50), range(3, 5), range(23, 0, 25, 30)});
  ScheduleVersion dated = daily({range(6, 0, 14, 0), range(20, 0, 28, 0)});
  dated.holidays = {change_date + -1, change_date + 2};
  dated.overrides = {{change_date, {range(1, 30, 2, 30), range(10, 24)}}, {change_date + 1, {}}};
  dated.date_breaks = {{change_date, {range(1, 45, 2, 15), range(12, 13)}}};
  return {{"office with lunch", lunch}, {"nights with breaks", nights}, {"boundaries inside the repeated hour", split}, {"dates", dated},
          {"24x7", daily({range(0, 24)})}};
}

TEST(minute_scan, business_time_equals_a_scan_of_every_minute_about_the_clock_changes) {
  auto random = random_source();
  for (const char* zone_name : kZones) {
    for (Instant const change : changes(zone_name)) {
      Instant const from = change - days(4), to = change + days(4);
      for (const auto& [name, version] : schedules(change, zone(zone_name))) {
        Schedule const tested = schedule(zone(zone_name), version);
        MinuteScan const scan(zone_name, version, from, to);
        for (int i = 0; i < 60; ++i) {
          Instant const a = from + minutes(draw(random, 0, 8 * 1'440)), b = a + minutes(draw(random, 0, (to - a).ms / 60'000));
          ASSERT_EQ(tested.elapsed(a, b), scan.elapsed(a, b)) << zone_name << ", " << name << ", " << to_text(a) << " to " << to_text(b);
        }
      }
    }
  }
}

TEST(minute_scan, every_single_minute_of_a_day_of_change_agrees) {
  for (const char* zone_name : kZones) {
    for (Instant const change : changes(zone_name)) {
      Instant const from = change - hours(30), to = change + hours(30);
      for (const auto& [name, version] : schedules(change, zone(zone_name))) {
        Schedule const tested = schedule(zone(zone_name), version);
        MinuteScan const scan(zone_name, version, from, to);
        for (Instant t = from; t < to; t = t + minutes(1))
          ASSERT_EQ(tested.open(t), scan.elapsed(t, t + minutes(1)) == minutes(1)) << zone_name << ", " << name << ", " << to_text(t);
      }
    }
  }
}

TEST(minute_scan, a_boundary_inside_a_repeated_hour_counts_the_first_time) {
  Schedule const tested = schedule(zone("Europe/Berlin"), weekly({Weekday::sunday}, {range(2, 30, 6, 0)}));
  EXPECT_EQ(tested.open_intervals(at("2026-10-25T00:00:00Z"), at("2026-10-26T00:00:00Z")),
            (Intervals{{at("2026-10-25T02:30:00+02:00"), at("2026-10-25T06:00:00+01:00")}}));
}

TEST(schedule_law, elapsed_by_the_due_time_is_the_amount) {
  auto random = random_source();
  for (const char* zone_name : kZones) {
    Instant const change = changes(zone_name).back();
    for (const auto& [name, version] : schedules(change, zone(zone_name))) {
      Schedule const tested = schedule(zone(zone_name), version);
      for (int i = 0; i < 2'000; ++i) {
        Instant const t = change + milliseconds(draw(random, -days(30).ms, days(30).ms));
        Span const amount = milliseconds(draw(random, 1, hours(400).ms));
        Instant const close = tested.due(t, amount, Tie::at_close), next = tested.due(t, amount, Tie::at_next_open);
        ASSERT_EQ(tested.elapsed(t, close), amount) << zone_name << ", " << name << ", " << to_text(t);
        ASSERT_EQ(tested.elapsed(t, close - milliseconds(1)), amount - milliseconds(1)) << "not the earliest";
        ASSERT_EQ(tested.elapsed(t, next), amount);
        ASSERT_EQ(tested.elapsed(t, next + milliseconds(1)), amount + milliseconds(1)) << "not the last";
      }
    }
  }
}

TEST(schedule_law, business_time_is_additive_and_measures_the_open_intervals) {
  auto random = random_source();
  for (const char* zone_name : kZones) {
    Instant const change = changes(zone_name).back();
    for (const auto& [name, version] : schedules(change, zone(zone_name))) {
      Schedule const tested = schedule(zone(zone_name), version);
      for (int i = 0; i < 2'000; ++i) {
        std::array<std::int64_t, 3> t;
        for (std::int64_t& ms : t) ms = change.ms + draw(random, -days(30).ms, days(30).ms);
        std::sort(t.begin(), t.end());
        Span const whole = tested.elapsed({t[0]}, {t[2]});
        ASSERT_EQ(tested.elapsed({t[0]}, {t[1]}) + tested.elapsed({t[1]}, {t[2]}), whole);
        Intervals const open = tested.open_intervals({t[0]}, {t[2]});
        ASSERT_EQ(measure(open), whole);
        Span closed;
        for (const auto& piece : tested.closed_pieces({t[0]}, {t[2]})) closed += piece.interval.length();
        ASSERT_EQ(closed + whole, Instant{t[2]} - Instant{t[0]});
      }
    }
  }
}

}  // namespace
}  // namespace deskgauge::time

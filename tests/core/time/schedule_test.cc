#include "deskgauge/time/schedule.h"

#include <algorithm>
#include <string>
#include <utility>

#include "tests/core/time/support.h"

namespace deskgauge::time {
namespace {

/// Vectors V-BH of the KPI catalogue: local times, calendar and business seconds.
struct BusinessHours {
  const char* name;
  const char* zone;
  ScheduleVersion version;
  const char *from, *to;
  std::int64_t calendar_s, business_s;
};

ScheduleVersion with_holidays(ScheduleVersion version, std::initializer_list<const char*> dates) {
  for (const char* date : dates) version.holidays.push_back(on(date));
  return version;
}
ScheduleVersion with_break(ScheduleVersion version, const char* date, std::vector<DayRange> ranges) {
  version.date_breaks.push_back({on(date), std::move(ranges)});
  return version;
}

TEST(schedule, counts_the_business_time_of_the_catalogue) {
  auto const office_week = [] { return weekly(kWorkdays, {range(9, 17)}); };
  auto const night = [] { return weekly({Weekday::saturday}, {range(22, 30)}); };
  ScheduleVersion lunch = office_week();
  for (Weekday day : kWorkdays) lunch.breaks[static_cast<std::size_t>(day)] = {range(12, 13)};
  const BusinessHours rows[] = {
      {"Friday to Monday, spring", "Europe/Berlin", office_week(), "2026-03-27T16:00:00+01:00", "2026-03-30T10:00:00+02:00", 234'000,
       7'200},
      {"Friday to Monday, autumn", "Europe/Berlin", office_week(), "2026-10-23T16:00:00+02:00", "2026-10-26T10:00:00+01:00", 241'200,
       7'200},
      {"a 24x7 Sunday, spring", "Europe/Berlin", daily({range(0, 24)}), "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", 82'800,
       82'800},
      {"a 24x7 Sunday, autumn", "Europe/Berlin", daily({range(0, 24)}), "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", 90'000,
       90'000},
      {"night shift, spring", "Europe/Berlin", night(), "2026-03-28T12:00:00+01:00", "2026-03-29T12:00:00+02:00", 82'800, 25'200},
      {"night shift, autumn", "Europe/Berlin", night(), "2026-10-24T12:00:00+02:00", "2026-10-25T12:00:00+01:00", 90'000, 32'400},
      {"Easter", "Europe/Berlin", with_holidays(office_week(), {"2026-04-03", "2026-04-06"}), "2026-04-02T16:30:00+02:00",
       "2026-04-07T09:30:00+02:00", 406'800, 3'600},
      {"Easter without holidays", "Europe/Berlin", office_week(), "2026-04-02T16:30:00+02:00", "2026-04-07T09:30:00+02:00", 406'800,
       61'200},
      {"outside hours is a true zero", "Europe/Berlin", office_week(), "2026-05-08T18:00:00+02:00", "2026-05-09T11:00:00+02:00", 61'200, 0},
      {"New York, spring", "America/New_York", office_week(), "2026-03-06T16:00:00-05:00", "2026-03-09T10:00:00-04:00", 234'000, 7'200},
      {"lunch", "Europe/Berlin", lunch, "2026-05-06T11:30:00+02:00", "2026-05-06T13:45:00+02:00", 8'100, 4'500},
  };
  for (const BusinessHours& row : rows) {
    Schedule const tested = schedule(zone(row.zone), row.version);
    EXPECT_EQ(at(row.to) - at(row.from), seconds(row.calendar_s)) << row.name;
    EXPECT_EQ(tested.elapsed(at(row.from), at(row.to)), seconds(row.business_s)) << row.name;
  }
}

/// The schedule of zendesk/biz's specification of periods; its cases follow.
ScheduleVersion biz_week() {
  ScheduleVersion version;
  version.hours = {{{range(9, 17)}, {range(10, 16)}, {range(9, 17)}, {range(10, 16)}, {range(9, 17)}, {range(11, 0, 14, 30)}, {}}};
  version.overrides = {{on("2005-12-31"), {range(10, 14)}}, {on("2006-01-04"), {range(8, 12)}}, {on("2006-01-06"), {range(9, 10)}}};
  version.holidays = {on("2006-01-16"), on("2006-01-18")};
  return version;
}
Interval utc(const char* from, const char* to) { return {at(std::string(from) + ":00Z"), at(std::string(to) + ":00Z")}; }

/// The first `n` open intervals from `origin` on.
Intervals first(const Schedule& tested, std::size_t n, const char* origin) {
  Intervals all = tested.open_intervals(at(origin), at(origin) + days(60));
  all.resize(std::min(n, all.size()));
  return all;
}

struct BizCase {
  const char* name;
  ScheduleVersion version;
  const char* origin;
  Intervals expected;
};

std::vector<BizCase> biz_cases() {
  auto const breaks = [](std::vector<DayRange> ranges) { return with_break(biz_week(), "2006-01-02", std::move(ranges)); };
  return {
      {"one week, with dates that differ",
       biz_week(),
       "2006-01-01T00:00:00Z",
       {utc("2006-01-02T09:00", "2006-01-02T17:00"), utc("2006-01-03T10:00", "2006-01-03T16:00"),
        utc("2006-01-04T08:00", "2006-01-04T12:00"), utc("2006-01-05T10:00", "2006-01-05T16:00"),
        utc("2006-01-06T09:00", "2006-01-06T10:00"), utc("2006-01-07T11:00", "2006-01-07T14:30"),
        utc("2006-01-09T09:00", "2006-01-09T17:00"), utc("2006-01-10T10:00", "2006-01-10T16:00"),
        utc("2006-01-11T09:00", "2006-01-11T17:00")}},
      {"origin inside a period", biz_week(), "2006-01-02T12:00:00Z", {utc("2006-01-02T12:00", "2006-01-02T17:00")}},
      {"break over the beginning", breaks({range(8, 10)}), "2006-01-01T00:00:00Z", {utc("2006-01-02T10:00", "2006-01-02T17:00")}},
      {"break over the end", breaks({range(16, 18)}), "2006-01-01T00:00:00Z", {utc("2006-01-02T09:00", "2006-01-02T16:00")}},
      {"break over the whole", breaks({range(8, 18)}), "2006-01-01T00:00:00Z", {utc("2006-01-03T10:00", "2006-01-03T16:00")}},
      {"break in the middle",
       breaks({range(13, 30, 15, 30)}),
       "2006-01-01T00:00:00Z",
       {utc("2006-01-02T09:00", "2006-01-02T13:30"), utc("2006-01-02T15:30", "2006-01-02T17:00")}},
      {"several breaks",
       breaks({range(10, 0, 11, 30), range(13, 14)}),
       "2006-01-01T00:00:00Z",
       {utc("2006-01-02T09:00", "2006-01-02T10:00"), utc("2006-01-02T11:30", "2006-01-02T13:00"),
        utc("2006-01-02T14:00", "2006-01-02T17:00")}},
      {"a break across several periods",
       with_break(weekly({Weekday::monday}, {range(17, 19), range(20, 22)}), "2006-01-02", {range(18, 21)}),
       "2006-01-01T00:00:00Z",
       {utc("2006-01-02T17:00", "2006-01-02T18:00"), utc("2006-01-02T21:00", "2006-01-02T22:00")}},
      {"several breaks across several periods",
       with_break(breaks({range(8, 0, 10, 15), range(11, 30, 12, 30)}), "2006-01-03", {range(12, 13), range(14, 25, 14, 40)}),
       "2006-01-01T00:00:00Z",
       {utc("2006-01-02T10:15", "2006-01-02T11:30"), utc("2006-01-02T12:30", "2006-01-02T17:00"),
        utc("2006-01-03T10:00", "2006-01-03T12:00"), utc("2006-01-03T13:00", "2006-01-03T14:25"),
        utc("2006-01-03T14:40", "2006-01-03T16:00")}},
      {"one holiday and another",
       biz_week(),
       "2006-01-14T00:00:00Z",
       {utc("2006-01-14T11:00", "2006-01-14T14:30"), utc("2006-01-17T10:00", "2006-01-17T16:00"),
        utc("2006-01-19T10:00", "2006-01-19T16:00")}},
  };
}

TEST(schedule, gives_the_periods_of_the_specification_of_zendesk_biz) {
  for (const BizCase& row : biz_cases())
    EXPECT_EQ(first(schedule(zone("Etc/UTC"), row.version), row.expected.size(), row.origin), row.expected) << row.name;
}

TEST(schedule, an_interval_of_the_week_before_is_seen_in_local_time) {
  Schedule const tested = schedule(zone("America/Los_Angeles"), weekly({Weekday::saturday}, {range(6, 18)}));
  EXPECT_EQ(first(tested, 1, "2006-01-07T17:00:00-08:00"), (Intervals{{at("2006-01-07T17:00:00-08:00"), at("2006-01-07T18:00:00-08:00")}}));
}

TEST(schedule, drops_hours_that_fall_into_a_gap_of_local_time) {
  Schedule const tested = schedule(zone("America/Los_Angeles"), weekly({Weekday::sunday}, {range(2, 15, 2, 45)}));
  EXPECT_EQ(tested.elapsed(at("2006-04-02T00:00:00-08:00"), at("2006-04-03T00:00:00-07:00")), Span{});
  // zendesk/biz moves 02:30 to 03:30 and loses the quarter of an hour that the clock on the wall shows until 03:15; we keep it.
  Schedule const longer = schedule(zone("America/Los_Angeles"), weekly({Weekday::sunday}, {range(2, 30, 3, 15)}));
  EXPECT_EQ(longer.elapsed(at("2006-04-02T00:00:00-08:00"), at("2006-04-03T00:00:00-07:00")), minutes(15));
}

TEST(schedule, an_end_before_the_start_is_zero) {
  Schedule const tested = office("Europe/Berlin");
  EXPECT_EQ(tested.elapsed(at("2026-05-06T15:00:00Z"), at("2026-05-06T09:00:00Z")), Span{});
  EXPECT_EQ(tested.elapsed(at("2026-05-06T09:00:00Z"), at("2026-05-06T09:00:00Z")), Span{});
  EXPECT_TRUE(tested.open_intervals(at("2026-05-06T15:00:00Z"), at("2026-05-06T09:00:00Z")).empty());
}

TEST(schedule, midnight_is_24_00_and_not_23_59) {
  Schedule const tested = schedule(zone("Europe/Berlin"), daily({range(0, 24)}));
  EXPECT_EQ(tested.elapsed(at("2026-05-04T00:00:00+02:00"), at("2026-05-06T00:00:00+02:00")), hours(48));
  EXPECT_EQ(tested.open_intervals(at("2026-05-04T00:00:00Z"), at("2026-05-09T00:00:00Z")).size(), 1u) << "days that touch are one interval";
}

TEST(schedule, a_night_shift_and_the_hours_it_meets_are_counted_once) {
  Schedule const tested = schedule(zone("Europe/Berlin"), daily({range(22, 32), range(7, 12)}));  // until 08:00, from 07:00
  EXPECT_EQ(tested.elapsed(at("2026-05-04T12:00:00+02:00"), at("2026-05-05T12:00:00+02:00")), hours(14));
  EXPECT_EQ(tested.open_intervals(at("2026-05-04T12:00:00+02:00"), at("2026-05-05T12:00:00+02:00")),
            (Intervals{{at("2026-05-04T22:00:00+02:00"), at("2026-05-05T12:00:00+02:00")}}));
}

TEST(schedule, a_holiday_closes_its_own_night_shift_and_not_the_one_that_runs_into_it) {
  Schedule const tested = schedule(zone("Europe/Berlin"), with_holidays(daily({range(22, 30)}), {"2026-05-14"}));
  EXPECT_EQ(tested.open_intervals(at("2026-05-13T12:00:00+02:00"), at("2026-05-16T00:00:00+02:00")),
            (Intervals{{at("2026-05-13T22:00:00+02:00"), at("2026-05-14T06:00:00+02:00")},
                       {at("2026-05-15T22:00:00+02:00"), at("2026-05-16T00:00:00+02:00")}}));
}

TEST(schedule, holiday_beats_date_and_date_beats_week) {
  ScheduleVersion version = weekly(kWorkdays, {range(9, 17)});
  version.overrides = {{on("2026-05-12"), {range(10, 12)}}, {on("2026-05-13"), {range(10, 12)}}, {on("2026-05-15"), {}}};
  version.holidays = {on("2026-05-13")};
  Schedule const tested = schedule(zone("Europe/Berlin"), version);
  auto const on_day = [&](Date day) { return tested.elapsed(tested.zone().midnight(day), tested.zone().midnight(day + 1)); };
  EXPECT_EQ(on_day(on("2026-05-11")), hours(8));
  EXPECT_EQ(on_day(on("2026-05-12")), hours(2));
  EXPECT_EQ(on_day(on("2026-05-13")), Span{});
  EXPECT_EQ(on_day(on("2026-05-15")), Span{});
}

TEST(schedule, a_break_after_midnight_interrupts_the_shift_of_the_day_before) {
  ScheduleVersion version = weekly({Weekday::saturday}, {range(22, 30)});
  version.breaks[static_cast<std::size_t>(Weekday::sunday)] = {range(2, 0, 2, 30)};
  EXPECT_EQ(schedule(zone("UTC"), version).elapsed(at("2026-05-02T12:00:00Z"), at("2026-05-03T12:00:00Z")), hours(7) + minutes(30));
}

TEST(schedule, versions_follow_each_other_on_local_dates) {
  ScheduleVersion before = weekly(kWorkdays, {range(9, 17)}), after = weekly(kWorkdays, {range(8, 20)});
  before.valid_from = on("2026-01-01");
  before.valid_to = after.valid_from = on("2026-05-06");
  Schedule const tested("support", zone("Europe/Berlin"), {before, after});
  EXPECT_EQ(tested.elapsed(at("2026-05-05T00:00:00+02:00"), at("2026-05-07T00:00:00+02:00")), hours(8 + 12));
  EXPECT_EQ(tested.elapsed(at("2025-12-01T00:00:00Z"), at("2025-12-31T00:00:00Z")), Span{}) << "before the first version";
}

TEST(schedule, says_why_it_is_closed) {
  ScheduleVersion version = daily({range(9, 17), range(22, 26)});
  version.valid_from = on("2026-01-01");
  version.breaks.fill({range(12, 13)});
  version.holidays = {on("2026-05-14")};
  Schedule const tested = schedule(zone("Europe/Berlin"), version);
  struct Row {
    const char *instant, *reason;
  };
  for (Row const row :
       {Row{"2026-05-13T10:00:00+02:00", ""}, Row{"2026-05-13T12:30:00+02:00", "break"}, Row{"2026-05-13T18:00:00+02:00", "outside hours"},
        Row{"2026-05-14T01:00:00+02:00", ""}, Row{"2026-05-14T03:00:00+02:00", "holiday"}, Row{"2026-05-14T12:30:00+02:00", "holiday"},
        Row{"2026-05-15T01:00:00+02:00", "holiday"}, Row{"2026-05-15T03:00:00+02:00", "outside hours"},
        Row{"2025-12-31T10:00:00+01:00", "not in force"}, Row{"1980-01-01T10:00:00Z", "not in force"},
        Row{"2060-01-02T10:00:00Z", "not in force"}}) {
    EXPECT_EQ(tested.closed_reason(at(row.instant)), row.reason) << row.instant;
    EXPECT_EQ(tested.open(at(row.instant)), std::string_view(row.reason).empty()) << row.instant;
  }
  EXPECT_EQ(tested.closed_reason(kNever), "not in force");
  EXPECT_EQ(tested.closed_reason(kBeginning), "not in force");
}

TEST(schedule, cuts_closed_time_where_the_reason_changes) {
  ScheduleVersion version = weekly(kWorkdays, {range(9, 17)});
  version.holidays = {on("2026-05-14")};
  Zone const berlin = zone("Europe/Berlin");
  auto const pieces = schedule(berlin, version).closed_pieces(local(berlin, "2026-05-13", 16), local(berlin, "2026-05-15", 10));
  ASSERT_EQ(pieces.size(), 3u);
  EXPECT_EQ(pieces[0].interval, (Interval{local(berlin, "2026-05-13", 17), local(berlin, "2026-05-14", 0)}));
  EXPECT_EQ(pieces[0].reason, "outside hours");
  EXPECT_EQ(pieces[1].interval, (Interval{local(berlin, "2026-05-14", 0), local(berlin, "2026-05-15", 0)}));
  EXPECT_EQ(pieces[1].reason, "holiday");
  EXPECT_EQ(pieces[2].interval, (Interval{local(berlin, "2026-05-15", 0), local(berlin, "2026-05-15", 9)}));
}

TEST(schedule, due_at_closing_time_depends_on_the_tie) {
  Zone const berlin = zone("Europe/Berlin");
  Schedule const tested = office("Europe/Berlin");
  struct Row {
    int hour;
    Span amount;
    Tie tie;
    Instant due;
  };
  Instant const monday = local(berlin, "2026-05-11", 9);  // 8 May 2026 is a Friday
  for (const Row& row :
       {Row{16, minutes(30), Tie::at_close, local(berlin, "2026-05-08", 16, 30)},
        Row{16, hours(1), Tie::at_close, local(berlin, "2026-05-08", 17)}, Row{16, hours(1), Tie::at_next_open, monday},
        Row{16, hours(2), Tie::at_close, local(berlin, "2026-05-11", 10)},
        Row{16, hours(2), Tie::at_next_open, local(berlin, "2026-05-11", 10)},
        Row{18, hours(8), Tie::at_close, local(berlin, "2026-05-11", 17)}, Row{18, {}, Tie::at_close, local(berlin, "2026-05-08", 18)},
        Row{18, {}, Tie::at_next_open, monday}, Row{16, {}, Tie::at_next_open, local(berlin, "2026-05-08", 16)},
        Row{17, {}, Tie::at_next_open, monday}, Row{16, hours(-3), Tie::at_close, local(berlin, "2026-05-08", 16)},
        Row{18, milliseconds(1), Tie::at_close, monday + milliseconds(1)}})
    EXPECT_EQ(tested.due(local(berlin, "2026-05-08", row.hour), row.amount, row.tie), row.due)
        << row.hour << ' ' << to_exact_text(row.amount);
}

TEST(schedule, what_never_opens_long_enough_is_never_due) {
  Schedule const closed = schedule(zone("UTC"), {});
  for (Tie tie : {Tie::at_close, Tie::at_next_open}) {
    EXPECT_EQ(closed.due(at("2026-05-04T00:00:00Z"), hours(1), tie), kNever);
    EXPECT_EQ(office("UTC").due(at("2059-12-31T16:00:00Z"), hours(100), tie), kNever);
    EXPECT_EQ(office("UTC").due(at("2026-05-04T00:00:00Z"), Span{kNever.ms}, tie), kNever);
  }
  EXPECT_EQ(closed.due({}, {}, Tie::at_next_open), kNever);
  EXPECT_EQ(office("UTC").due(at("1980-01-01T00:00:00Z"), hours(1), Tie::at_close), at("1990-01-01T10:00:00Z"));
}

TEST(schedule, always_is_calendar_time) {
  Schedule const tested = Schedule::always("24x7", zone("Europe/Berlin"));
  EXPECT_TRUE(tested.is_always());
  EXPECT_EQ(tested.elapsed(at("1900-01-01T00:00:00Z"), at("1900-01-02T00:00:00Z")), days(1));
  EXPECT_EQ(tested.due({}, hours(5), Tie::at_next_open), Instant{} + hours(5));
  EXPECT_EQ(tested.due({}, Span{kNever.ms}, Tie::at_close), kNever);
  EXPECT_TRUE(tested.open(kBeginning));
  EXPECT_EQ(tested.closed_reason({}), "");
}

TEST(schedule, equal_meaning_is_equal_bytes) {
  ScheduleVersion version = with_holidays(weekly(kWorkdays, {range(9, 12), range(13, 17)}), {"2026-12-24", "2026-05-14"}),
                  reordered = version;
  std::swap(reordered.holidays[0], reordered.holidays[1]);
  for (auto& ranges : reordered.hours) std::reverse(ranges.begin(), ranges.end());
  auto const bytes = [](const char* name, const char* zone_name, const ScheduleVersion& v) {
    return Schedule(name, zone(zone_name), {v}).canonical_bytes();
  };
  std::string const expected = bytes("support", "Europe/Berlin", version);
  EXPECT_EQ(bytes("renamed", "Europe/Berlin", reordered), expected);
  EXPECT_NE(bytes("support", "Europe/London", version), expected);
  version.holidays.pop_back();
  EXPECT_NE(bytes("support", "Europe/Berlin", version), expected);
  EXPECT_NE(Schedule::always("a", zone("UTC")).canonical_bytes(), Schedule("a", zone("UTC"), {}).canonical_bytes());
}

}  // namespace
}  // namespace deskgauge::time

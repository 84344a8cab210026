#include "deskgauge/time/zone.h"

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "tests/core/time/support.h"

namespace deskgauge::time {
namespace {

TEST(date, agrees_with_the_civil_days_of_absl) {
  for (std::int32_t day = -800'000; day < 3'000'000; day += 37) {
    absl::CivilDay const expected = absl::CivilDay(1970, 1, 1) + day;
    YearMonthDay const ymd = to_ymd({day});
    ASSERT_EQ(ymd, (YearMonthDay{static_cast<std::int32_t>(expected.year()), expected.month(), expected.day()}));
    ASSERT_EQ(to_date(ymd), Date{day});
    ASSERT_EQ(static_cast<int>(weekday({day})), static_cast<int>(absl::GetWeekday(expected)));  // both count from Monday
  }
}

TEST(date, refuses_impossible_dates) {
  EXPECT_EQ(to_text(on("2026-05-04")), "2026-05-04");
  EXPECT_EQ(weekday(on("2026-05-04")), Weekday::monday);
  EXPECT_EQ(on("1970-01-01"), Date{0});
  for (const char* text :
       {"2026-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "26-01-01", "2026/01/01", "2026-1-1", "", "2026-05-04Z"}) {
    auto const read = parse_date(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().reason, "malformed_date");
    EXPECT_EQ(read.error().value, text);
  }
}

TEST(zone, loads_names_of_the_database) {
  for (const char* name :
       {"UTC", "Etc/UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "America/Port-au-Prince", "Japan", "Etc/GMT+5"}) {
    auto const loaded = Zone::load(name);
    ASSERT_TRUE(loaded) << name;
    EXPECT_EQ(loaded->name(), name);
  }
}

TEST(zone, refuses_offsets_abbreviations_and_unknown_names_with_a_remedy) {
  for (const char* name :
       {"+01:00", "-0500", "GMT+1", "UTC-05:00", "EST", "CET", "EST5EDT", "MST", "GMT", "Europe/Berlim", "berlin", "utc", "", "localtime",
        "/etc/localtime", "Fixed/UTC+01:00", "right/Europe/Berlin", "../zoneinfo/Europe/Berlin", "Factory", "Europe"}) {
    auto const loaded = Zone::load(name);
    ASSERT_FALSE(loaded) << name;
    EXPECT_EQ(loaded.error().reason, "unknown_zone") << name;
    EXPECT_EQ(loaded.error().value, name);
    EXPECT_THAT(loaded.error().remedy, testing::HasSubstr("Europe/Berlin"));
  }
}

TEST(zone, a_local_time_in_a_gap_is_the_end_of_the_gap_and_a_repeated_one_the_first) {
  struct Row {
    const char *zone, *date;
    int hour, minute;
    const char* instant;
  };
  for (const Row& row : {Row{"Europe/Berlin", "2026-03-29", 2, 30, "2026-03-29T01:00:00Z"},         // 02:00 to 03:00 does not exist
                         Row{"Europe/Berlin", "2026-03-29", 3, 0, "2026-03-29T01:00:00Z"},
                         Row{"Europe/Berlin", "2026-10-25", 2, 30, "2026-10-25T00:30:00Z"},         // comes again at 01:30Z
                         Row{"Europe/Berlin", "2026-10-25", 3, 0, "2026-10-25T02:00:00Z"},
                         Row{"America/Los_Angeles", "2014-11-02", 1, 30, "2014-11-02T08:30:00Z"},   // zendesk/biz: the DST occurrence
                         Row{"America/Sao_Paulo", "2015-10-17", 24, 0, "2015-10-18T03:00:00Z"},     // zendesk/biz: midnight does not exist
                         Row{"America/Sao_Paulo", "2015-10-18", 0, 0, "2015-10-18T03:00:00Z"},
                         Row{"Pacific/Apia", "2011-12-30", 12, 0, "2011-12-30T10:00:00Z"},          // the day that was left out
                         Row{"Australia/Lord_Howe", "2026-04-05", 1, 45, "2026-04-04T14:45:00Z"},   // half an hour repeats
                         Row{"Europe/Berlin", "2026-05-04", 30, 0, "2026-05-05T04:00:00Z"}})        // a shift past midnight
    EXPECT_EQ(local(zone(row.zone), row.date, row.hour, row.minute), at(row.instant)) << row.zone << ' ' << row.date << ' ' << row.hour;
}

TEST(zone, agrees_with_absl_at_every_instant_inside_and_outside_its_table) {
  auto random = random_source();
  for (const char* name : {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia",
                           "Africa/Casablanca", "America/Sao_Paulo", "Asia/Pyongyang", "Pacific/Kiritimati", "UTC"}) {
    Zone const tested = zone(name);
    absl::TimeZone source;
    ASSERT_TRUE(absl::LoadTimeZone(name, &source));
    for (int i = 0; i < 40'000; ++i) {
      Instant const t{draw(random, at("1900-01-01T00:00:00Z").ms, at("2150-01-01T00:00:00Z").ms)};
      absl::TimeZone::CivilInfo const info = source.At(absl::FromUnixMillis(t.ms));
      Civil const civil = tested.civil(t);
      ASSERT_EQ(tested.offset(t), seconds(info.offset)) << name << ' ' << to_text(t);
      ASSERT_EQ(civil.date.day, absl::CivilDay(info.cs) - absl::CivilDay(1970, 1, 1)) << name << ' ' << to_text(t);
      ASSERT_EQ(civil.ms_of_day / 1'000, info.cs.hour() * 3'600 + info.cs.minute() * 60 + info.cs.second());
    }
  }
}

TEST(zone, local_times_agree_with_absl_inside_and_outside_its_table) {
  auto random = random_source();
  for (const char* name :
       {"Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia", "Africa/Casablanca", "America/Sao_Paulo"}) {
    Zone const tested = zone(name);
    absl::TimeZone source;
    ASSERT_TRUE(absl::LoadTimeZone(name, &source));
    for (int i = 0; i < 40'000; ++i) {
      Date const date{static_cast<std::int32_t>(draw(random, -20'000, 60'000))};
      auto const minute = static_cast<std::int32_t>(draw(random, 0, 24 * 60));
      auto const info = source.At(absl::CivilMinute(absl::CivilDay(1970, 1, 1) + date.day) + minute);
      absl::Time const expected = info.kind == absl::TimeZone::TimeInfo::SKIPPED ? info.trans : info.pre;
      ASSERT_EQ(tested.instant(date, minute * 60'000).ms, absl::ToUnixMillis(expected)) << name << ' ' << to_text(date) << ' ' << minute;
    }
  }
}

TEST(zone, every_instant_lies_between_the_midnights_of_its_date) {
  auto random = random_source();
  for (const char* name : {"Europe/Berlin", "America/St_Johns", "Pacific/Apia", "America/Sao_Paulo", "America/Havana", "Asia/Gaza"}) {
    Zone const tested = zone(name);
    for (int i = 0; i < 40'000; ++i) {
      Instant const t{draw(random, at("1985-01-01T00:00:00Z").ms, at("2065-01-01T00:00:00Z").ms)};
      Date const date = tested.date(t);
      ASSERT_LE(tested.midnight(date), t) << name;
      ASSERT_LT(t, tested.midnight(date + 1)) << name;
    }
  }
}

TEST(zone, minutes_set_back_across_midnight_belong_to_the_new_day) {
  Zone const newfoundland = zone("America/St_Johns");  // on 2009-11-01 at 00:01 clocks went back to 23:01 of October
  EXPECT_EQ(to_text(newfoundland.civil(at("2009-11-01T02:45:00Z")).date), "2009-10-31");
  EXPECT_EQ(to_text(newfoundland.date(at("2009-11-01T02:45:00Z"))), "2009-11-01");
  EXPECT_EQ(to_text(newfoundland.date(at("2009-11-01T02:29:00Z"))), "2009-10-31");
}

TEST(zone, transition_bytes_tell_zones_apart_and_not_names) {
  EXPECT_EQ(zone("UTC").transition_bytes(), Zone::utc().transition_bytes());
  EXPECT_EQ(zone("Europe/Berlin").transition_bytes(), zone("Europe/Berlin").transition_bytes());
  EXPECT_NE(zone("Europe/Berlin").transition_bytes(), zone("Europe/London").transition_bytes());
}

TEST(zone, the_ends_of_time_have_a_date) {
  EXPECT_LT(zone("Europe/Berlin").date(kBeginning), on("0001-01-01"));
  EXPECT_GT(zone("Europe/Berlin").date(kNever), on("9999-12-31"));
}

}  // namespace
}  // namespace deskgauge::time

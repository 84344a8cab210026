#include "deskgauge/time/grid.h"

#include "tests/core/time/support.h"

namespace deskgauge::time {
namespace {

constexpr std::initializer_list<Grain> kGrains{Grain::hour, Grain::day, Grain::week, Grain::month, Grain::quarter, Grain::year};

Grid grid(std::string_view zone_name, Weekday week_start = Weekday::monday) { return Grid(zone(zone_name), week_start); }

TEST(grid, day_buckets_follow_new_york_over_the_autumn_change) {
  struct Row {
    const char *instant, *day;
  };
  Grid const tested = grid("America/New_York");
  for (Row const row : {Row{"2026-11-01T03:59:59Z", "2026-10-31"}, Row{"2026-11-01T04:00:00Z", "2026-11-01"},
                        Row{"2026-11-02T04:59:59Z", "2026-11-01"}, Row{"2026-11-02T05:00:00Z", "2026-11-02"}})
    EXPECT_EQ(tested.label(Grain::day, tested.bucket(Grain::day, at(row.instant))), row.day) << row.instant;
}

TEST(grid, a_day_has_23_24_or_25_hours) {
  Grid const tested = grid("Europe/Berlin");
  EXPECT_EQ(tested.bounds(Grain::day, on("2026-03-29").day).length(), hours(23));
  EXPECT_EQ(tested.bounds(Grain::day, on("2026-03-30").day).length(), hours(24));
  EXPECT_EQ(tested.bounds(Grain::day, on("2026-10-25").day).length(), hours(25));
  EXPECT_TRUE(grid("Pacific/Apia").bounds(Grain::day, on("2011-12-30").day).empty()) << "a day that was left out";
}

TEST(grid, numbers_are_as_documented) {
  Grid const tested = grid("UTC");
  Instant const t = at("2026-05-04T09:30:00Z");
  EXPECT_EQ(tested.bucket(Grain::hour, t), t.ms / 3'600'000);
  EXPECT_EQ(tested.bucket(Grain::day, t), 20'577);
  EXPECT_EQ(tested.bucket(Grain::week, {0}), 0);
  EXPECT_EQ(tested.bucket(Grain::week, at("1970-01-04T23:59:59Z")), 0);
  EXPECT_EQ(tested.bucket(Grain::week, at("1970-01-05T00:00:00Z")), 1);
  EXPECT_EQ(tested.bucket(Grain::month, t), 12 * 56 + 4);
  EXPECT_EQ(tested.bucket(Grain::quarter, t), 4 * 56 + 1);
  EXPECT_EQ(tested.bucket(Grain::year, t), 2026);
  EXPECT_EQ(tested.bucket(Grain::month, at("1969-12-31T00:00:00Z")), -1);
}

TEST(grid, labels_read_as_iso_8601) {
  struct Row {
    Grain grain;
    const char *instant, *label;
  };
  Grid const tested = grid("Europe/Berlin");
  for (const Row& row :
       {Row{Grain::hour, "2026-05-04T09:30:00+02:00", "2026-05-04T09:00+02:00"}, Row{Grain::day, "2026-05-04T00:30:00+02:00", "2026-05-04"},
        Row{Grain::week, "2026-05-04T09:30:00+02:00", "2026-W19"}, Row{Grain::month, "2026-05-31T23:30:00+02:00", "2026-05"},
        Row{Grain::quarter, "2026-06-30T23:30:00+02:00", "2026-Q2"}, Row{Grain::year, "2026-12-31T23:30:00+01:00", "2026"},
        Row{Grain::week, "2027-01-03T12:00:00+01:00", "2026-W53"}, Row{Grain::week, "2024-12-30T12:00:00+01:00", "2025-W01"},
        Row{Grain::hour, "2026-10-25T02:30:00+02:00", "2026-10-25T02:00+02:00"},
        Row{Grain::hour, "2026-10-25T02:30:00+01:00", "2026-10-25T02:00+01:00"}})
    EXPECT_EQ(tested.label(row.grain, tested.bucket(row.grain, at(row.instant))), row.label);
  Grid const half = grid("America/St_Johns");
  EXPECT_EQ(half.label(Grain::hour, half.bucket(Grain::hour, at("2026-01-04T12:00:00Z"))), "2026-01-04T08:00-03:30");
}

TEST(grid, a_repeated_hour_is_two_buckets_and_a_repeated_half_hour_lengthens_one) {
  Grid const berlin = grid("Europe/Berlin");
  EXPECT_EQ(berlin.bucket(Grain::hour, at("2026-10-25T01:30:00Z")), berlin.bucket(Grain::hour, at("2026-10-25T00:30:00Z")) + 1);
  Grid const lord_howe = grid("Australia/Lord_Howe");  // 02:00 becomes 01:30
  EXPECT_EQ(lord_howe.bounds(Grain::hour, lord_howe.bucket(Grain::hour, at("2026-04-04T14:15:00Z"))).length(), minutes(90));
}

TEST(grid, weeks_begin_on_the_chosen_day) {
  for (int start = 0; start < 7; ++start) {
    Grid const tested = grid("Europe/Berlin", static_cast<Weekday>(start));
    EXPECT_EQ(tested.bucket(Grain::week, {0}), 0);
    for (Bucket week = 2'930; week < 2'940; ++week) {
      EXPECT_EQ(weekday({tested.first_day(Grain::week, week)}), static_cast<Weekday>(start));
      EXPECT_EQ(tested.first_day(Grain::week, week + 1) - tested.first_day(Grain::week, week), 7);
    }
  }
}

TEST(grid, every_instant_lies_in_the_bounds_of_its_bucket) {
  auto random = random_source();
  for (const char* name : {"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu",
                           "Pacific/Apia", "Africa/Casablanca", "America/Sao_Paulo", "Asia/Pyongyang"}) {
    Grid const tested = grid(name, static_cast<Weekday>(draw(random, 0, 6)));
    for (int i = 0; i < 20'000; ++i) {
      Instant const t{draw(random, at("1990-01-01T00:00:00Z").ms, at("2060-01-01T00:00:00Z").ms)};
      for (Grain grain : kGrains) {
        Bucket const bucket = tested.bucket(grain, t);
        ASSERT_TRUE(tested.bounds(grain, bucket).contains(t)) << name << ' ' << to_text(t) << ' ' << to_text(grain);
        if (grain != Grain::hour) {
          ASSERT_EQ(tested.bucket(grain, tested.zone().midnight({tested.first_day(grain, bucket)})), bucket);
        }
      }
    }
  }
}

TEST(grid, buckets_follow_each_other_without_a_gap) {
  for (const char* name : {"Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia"}) {
    Grid const tested = grid(name);
    for (Grain grain : kGrains) {
      Bucket const first = tested.bucket(grain, at("2009-10-01T00:00:00Z")), last = tested.bucket(grain, at("2012-04-30T00:00:00Z"));
      for (Bucket bucket = first; bucket < last; ++bucket)
        ASSERT_EQ(tested.bounds(grain, bucket).to, tested.bounds(grain, bucket + 1).from) << name << ' ' << to_text(grain) << ' ' << bucket;
    }
  }
}

TEST(grid, grains_have_names) {
  for (Grain grain : kGrains) EXPECT_EQ(parse_grain(to_text(grain)), grain);
  EXPECT_EQ(parse_grain("fortnight"), std::nullopt);
}

}  // namespace
}  // namespace deskgauge::time

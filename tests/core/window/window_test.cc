// Windows: from what a user says to instants, to what they are compared with, and to the buckets that cells keep.
#include "deskgauge/window/window.h"

#include <algorithm>
#include <random>

#include "tests/core/time/support.h"

namespace deskgauge::window {
namespace {

using metric::Comparison;
using metric::WindowSpec;
using testing::ElementsAre;
using time::at;
using time::Grid;
using time::Interval;
using time::must;

Grid berlin() { return {time::zone("Europe/Berlin"), time::Weekday::monday}; }
Window resolved(std::string_view text, Instant when, const Grid& grid) {
  return must(resolve(must(metric::parse_window(text, grid.zone())), when, grid));
}

struct Row {
  const char *name, *text, *when, *from, *to;
  bool open_end, partial;
};

void expect_rows(std::initializer_list<Row> rows, const Grid& grid) {
  for (const Row& row : rows) {
    Window const window = resolved(row.text, at(row.when), grid);
    EXPECT_EQ(window.shown(), (Interval{at(row.from), at(row.to)})) << row.name;
    EXPECT_EQ(window.open_end, row.open_end) << row.name;
    EXPECT_EQ(window.partial, row.partial) << row.name;
  }
}

TEST(window, of_rolling_days_is_the_local_day_of_at_and_the_days_before) {
  constexpr const char* kNoon = "2026-05-13T12:00:00+02:00";   // a Wednesday
  expect_rows({{"7d", "7d", kNoon, "2026-05-07T00:00:00+02:00", kNoon, true, false},
               {"1d", "1d", kNoon, "2026-05-13T00:00:00+02:00", kNoon, true, false},
               {"whole days only", "7d complete", kNoon, "2026-05-06T00:00:00+02:00", "2026-05-13T00:00:00+02:00", false, false},
               {"hours", "24h", "2026-05-13T12:30:00+02:00", "2026-05-12T13:00:00+02:00", "2026-05-13T12:30:00+02:00", true, false},
               {"weeks", "2w", kNoon, "2026-05-04T00:00:00+02:00", kNoon, true, false},
               {"months", "3mo", kNoon, "2026-03-01T00:00:00+01:00", kNoon, true, false}}, berlin());
}

TEST(window, holds_what_happens_at_at_itself_and_nothing_later) {
  Instant const when = at("2026-05-13T12:00:00+02:00");
  for (auto const* text : {"7d", "day", "week_to_date", "all", "2026-05-01..2026-06-01"}) {
    Window const window = resolved(text, when, berlin());
    EXPECT_TRUE(window.contains(when)) << text;
    EXPECT_FALSE(window.contains(when + time::milliseconds(1))) << text;
  }
  Window const whole = resolved("7d complete", when, berlin());
  EXPECT_TRUE(whole.contains(at("2026-05-12T23:59:59.999+02:00")));
  EXPECT_FALSE(whole.contains(at("2026-05-13T00:00:00+02:00")));
}

TEST(window, of_a_calendar_period_is_the_one_that_holds_at_and_is_not_over) {
  constexpr const char* kNoon = "2026-05-13T12:00:00+02:00";
  expect_rows({{"day", "day", kNoon, "2026-05-13T00:00:00+02:00", kNoon, true, true},
               {"week", "week", kNoon, "2026-05-11T00:00:00+02:00", kNoon, true, true},
               {"month", "month", kNoon, "2026-05-01T00:00:00+02:00", kNoon, true, true},
               {"quarter", "quarter", kNoon, "2026-04-01T00:00:00+02:00", kNoon, true, true},
               {"year", "year", kNoon, "2026-01-01T00:00:00+01:00", kNoon, true, true},
               {"to date", "month_to_date", kNoon, "2026-05-01T00:00:00+02:00", kNoon, true, true},
               {"the one before is over", "last month", kNoon, "2026-04-01T00:00:00+02:00", "2026-05-01T00:00:00+02:00", false, false},
               {"last week", "last week", kNoon, "2026-05-04T00:00:00+02:00", "2026-05-11T00:00:00+02:00", false, false}}, berlin());
}

TEST(window, starts_its_week_on_the_desks_day) {
  Grid const sunday{time::zone("Europe/Berlin"), time::Weekday::sunday};
  EXPECT_EQ(resolved("week", at("2026-05-13T12:00:00+02:00"), sunday).from, at("2026-05-10T00:00:00+02:00"));
}

TEST(window, follows_the_zone_over_a_clock_change) {
  expect_rows(
      {{"a day of 23 hours", "day", "2026-03-29T23:59:59+02:00", "2026-03-29T00:00:00+01:00", "2026-03-29T23:59:59+02:00", true, true},
       {"a week of 167 hours", "7d complete", "2026-03-30T08:00:00+02:00", "2026-03-23T00:00:00+01:00", "2026-03-30T00:00:00+02:00", false,
        false},
       {"a week of 169 hours", "last week", "2026-10-26T08:00:00+01:00", "2026-10-19T00:00:00+02:00", "2026-10-26T00:00:00+01:00", false,
        false}},
      berlin());
  Window const spring = resolved("7d complete", at("2026-03-30T08:00:00+02:00"), berlin());
  EXPECT_EQ(spring.to - spring.from, time::hours(167));
}

TEST(window, of_two_instants_ends_at_at_while_it_is_not_over) {
  expect_rows(
      {{"over", "2026-05-01..2026-06-01", "2026-07-01T00:00:00Z", "2026-05-01T00:00:00+02:00", "2026-06-01T00:00:00+02:00", false, false},
       {"ends now", "2026-05-01..2026-06-01", "2026-06-01T00:00:00+02:00", "2026-05-01T00:00:00+02:00", "2026-06-01T00:00:00+02:00", false,
        false},
       {"running", "2026-05-01..2026-06-01", "2026-05-13T12:00:00Z", "2026-05-01T00:00:00+02:00", "2026-05-13T12:00:00Z", true, true},
       {"ahead", "2026-05-01..2026-06-01", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00+02:00", "2026-05-01T00:00:00+02:00", false, true}},
      berlin());
}

TEST(window, that_ends_before_it_begins_is_refused_by_name) {
  WindowSpec spec;
  spec.kind = WindowSpec::Kind::custom;
  spec.from = at("2026-05-02T00:00:00Z");
  for (auto const* to : {"2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z"}) {
    spec.to = at(to);
    auto const refused = resolve(spec, at("2026-05-13T00:00:00Z"), berlin());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, "empty_window");
    EXPECT_EQ(refused.error().field, "window");
  }
}

TEST(window, that_is_cumulative_has_no_beginning_and_so_no_comparison_and_no_series) {
  Instant const when = at("2026-05-13T12:00:00Z");
  Window const all = resolved("all", when, berlin());
  EXPECT_EQ(all.from, time::kBeginning);
  EXPECT_EQ(compared(all, Comparison::previous_period, when, berlin()).error().reason, "no_comparison");
  EXPECT_EQ(series(all, Grain::day, when, berlin(), 100).error().reason, "no_series");
}

TEST(comparison, is_shifted_back_by_whole_weeks_at_least_its_own_length) {
  struct Case {
    const char* text;
    std::int32_t days;
  };
  Instant const when = at("2026-07-31T12:00:00+02:00");        // a Friday, day 31 of the month
  for (const Case& c : {Case{"7d", 7}, {"8d", 14}, {"28d", 28}, {"30d", 35}, {"day", 7}, {"month", 35}, {"week", 7}, {"7d complete", 7}}) {
    Window const window = resolved(c.text, when, berlin());
    Window const earlier = must(compared(window, Comparison::previous_period, when, berlin()));
    EXPECT_EQ(window.from - earlier.from, time::days(c.days)) << c.text;      // no clock change between
    EXPECT_EQ(window.to - earlier.to, time::days(c.days)) << c.text;
  }
}

TEST(comparison, takes_as_much_of_last_week_as_there_is_of_this_one) {
  Instant const when = at("2026-05-13T12:00:00+02:00");        // X32: Monday to Wednesday noon against Monday to Wednesday noon
  Window const earlier = must(compared(resolved("week_to_date", when, berlin()), Comparison::previous_period, when, berlin()));
  EXPECT_EQ(earlier.from, at("2026-05-04T00:00:00+02:00"));
  EXPECT_EQ(earlier.to, at("2026-05-06T12:00:00.001+02:00"));
}

TEST(comparison, with_last_year_is_52_weeks_back_on_the_same_weekdays) {
  Instant const when = at("2026-05-13T12:00:00+02:00");
  Window const earlier = must(compared(resolved("7d complete", when, berlin()), Comparison::previous_year, when, berlin()));
  EXPECT_EQ(earlier.from, at("2025-05-07T00:00:00+02:00"));    // 2026-05-06 is a Wednesday, and so is 2025-05-07
  EXPECT_EQ(earlier.to, at("2025-05-14T00:00:00+02:00"));
}

TEST(comparison, keeps_the_time_on_the_wall_over_a_clock_change) {
  Instant const when = at("2026-03-30T12:00:00+02:00");
  Window const earlier = must(compared(resolved("7d", when, berlin()), Comparison::previous_period, when, berlin()));
  EXPECT_EQ(earlier.from, at("2026-03-17T00:00:00+01:00"));
  EXPECT_EQ(earlier.to, at("2026-03-23T12:00:00.001+01:00"));
}

TEST(comparison, has_as_many_local_days_of_the_same_weekdays_and_does_not_overlap) {
  Grid const grid{time::zone("America/New_York"), time::Weekday::monday};   // X31, through both clock changes of a year
  auto const first_day = [&](const Window& w) { return grid.zone().date(w.from); };
  auto const last_day = [&](const Window& w) { return grid.zone().date(w.to - time::milliseconds(1)); };
  for (int day = 0; day < 366; day += 3)
    for (auto const* text : {"1d", "7d", "30d", "28d complete", "31d complete", "week", "month", "last month", "last quarter", "24h"})
      for (Comparison c : {Comparison::previous_period, Comparison::previous_year}) {
        Instant const when = at("2026-01-01T15:30:00Z") + time::days(day);
        Window const window = resolved(text, when, grid), earlier = must(compared(window, c, when, grid));
        EXPECT_EQ(last_day(earlier).day - first_day(earlier).day, last_day(window).day - first_day(window).day) << text << " " << day;
        EXPECT_EQ(weekday(first_day(earlier)), weekday(first_day(window))) << text << " " << day;
        EXPECT_LE(earlier.to, window.from) << text << " " << day;
      }
}

TEST(series, cuts_the_window_into_labelled_buckets) {
  Instant const when = at("2026-05-13T12:00:00+02:00");
  auto const days = must(series(resolved("3d", when, berlin()), Grain::day, when, berlin(), 100));
  std::vector<std::string> labels;
  for (const Window& bucket : days) labels.push_back(bucket.label);
  EXPECT_THAT(labels, ElementsAre("2026-05-11", "2026-05-12", "2026-05-13"));
  EXPECT_FALSE(days[1].open_end);
  EXPECT_FALSE(days[1].partial);
  EXPECT_TRUE(days[2].open_end);
  EXPECT_TRUE(days[2].partial);                                // today is not over
  EXPECT_EQ(days[2].to, when + time::milliseconds(1));
}

TEST(series, cuts_the_first_and_last_bucket_to_the_window) {
  Instant const when = at("2026-07-01T00:00:00Z");
  auto const months = must(series(resolved("2026-04-15..2026-06-10", when, berlin()), Grain::month, when, berlin(), 100));
  ASSERT_EQ(months.size(), 3u);
  EXPECT_EQ(months[0].from, at("2026-04-15T00:00:00+02:00"));
  EXPECT_EQ(months[0].to, at("2026-05-01T00:00:00+02:00"));
  EXPECT_EQ(months[1].from, months[0].to);
  EXPECT_EQ(months[2].to, at("2026-06-10T00:00:00+02:00"));
}

TEST(series, has_23_or_25_hours_where_the_day_has) {
  Instant const when = at("2026-12-01T00:00:00Z");
  for (auto const& [range, hours] :
       {std::pair{"2026-03-29..2026-03-30", 23u}, {"2026-10-25..2026-10-26", 25u}, {"2026-05-04..2026-05-05", 24u}})
    EXPECT_EQ(must(series(resolved(range, when, berlin()), Grain::hour, when, berlin(), 100)).size(), hours) << range;
}

TEST(series, refuses_more_buckets_than_its_limit_by_name) {
  Instant const when = at("2026-05-13T12:00:00Z");
  auto const refused = series(resolved("8d", when, berlin()), Grain::day, when, berlin(), 7);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "max_series_buckets");
  EXPECT_EQ(refused.error().code, base::Code::exhausted);
  EXPECT_TRUE(series(resolved("7d", when, berlin()), Grain::day, when, berlin(), 7));
}

TEST(series, of_a_window_ahead_has_no_buckets) {
  Instant const when = at("2026-04-01T00:00:00Z");
  EXPECT_TRUE(must(series(resolved("2026-05-01..2026-06-01", when, berlin()), Grain::day, when, berlin(), 100)).empty());
}

/// The instants that runs of buckets stand for, in order and joined; the end of an endless run is kNever.
time::Intervals measured(const std::vector<BucketRun>& runs, const Grid& grid) {
  time::Intervals out;
  time::Span sum{};
  for (const BucketRun& run : runs) {
    bool const endless = run.to == std::numeric_limits<Bucket>::max(), beginless = run.from == std::numeric_limits<Bucket>::min();
    Interval const piece{beginless ? time::kBeginning : grid.bounds(run.grain, run.from).from,
                         endless ? time::kNever : grid.bounds(run.grain, run.to - 1).to};
    out.push_back(piece);
    if (!endless && !beginless) sum += piece.length();
  }
  time::Intervals const joined = time::normalise(out);
  if (joined.size() == 1 && joined[0].from != time::kBeginning && joined[0].to != time::kNever) {
    EXPECT_EQ(sum, joined[0].length()) << "buckets overlap";
  }
  return joined;
}

TEST(cover, tiles_any_window_of_whole_days_exactly_and_takes_months_inside) {
  Grid const grid = berlin();
  std::mt19937 random(3);
  std::vector<Grain> const kept{Grain::month, Grain::day};
  for (int i = 0; i < 2000; ++i) {
    std::int32_t const first = time::on("2025-12-01").day + std::uniform_int_distribution<std::int32_t>(0, 500)(random);
    std::int32_t const last = first + std::uniform_int_distribution<std::int32_t>(1, 200)(random);
    Window const window{grid.zone().midnight({first}), grid.zone().midnight({last})};
    auto const runs = cover(window, kept, grid);
    ASSERT_TRUE(runs) << first << " " << last;
    EXPECT_THAT(measured(*runs, grid), ElementsAre(Interval{window.from, window.to})) << first << " " << last;
    bool const long_enough = last - first >= 62;               // then it holds a whole month
    EXPECT_TRUE(!long_enough || std::any_of(runs->begin(), runs->end(), [](const BucketRun& r) { return r.grain == Grain::month; }));
  }
}

TEST(cover, tiles_windows_of_hours_with_hours_days_and_months) {
  Grid const grid = berlin();
  std::mt19937 random(5);
  std::vector<Grain> const kept{Grain::hour, Grain::day, Grain::month};
  for (int i = 0; i < 1000; ++i) {
    Instant const from = at("2026-01-01T00:00:00Z") + time::hours(std::uniform_int_distribution<int>(0, 9000)(random));
    Instant const to = from + time::hours(std::uniform_int_distribution<int>(1, 2000)(random));
    auto const runs = cover(Window{from, to}, kept, grid);
    ASSERT_TRUE(runs);
    EXPECT_THAT(measured(*runs, grid), ElementsAre(Interval{from, to}));
  }
}

TEST(cover, runs_on_without_end_where_the_window_is_open) {
  Instant const when = at("2026-05-13T12:34:56Z");
  for (auto const& [text, from] :
       {std::pair{"7d", "2026-05-07T00:00:00+02:00"}, {"90d", "2026-02-13T00:00:00+01:00"}, {"month", "2026-05-01T00:00:00+02:00"}}) {
    auto const runs = cover(resolved(text, when, berlin()), std::vector<Grain>{Grain::day, Grain::month}, berlin());
    ASSERT_TRUE(runs) << text;
    EXPECT_THAT(measured(*runs, berlin()), ElementsAre(Interval{at(from), time::kNever})) << text;
  }
  auto const all = cover(resolved("all", when, berlin()), std::vector<Grain>{Grain::month}, berlin());
  ASSERT_TRUE(all);
  EXPECT_THAT(measured(*all, berlin()), ElementsAre(Interval{time::kBeginning, time::kNever}));
}

TEST(cover, says_no_where_the_kept_grains_cannot_tell) {
  struct Case {
    const char *name, *text;
    std::vector<Grain> kept;
  };
  Instant const when = at("2026-05-13T12:00:00Z");
  for (const Case& c : {Case{"hours from days", "24h", {Grain::day, Grain::month}}, {"days from months", "7d", {Grain::month}},
                        {"an instant inside a day", "2026-05-04T10:00:00Z..2026-05-05T00:00:00Z", {Grain::day}},
                        {"weeks alone", "last week", {Grain::week}}, {"nothing kept", "7d", {}}})
    EXPECT_FALSE(cover(resolved(c.text, when, berlin()), c.kept, berlin())) << c.name;
}

TEST(cover, of_another_zones_days_is_told_by_hours_only) {
  Grid const new_york{time::zone("America/New_York"), time::Weekday::monday};
  Window const window = resolved("7d complete", at("2026-05-13T12:00:00Z"), new_york);
  EXPECT_FALSE(cover(window, std::vector<Grain>{Grain::day}, berlin()));
  EXPECT_TRUE(cover(window, std::vector<Grain>{Grain::hour, Grain::day}, berlin()));
}

}  // namespace
}  // namespace deskgauge::window

#include "deskgauge/time/clock.h"

#include <algorithm>

#include "tests/core/time/support.h"

namespace deskgauge::time {
namespace {

/// 2026-05-04 is a Monday; all in UTC, where the office is open 09:00 to 17:00 and the evening desk 12:00 to 20:00.
struct Desks {
  Schedule office = time::office("UTC");
  Schedule evening = schedule(zone("UTC"), weekly(kWorkdays, {range(12, 20)}));
  Instant change = at("2026-05-05T00:00:00Z");
  /// The office until Tuesday, the evening desk from then on.
  Clock changing() const { return Clock({{kBeginning, &office}, {change, &evening}}); }
};
constexpr Interval kAlways{kBeginning, kNever};

TEST(clock, without_a_schedule_is_calendar_time) {
  Clock const clock;
  EXPECT_TRUE(clock.is_calendar());
  EXPECT_EQ(clock.elapsed(at("2026-03-27T16:00:00+01:00"), at("2026-03-30T10:00:00+02:00")), seconds(234'000));
  EXPECT_EQ(clock.elapsed(at("2026-05-04T10:00:00Z"), at("2026-05-04T09:00:00Z")), Span{});
  EXPECT_EQ(clock.due(at("2026-05-04T10:00:00Z"), hours(4), std::vector{kAlways}, Tie::at_close), at("2026-05-04T14:00:00Z"));
  EXPECT_EQ(clock.due(at("2026-05-04T10:00:00Z"), Span{kNever.ms}, std::vector{kAlways}, Tie::at_close), kNever);
}

TEST(clock, counts_each_stretch_by_the_schedule_in_force) {
  Desks const desks;
  Clock const clock = desks.changing();
  EXPECT_FALSE(clock.is_calendar());
  EXPECT_EQ(clock.elapsed(at("2026-05-04T16:00:00Z"), at("2026-05-05T13:00:00Z")), hours(2));
  EXPECT_EQ(clock.elapsed(at("2026-05-04T08:00:00Z"), at("2026-05-06T00:00:00Z")), hours(16));
  EXPECT_EQ(clock.elapsed(at("2026-05-05T08:00:00Z"), at("2026-05-04T08:00:00Z")), Span{});
  EXPECT_EQ(clock.schedule_at(desks.change), &desks.evening);
  EXPECT_EQ(clock.schedule_at(desks.change - milliseconds(1)), &desks.office);
}

TEST(clock, may_pass_from_a_schedule_to_calendar_time) {
  Desks const desks;
  Clock const clock({{kBeginning, &desks.office}, {desks.change, nullptr}});
  EXPECT_EQ(clock.elapsed(at("2026-05-04T16:00:00Z"), at("2026-05-05T13:00:00Z")), hours(14));
  EXPECT_EQ(clock.due(at("2026-05-04T16:00:00Z"), hours(3), std::vector{kAlways}, Tie::at_close), at("2026-05-05T02:00:00Z"));
}

TEST(clock, meets_the_intervals_of_a_status) {
  Desks const desks;
  Intervals const running{{at("2026-05-04T08:00:00Z"), at("2026-05-04T10:00:00Z")},
                          {at("2026-05-04T16:30:00Z"), at("2026-05-05T12:15:00Z")}};
  EXPECT_EQ(desks.changing().elapsed(running), hours(1) + minutes(30) + minutes(15));
}

TEST(clock, a_due_time_waits_while_the_clock_is_paused) {
  Desks const desks;
  Clock const clock(&desks.office);
  Instant const from = at("2026-05-04T09:00:00Z");
  Intervals const paused_at_noon{{from, at("2026-05-04T12:00:00Z")}, {at("2026-05-04T15:00:00Z"), kNever}};
  EXPECT_EQ(clock.due(from, hours(4), paused_at_noon, Tie::at_close), at("2026-05-04T16:00:00Z"));
  EXPECT_EQ(clock.due(from, hours(6), paused_at_noon, Tie::at_close), at("2026-05-05T10:00:00Z"));
  EXPECT_EQ(clock.due(from, hours(4), std::vector{Interval{from, at("2026-05-04T12:00:00Z")}}, Tie::at_close), kNever) << "paused for good";
}

TEST(clock, a_target_that_ends_with_a_stretch_follows_the_tie) {
  Desks const desks;
  Clock const clock(&desks.office);
  Instant const from = at("2026-05-04T09:00:00Z");
  Intervals const paused_at_noon{{from, at("2026-05-04T12:00:00Z")}, {at("2026-05-04T15:00:00Z"), kNever}};
  struct Row {
    Span amount;
    Tie tie;
    const char* due;
  };
  for (Row const row : {Row{hours(3), Tie::at_close, "2026-05-04T12:00:00Z"}, Row{hours(3), Tie::at_next_open, "2026-05-04T15:00:00Z"},
                        Row{hours(5), Tie::at_close, "2026-05-04T17:00:00Z"}, Row{hours(5), Tie::at_next_open, "2026-05-05T09:00:00Z"},
                        Row{hours(1), Tie::at_next_open, "2026-05-04T10:00:00Z"}})
    EXPECT_EQ(clock.due(from, row.amount, paused_at_noon, row.tie), at(row.due)) << to_text(row.amount);
  EXPECT_EQ(clock.due(at("2026-05-04T13:00:00Z"), {}, paused_at_noon, Tie::at_close), at("2026-05-04T13:00:00Z"));
  EXPECT_EQ(clock.due(at("2026-05-04T13:00:00Z"), {}, paused_at_noon, Tie::at_next_open), at("2026-05-04T15:00:00Z"));
}

TEST(clock, a_due_time_passes_from_one_schedule_to_the_next) {
  Desks const desks;
  Clock const clock = desks.changing();
  Instant const from = at("2026-05-04T16:00:00Z");
  EXPECT_EQ(clock.due(from, hours(1), std::vector{kAlways}, Tie::at_close), at("2026-05-04T17:00:00Z"));
  EXPECT_EQ(clock.due(from, hours(1), std::vector{kAlways}, Tie::at_next_open), at("2026-05-05T12:00:00Z"));
  EXPECT_EQ(clock.due(from, hours(3), std::vector{kAlways}, Tie::at_close), at("2026-05-05T14:00:00Z"));
}

TEST(clock, segments_explain_every_moment) {
  Desks const desks;
  Instant const from = at("2026-05-04T16:00:00Z"), to = at("2026-05-05T13:00:00Z");
  auto const segments = desks.changing().segments(from, to);
  ASSERT_EQ(segments.size(), 4u);
  Instant expected = from;
  Span open;
  for (const Clock::Segment& segment : segments) {
    EXPECT_EQ(segment.interval.from, expected);
    EXPECT_EQ(segment.reason, segment.open ? "" : "outside hours");
    EXPECT_EQ(segment.schedule, segment.interval.from < desks.change ? &desks.office : &desks.evening);
    expected = segment.interval.to;
    if (segment.open) open += segment.interval.length();
  }
  EXPECT_EQ(expected, to);
  EXPECT_EQ(open, desks.changing().elapsed(from, to));
  EXPECT_EQ(Clock().segments(from, to).size(), 1u);
}

TEST(clock, elapsed_by_the_due_time_is_the_target) {
  auto random = random_source();
  Desks const desks;
  Instant const start = at("2026-01-01T00:00:00Z");
  auto const moment = [&] { return start + minutes(draw(random, 0, 60 * 24 * 200)); };
  for (int i = 0; i < 20'000; ++i) {
    std::vector<ScheduleInForce> in_force{{kBeginning, &desks.office}, {moment(), nullptr}, {moment(), &desks.evening}};
    std::sort(in_force.begin(), in_force.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    Clock const clock(in_force);
    Intervals const running = normalise({{moment(), moment()}, {moment(), moment()}, {moment(), moment()}, {moment(), kNever}});
    Instant const from = moment();
    Span const amount = minutes(draw(random, 1, 60 * 100));
    auto const counted = [&](Instant to) { return clock.elapsed(intersect(running, std::vector{Interval{from, to}})); };
    Instant const close = clock.due(from, amount, running, Tie::at_close), next = clock.due(from, amount, running, Tie::at_next_open);
    ASSERT_EQ(counted(close), amount);
    ASSERT_EQ(counted(close - milliseconds(1)), amount - milliseconds(1)) << "not the earliest";
    ASSERT_EQ(counted(next), amount);
    ASSERT_EQ(counted(next + milliseconds(1)), amount + milliseconds(1)) << "not the last";
  }
}

}  // namespace
}  // namespace deskgauge::time

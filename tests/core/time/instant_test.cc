#include "deskgauge/time/instant.h"

#include "tests/core/time/support.h"

namespace deskgauge::time {
namespace {

TEST(instant, reads_rfc_3339) {
  struct Row {
    const char* text;
    std::int64_t ms;
  };
  for (Row const row : {Row{"1970-01-01T00:00:00Z", 0}, Row{"2026-05-04T07:50:00Z", 1'777'881'000'000},
                        Row{"2026-05-04T09:50:00+02:00", 1'777'881'000'000}, Row{"2026-05-04T09:50:00+0200", 1'777'881'000'000},
                        Row{"2026-05-04T04:20:00-03:30", 1'777'881'000'000}, Row{"2026-05-04t07:50:00.25z", 1'777'881'000'250},
                        Row{"2026-05-04 07:50:00.250999999Z", 1'777'881'000'250}, Row{"1969-12-31T23:59:59.999Z", -1},
                        Row{"2016-12-31T23:59:60Z", 1'483'228'800'000}, Row{"2024-02-29T00:00:00Z", 1'709'164'800'000},
                        Row{"0000-01-01T00:00:00Z", -62'167'219'200'000}, Row{"9999-12-31T23:59:59Z", 253'402'300'799'000}}) {
    auto const read = parse_instant(row.text);
    ASSERT_TRUE(read) << row.text;
    EXPECT_EQ(read->ms, row.ms) << row.text;
  }
}

TEST(instant, refuses_a_time_without_an_offset_and_says_what_to_add) {
  for (const char* text : {"2026-05-04T09:50:00", "2026-05-04 09:50:00.250", "2026-05-04"}) {
    auto const read = parse_instant(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().reason, "naive_time");
    EXPECT_EQ(read.error().value, text);
    EXPECT_THAT(read.error().remedy, testing::HasSubstr("+02:00"));
  }
}

TEST(instant, refuses_what_is_no_date_and_time) {
  for (const char* text :
       {"", "now", "1777881000", "2026-05-04T09:50Z", "2026-13-04T09:50:00Z", "2026-02-29T09:50:00Z", "2026-00-01T00:00:00Z",
        "2026-05-04T24:00:00Z", "2026-05-04T09:60:00Z", "2026-05-04T09:50:60Z", "2026-05-04T09:50:00.Z", "2026-05-04T09:50:00+2:00",
        "2026-05-04T09:50:00+24:00", "2026-05-04T09:50:00Z ", "2026-05-04T09:50:00CET", "+026-05-04T09:50:00Z"}) {
    auto const read = parse_instant(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().reason, "malformed_instant") << text;
  }
}

TEST(instant, writes_milliseconds_only_where_there_are_some) {
  EXPECT_EQ(to_text(at("2026-05-04T09:50:00+02:00")), "2026-05-04T07:50:00Z");
  EXPECT_EQ(to_text(at("2026-05-04T09:50:00.25+02:00")), "2026-05-04T07:50:00.250Z");
  EXPECT_EQ(to_text(Instant{-1}), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(to_text(kNever), "never");
}

TEST(instant, reads_back_what_it_writes) {
  auto random = random_source();
  for (int i = 0; i < 10'000; ++i) {
    Instant const t{draw(random, at("0000-01-01T00:00:00Z").ms, at("9999-12-31T23:59:59Z").ms)};
    EXPECT_EQ(at(to_text(t)), t);
  }
}

TEST(span, reads_units_from_large_to_small_and_iso_8601) {
  struct Row {
    const char* text;
    Span span;
  };
  for (Row const row : {Row{"4h", hours(4)}, Row{"90m", minutes(90)}, Row{"1d12h", hours(36)}, Row{"250ms", milliseconds(250)},
                        Row{"1h10m", minutes(70)}, Row{"2w", days(14)}, Row{"0s", {}}, Row{"-15m", minutes(-15)},
                        Row{"1d1ms", days(1) + milliseconds(1)}, Row{"PT4H", hours(4)}, Row{"P1DT12H", hours(36)}, Row{"P2W", days(14)},
                        Row{"PT1H30M", minutes(90)}, Row{"PT0.25S", milliseconds(250)}, Row{"-PT5M", minutes(-5)}, Row{"P1D", days(1)}}) {
    auto const read = parse_span(row.text);
    ASSERT_TRUE(read) << row.text;
    EXPECT_EQ(*read, row.span) << row.text;
  }
}

TEST(span, refuses_what_has_no_one_length) {
  for (const char* text :
       {"", "-", "4", "h", "4x", "10m1h", "1h1h", "1.5h", "4 h", "P", "PT", "P1M", "P1Y", "P4H", "PT1D", "PT4", "pt4h", "PT1.5H", "PT250MS",
        "P1DT", "99999999999999999999s", "9999999999999999d", "4hT"}) {
    auto const read = parse_span(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().reason, "malformed_span") << text;
    EXPECT_EQ(read.error().value, text);
    EXPECT_FALSE(read.error().remedy.empty());
  }
}

TEST(span, shows_people_the_two_largest_units) {
  struct Row {
    Span span;
    const char* text;
  };
  for (Row const row : {Row{{}, "0s"}, Row{milliseconds(250), "250ms"}, Row{milliseconds(12'500), "12.5s"}, Row{seconds(59), "59s"},
                        Row{minutes(70), "1h 10m"}, Row{hours(76), "3d 4h"}, Row{seconds(90), "1m 30s"}, Row{days(90), "90d"},
                        Row{hours(1) + seconds(5), "1h"}, Row{minutes(59) + milliseconds(59'600), "1h"}, Row{days(1) - seconds(10), "1d"},
                        Row{hours(28) + minutes(40), "1d 5h"}, Row{minutes(-70), "-1h 10m"}})
    EXPECT_EQ(to_text(row.span), row.text);
}

TEST(span, exact_text_reads_back) {
  EXPECT_EQ(to_exact_text(minutes(70)), "1h10m");
  EXPECT_EQ(to_exact_text({}), "0s");
  EXPECT_EQ(to_exact_text(days(-2)), "-2d");
  auto random = random_source();
  for (int i = 0; i < 10'000; ++i) {
    Span const span{draw(random, -(std::int64_t{1} << draw(random, 0, 61)), std::int64_t{1} << draw(random, 0, 61))};
    EXPECT_EQ(must(parse_span(to_exact_text(span))), span);
  }
}

}  // namespace
}  // namespace deskgauge::time

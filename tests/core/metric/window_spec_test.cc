#include "deskgauge/metric/window_spec.h"

#include <gtest/gtest.h>

namespace deskgauge::metric {
namespace {

using Kind = WindowSpec::Kind;
using time::Grain;

TEST(window_spec, reads_what_users_say) {
  struct Case {
    const char* text;
    WindowSpec window;
  };
  const Case cases[] = {
    {"7d", {.kind = Kind::rolling, .grain = Grain::day, .count = 7}},
    {"28d complete", {.kind = Kind::rolling, .grain = Grain::day, .count = 28, .complete = true}},
    {"24h", {.kind = Kind::rolling, .grain = Grain::hour, .count = 24}},
    {"4w", {.kind = Kind::rolling, .grain = Grain::week, .count = 4}},
    {"3mo", {.kind = Kind::rolling, .grain = Grain::month, .count = 3}},
    {"2q", {.kind = Kind::rolling, .grain = Grain::quarter, .count = 2}},
    {"1y", {.kind = Kind::rolling, .grain = Grain::year, .count = 1}},
    {"month", {.kind = Kind::tumbling, .grain = Grain::month, .count = 1}},
    {"last month", {.kind = Kind::tumbling, .grain = Grain::month, .count = 1, .complete = true}},
    {"last 3 months", {.kind = Kind::tumbling, .grain = Grain::month, .count = 3, .complete = true}},
    {"2 weeks", {.kind = Kind::tumbling, .grain = Grain::week, .count = 2}},
    {"quarter_to_date", {.kind = Kind::to_date, .grain = Grain::quarter, .count = 1}},
    {"all", {.kind = Kind::cumulative, .count = 1}},
  };
  for (const Case& c : cases) {
    auto const window = parse_window(c.text, time::Zone::utc());
    ASSERT_TRUE(window) << c.text;
    EXPECT_EQ(*window, c.window) << c.text;
    EXPECT_EQ(to_text(*window), c.text);
  }
}

TEST(window_spec, reads_dates_as_local_midnights) {
  auto const zone = time::Zone::load("Europe/Berlin");
  ASSERT_TRUE(zone);
  auto const window = parse_window("2026-05-01..2026-06-01", *zone);
  ASSERT_TRUE(window);
  EXPECT_EQ(to_text(*window), "2026-04-30T22:00:00Z..2026-05-31T22:00:00Z");
  EXPECT_EQ(*parse_window(to_text(*window), time::Zone::utc()), *window);
}

TEST(window_spec, refuses_what_is_no_window) {
  for (const char* text : {"", "7", "7x", "0d", "-3d", "last", "last 0 months", "months", "7 d", "99999999999d", "7d complet",
                           "month_to_dat", "2026-05-01..2026-05-01", "2026-06-01..2026-05-01", "2026-05-01..", "..", "1 months", "3 month"})
    EXPECT_FALSE(parse_window(text, time::Zone::utc())) << text;
}

TEST(window_spec, knows_its_comparisons) {
  for (auto comparison : {Comparison::none, Comparison::previous_period, Comparison::previous_year})
    EXPECT_EQ(*parse_comparison(to_text(comparison)), comparison);
  EXPECT_FALSE(parse_comparison("last_year"));
}

}  // namespace
}  // namespace deskgauge::metric

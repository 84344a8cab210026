#include "deskgauge/interchange/time_format.h"

#include <gtest/gtest.h>

namespace deskgauge::interchange {
namespace {

struct Case {
  const char* format;
  const char* text;
  const char* zone;      // "" = none
  const char* expected;  // RFC 3339, or the reason
};

TEST(time_format, reads_what_files_write) {
  const Case cases[] = {
      {"iso", "2026-05-04T09:50:00Z", "", "2026-05-04T09:50:00Z"},
      {"iso", "2026-05-04T09:50:00.1239+02:00", "", "2026-05-04T07:50:00.123Z"},
      {"iso", "2026-05-04 09:50:00 +0200", "", "2026-05-04T07:50:00Z"},
      {"iso", "2026-05-04 09:50:00 UTC", "", "2026-05-04T09:50:00Z"},
      {"iso", "2026-05-04 09:50", "Europe/Berlin", "2026-05-04T07:50:00Z"},
      {"iso", "2026-05-04", "Europe/Berlin", "2026-05-03T22:00:00Z"},
      {"iso", "2026-05-04T09:50:00", "", "naive_time"},
      {"iso", "2026-02-30T09:50:00Z", "", "malformed_instant"},
      {"iso", "2026-05-04T24:50:00Z", "", "malformed_instant"},
      {"iso", "2026-05-04T09:50:00Zx", "", "malformed_instant"},
      {"iso", "04.05.2026", "UTC", "malformed_instant"},
      {"epoch_ms", "1777881000123", "", "2026-05-04T07:50:00.123Z"},
      {"epoch_ms", "-1", "", "1969-12-31T23:59:59.999Z"},
      {"epoch_ms", "17778810001.5", "", "malformed_instant"},
      {"epoch_s", "1777881000", "", "2026-05-04T07:50:00Z"},
      {"epoch_s", "1777881000.25", "", "2026-05-04T07:50:00.250Z"},
      {"epoch_s", "99999999999999999", "", "malformed_instant"},
      {"epoch_s", "", "", "malformed_instant"},
      {"%Y/%m/%d %H:%M:%S.%f", "2012/10/09 14:50:17.000", "Europe/Rome", "2012-10-09T12:50:17Z"},
      {"%d/%m/%Y %H:%M", "29/2/2016 01:16", "UTC", "2016-02-29T01:16:00Z"},
      {"%d/%m/%Y %H:%M", "29/2/2015 01:16", "UTC", "malformed_instant"},
      {"%d/%m/%Y %H:%M", "9/12/2016 23:59 ", "UTC", "malformed_instant"},
      {"%m/%d/%Y %I:%M:%S %p", "07/20/2020 12:51:12 AM", "America/New_York", "2020-07-20T04:51:12Z"},
      {"%m/%d/%Y %I:%M:%S %p", "07/20/2020 12:51:12 PM", "America/New_York", "2020-07-20T16:51:12Z"},
      {"%m/%d/%Y %I:%M:%S %p", "07/20/2020 13:51:12 PM", "America/New_York", "malformed_instant"},
      {"%d-%b-%y %H:%M %z", "04-May-26 09:50 +02:00", "", "2026-05-04T07:50:00Z"},
      {"%d-%b-%y", "04-Mai-26", "UTC", "malformed_instant"},
      {"%Y%%%m%d", "2026%0504", "UTC", "2026-05-04T00:00:00Z"},
      // Clocks in Berlin jump from 02:00 to 03:00 on 2026-03-29 and back from 03:00 to 02:00 on 2026-10-25.
      {"iso", "2026-03-29 02:30", "Europe/Berlin", "2026-03-29T01:00:00Z"},
      {"iso", "2026-10-25 02:30", "Europe/Berlin", "2026-10-25T00:30:00Z"},
  };
  for (const Case& c : cases) {
    auto const format = TimeFormat::parse(c.format);
    ASSERT_TRUE(format) << c.format;
    auto const zone = *c.zone ? std::optional(*time::Zone::load(c.zone)) : std::nullopt;
    const char* reason = nullptr;
    auto const at = format->instant(c.text, zone ? &*zone : nullptr, reason);
    EXPECT_EQ(at ? time::to_text(*at) : std::string(reason), c.expected) << c.format << " of " << c.text;
  }
}

TEST(time_format, refuses_patterns_that_cannot_give_a_moment) {
  for (auto const* pattern : {"", "ISO", "%Y-%m", "%H:%M", "%Y-%m-%d %I:%M", "%Y-%m-%d %H %p", "%Y-%m-%d %q", "%Y-%m-%d %"}) {
    auto const format = TimeFormat::parse(pattern);
    ASSERT_FALSE(format) << pattern;
    EXPECT_EQ(format.error().reason, "malformed_format");
  }
}

TEST(time_format, knows_whether_a_zone_must_be_stated) {
  EXPECT_TRUE(TimeFormat::parse("%Y-%m-%d")->always_naive());
  EXPECT_FALSE(TimeFormat::parse("%Y-%m-%d %H:%M%z")->always_naive());
  EXPECT_FALSE(TimeFormat::parse("iso")->always_naive());
  EXPECT_FALSE(TimeFormat::parse("epoch_ms")->always_naive());
}

}  // namespace
}  // namespace deskgauge::interchange

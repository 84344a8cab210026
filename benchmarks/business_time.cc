// deskgauge_bench_business_time [ROUNDS]: elapsed working time by prefix sums against a walk over the days, for spans of hours to a year.
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "deskgauge/time/schedule.h"
#include "pairs.h"

using namespace deskgauge;
using namespace deskgauge::benchmark;

namespace {

constexpr std::int64_t kHour = 3'600'000;

/// What a first version would do: Monday to Friday 9 to 17 in the zone, day by day.
std::int64_t walk(const time::Zone& zone, time::Instant from, time::Instant to) {
  std::int64_t sum = 0;
  for (time::Date day = zone.civil(from).date; zone.midnight(day) < to; day = day + 1) {
    if (time::weekday(day) >= time::Weekday::saturday) continue;
    std::int64_t const opens = std::max(zone.instant(day, 9 * kHour).ms, from.ms);
    std::int64_t const closes = std::min(zone.instant(day, 17 * kHour).ms, to.ms);
    sum += std::max<std::int64_t>(closes - opens, 0);
  }
  return sum;
}

}  // namespace

int main(int argc, char** argv) {
  int const rounds = argc > 1 ? std::atoi(argv[1]) : 5;
  time::Zone const zone = *time::Zone::load("Europe/Berlin");
  time::ScheduleVersion week;
  for (std::size_t day = 0; day < 5; ++day) week.hours[day] = {{9 * kHour, 17 * kHour}};
  time::Schedule const office("office", zone, {week});
  constexpr int kSpans = 2000;
  for (std::int64_t hours : {6, 72, 24 * 30, 24 * 365}) {
    std::int64_t by_sums = 0, by_walk = 0;
    auto const each = [&](std::int64_t& sum, auto measure) {
      return seconds_of([&] {
               sum = 0;
               for (int i = 0; i < kSpans; ++i) {
                 time::Instant const from{1'735'689'600'000 + i * 17'777'777LL};
                 sum += measure(from, time::Instant{from.ms + hours * kHour});
               }
             }) * 1e9 / kSpans;
    };
    std::string const span = std::to_string(hours) + " h";
    auto const walked = [&] { return each(by_walk, [&](auto a, auto b) { return walk(zone, a, b); }); };
    auto const summed = [&] { return each(by_sums, [&](auto a, auto b) { return office.elapsed(a, b).ms; }); };
    auto const found = in_turn({{"walk over days, " + span, walked}, {"prefix sums, " + span, summed}}, rounds);
    if (by_sums != by_walk) return std::fprintf(stderr, "the two disagree over %s\n", span.c_str()), 1;
    print_pair("business time", found[0], found[1], "ns");
  }
}

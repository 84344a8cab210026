#include "deskgauge/scenario/simulate.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

#include "deskgauge/base/bytes.h"
#include "deskgauge/event/check.h"
#include "deskgauge/event/order.h"
#include "deskgauge/scenario/random.h"

namespace deskgauge::scenario {
namespace {

using event::Event;
using event::Field;
using event::Kind;

struct Simulated {
  base::Interner interner;
  std::vector<Event> events;
};

Simulated simulated(SimulateOptions options) {
  Simulated s;
  auto events = simulate(options, s.interner);
  EXPECT_TRUE(events) << to_text(events.error());
  if (events) s.events = std::move(*events);
  return s;
}

std::string bytes(const Simulated& s) {
  base::Writer out;
  for (const Event& e : s.events) {
    out.text(s.interner.text(e.source));
    out.text(s.interner.text(e.id));
    out.u64(e.revision);
    event::write_canonical(out, event::view(e), s.interner);
  }
  return out.take();
}

const SimulateOptions kSmall{.seed = 7, .days = 28, .tickets_per_day = 60};

TEST(simulate, gives_the_same_events_for_the_same_options) { EXPECT_EQ(bytes(simulated(kSmall)), bytes(simulated(kSmall))); }

TEST(simulate, gives_other_events_for_another_seed) {
  SimulateOptions other = kSmall;
  other.seed = 8;
  EXPECT_NE(bytes(simulated(kSmall)), bytes(simulated(other)));
}

TEST(simulate, tells_only_well_formed_events) {
  Simulated s = simulated(kSmall);
  for (Event& e : s.events) {
    ASSERT_THAT(event::check(e, s.interner), testing::IsEmpty()) << event::to_text(e.kind);
    ASSERT_THAT(event::complete_subject(e, s.interner), testing::IsEmpty()) << event::to_text(e.kind);
  }
}

TEST(simulate, has_no_event_before_the_first_day_or_after_the_last) {
  Simulated const s = simulated(kSmall);
  time::Zone const berlin = *time::Zone::load("Europe/Berlin");
  for (const Event& e : s.events) {
    ASSERT_GE(e.time, berlin.midnight(kSmall.start)) << time::to_text(e.time);
    ASSERT_LT(e.time, berlin.midnight(kSmall.start + kSmall.days)) << time::to_text(e.time);
  }
}

TEST(simulate, holds_everything_a_real_feed_holds) {
  Simulated const s = simulated({.seed = 1, .days = 90, .tickets_per_day = 280});
  std::map<Kind, int> kinds;
  for (const Event& e : s.events) ++kinds[e.kind];
  for (Kind kind : {Kind::ticket_created, Kind::ticket_status_changed, Kind::ticket_assigned, Kind::ticket_field_changed,
                    Kind::ticket_merged, Kind::message_sent, Kind::bot_handoff, Kind::contact_queued, Kind::contact_answered,
                    Kind::contact_ended, Kind::survey_sent, Kind::survey_responded, Kind::event_retracted})
    EXPECT_GT(kinds[kind], 20) << event::to_text(kind);
  EXPECT_GT(s.events.size(), 280'000u);
  EXPECT_LT(s.events.size(), 380'000u);
}

TEST(simulate, delivers_some_events_twice_late_and_in_revised_form) {
  Simulated const s = simulated(kSmall);
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
  int twice = 0, late = 0, revised = 0;
  time::Instant latest = time::kBeginning;
  for (const Event& e : s.events) {
    if (e.revision > 0) ++revised;
    else if (!seen.insert({e.source.bits(), e.id.bits()}).second) ++twice;
    if (e.time + time::minutes(1) < latest) ++late;
    latest = std::max(latest, e.time);
  }
  EXPECT_GT(twice, 20);
  EXPECT_GT(late, 100);
  EXPECT_GT(revised, 1);
}

TEST(simulate, keeps_the_order_of_each_tickets_story_in_its_ids) {
  Simulated const s = simulated(kSmall);
  std::map<std::uint32_t, const Event*> created;
  for (const Event& e : s.events)
    if (e.kind == Kind::ticket_created) created[e.subject.id.bits()] = &e;
  for (const Event& e : s.events) {
    if (e.subject.kind != event::SubjectKind::ticket || e.kind == Kind::event_retracted) continue;
    auto const first = created.find(e.subject.id.bits());
    ASSERT_NE(first, created.end());
    ASSERT_LE(first->second->time, e.time);
  }
}

TEST(simulate, has_busier_mondays_than_sundays) {
  Simulated const s = simulated({.seed = 3, .days = 28, .tickets_per_day = 200});
  std::map<time::Weekday, int> days;
  time::Zone const berlin = *time::Zone::load("Europe/Berlin");
  for (const Event& e : s.events)
    if (e.kind == Kind::ticket_created && e.revision == 0) ++days[time::weekday(berlin.date(e.time))];
  EXPECT_GT(days[time::Weekday::monday], 2 * days[time::Weekday::sunday]);
}

TEST(simulate, refuses_what_it_cannot_tell_and_names_the_field) {
  struct Case {
    SimulateOptions options;
    const char* field;
  };
  for (const Case& c : {Case{{.days = 0}, "days"},
                        {{.tickets_per_day = 0}, "tickets_per_day"},
                        {{.days = 3660, .tickets_per_day = 1'000'000}, "tickets_per_day"},
                        {{.start = time::to_date({2059, 12, 1}), .days = 90}, "start"}}) {
    base::Interner interner;
    auto const result = simulate(c.options, interner);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().reason, "out_of_range");
    EXPECT_EQ(result.error().field, c.field);
  }
}

TEST(random, has_one_stream_for_each_pair_of_seed_and_stream) {
  Random a(1, 2), same(1, 2), other_stream(1, 3), other_seed(2, 2);
  std::uint64_t const first = a.next();
  EXPECT_EQ(first, same.next());
  EXPECT_NE(first, other_stream.next());
  EXPECT_NE(first, other_seed.next());
}

TEST(random, draws_between_the_quantiles_in_their_proportions) {
  Random random(1, 1);
  Quantiles const quantiles{0, 10, 25, 50, 75, 90, 97, 100, 100};
  int below_median = 0, above_ninety = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::int64_t const ms = random.draw(quantiles).ms;
    ASSERT_GE(ms, 0);
    ASSERT_LE(ms, 100'000);
    below_median += ms < 50'000;
    above_ninety += ms > 90'000;
  }
  EXPECT_NEAR(below_median, 10'000, 300);   // four standard deviations: sqrt(20000 · ½ · ½) = 71
  EXPECT_NEAR(above_ninety, 2'000, 200);    // sqrt(20000 · 0.1 · 0.9) = 42
}

}  // namespace
}  // namespace deskgauge::scenario

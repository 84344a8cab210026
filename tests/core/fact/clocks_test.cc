// Which clock counts for a ticket, and when (X10, X12).
#include "tests/core/fact/support.h"

namespace deskgauge::fact {
namespace {

using metric::ClockSpec;

/// A desk on office hours with a team on the night shift and a schedule for weekends.
class Hours : public Facts {
 public:
  Hours() {
    time::Zone const utc = time::zone("UTC");
    catalogue.schedules.push_back(berlin_office());
    catalogue.schedules.push_back(time::Schedule("night", utc, {time::daily({time::range(20, 24)})}));
    catalogue.schedules.push_back(time::Schedule("early", utc, {time::daily({time::range(4, 6)})}));
    catalogue.desk.schedule = "office";
    catalogue.desk.team_schedules = {{"night_team", "night"}, {"always_team", ""}};
  }
  time::Clock clock(const ClockSpec& spec, const std::string& ticket, const char* end = "2026-12-31T00:00:00Z") {
    return Clocks(catalogue, base::Naming(symbols)).clock(spec, this->ticket(ticket), at(end));
  }
};

ClockSpec business(ClockSpec::Source source, std::string schedule = "", ClockSpec::Policy policy = ClockSpec::Policy::in_force) {
  ClockSpec spec;
  spec.kind = ClockSpec::Kind::business;
  spec.source = source;
  spec.schedule = std::move(schedule);
  spec.policy = policy;
  return spec;
}

TEST(clocks, take_the_tickets_schedule_else_its_teams_else_the_desks) {
  struct Row {
    const char* name;
    Fields created;
    int hours;   // open hours of Monday 2026-05-04, UTC
  };
  for (const Row& row : {Row{"desk", {}, 8},
                         {"team", {{"team_id", "night_team"}}, 4},
                         {"a team without hours of its own", {{"team_id", "t"}}, 8},
                         {"a team that is always open", {{"team_id", "always_team"}}, 24},
                         {"ticket before team", {{"team_id", "night_team"}, {"schedule_id", "early"}}, 2},
                         {"an unknown schedule is none", {{"schedule_id", "no such"}}, 8},
                         {"an unknown schedule is none, the team's counts", {{"schedule_id", "no such"}, {"team_id", "night_team"}}, 4}}) {
    Hours hours;
    hours.created("05-04 00:00", "1", row.created);
    EXPECT_EQ(hours.clock(business(ClockSpec::Source::by_ticket), "1").elapsed(at("05-04 00:00"), at("05-05 00:00")),
              time::hours(row.hours))
        << row.name;
  }
}

TEST(clocks, of_a_definition_name_the_desks_or_one_schedule_whatever_the_ticket_says) {
  Hours hours;
  hours.created("05-04 00:00", "1", {{"schedule_id", "early"}});
  Instant const from = at("05-04 00:00"), to = at("05-05 00:00");
  EXPECT_EQ(hours.clock(business(ClockSpec::Source::desk), "1").elapsed(from, to), time::hours(8));
  EXPECT_EQ(hours.clock(business(ClockSpec::Source::named, "night"), "1").elapsed(from, to), time::hours(4));
  EXPECT_EQ(hours.clock({}, "1").elapsed(from, to), time::hours(24));
}

TEST(clocks, count_each_stretch_by_the_schedule_then_or_all_of_it_by_the_last) {
  Hours hours;                                                 // X12: early until 05:00, night from then on
  hours.created("05-04 00:00", "1", {{"schedule_id", "early"}});
  hours.add("05-04 05:00", "ticket.field_changed", {{"ticket_id", "1"}, {"field", "schedule_id"}, {"current", "night"}});
  Instant const from = at("05-04 00:00"), to = at("05-05 00:00");
  EXPECT_EQ(hours.clock(business(ClockSpec::Source::by_ticket), "1").elapsed(from, to), time::hours(1 + 4));
  ClockSpec const last = business(ClockSpec::Source::by_ticket, "", ClockSpec::Policy::last);
  EXPECT_EQ(hours.clock(last, "1", "05-05 00:00").elapsed(from, to), time::hours(4));       // night for all of it
  EXPECT_EQ(hours.clock(last, "1", "05-04 04:30").elapsed(from, to), time::hours(2));       // ended while it was early
}

TEST(clocks, follow_the_ticket_to_another_team) {
  Hours hours;
  hours.created("05-04 00:00", "1");
  hours.assigned("05-04 09:00", "1", "", "routing", {{"team_id", "night_team"}});
  hours.assigned("05-04 21:00", "1", "", "routing", {{"team_id", "t"}});
  // office 07:00–09:00 is two hours, night 20:00–21:00 is one, office is closed by then
  EXPECT_EQ(hours.clock(business(ClockSpec::Source::by_ticket), "1").elapsed(at("05-04 00:00"), at("05-05 00:00")), time::hours(3));
}

TEST(clocks, measure_the_golden_ticket_on_both_clocks) {
  Hours hours;
  golden_ticket(hours);
  Ticket const ticket = hours.ticket("1");
  time::Clock const calendar, office = hours.clock(business(ClockSpec::Source::by_ticket), "1");
  using event::Status;
  auto const bit = [](Status s) { return static_cast<std::uint16_t>(1u << static_cast<unsigned>(s)); };
  auto const mask = [&](std::initializer_list<Status> set) {
    std::uint16_t all = 0;
    for (Status s : set) all = static_cast<std::uint16_t>(all | bit(s));
    return all;
  };
  struct Row {
    const char* name;
    std::uint16_t statuses;
    std::int64_t calendar, business;
  };
  // kpis.md V-T1, up to the last solve
  for (const Row& row : {Row{"new", mask({Status::new_}), 1800, 1800}, {"open", mask({Status::open}), 240900, 10500},
                         {"pending", mask({Status::pending}), 81000, 23400}, {"on hold", mask({Status::on_hold}), 104400, 46800},
                         {"solved gap", mask({Status::solved}), 174600, 59400},
                         {"requester wait", mask({Status::new_, Status::open, Status::on_hold}), 347100, 59100},
                         {"agent work", mask({Status::new_, Status::open}), 242700, 12300}}) {
    time::Intervals const spans = ticket.in_statuses(row.statuses, ticket.created, at("05-11 07:15"));
    EXPECT_EQ(calendar.elapsed(spans), time::seconds(row.calendar)) << row.name;
    EXPECT_EQ(office.elapsed(spans), time::seconds(row.business)) << row.name;
  }
  EXPECT_EQ(office.elapsed(improper_pause(ticket)), time::seconds(600));
  EXPECT_EQ(office.elapsed(at("05-04 07:50"), at("05-06 14:00")), time::seconds(79800));
  EXPECT_EQ(office.elapsed(at("05-04 07:50"), at("05-11 07:15")), time::seconds(141900));
  EXPECT_EQ(office.elapsed(at("05-08 14:30"), at("05-11 07:15")), time::seconds(2700));
}

}  // namespace
}  // namespace deskgauge::fact

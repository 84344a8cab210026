#include "deskgauge/metric/catalogue.h"

#include <gtest/gtest.h>

#include <functional>

namespace deskgauge::metric {
namespace {

Catalogue small() {
  Catalogue catalogue;
  catalogue.schedules.push_back(time::Schedule::always("day", time::Zone::utc()));
  catalogue.instruments = {{.name = "csat", .positive = {4, 5}}, {.name = "nps", .instrument = event::Instrument::nps, .maximum = 10}};
  catalogue.rosters = {{.name = "staff", .entries = {{.agent = "7", .team = "a"}, {.agent = "8", .team = "b"}}}};
  Metric first, second;
  first.name = "created_tickets", second.name = "solved_tickets";
  catalogue.metrics = {first, second};
  return catalogue;
}

TEST(catalogue, finds_by_name) {
  Catalogue const catalogue = small();
  ASSERT_NE(catalogue.find_metric("solved_tickets"), nullptr);
  EXPECT_EQ(catalogue.find_metric("solved_tickets")->name, "solved_tickets");
  EXPECT_EQ(catalogue.find_metric("open_tickets"), nullptr);
  EXPECT_NE(catalogue.find_schedule("day"), nullptr);
  EXPECT_EQ(catalogue.find_schedule("night"), nullptr);
  EXPECT_NE(catalogue.find_instrument("nps"), nullptr);
  EXPECT_EQ(catalogue.find_instrument("ces"), nullptr);
}

TEST(catalogue, has_one_fingerprint_whatever_the_order_of_the_files) {
  Catalogue moved = small();
  std::swap(moved.instruments[0], moved.instruments[1]);
  std::swap(moved.rosters[0].entries[0], moved.rosters[0].entries[1]);
  moved.desk.label = "Support", moved.text = "other";
  moved.tests.push_back({.name = "t"});
  EXPECT_EQ(moved.fingerprint(), small().fingerprint());
}

TEST(catalogue, has_another_fingerprint_for_anything_that_can_change_a_number) {
  const std::function<void(Catalogue&)> edits[] = {
    [](Catalogue& c) { c.desk.zone = *time::Zone::load("Europe/Berlin"); },
    [](Catalogue& c) { c.desk.week_start = time::Weekday::sunday; },
    [](Catalogue& c) { c.desk.statuses.emplace_back("wartend", event::Status::pending); },
    [](Catalogue& c) { c.desk.team_schedules.emplace_back("a", "day"); },
    [](Catalogue& c) { c.schedules[0] = time::Schedule("day", time::Zone::utc(), {time::ScheduleVersion{}}); },
    [](Catalogue& c) { c.instruments[0].positive = {5}; },
    [](Catalogue& c) { c.instruments[0].no_answer = {0}; },
    [](Catalogue& c) { c.rosters[0].entries[0].tier = 2; },
    [](Catalogue& c) { c.sla_policies.push_back({.name = "gold"}); },
    [](Catalogue& c) { c.metrics[0].minimum_sample = 5; },
  };
  for (std::size_t i = 0; i < std::size(edits); ++i) {
    Catalogue changed = small();
    edits[i](changed);
    EXPECT_NE(changed.fingerprint(), small().fingerprint()) << "edit " << i;
  }
}

TEST(catalogue, keeps_the_order_of_policies_in_its_fingerprint) {
  Catalogue one = small(), other = small();
  one.sla_policies = {{.name = "gold"}, {.name = "all"}};
  other.sla_policies = {{.name = "all"}, {.name = "gold"}};
  EXPECT_NE(one.fingerprint(), other.fingerprint());
}

}  // namespace
}  // namespace deskgauge::metric

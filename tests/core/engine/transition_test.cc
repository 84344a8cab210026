// New definitions over old events: whatever is carried over, the state is that of an engine that never knew the old ones.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "deskgauge/definition/load.h"
#include "deskgauge/engine/engine.h"
#include "deskgauge/scenario/simulate.h"

namespace deskgauge::engine {
namespace {

using metric::Catalogue;
using Shared = std::shared_ptr<const Catalogue>;

Shared standard() {
  std::vector<definition::SourceFile> files;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(std::string(DESKGAUGE_SOURCE_DIR) + "/examples/definitions")) {
    if (entry.path().extension() != ".yaml") continue;
    std::ifstream in(entry.path());
    std::stringstream text;
    text << in.rdbuf();
    files.push_back({entry.path().filename().string(), text.str()});
  }
  return definition::load(files, {.lint = false}).catalogue;
}

Engine simulated(const Shared& catalogue) {
  Engine engine(catalogue);
  auto const events = scenario::simulate({.seed = 11, .days = 20, .tickets_per_day = 12}, engine.interner());
  EXPECT_TRUE(events);
  if (events) engine.ingest(*events);
  return engine;
}

using Edit = void (*)(Catalogue&);
metric::Metric& of(Catalogue& catalogue, std::string_view name) {
  for (metric::Metric& metric : catalogue.metrics)
    if (metric.name == name) return metric;
  throw std::logic_error("the catalogue has no metric " + std::string(name));
}
void remove_where(Catalogue& catalogue, bool (*gone)(const metric::Metric&)) {
  std::vector<metric::Metric> left;
  for (const metric::Metric& metric : catalogue.metrics)
    if (metric.type != metric::MetricType::derived && !gone(metric)) left.push_back(metric);
  catalogue.metrics = std::move(left);
}
bool of_customers(const metric::Metric& m) {
  return metric::fact_kind(m.fact).customer_scope || m.fact == metric::FactKind::survey_response;
}

struct Case {
  const char* what;
  Edit edit;
};
std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.what; }

const Case kCases[] = {
    {"nothing", [](Catalogue&) {}},
    {"a label", [](Catalogue& c) { of(c, "csat").label = "Happy"; }},
    {"a percentile", [](Catalogue& c) { of(c, "first_response_time").aggregation.q = 0.8; }},
    {"a rollup more", [](Catalogue& c) { of(c, "unique_solved").rollups.push_back({"channel"}); }},
    {"one metric gone", [](Catalogue& c) { remove_where(c, [](const metric::Metric& m) { return m.name == "reopens"; }); }},
    {"the customers' metrics gone", [](Catalogue& c) { remove_where(c, of_customers); }},
    {"only the customers' metrics", [](Catalogue& c) { remove_where(c, [](const metric::Metric& m) { return !of_customers(m); }); }},
    {"the instruments' positive set", [](Catalogue& c) { c.instruments.front().positive = {5}; }},
    {"another zone", [](Catalogue& c) { c.desk.zone = *time::Zone::load("America/Chicago"); }},
    {"another start of the week", [](Catalogue& c) { c.desk.week_start = time::Weekday::sunday; }},
    {"no roster", [](Catalogue& c) { c.rosters.clear(); }},
    {"no policies", [](Catalogue& c) { c.sla_policies.clear(); }},
    {"a desk without hours", [](Catalogue& c) { c.desk.schedule.clear(), c.desk.team_schedules.clear(); }},
};

class definitions_change : public testing::TestWithParam<Case> {};

TEST_P(definitions_change, into_the_state_of_an_engine_that_never_knew_the_old_ones) {
  Shared const old = standard();
  Catalogue edited = *old;
  GetParam().edit(edited);
  Shared const next = std::make_shared<const Catalogue>(edited);
  Engine changed = simulated(old);
  ASSERT_TRUE(changed.apply(next));
  EXPECT_TRUE(changed.canonical_bytes() == simulated(next).canonical_bytes());
}

TEST_P(definitions_change, and_back_into_the_state_it_was) {
  Shared const old = standard();
  Catalogue edited = *old;
  GetParam().edit(edited);
  Engine changed = simulated(old);
  std::string const before = changed.canonical_bytes();
  ASSERT_TRUE(changed.apply(std::make_shared<const Catalogue>(edited)));
  ASSERT_TRUE(changed.apply(old));
  EXPECT_TRUE(changed.canonical_bytes() == before);
}

TEST_P(definitions_change, and_take_events_as_if_they_had_always_been_there) {
  Shared const old = standard();
  Catalogue edited = *old;
  GetParam().edit(edited);
  Shared const next = std::make_shared<const Catalogue>(edited);
  Engine changed(old), plain(next);
  auto const events = scenario::simulate({.seed = 12, .days = 14, .tickets_per_day = 10}, changed.interner());
  auto const same = scenario::simulate({.seed = 12, .days = 14, .tickets_per_day = 10}, plain.interner());
  std::span<const event::Event> const all(*events);
  changed.ingest(all.first(all.size() / 2));
  ASSERT_TRUE(changed.apply(next));
  changed.ingest(all.subspan(all.size() / 2));
  plain.ingest(*same);
  EXPECT_TRUE(changed.canonical_bytes() == plain.canonical_bytes());
}

INSTANTIATE_TEST_SUITE_P(by, definitions_change, testing::ValuesIn(kCases));

std::vector<std::string> recomputed(Edit edit) {
  Shared const old = standard();
  Catalogue edited = *old;
  edit(edited);
  Engine engine = simulated(old);
  auto const transition = engine.begin(std::make_shared<const Catalogue>(edited));
  return transition ? transition->recomputed() : std::vector<std::string>{"refused"};
}

TEST(transition, computes_nothing_for_a_new_label) { EXPECT_TRUE(recomputed(kCases[1].edit).empty()); }

TEST(transition, computes_only_the_metric_that_changed) {
  EXPECT_EQ(recomputed(kCases[2].edit), (std::vector<std::string>{"first_response_time"}));
}

TEST(transition, computes_targets_but_not_surveys_when_policies_change) {
  std::vector<std::string> const names = recomputed([](Catalogue& c) { c.sla_policies.clear(); });
  EXPECT_FALSE(names.empty());
  Shared const catalogue = standard();
  for (const std::string& name : names) EXPECT_EQ(catalogue->find_metric(name)->fact, metric::FactKind::sla) << name;
}

TEST(transition, lets_the_old_definitions_answer_until_it_is_finished) {
  Shared const old = standard();
  Catalogue edited = *old;
  of(edited, "tickets_created").name = "tickets_opened";
  Engine engine = simulated(old);
  Query const query{.metrics = {"tickets_created"}, .window = {.kind = metric::WindowSpec::Kind::cumulative}};
  auto transition = engine.begin(std::make_shared<const Catalogue>(edited));
  ASSERT_TRUE(transition);
  auto const before = engine.query(query);
  engine.compute(*transition);
  auto const during = engine.query(query);
  ASSERT_TRUE(before && during);
  EXPECT_EQ(before->rows[0].value, during->rows[0].value);
  ASSERT_TRUE(engine.finish(std::move(*transition)));
  EXPECT_EQ(engine.query(query).error().reason, "unknown_metric");
}

TEST(transition, is_refused_when_events_came_in_between) {
  Shared const old = standard();
  Engine engine(old);
  auto const events = scenario::simulate({.seed = 3, .days = 3, .tickets_per_day = 5}, engine.interner());
  auto transition = engine.begin(old);
  ASSERT_TRUE(transition);
  engine.ingest(*events);
  auto const finished = engine.finish(std::move(*transition));
  ASSERT_FALSE(finished);
  EXPECT_EQ(finished.error().reason, "state_changed");
}

}  // namespace
}  // namespace deskgauge::engine

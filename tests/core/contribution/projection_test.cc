// Facts into samples: anchor, population, clock, credit, key, maturity.
#include "deskgauge/contribution/projection.h"

#include "tests/core/contribution/support.h"

namespace deskgauge::contribution {
namespace {

using aggregate::Aggregation;
using metric::DimensionAt;
using testing::ElementsAre;
namespace first = metric::first_response;

std::vector<std::int64_t> frt() { return {first::from_first_customer_message, first::never_end}; }

TEST(projection, takes_the_definitions_anchor_for_the_window) {
  Contributions desk;
  fact::golden_ticket(desk);
  for (auto const& [anchor, when] : {std::pair{"started", "05-04 07:50"}, {"responded", "05-04 09:00"}, {"created", "05-04 07:50"}}) {
    auto const found = desk.of(simple(FactKind::first_response, Aggregation::mean, anchor, "duration", frt()));
    ASSERT_EQ(found.size(), 1u) << anchor;
    EXPECT_EQ(found[0].anchor, at(when)) << anchor;
    EXPECT_EQ(found[0].value, 4'200'000) << anchor;
  }
}

TEST(projection, measures_on_the_clock_and_in_the_statuses_of_the_definition) {
  Contributions desk;
  desk.catalogue.schedules.push_back(fact::berlin_office());
  desk.catalogue.desk.schedule = "office";
  fact::golden_ticket(desk);
  Metric calendar = simple(FactKind::solve, Aggregation::mean, "solved", "duration", {metric::solve::from_created}), business = calendar;
  business.clock.kind = metric::ClockSpec::Kind::business;
  Metric pending = calendar, pending_business = business;
  pending.clock.statuses = pending_business.clock.statuses = 1u << static_cast<unsigned>(event::Status::pending);
  EXPECT_THAT(values(desk.of(calendar)), ElementsAre(195'000'000, 602'700'000));       // V-T1
  EXPECT_THAT(values(desk.of(business)), ElementsAre(79'800'000, 141'900'000));
  EXPECT_THAT(values(desk.of(pending)), ElementsAre(81'000'000, 81'000'000));
  EXPECT_THAT(values(desk.of(pending_business)), ElementsAre(23'400'000, 23'400'000));
}

TEST(projection, makes_no_sample_of_what_has_not_ended) {
  Contributions desk;                                          // X14, X18: nothing, not 0
  desk.created("08:00", "1");
  EXPECT_TRUE(desk.of(simple(FactKind::first_response, Aggregation::mean, "started", "duration", frt())).empty());
  EXPECT_THAT(values(desk.of(simple(FactKind::first_response, Aggregation::count, "started", "duration", frt()))), ElementsAre(1));
}

TEST(projection, keeps_a_duration_of_zero_as_a_sample) {
  Contributions desk;                                          // X10
  desk.created("08:00", "1");
  desk.message("08:00", "1", "agent:A");
  EXPECT_THAT(values(desk.of(simple(FactKind::first_response, Aggregation::mean, "responded", "duration", frt()))), ElementsAre(0));
}

TEST(projection, measures_improper_pauses_on_its_clock) {
  Contributions desk;
  fact::golden_ticket(desk);
  EXPECT_THAT(values(desk.of(simple(FactKind::ticket, Aggregation::sum, "created", "improper_pause"))), ElementsAre(600'000));
}

TEST(projection, divides_the_population_into_hits_and_misses) {
  Contributions desk;
  desk.created("08:00", "1", {{"channel", "email"}});
  desk.created("08:01", "2", {{"channel", "email"}});
  desk.created("08:02", "3", {{"channel", "chat"}});
  desk.status("09:00", "1", "solved");
  EXPECT_THAT(values(desk.of(ratio(FactKind::ticket, "created", "solved == 1"))), ElementsAre(1, 0, 0));
  EXPECT_THAT(values(desk.of(ratio(FactKind::ticket, "created", "solved == 1", "channel == 'email'"))), ElementsAre(1, 0));
  EXPECT_THAT(values(desk.of(ratio(FactKind::ticket, "created", "solved == 1", "channel is null"))), ElementsAre());
}

TEST(projection, counts_who_is_within_the_span_and_who_is_over_it_unanswered) {
  struct Row {
    const char* name;
    const char *replied, *solved, *when;
    std::vector<std::int64_t> values;
    Instant wake;
  };
  Instant const over = at("12:00") + time::milliseconds(1);    // at 12:00 itself it may still be met
  const Row rows[] = {{"in time", "09:00", "", "10:00", {1}, time::kNever},
                      {"at the last moment", "12:00", "", "13:00", {1}, time::kNever},
                      {"late", "2026-05-04T12:00:00.001Z", "", "13:00", {0}, time::kNever},
                      {"not yet", "", "", "11:59", {}, over},
                      {"at the due time itself", "", "", "12:00", {}, over},
                      {"over and unanswered", "", "", "2026-05-04T12:00:00.001Z", {0}, time::kNever},
                      {"solved unanswered before", "", "10:00", "13:00", {}, time::kNever},
                      {"solved unanswered too late", "", "12:30", "13:00", {0}, time::kNever}};
  Metric m = ratio(FactKind::first_response, "started", "", "", frt());
  m.within = time::hours(4);
  for (const Row& row : rows) {
    Contributions desk;
    desk.created("08:00", "1");
    if (*row.replied) desk.message(row.replied, "1", "agent:A");
    if (*row.solved) desk.status(row.solved, "1", "solved");
    EXPECT_EQ(values(desk.of(m, row.when)), row.values) << row.name;
    EXPECT_EQ(desk.silence.wake, row.wake) << row.name;
  }
}

TEST(projection, remembers_that_silence_alone_made_a_miss) {
  Metric m = ratio(FactKind::first_response, "started", "", "", frt());
  m.within = time::hours(4);
  Contributions desk;
  desk.created("08:00", "1");
  desk.of(m, "15:00");
  EXPECT_EQ(desk.silence.last, at("12:00") + time::milliseconds(1));
}

TEST(projection, holds_a_cohort_back_until_it_is_mature) {
  Metric m = ratio(FactKind::first_solve, "first_solved", "was_reopened == 1", "", {0});
  m.maturity = time::days(7);
  Contributions desk;
  desk.created("05-04 08:00", "1");
  desk.status("05-04 09:00", "1", "solved");
  desk.status("05-05 09:00", "1", "open");
  auto const young = desk.of(m, "05-11 08:59");
  ASSERT_EQ(young.size(), 1u);
  EXPECT_TRUE(young[0].pending);
  EXPECT_EQ(young[0].value, 1);                                // one member, whatever it will be
  EXPECT_EQ(desk.silence.wake, at("05-11 09:00"));
  auto const mature = desk.of(m, "05-11 09:00");
  ASSERT_EQ(mature.size(), 1u);
  EXPECT_FALSE(mature[0].pending);
  EXPECT_EQ(mature[0].value, 1);
  EXPECT_EQ(mature[0].anchor, at("05-04 09:00"));
  EXPECT_EQ(desk.silence.wake, time::kNever);
  EXPECT_EQ(desk.silence.last, at("05-11 09:00"));
}

TEST(projection, waits_for_an_anchor_that_lies_ahead) {
  Metric const m = ratio(FactKind::sla, "due", "met == 1");
  Contributions desk;
  desk.created("08:00", "1");
  desk.add("08:00", "sla.applied", {{"ticket_id", "1"}, {"policy_id", "p"}, {"metric", "first_response"}, {"target_ms", "3600000"},
                                    {"clock", "calendar"}});
  EXPECT_TRUE(desk.of(m, "08:59").empty());                    // V-SLA: not yet due is in no denominator
  EXPECT_EQ(desk.silence.wake, at("09:00"));
  EXPECT_THAT(values(desk.of(m, "09:00")), ElementsAre(0));
}

TEST(projection, reads_each_dimension_of_the_key_at_its_own_moment_and_leaves_absent_ones_none) {
  Metric m = simple(FactKind::first_response, Aggregation::mean, "responded", "duration", frt());
  m.dimensions = {dimension("priority"), dimension("priority", DimensionAt::created), dimension("priority", DimensionAt::latest),
                  dimension("category"), dimension("agent"), dimension("custom.plan", DimensionAt::latest)};
  m.attribution = metric::Attribution::author;
  Contributions desk;
  desk.created("08:00", "1", {{"priority", "low"}});
  auto const change = [&](const char* when, const char* field, const char* value) {
    desk.add(when, "ticket.field_changed", {{"ticket_id", "1"}, {"field", field}, {"current", value}});
  };
  change("08:10", "priority", "high");
  desk.message("08:30", "1", "agent:A");
  change("09:00", "priority", "urgent");
  change("09:10", "custom.plan", "gold");
  auto const found = desk.of(m);
  ASSERT_EQ(found.size(), 1u);
  std::vector<std::string> key;
  for (std::size_t i = 0; i < 6; ++i) key.push_back(desk.key(found[0], i));
  EXPECT_THAT(key, ElementsAre("high", "low", "urgent", "", "A", "gold"));
  EXPECT_TRUE(found[0].key[3].is_none());
  EXPECT_TRUE(found[0].key[6].is_none());
}

/// A ticket on which `k` humans replied.
Contributions shared_by(int k) {
  Contributions desk;
  desk.created("08:00", "1");
  for (int i = 1; i <= k; ++i) desk.message("08:10", "1", "agent:" + std::to_string(i));
  desk.status("09:00", "1", "solved");
  return desk;
}

TEST(projection, splits_credit_into_equal_exact_shares_up_to_sixteen_and_gives_the_whole_to_nobody_above) {
  Metric m = simple(FactKind::solve, Aggregation::count, "solved", nullptr, {0});
  m.attribution = metric::Attribution::all_participants;
  m.dimensions = {dimension("agent")};
  struct Row {
    int participants;
    std::size_t contributions;
    std::int64_t weight;
    const char* first;
  };
  for (const Row& row : {Row{0, 1, 720'720, ""}, {1, 1, 720'720, "1"}, {3, 3, 240'240, "1"}, {7, 7, 102'960, "1"}, {16, 16, 45'045, "1"},
                         {17, 1, 720'720, ""}}) {
    Contributions desk = shared_by(row.participants);
    auto const found = desk.of(m);
    ASSERT_EQ(found.size(), row.contributions) << row.participants;
    std::int64_t sum = 0;
    for (const Contribution& c : found) {
      EXPECT_EQ(c.weight, row.weight) << row.participants;
      sum += c.weight;
    }
    EXPECT_EQ(sum, kWholeCredit) << row.participants;
    EXPECT_EQ(desk.key(found[0]), row.first) << row.participants;
  }
}

TEST(projection, moves_a_level_only_where_its_group_changes) {
  Metric m = simple(FactKind::open, Aggregation::level, "entered");
  m.dimensions = {dimension("team")};
  Contributions desk;
  desk.created("08:00", "1", {{"team_id", "a"}, {"priority", "low"}});
  desk.add("08:10", "ticket.field_changed", {{"ticket_id", "1"}, {"field", "priority"}, {"current", "high"}});   // not in the key
  desk.assigned("08:20", "1", "", "routing", {{"team_id", "b"}});
  desk.status("09:00", "1", "solved");
  auto const found = desk.of(m);
  struct Step {
    const char *when, *team;
    std::int64_t change;
  };
  const Step steps[] = {{"08:00", "a", 1}, {"08:20", "a", -1}, {"08:20", "b", 1}, {"09:00", "b", -1}};
  ASSERT_EQ(found.size(), std::size(steps));
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].anchor, at(steps[i].when)) << i;
    EXPECT_EQ(desk.key(found[i]), steps[i].team) << i;
    EXPECT_EQ(found[i].value, steps[i].change) << i;
  }
  EXPECT_THAT(values(desk.of(m, "08:30")), ElementsAre(1, -1, 1));       // what comes later does not exist
}

TEST(projection, keeps_a_level_to_its_population) {
  Metric m = simple(FactKind::open, Aggregation::level, "entered");
  m.filter = std::get<metric::Filter>(metric::parse_filter("priority == 'high'", FactKind::open));
  Contributions desk;
  desk.created("08:00", "1", {{"priority", "low"}});
  desk.add("08:10", "ticket.field_changed", {{"ticket_id", "1"}, {"field", "priority"}, {"current", "high"}});
  desk.add("08:20", "ticket.field_changed", {{"ticket_id", "1"}, {"field", "priority"}, {"current", "low"}});
  auto const found = desk.of(m);
  EXPECT_THAT(values(found), ElementsAre(1, -1));
  EXPECT_EQ(found[0].anchor, at("08:10"));
  EXPECT_EQ(found[1].anchor, at("08:20"));
}

TEST(projection, counts_distinct_customers_and_no_unknown_one) {
  Metric const m = simple(FactKind::ticket, Aggregation::distinct, "created");
  Contributions desk;
  desk.created("08:00", "1", {{"customer_id", "c"}});
  desk.created("08:01", "2", {{"customer_id", "c"}});
  desk.created("08:02", "3");
  auto const found = desk.of(m);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].value, found[1].value);
}

/// What one answer is worth to a metric of the instrument csat, 1 to 5, 0 for "no answer".
struct Rated {
  const char* name;
  const char *instrument, *version, *answers;
  std::vector<std::int64_t> values;
};

TEST(projection, counts_an_answer_only_on_its_instruments_scale) {
  Metric m = simple(FactKind::survey_response, Aggregation::csat, "first_responded", "rating", {0, -1});
  m.instrument = "satisfaction";
  m.question = "overall";
  for (const Rated& row :
       {Rated{"valid", "csat", "2", "[{question_id: overall, value: 4}]", {4}},
        {"another question first", "csat", "2", "[{question_id: speed, value: 1}, {question_id: overall, value: 5}]", {5}},
        {"the question was not answered", "csat", "2", "[{question_id: speed, value: 1}]", {}},
        {"no answer is no rating", "csat", "2", "[{question_id: overall, value: 0}]", {}},
        {"off the scale", "csat", "2", "[{question_id: overall, value: 6}]", {}},
        {"a fraction is no rating of this scale", "csat", "2", "[{question_id: overall, value: 4.5}]", {}},
        {"another instrument", "nps", "2", "[{question_id: overall, value: 4}]", {}},
        {"another version", "csat", "1", "[{question_id: overall, value: 4}]", {}}}) {
    Contributions desk;
    metric::Instrument instrument;
    instrument.name = "satisfaction";
    instrument.version = "2";
    instrument.positive = {4, 5};
    instrument.no_answer = {0};
    desk.catalogue.instruments = {instrument};
    desk.created("08:00", "1");
    desk.add("09:00", "survey.sent", {{"invitation_id", "i"}, {"instrument", row.instrument}, {"instrument_version", row.version},
                                      {"ticket_id", "1"}, {"scale", "{min: 1, max: 5}"}});
    desk.add("10:00", "survey.responded", {{"invitation_id", "i"}, {"ticket_id", "1"}, {"response_id", "r"}, {"revision", "1"},
                                           {"answers", row.answers}});
    EXPECT_EQ(values(desk.of(m)), row.values) << row.name;
  }
}

}  // namespace
}  // namespace deskgauge::contribution

// Scorecards: V-SCORE-1 through the engine, from events that were counted out by hand.
#include "tests/core/engine/score_support.h"

namespace deskgauge::engine {
namespace {

using metric::Anchors;
using metric::Expression;
using metric::ScorecardItem;
using testing::ElementsAre;

constexpr double kTolerance = 1e-6;

Metric divided(const char* name, const char* counted, double divisor) {
  Metric m;
  m.name = name;
  m.type = metric::MetricType::derived;
  m.expression = {Expression::Op::divide, 0, "", {{Expression::Op::metric, 0, counted, {}}, {Expression::Op::number, divisor, "", {}}}};
  return m;
}
Metric counted(const char* name, const std::string& channel) {
  Metric m = created_metric();
  m.name = name;
  m.filter = std::get<metric::Filter>(metric::parse_filter("channel == \"" + channel + "\"", FactKind::ticket));
  return m;
}
ScorecardItem item(const char* name, const char* perspective, double weight, Anchors anchors) {
  ScorecardItem i;
  i.metric = name, i.perspective = perspective, i.weight = weight, i.attainment = anchors;
  return i;
}

struct Expected { const char* name; double value, att80, att120; };
constexpr Expected kVector[] = {{"csat", .84, 74.666667, 93.333333},     {"nps", 31, 81, 101},
                             {"frt_p50", 38 * 60, 72.888889, 91.111111}, {"fcr", .71, 82, 102},
                             {"reopen_rate", .09, 73.333333, 91.666667}, {"cost_per_ticket", 6.4, 69.333333, 86.666667},
                             {"upsell", .031, 81, 101},               {"qa", .88, 72, 90}};

Scorecard balanced() {
  Scorecard card;
  card.name = "card", card.window = window("7d");
  card.perspectives = {"customer", "internal", "financial", "learning"};
  card.items = {item("csat", "customer", .25, {.70, .85, .92}),        item("nps", "customer", .10, {0, 30, 50}),
                item("frt_p50", "internal", .15, {7200, 1800, 900}),   item("fcr", "internal", .15, {.50, .70, .80}),
                item("reopen_rate", "internal", .05, {.20, .08, .04}), item("cost_per_ticket", "financial", .15, {9, 6, 4.5}),
                item("upsell", "financial", .05, {0, .03, .05}),       item("qa", "learning", .10, {.70, .90, .97})};
  return card;
}

Counted desk_of(const Scorecard& card, bool with_nps = true) {
  Metric nps = csat_metric();
  nps.name = "nps", nps.aggregation.aggregation = aggregate::Aggregation::nps;
  nps.filter = std::get<metric::Filter>(metric::parse_filter("channel == \"nps\"", FactKind::survey_response));
  Metric csat = csat_metric();
  csat.filter = std::get<metric::Filter>(metric::parse_filter("channel == \"email\"", FactKind::survey_response));
  metric::Catalogue c = catalogue_of({csat, nps, response_metric("frt_p50", aggregate::Aggregation::quantile), share_metric("fcr", "fcr"),
                                      share_metric("reopen_rate", "reopen"), counted("cost_units", "cost"),
                                      divided("cost_per_ticket", "cost_units", 5), counted("sold", "sale"), divided("upsell", "sold", 1000),
                                      share_metric("qa", "qa")});
  c.scorecards = {card};
  Counted desk(std::move(c));
  std::string const when = "05-04 10:00";
  desk.surveys(when, 21, 25);
  if (with_nps)                                                       // 41 promoters, 49 passives, 10 detractors
    for (int i = 0; i < 100; ++i) desk.survey(when, i < 41 ? 10 : i < 90 ? 7 : 3, "A", "nps");
  for (const char* answer : {"10:05", "10:38", "11:50"}) desk.answered(when, std::string("05-04 ") + answer);
  desk.tickets(when, 71, 100, "fcr");
  desk.tickets(when, 9, 100, "reopen");
  desk.tickets(when, 0, 32, "cost");
  desk.tickets(when, 0, 31, "sale");
  desk.tickets(when, 22, 25, "qa");
  desk.send();
  return desk;
}
ScorecardAnswer cards(const Counted& desk, std::string_view when = "05-05 00:00", Group group = {}) {
  ScorecardRequest request;
  request.scorecard = "card";
  request.at = at(when);
  request.group = std::move(group);
  return time::must(desk.engine.scorecard(request));
}

TEST(scorecards, attain_what_the_vector_says_on_both_scales) {
  Scorecard card = balanced();
  for (bool const wide : {false, true}) {
    card.scale = wide ? metric::kTarget100Cap120 : metric::kTarget80;
    ScorecardAnswer const answer = cards(desk_of(card));
    ASSERT_EQ(answer.cards.size(), 1u);
    ASSERT_EQ(answer.cards[0].lines.size(), std::size(kVector));
    for (std::size_t i = 0; i < std::size(kVector); ++i) {
      const ScorecardLine& line = answer.cards[0].lines[i];
      EXPECT_EQ(line.item.metric, kVector[i].name);
      EXPECT_NEAR(*line.value.number, kVector[i].value, kTolerance) << kVector[i].name;
      EXPECT_NEAR(*line.attainment, wide ? kVector[i].att120 : kVector[i].att80, kTolerance) << kVector[i].name;
    }
  }
}

TEST(scorecards, weigh_their_lines_and_perspectives) {
  Card const card = cards(desk_of(balanced())).cards.at(0);
  EXPECT_NEAR(*card.composite.total.score, 75.316667, kTolerance);
  EXPECT_NEAR(card.composite.total.coverage, 1, kTolerance);
  double const scores[] = {76.476190, 76.857143, 72.25, 72.0};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(*card.composite.perspectives[i].score.score, scores[i], kTolerance);
  EXPECT_EQ(card.rating_absent_reason, "not_rated");
}

TEST(scorecards, stretch_over_what_is_missing_or_say_that_they_cannot) {
  Card const card = cards(desk_of(balanced(), false)).cards.at(0);
  EXPECT_FALSE(card.lines[1].attainment);
  EXPECT_EQ(card.lines[1].value.reason, value::Reason::no_data);
  EXPECT_NEAR(*card.composite.total.score, 74.685185, kTolerance);
  EXPECT_NEAR(card.composite.total.coverage, .9, kTolerance);
  Scorecard zero = balanced(), strict = balanced();
  zero.composite.missing = metric::MissingPolicy::as_zero;
  EXPECT_NEAR(*cards(desk_of(zero, false)).cards.at(0).composite.total.score, 67.216667, kTolerance);
  strict.composite.minimum_coverage = .95;
  EXPECT_EQ(cards(desk_of(strict, false)).cards.at(0).composite.total.absent_reason, "below_minimum_coverage");
}

/// One line for each agent, rated: 3 from .7 on, 5 from .9 on.
Scorecard rated(metric::SummaryRule rule = metric::points5()) {
  Scorecard card;
  card.name = "card", card.window = window("7d"), card.by = {"agent"}, card.perspectives = {"customer"};
  ScorecardItem csat = item("csat", "customer", .6, {.70, .85, .92}), frt = item("frt", "customer", .4, {7200, 1800, 900});
  csat.standard = metric::Standard{{{3, .7}, {5, .9}}, false};
  csat.critical = true;
  frt.standard = metric::Standard{{{3, 3600}, {4, 1800}}, true};
  card.items = {csat, frt};
  card.rating = metric::RatingSpec{metric::five_levels(), std::move(rule), "points5"};
  return card;
}
Counted team(const Scorecard& card) {
  metric::Catalogue c = catalogue_of({csat_metric(), response_metric("frt", aggregate::Aggregation::quantile)});
  c.scorecards = {card};
  return Counted(std::move(c));
}

TEST(scorecards, are_one_for_each_agent_in_order_of_identity_and_none_for_nobody) {
  Counted desk = team(rated());
  desk.surveys("05-04 10:00", 9, 10, "10");
  desk.surveys("05-04 10:00", 9, 10, "9");
  desk.surveys("05-04 10:00", 1, 1, "");                              // nobody had it
  desk.answered("05-04 10:00", "05-04 10:20", "B");                   // answers, but no surveys
  desk.send();
  std::vector<std::string> names;
  for (const Card& card : cards(desk).cards) names.push_back(card.group.at(0).second);
  EXPECT_THAT(names, ElementsAre("9", "10", "B"));
  ScorecardAnswer const one = cards(desk, "05-05 00:00", {{"agent", "B"}});
  ASSERT_EQ(one.cards.size(), 1u);
  EXPECT_EQ(one.cards[0].lines[0].value.reason, value::Reason::no_data);
  EXPECT_NEAR(*one.cards[0].lines[1].value.number, 1200, kTolerance);
  EXPECT_EQ(one.cards[0].rating_absent_reason, "critical_item_missing");
}

TEST(scorecards, propose_a_rating_by_points_and_by_weights) {
  // 450 of 450: at least .99 with 95 %, level 5; answers after 20 minutes: level 4
  struct Case { metric::SummaryRule rule; int level; double total; };
  for (const Case& c : {Case{metric::points5(), 4, 4.5}, {metric::weighted500(), 5, 460}}) {
    Counted desk = team(rated(c.rule));
    desk.surveys("05-04 10:00", 450, 450);
    desk.answered("05-04 10:00", "05-04 10:20");
    desk.send();
    Card const card = cards(desk).cards.at(0);
    EXPECT_EQ(card.lines[0].level->level, 5);
    EXPECT_FALSE(card.lines[0].level->indeterminate());
    EXPECT_EQ(card.lines[1].level->level, 4);
    ASSERT_TRUE(card.rating);
    EXPECT_NEAR(card.rating->total, c.total, kTolerance);
    EXPECT_EQ(card.rating->level.level, c.level);
    EXPECT_EQ(card.rating->because, "summary_rule");
  }
}

TEST(scorecards, fail_as_a_whole_where_a_critical_element_fails) {
  Counted desk = team(rated());
  desk.surveys("05-04 10:00", 10, 450);
  desk.answered("05-04 10:00", "05-04 10:20");
  desk.send();
  Card const card = cards(desk).cards.at(0);
  EXPECT_EQ(card.rating->level.level, 1);
  EXPECT_FALSE(card.rating->level.indeterminate());
  EXPECT_EQ(card.rating->because, "critical_element");
}

TEST(scorecards, are_indeterminate_where_an_interval_spans_levels) {
  Counted desk = team(rated());
  desk.surveys("05-04 10:00", 87, 100);                               // Wilson .790196 … .922428: level 3 or 5
  desk.answered("05-04 10:00", "05-04 10:20");
  desk.send();
  Card const card = cards(desk).cards.at(0);
  EXPECT_EQ(card.lines[0].level->level, 3);
  EXPECT_EQ(card.lines[0].level->low, 3);
  EXPECT_EQ(card.lines[0].level->high, 5);
  EXPECT_TRUE(card.rating->level.indeterminate());
}

Counted confirmed(Fields more = {}) {
  Counted desk = team(rated());
  desk.surveys("05-04 10:00", 9, 10, "A");
  desk.surveys("05-04 10:00", 9, 10, "B");
  more.insert(more.end(), {{"scorecard", "card"}, {"agent_id", "A"}, {"label", "Outstanding"}, {"person", "Ada"}, {"comment_ref", "c1"},
                           {"id", "yes"}});
  desk.add("05-06 09:00", "rating.confirmed", more);
  return desk;
}

TEST(scorecards, keep_what_a_person_confirmed_of_one_agent) {
  Counted desk = confirmed();
  desk.send();
  auto const list = cards(desk, "05-07 00:00").cards;
  ASSERT_TRUE(list.at(0).confirmation);
  EXPECT_EQ(list[0].confirmation->label, "Outstanding");
  EXPECT_EQ(list[0].confirmation->person, "Ada");
  EXPECT_EQ(list[0].confirmation->comment_ref, "c1");
  EXPECT_EQ(list[0].confirmation->at, at("05-06 09:00"));
  EXPECT_FALSE(list.at(1).confirmation);
  EXPECT_FALSE(cards(desk, "05-06 08:59").cards.at(0).confirmation);  // not said yet
}

TEST(scorecards, take_the_later_of_two_confirmations_and_none_that_was_withdrawn) {
  Counted desk = confirmed();
  desk.add("05-07 09:00", "rating.confirmed",
           {{"scorecard", "card"}, {"agent_id", "A"}, {"label", "Fair"}, {"person", "Bo"}, {"id", "no"}});
  desk.add("05-08 09:00", "event.retracted", {{"subject", "desk/card"}, {"target_source", "desk"}, {"target_id", "no"}});
  desk.send();
  EXPECT_EQ(cards(desk, "05-07 12:00").cards.at(0).confirmation->person, "Bo");
  EXPECT_EQ(cards(desk, "05-08 12:00").cards.at(0).confirmation->person, "Ada");
}

TEST(scorecards, give_a_confirmation_to_the_period_that_it_names) {
  for (auto const& [period, found] : {std::pair{"{from: 2026-04-01T00:00:00Z, to: 2026-05-01T00:00:00Z}", false},
                                      {"{from: 2026-05-01T00:00:00Z, to: 2026-06-01T00:00:00Z}", true}}) {
    Counted desk = confirmed({{"period", period}});
    desk.send();
    EXPECT_EQ(cards(desk, "05-08 00:00").cards.at(0).confirmation.has_value(), found) << period;
  }
}

TEST(scorecards, refuse_by_name) {
  Counted const desk = team(rated());
  ScorecardRequest request;
  request.scorecard = "cart";
  EXPECT_EQ(desk.engine.scorecard(request).error().reason, "unknown_scorecard");
  request.scorecard = "card", request.group = {{"team", "x"}};
  EXPECT_EQ(desk.engine.scorecard(request).error().reason, "unknown_dimension");
}

}  // namespace
}  // namespace deskgauge::engine

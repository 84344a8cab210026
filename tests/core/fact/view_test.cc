// Whom a fact credits, what its dimensions are, and which filters it passes.
#include "deskgauge/fact/population.h"
#include "tests/core/fact/support.h"

namespace deskgauge::fact {
namespace {

using metric::Attribution;
using metric::Dimension;
using metric::DimensionAt;
using testing::ElementsAre;

TEST(credited_agent, is_by_each_attribution_another_one) {
  Facts facts;
  golden_ticket(facts);
  Ticket const ticket = facts.ticket("1");
  FactSet const surveys = facts.derive(FactKind::survey_response, {0, -1}, "1");
  FactSet const solves = facts.derive(FactKind::solve, {0}, "1");
  FactSet const replies = facts.derive(FactKind::reply, {0}, "1");
  const Fact &survey = surveys.facts.at(0), &first_solve = solves.facts.at(0), &reply = replies.facts.at(0);
  struct Row {
    const char* name;
    const Fact& fact;
    Attribution attribution;
    const char *anchor, *agent;
  };
  const Row rows[] = {{"the survey's snapshot", survey, Attribution::assignee_at_survey_sent, "05-06 18:00", "B"},
                      {"who has the ticket at the end", survey, Attribution::owner_at_as_of, "05-06 18:00", "C"},   // the naive credit
                      {"the assignee at the anchor", first_solve, Attribution::assignee, "05-05 07:44", "A"},
                      {"nobody while unassigned", first_solve, Attribution::assignee, "05-10 00:00", ""},
                      {"who solved it", first_solve, Attribution::solver, "05-06 14:00", "B"},
                      {"who replied last by then", first_solve, Attribution::last_public_replier, "05-05 07:59", "A"},
                      {"who wrote the reply", reply, Attribution::author, "05-05 08:00", "B"},
                      {"the first human assignee", first_solve, Attribution::first_assignee, "05-06 14:00", "A"},
                      {"nobody", first_solve, Attribution::none, "05-06 14:00", ""}};
  for (const Row& row : rows)
    EXPECT_EQ(facts.name(credited_agent(ticket, row.fact, row.attribution, at(row.anchor))), row.agent) << row.name;
}

TEST(credited_agent, of_a_solve_by_nobody_in_particular_is_the_assignee) {
  Facts facts;
  facts.created("08:00", "1", {{"assignee_id", "A"}});
  facts.status("09:00", "1", "solved", {{"actor_type", "automation"}, {"actor_id", "rule-7"}});
  FactSet const solves = facts.derive(FactKind::solve, {0}, "1");
  EXPECT_EQ(facts.name(credited_agent(facts.ticket("1"), solves.facts.at(0), Attribution::solver, at("09:00"))), "A");
}

TEST(credited_agent, is_the_assignee_when_the_survey_was_sent_where_it_has_no_snapshot) {
  Facts facts;
  facts.created("08:00", "1", {{"assignee_id", "A"}});
  facts.add("09:00", "survey.sent", {{"invitation_id", "i"}, {"instrument", "csat"}, {"instrument_version", "1"}, {"ticket_id", "1"},
                                     {"scale", "{min: 1, max: 5}"}});
  facts.assigned("09:30", "1", "B", "transfer");
  FactSet const set = facts.derive(FactKind::survey_invitation, {}, "1");
  EXPECT_EQ(facts.name(credited_agent(facts.ticket("1"), set.facts.at(0), Attribution::assignee_at_survey_sent, at("10:00"))), "A");
}

TEST(participants, are_every_human_who_replied_or_was_assigned_once_each_in_order) {
  Facts facts;
  facts.created("08:00", "1");
  facts.assigned("08:10", "1", "10", "manual");
  facts.assigned("08:20", "1", "9", "transfer");
  facts.assigned("08:30", "1", "bot-1", "manual", {{"assignee_type", "bot"}});
  facts.message("08:40", "1", "agent:9");
  facts.message("08:50", "1", "agent:A");
  facts.message("08:55", "1", "bot:b");
  std::vector<std::string> names;
  for (Symbol s : participants(facts.ticket("1"), facts.symbols)) names.push_back(facts.name(s));
  EXPECT_THAT(names, ElementsAre("9", "10", "A"));
}

/// One fact of a ticket as one metric sees it.
class Seen : public Facts {
 public:
  std::string value(const std::string& dimension, DimensionAt moment, const char* anchor, const char* agent = "",
                    FactKind kind = FactKind::ticket, Attribution attribution = Attribution::none) {
    auto const ref = metric::parse_dimension(dimension);
    base::Naming const naming(symbols);
    Rosters const rosters(catalogue, naming);
    Ticket const ticket = this->ticket("1");
    FactSet const set = derive(kind, {0, 0, 0}, ticket);
    View const view{ticket, set.facts.at(0), set, words, rosters, at(anchor), attribution, *agent ? symbol(agent) : Symbol{}};
    return symbols.text(view.value({ref->dimension, moment, ref->custom.empty() ? Symbol{} : symbol(ref->custom)}));
  }
};

TEST(dimension, is_read_at_the_anchor_at_creation_or_at_the_latest_moment) {
  Seen seen;
  seen.created("08:00", "1", {{"priority", "low"}});
  seen.add("09:00", "ticket.field_changed", {{"ticket_id", "1"}, {"field", "priority"}, {"current", "high"}});
  seen.add("10:00", "ticket.field_changed", {{"ticket_id", "1"}, {"field", "priority"}, {"current", "urgent"}});
  EXPECT_EQ(seen.value("priority", DimensionAt::anchor, "09:30"), "high");
  EXPECT_EQ(seen.value("priority", DimensionAt::created, "09:30"), "low");
  EXPECT_EQ(seen.value("priority", DimensionAt::latest, "09:30"), "urgent");
  EXPECT_EQ(seen.value("category", DimensionAt::latest, "09:30"), "");
}

TEST(dimension, team_and_tier_are_the_agents_by_roster_at_that_moment_else_the_tickets) {
  Seen seen;                                                   // X30
  seen.catalogue.rosters.push_back({"r", {{"A", "support", "", 1, time::kBeginning, at("05-05 00:00")},
                                          {"A", "sales", "", 2, at("05-05 00:00"), time::kNever}}});
  seen.created("08:00", "1", {{"team_id", "front"}});
  seen.assigned("08:10", "1", "B", "manual", {{"tier", "3"}});
  EXPECT_EQ(seen.value("team", DimensionAt::anchor, "05-04 23:59", "A"), "support");
  EXPECT_EQ(seen.value("team", DimensionAt::anchor, "05-05 00:00", "A"), "sales");       // half-open
  EXPECT_EQ(seen.value("team", DimensionAt::anchor, "05-05 00:00", "B"), "front");
  EXPECT_EQ(seen.value("team", DimensionAt::anchor, "05-05 00:00"), "front");
  EXPECT_EQ(seen.value("tier", DimensionAt::anchor, "05-05 00:00", "A"), "2");
  EXPECT_EQ(seen.value("tier", DimensionAt::anchor, "05-05 00:00", "B"), "3");
  EXPECT_EQ(seen.value("agent", DimensionAt::anchor, "05-05 00:00", "A"), "A");
}

TEST(dimension, bot_involved_is_none_assisted_or_solo) {
  struct Row {
    const char* name;
    bool bot_message, bot_solve, human;
    const char* expected;
  };
  for (const Row& row : {Row{"human only", false, false, true, "none"},
                         {"nobody", false, false, false, "none"},
                         {"both", true, false, true, "assisted"},
                         {"bot only", true, false, false, "solo"},
                         {"bot solved without a word", false, true, false, "solo"},
                         {"bot closed for a human", false, true, true, "assisted"}}) {
    Seen seen;
    seen.created("08:00", "1");
    if (row.bot_message) seen.message("08:10", "1", "bot:b");
    if (row.human) seen.message("08:20", "1", "agent:A");
    if (row.bot_solve) seen.status("08:30", "1", "solved", {{"actor_type", "bot"}});
    EXPECT_EQ(seen.value("bot_involved", DimensionAt::anchor, "09:00"), row.expected) << row.name;
  }
}

TEST(dimension, of_a_survey_is_its_snapshot_before_the_tickets) {
  Seen seen;
  seen.created("08:00", "1", {{"customer_id", "c"}, {"channel", "email"}, {"team_id", "t"}});
  seen.add("09:00", "survey.sent", {{"invitation_id", "i"}, {"instrument", "nps"}, {"instrument_version", "1"}, {"ticket_id", "1"},
                                    {"scale", "{min: 0, max: 10}"}, {"customer_id", "d"}, {"channel", "sms"}, {"team_id", "u"}});
  auto const of_survey = [&](const char* dimension, Attribution attribution = Attribution::none) {
    return seen.value(dimension, DimensionAt::anchor, "10:00", "", FactKind::survey_invitation, attribution);
  };
  EXPECT_EQ(of_survey("customer"), "d");
  EXPECT_EQ(of_survey("channel"), "sms");
  EXPECT_EQ(of_survey("instrument"), "nps");
  EXPECT_EQ(of_survey("team"), "t");
  EXPECT_EQ(of_survey("team", Attribution::assignee_at_survey_sent), "u");
}

/// What a filter asks, answered from a test's own words.
struct Answers {
  base::Interner& symbols;
  std::map<Dimension, Symbol> values;
  std::map<int, std::int64_t> measures;
  Symbol value(const DimensionKey& key) const {
    auto const it = values.find(key.dimension);
    return it == values.end() ? Symbol{} : it->second;
  }
  std::int64_t measure(int index) const {
    auto const it = measures.find(index);
    return it == measures.end() ? 0 : it->second;
  }
};

TEST(population, answers_the_table_of_absent_values) {
  base::Interner symbols;
  struct Row {
    const char* filter;
    bool high, low, absent;
  };
  // docs/filters.md, "Absent values"
  for (const Row& row : {Row{"priority == \"high\"", true, false, false}, {"priority != \"high\"", false, true, false},
                         {"not priority == \"high\"", false, true, true}, {"priority in (\"high\")", true, false, false},
                         {"priority not in (\"high\")", false, true, false}, {"priority is null", false, false, true},
                         {"priority is not null", true, true, false}, {"", true, true, true}}) {
    metric::Filter const filter =
      *row.filter ? std::get<metric::Filter>(metric::parse_filter(row.filter, FactKind::ticket)) : metric::Filter{};
    Population const population(filter, base::Naming(symbols));
    auto const contains = [&](Symbol priority) {
      return population.contains(Answers{symbols, {{Dimension::priority, priority}}, {}}, symbols);
    };
    EXPECT_EQ(contains(symbols.intern(std::string_view("high"))), row.high) << row.filter;
    EXPECT_EQ(contains(symbols.intern(std::string_view("low"))), row.low) << row.filter;
    EXPECT_EQ(contains({}), row.absent) << row.filter;
  }
}

TEST(population, compares_lists_numbers_and_measures) {
  base::Interner symbols;
  auto const word = [&](std::string_view text) { return symbols.intern(text); };
  Symbol const tags = symbols.intern_list(std::vector<Symbol>{word("vip"), word("eu")}), no_tags = symbols.intern_list({});
  struct Row {
    const char* filter;
    Answers answers;
    bool expected;
  };
  int const replies = metric::measure_index(FactKind::ticket, "human_replies");
  const Row rows[] = {{"tag == \"vip\"", {symbols, {{Dimension::tag, tags}}, {}}, true},
                      {"tag == \"us\"", {symbols, {{Dimension::tag, tags}}, {}}, false},
                      {"tag != \"us\"", {symbols, {{Dimension::tag, tags}}, {}}, true},
                      {"tag != \"vip\"", {symbols, {{Dimension::tag, tags}}, {}}, false},
                      {"tag in (\"us\", \"eu\")", {symbols, {{Dimension::tag, tags}}, {}}, true},
                      {"tag != \"us\"", {symbols, {{Dimension::tag, no_tags}}, {}}, true},
                      {"tag != \"us\"", {symbols, {}, {}}, false},
                      {"tag is null", {symbols, {}, {}}, true},
                      {"tier >= 2", {symbols, {{Dimension::tier, word("10")}}, {}}, true},      // as numbers: 10 after 2
                      {"tier >= 2", {symbols, {{Dimension::tier, word("1")}}, {}}, false},
                      {"tier >= 2", {symbols, {}, {}}, false},
                      {"agent == 7", {symbols, {{Dimension::agent, word("7")}}, {}}, true},
                      {"human_replies == 1", {symbols, {}, {{replies, 1}}}, true},
                      {"human_replies < 2 and human_replies > 0", {symbols, {}, {{replies, 2}}}, false},
                      {"human_replies in (0, 2)", {symbols, {}, {{replies, 2}}}, true},
                      {"channel == \"a\" or channel == \"b\"", {symbols, {{Dimension::channel, word("b")}}, {}}, true},
                      {"not (channel == \"a\" or channel == \"b\")", {symbols, {{Dimension::channel, word("b")}}, {}}, false}};
  for (const Row& row : rows) {
    Population const population(std::get<metric::Filter>(metric::parse_filter(row.filter, FactKind::ticket)), base::Naming(symbols));
    EXPECT_EQ(population.contains(row.answers, symbols), row.expected) << row.filter;
  }
}

TEST(population, finds_no_rating_equal_to_anything) {
  base::Interner symbols;
  int const rating = metric::measure_index(FactKind::survey_response, "rating");
  for (auto const& [filter, expected] : {std::pair{"rating >= 0", false}, {"rating < 100", false}, {"rating != 5", false}}) {
    Population const population(std::get<metric::Filter>(metric::parse_filter(filter, FactKind::survey_response)), base::Naming(symbols));
    EXPECT_EQ(population.contains(Answers{symbols, {}, {{rating, kNoRating}}}, symbols), expected) << filter;
  }
}

}  // namespace
}  // namespace deskgauge::fact

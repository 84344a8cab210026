// Service targets: who gives them, when they are due, and the verdict.
#include "tests/core/fact/support.h"

namespace deskgauge::fact {
namespace {

using testing::ElementsAre;
namespace sla = metric::sla;
using event::SlaMetric;

void apply(timeline::Desk& desk, const char* when, const char* metric, time::Span target, Fields more = {}) {
  more.insert(more.end(), {{"ticket_id", "1"}, {"metric", metric}, {"target_ms", std::to_string(target.ms)}});
  auto const has = [&](const char* name) {
    return std::any_of(more.begin(), more.end(), [&](auto const& field) { return field.first == name; });
  };
  if (!has("policy_id")) more.emplace_back("policy_id", "p");
  if (!has("clock")) more.emplace_back("clock", "calendar");
  desk.add(when, "sla.applied", more);
}

metric::SlaPolicy policy(const std::string& name, const std::string& match, SlaMetric metric, time::Span target, bool reapply = false) {
  metric::SlaPolicy p;
  p.name = name;
  p.reapply = reapply;
  if (!match.empty()) p.filter = std::get<metric::Filter>(metric::parse_filter(match, FactKind::ticket));
  p.targets.push_back({metric, target, false, "", 0, time::Tie::at_close});
  return p;
}

/// "policy due met" for each target.
std::vector<std::string> verdicts(const FactSet& set, const base::Interner& symbols) {
  std::vector<std::string> out;
  for (const Fact& fact : set.facts) {
    Instant const due = fact.instant(sla::due);
    out.push_back(symbols.text(set.terms[static_cast<std::size_t>(fact.detail)].policy) + " " +
                  (due == time::kNever ? "never" : time::to_text(due).substr(5, 11)) + " " +
                  (fact.measure(sla::met) ? "met" : fact.instant(sla::fulfilled) == time::kNever ? "open" : "late"));
  }
  return out;
}

TEST(sla, judges_a_first_response_by_its_due_time_to_the_millisecond) {
  struct Row {
    const char* replied;   // "" = never
    const char* verdict;
  };
  for (const Row& row : {Row{"08:59", "met"}, {"09:00", "met"}, {"2026-05-04T09:00:00.001Z", "late"}, {"", "open"}}) {
    Facts facts;
    facts.created("08:00", "1");
    apply(facts, "08:00", "first_response", time::hours(1));
    if (*row.replied) facts.message(row.replied, "1", "agent:A");
    EXPECT_THAT(verdicts(facts.derive(FactKind::sla, {}, "1"), facts.symbols), ElementsAre("p 05-04T09:00 " + std::string(row.verdict)));
  }
}

TEST(sla, concludes_at_the_earlier_of_fulfilment_and_due_time) {
  Facts facts;
  facts.created("08:00", "1");
  apply(facts, "08:00", "first_response", time::hours(1));
  EXPECT_EQ(facts.derive(FactKind::sla, {}, "1", "08:30").facts.at(0).instant(sla::concluded), at("09:00"));
  facts.message("08:20", "1", "agent:A");
  EXPECT_EQ(facts.derive(FactKind::sla, {}, "1").facts.at(0).instant(sla::concluded), at("08:20"));
  Facts late;
  late.created("08:00", "1");
  apply(late, "08:00", "first_response", time::hours(1));
  late.message("10:00", "1", "agent:A");
  EXPECT_EQ(late.derive(FactKind::sla, {}, "1").facts.at(0).instant(sla::concluded), at("09:00"));
}

TEST(sla, takes_a_ticket_solved_before_any_answer_for_a_kept_first_response) {
  Facts facts;
  facts.created("08:00", "1");
  apply(facts, "08:00", "first_response", time::hours(1));
  facts.status("08:30", "1", "solved");
  EXPECT_THAT(verdicts(facts.derive(FactKind::sla, {}, "1"), facts.symbols), ElementsAre("p 05-04T09:00 met"));
}

TEST(sla, counts_from_creation_however_late_it_is_applied) {
  Facts facts;
  facts.created("08:00", "1");
  apply(facts, "08:50", "first_response", time::hours(1));
  FactSet const set = facts.derive(FactKind::sla, {}, "1");
  EXPECT_EQ(set.facts.at(0).instant(sla::applied), at("08:50"));
  EXPECT_EQ(set.facts[0].instant(sla::due), at("09:00"));
}

TEST(sla, stops_the_clock_in_pause_statuses_and_while_done) {
  Facts facts;                                                 // 08:00-08:20 runs, 08:20-09:20 paused, 09:20-09:50 runs, solved to 10:50
  facts.created("08:00", "1");
  apply(facts, "08:00", "resolution", time::hours(1), {{"pause_statuses", "pending"}});
  facts.status("08:20", "1", "pending");
  facts.status("09:20", "1", "open");
  EXPECT_EQ(facts.derive(FactKind::sla, {}, "1").facts.at(0).instant(sla::due), at("10:00"));       // 20 + 40 min
  facts.status("09:50", "1", "solved");
  EXPECT_THAT(verdicts(facts.derive(FactKind::sla, {}, "1"), facts.symbols), ElementsAre("p 05-04T10:00 met"));
  facts.status("10:50", "1", "open");
  EXPECT_THAT(verdicts(facts.derive(FactKind::sla, {}, "1"), facts.symbols), ElementsAre("p 05-04T11:00 open"));  // 50 + 10 min
}

TEST(sla, never_falls_due_while_its_clock_stands_still) {
  Facts facts;
  facts.created("08:00", "1");
  apply(facts, "08:00", "resolution", time::hours(1), {{"pause_statuses", "on_hold"}});
  facts.status("08:20", "1", "on_hold");
  EXPECT_THAT(verdicts(facts.derive(FactKind::sla, {}, "1"), facts.symbols), ElementsAre("p never open"));
}

TEST(sla, promises_each_next_reply_after_the_first_answer_and_each_cycle) {
  Facts facts;
  golden_ticket(facts);
  apply(facts, "05-04 07:50", "next_reply", time::hours(1));
  EXPECT_THAT(verdicts(facts.derive(FactKind::sla, {}, "1"), facts.symbols),
              ElementsAre("p 05-05T08:20 met", "p 05-08T15:30 late"));    // 07:20 answered 08:00; 05-08 14:30 answered 05-11 07:15
  Facts cycles;
  golden_ticket(cycles);
  apply(cycles, "05-04 07:50", "cycle_resolution", time::days(3));
  EXPECT_THAT(verdicts(cycles.derive(FactKind::sla, {}, "1"), cycles.symbols),
              ElementsAre("p 05-07T07:50 met", "p 05-11T14:30 met"));     // 195000 s and 233100 s of 259200
  EXPECT_THAT(verdicts(cycles.derive(FactKind::sla, {}, "1", "2026-05-09T00:00:00Z"), cycles.symbols),
              ElementsAre("p 05-07T07:50 met", "p 05-11T14:30 open"));
}

TEST(sla, of_business_hours_ending_exactly_at_closing_time_is_due_then_or_at_the_next_opening) {
  struct Row {
    time::Tie tie;
    const char *due, *verdict;
  };
  for (const Row& row : {Row{time::Tie::at_close, "05-04T15:00", "late"}, {time::Tie::at_next_open, "05-05T07:00", "met"}}) {
    Facts facts;
    facts.catalogue.schedules.push_back(berlin_office());
    facts.catalogue.desk.schedule = "office";
    metric::SlaPolicy p = policy("p", "", SlaMetric::first_response, time::hours(8));
    p.targets[0].business = true;
    p.targets[0].tie = row.tie;
    facts.catalogue.sla_policies.push_back(p);
    facts.created("07:00", "1");                               // 09:00 in Berlin: eight hours are over at 17:00 sharp
    facts.message("15:30", "1", "agent:A");
    EXPECT_THAT(verdicts(facts.derive(FactKind::sla, {}, "1"), facts.symbols),
                ElementsAre("p " + std::string(row.due) + " " + row.verdict));
  }
}

TEST(sla, by_event_runs_on_the_schedule_it_names_and_on_the_tickets_where_that_is_unknown) {
  struct Row {
    Fields more;
    const char* due;
  };
  const Row rows[] = {{{{"clock", "calendar"}}, "05-04T18:00"},                            // 14:00 + 4 h
                      {{{"clock", "business"}}, "05-05T10:00"},                            // one hour to 15:00, three from 07:00
                      {{{"clock", "business"}, {"schedule_id", "short"}}, "05-06T07:00"},  // 1 h on 05-04, 2 h on 05-05, 1 h on 05-06 …
                      {{{"clock", "business"}, {"schedule_id", "no such"}}, "05-05T10:00"}};  // … and never silently round the clock
  for (const Row& row : rows) {
    Facts facts;
    facts.catalogue.schedules.push_back(berlin_office());
    facts.catalogue.schedules.push_back(
      time::Schedule("short", time::zone("UTC"), {time::weekly(time::kWorkdays, {time::range(6, 0, 7, 0), time::range(14, 0, 15, 0)})}));
    facts.catalogue.desk.schedule = "office";
    facts.created("14:00", "1");
    apply(facts, "14:00", "first_response", time::hours(4), row.more);
    EXPECT_THAT(verdicts(facts.derive(FactKind::sla, {}, "1"), facts.symbols), ElementsAre("p " + std::string(row.due) + " open"));
  }
}

TEST(sla, applied_by_an_event_wins_over_a_policy_for_its_metric_only) {
  Facts facts;
  facts.catalogue.sla_policies = {policy("policy", "", SlaMetric::first_response, time::hours(2))};
  facts.catalogue.sla_policies[0].targets.push_back({SlaMetric::resolution, time::hours(5), false, "", 0, time::Tie::at_close});
  facts.created("08:00", "1");
  EXPECT_THAT(verdicts(facts.derive(FactKind::sla, {}, "1"), facts.symbols),
              ElementsAre("policy 05-04T10:00 open", "policy 05-04T13:00 open"));
  apply(facts, "08:10", "first_response", time::hours(1), {{"policy_id", "event"}});
  EXPECT_THAT(verdicts(facts.derive(FactKind::sla, {}, "1"), facts.symbols),
              ElementsAre("event 05-04T09:00 open", "policy 05-04T13:00 open"));
}

TEST(sla, is_replaced_by_a_later_application_of_the_same_policy) {
  Facts facts;
  facts.created("08:00", "1");
  apply(facts, "08:00", "first_response", time::hours(1));
  apply(facts, "08:10", "first_response", time::hours(3));
  apply(facts, "08:10", "first_response", time::hours(2), {{"policy_id", "other"}});
  EXPECT_THAT(verdicts(facts.derive(FactKind::sla, {}, "1"), facts.symbols),
              ElementsAre("p 05-04T11:00 open", "other 05-04T10:00 open"));
}

TEST(sla, ends_with_its_removal_unless_the_verdict_was_there_before) {
  struct Row {
    const char *name, *removed;
    std::size_t targets;
  };
  for (const Row& row : {Row{"before the verdict", "08:30", 0}, {"after the breach", "10:00", 1}}) {
    Facts facts;
    facts.created("08:00", "1");
    apply(facts, "08:00", "first_response", time::hours(1));
    facts.add(row.removed, "sla.removed", {{"ticket_id", "1"}, {"policy_id", "p"}, {"metric", "first_response"}});
    EXPECT_EQ(facts.derive(FactKind::sla, {}, "1").facts.size(), row.targets) << row.name;
  }
}

TEST(sla, of_a_policy_is_the_first_match_in_file_order_at_creation) {
  Facts facts;
  facts.catalogue.sla_policies = {policy("urgent", "priority == 'urgent'", SlaMetric::first_response, time::hours(1)),
                                  policy("email", "channel == 'email'", SlaMetric::first_response, time::hours(4)),
                                  policy("rest", "", SlaMetric::first_response, time::hours(8))};
  struct Row {
    Fields created;
    const char* verdict;
  };
  int id = 0;
  for (const Row& row : {Row{{{"priority", "urgent"}, {"channel", "email"}}, "urgent 05-04T09:00 open"},
                         {{{"priority", "low"}, {"channel", "email"}}, "email 05-04T12:00 open"},
                         {{{"channel", "chat"}}, "rest 05-04T16:00 open"}}) {
    std::string const name = std::to_string(++id);
    facts.created("08:00", name, row.created);
    EXPECT_THAT(verdicts(facts.derive(FactKind::sla, {}, name), facts.symbols), ElementsAre(row.verdict));
  }
}

TEST(sla, follows_a_later_change_only_where_the_policy_reapplies) {
  struct Row {
    bool reapply;
    const char *field, *value, *verdict;
  };
  for (const Row& row : {Row{false, "priority", "urgent", "normal 05-04T12:00 open"},
                         {true, "priority", "urgent", "urgent 05-04T09:00 open"},
                         {true, "team", "vip", "vip 05-04T10:00 open"},
                         {true, "category", "billing", "normal 05-04T12:00 open"}}) {
    Facts facts;
    facts.catalogue.sla_policies = {policy("urgent", "priority == 'urgent'", SlaMetric::first_response, time::hours(1), row.reapply),
                                    policy("vip", "team == 'vip'", SlaMetric::first_response, time::hours(2), row.reapply),
                                    policy("normal", "", SlaMetric::first_response, time::hours(4), row.reapply)};
    facts.created("08:00", "1", {{"priority", "low"}});
    if (std::string(row.field) == "team") facts.assigned("08:30", "1", "", "routing", {{"team_id", row.value}});
    else facts.add("08:30", "ticket.field_changed", {{"ticket_id", "1"}, {"field", row.field}, {"current", row.value}});
    FactSet const set = facts.derive(FactKind::sla, {}, "1");
    EXPECT_THAT(verdicts(set, facts.symbols), ElementsAre(row.verdict)) << row.field << row.reapply;
  }
}

TEST(sla_reported, believes_the_last_verdict_of_a_policy_and_each_next_reply) {
  Facts facts;
  facts.created("08:00", "1");
  auto const conclude = [&](const char* when, const char* metric, const char* met) {
    facts.add(when, "sla.concluded", {{"ticket_id", "1"}, {"policy_id", "p"}, {"metric", metric}, {"met", met}});
  };
  conclude("09:00", "resolution", "false");
  conclude("09:10", "next_reply", "true");
  conclude("09:20", "next_reply", "false");
  conclude("09:30", "resolution", "true");                     // corrects the first
  FactSet const set = facts.derive(FactKind::sla_reported, {}, "1");
  std::vector<std::int64_t> met;
  for (const Fact& fact : set.facts) met.push_back(fact.measure(metric::sla_reported::met));
  EXPECT_THAT(met, ElementsAre(1, 0, 1));
  EXPECT_EQ(set.facts[2].instant(metric::sla_reported::concluded), at("09:30"));
}

}  // namespace
}  // namespace deskgauge::fact

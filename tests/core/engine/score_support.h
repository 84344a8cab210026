#pragma once
#include <string>
#include <utility>
#include <vector>

#include "tests/core/engine/support.h"

namespace deskgauge::engine {

using metric::Goal;
using metric::Scorecard;
using metric::Target;
using metric::TargetKind;
using score::GoalStatus;
using time::Instant;

/// Share of good answers (4 and 5), credited to who had the ticket when the survey was sent.
inline Metric csat_metric() {
  using contribution::simple;
  Metric csat = named("csat", simple(FactKind::survey_response, aggregate::Aggregation::csat, "first_responded", "rating", {0}),
                      {"agent", "channel"});
  csat.aggregation.positive = {4, 5};
  csat.attribution = metric::Attribution::assignee_at_survey_sent;
  csat.direction = metric::Direction::up;
  return csat;
}
/// Share of a channel's tickets whose category is "hit".
inline Metric share_metric(const char* name, const std::string& channel) {
  std::string const population = "channel == \"" + channel + "\"";
  return named(name, contribution::ratio(FactKind::ticket, "created", "category == \"hit\"", population.c_str()), {"channel", "priority"});
}
inline Metric response_metric(const char* name, aggregate::Aggregation aggregation) {
  Metric m = named(name, contribution::simple(FactKind::first_response, aggregation, "responded", "duration", {0, 0}), {"agent"});
  m.attribution = metric::Attribution::author;
  m.direction = metric::Direction::down;
  return m;
}
inline Metric created_metric() {
  Metric m = named("created", contribution::simple(FactKind::ticket, aggregate::Aggregation::count, "created"), {"channel"});
  m.null_policy = metric::NullPolicy::zero;
  return m;
}
inline metric::Catalogue catalogue_of(std::vector<Metric> metrics) {
  metric::Catalogue c;
  c.metrics = std::move(metrics);
  std::sort(c.metrics.begin(), c.metrics.end(), [](const Metric& a, const Metric& b) { return a.name < b.name; });
  c.text = "definitions of a test";
  return c;
}

/// A desk whose numbers are known by counting: so many good answers of so many, so many tickets.
class Counted {
 public:
  explicit Counted(metric::Catalogue c) : engine(shared(std::move(c))) {}
  Engine engine;

  event::Event& add(const std::string& when, const char* type, const Fields& fields) {
    events_.push_back(make_event(when, type, fields, engine.interner(), next_++));
    return events_.back();
  }
  /// `n` answers, `hits` of them 5 and the others 1.
  void surveys(const std::string& when, int hits, int n, const std::string& agent = "A", const std::string& channel = "email") {
    for (int i = 0; i < n; ++i) survey(when, i < hits ? 5 : 1, agent, channel);
  }
  event::Event& survey(const std::string& when, int rating, const std::string& agent = "A", const std::string& channel = "email") {
    std::string const id = "i" + std::to_string(next_);
    invitation(when, id, agent, channel);
    return add(when, "survey.responded", {{"subject", "invitation/" + id}, {"invitation_id", id}, {"response_id", "r"}, {"revision", "1"},
                                          {"answers", "[{question_id: q, value: " + std::to_string(rating) + "}]"}});
  }
  void invitation(const std::string& when, const std::string& id, const std::string& agent, const std::string& channel = "email") {
    Fields fields{{"invitation_id", id}, {"instrument", "csat"}, {"instrument_version", "1"}, {"scale", "{min: 0, max: 10}"},
                  {"channel", channel}};
    if (!agent.empty()) fields.emplace_back("assignee_id", agent);
    add(when, "survey.sent", fields);
  }
  std::string ticket(const std::string& when, const std::string& channel = "email", const std::string& category = "other") {
    std::string const id = std::to_string(next_);
    add(when, "ticket.created", {{"ticket_id", id}, {"channel", channel}, {"direction", "inbound"}, {"category", category}});
    return id;
  }
  void tickets(const std::string& when, int hits, int n, const std::string& channel = "email") {
    for (int i = 0; i < n; ++i) ticket(when, channel, i < hits ? "hit" : "other");
  }
  /// A ticket that `agent` answers later.
  void answered(const std::string& when, const std::string& answer, const std::string& agent = "A") {
    std::string const id = ticket(when);
    Line const line = message("08:00", id.c_str(), agent);
    add(answer, line.type, line.fields);
  }
  /// Hands everything over at once; nothing may be refused.
  void send() {
    IngestReport const report = engine.ingest(events_);
    EXPECT_TRUE(report.rejections.empty()) << (report.rejections.empty() ? "" : to_text(report.rejections[0].error));
    events_.clear();
  }

 private:
  std::vector<event::Event> events_;
  int next_ = 0;
};

/// "02-15" of 2026 as an instant; `later` ms after midnight.
inline Instant midnight(const std::string& day) { return at("2026-" + day + "T00:00:00Z"); }
/// "2026-01-07" for 6 days after 2026-01-01, and the like.
inline std::string day_of_2026(int days_after) { return time::to_text(time::on("2026-01-01") + days_after).substr(5); }
inline std::string noon(int days_after) { return day_of_2026(days_after) + " 12:00"; }

inline void between(Goal& goal, std::string_view start, std::string_view due) {
  goal.start = time::on(start), goal.due = time::on(due);
  goal.starts_at = time::Zone::utc().midnight(goal.start), goal.due_at = time::Zone::utc().midnight(goal.due);
}
/// The goal of V-GOAL-1: csat from .82 to .87 between 1 January and 1 April.
inline Goal goal_of(const std::string& metric = "csat") {
  Goal g;
  g.name = "g", g.metric = metric, g.owner = "ada";
  g.window = window("7d");
  g.baseline = .82, g.baseline_n = 940;
  g.target = {TargetKind::increase_to, .87, 0};
  between(g, "2026-01-01", "2026-04-01");
  return g;
}

}  // namespace deskgauge::engine

#pragma once
#include <algorithm>
#include <memory>

#include "deskgauge/engine/engine.h"
#include "tests/core/contribution/support.h"

namespace deskgauge::engine {

using metric::FactKind;
using metric::Metric;
using timeline::at;
using timeline::Fields;
using timeline::make_event;
using Shared = std::shared_ptr<const metric::Catalogue>;

inline Metric named(const char* name, Metric m, std::initializer_list<const char*> dimensions = {}) {
  m.name = name;
  for (const char* one : dimensions) m.dimensions.push_back(contribution::dimension(one));
  return m;
}

/// The definitions of these tests: few metrics, each of another nature. UTC, weeks from Monday.
inline metric::Catalogue definitions() {
  using aggregate::Aggregation;
  using contribution::ratio;
  using contribution::simple;
  metric::Catalogue c;
  Metric created = named("created", simple(FactKind::ticket, Aggregation::count, "created"), {"channel", "priority"});
  created.null_policy = metric::NullPolicy::zero;
  Metric response =
      named("first_response", simple(FactKind::first_response, Aggregation::mean, "responded", "duration", {1, 0}), {"agent", "channel"});
  response.attribution = metric::Attribution::author;
  Metric open = named("open", simple(FactKind::open, Aggregation::level, "entered"), {"team"});
  Metric reopened = named("reopened", ratio(FactKind::first_solve, "first_solved", "was_reopened == 1", "", {0}), {"channel"});
  reopened.maturity = time::days(7);
  Metric within = named("within_4h", ratio(FactKind::first_response, "started", "", "", {1, 0}), {"channel"});
  within.within = time::hours(4);
  Metric contacts = named("resolved_at_once", ratio(FactKind::issue, "opened", "contacts == 1", "", {0, time::days(7).ms, 0}), {"channel"});
  contacts.maturity = time::days(7);
  Metric nps =
      named("nps_capped", simple(FactKind::survey_response, Aggregation::nps, "first_responded", "rating", {0, time::days(90).ms}));
  Metric tagged = named("tagged", simple(FactKind::ticket, Aggregation::count, "created"), {"tag"});
  Metric flow;
  flow.name = "solves_per_created";
  flow.type = metric::MetricType::derived;
  using Op = metric::Expression::Op;
  flow.expression = {Op::divide, 0, "", {{Op::metric, 0, "solves", {}}, {Op::metric, 0, "created", {}}}};
  Metric per_open = flow;
  per_open.name = "created_per_open";
  per_open.level_at = metric::LevelAt::mid;
  per_open.expression.operands = {{Op::metric, 0, "created", {}}, {Op::metric, 0, "open", {}}};
  Metric calls = named("calls", simple(FactKind::contact, Aggregation::mean, "ended", "duration"));
  Metric solves = named("solves", simple(FactKind::solve, Aggregation::count, "solved", nullptr, {0}));
  c.metrics = {calls, created, per_open, response, nps, open, reopened, contacts, solves, flow, tagged, within};
  std::sort(c.metrics.begin(), c.metrics.end(), [](const Metric& a, const Metric& b) { return a.name < b.name; });
  c.text = "definitions of a test";
  return c;
}
inline Shared shared(metric::Catalogue c = definitions()) { return std::make_shared<metric::Catalogue>(std::move(c)); }

/// An event as a test writes it down, before it belongs to an engine.
struct Line {
  const char* when;
  const char* type;
  Fields fields;
};

/// Events for one engine; their ids are their positions, counted from `first`, unless they name one.
inline std::vector<event::Event> events(Engine& engine, const std::vector<Line>& lines, int first = 0) {
  std::vector<event::Event> out;
  for (std::size_t i = 0; i < lines.size(); ++i)
    out.push_back(make_event(lines[i].when, lines[i].type, lines[i].fields, engine.interner(), first + static_cast<int>(i)));
  return out;
}
inline IngestReport ingest(Engine& engine, const std::vector<Line>& lines, int first = 0, const IngestOptions& options = {}) {
  return engine.ingest(events(engine, lines, first), options);
}

inline Line created(const char* when, const char* ticket, Fields more = {}) {
  more.emplace_back("ticket_id", ticket);
  return {when, "ticket.created", more};
}
inline Line status(const char* when, const char* ticket, const char* word) {
  return {when, "ticket.status_changed", {{"ticket_id", ticket}, {"current", word}, {"actor_type", "agent"}}};
}
/// A public reply by an agent, or a message by "customer".
inline Line message(const char* when, const char* ticket, const std::string& by) {
  Fields fields{{"ticket_id", ticket}, {"author_type", by == "customer" ? by : "agent"}, {"kind", "reply"}, {"visibility", "public"},
                {"message_id", "m"}};
  if (by != "customer") fields.emplace_back("author_id", by);
  return {when, "message.sent", fields};
}
/// Fills in what the vocabulary requires and a test need not say.
inline std::vector<Line> complete(std::vector<Line> lines) {
  for (Line& line : lines) {
    auto const missing = [&](const char* name) {
      return std::none_of(line.fields.begin(), line.fields.end(), [&](auto const& field) { return field.first == name; });
    };
    if (std::string_view(line.type) != "ticket.created") continue;
    if (missing("channel")) line.fields.emplace_back("channel", "email");
    if (missing("direction")) line.fields.emplace_back("direction", "inbound");
  }
  return lines;
}
inline std::vector<Line> invitation(const char* ticket, const char* sent, const char* answered, const std::string& value) {
  std::string const id = std::string("i") + ticket;
  return {{sent, "survey.sent", {{"invitation_id", id}, {"instrument", "nps"}, {"instrument_version", "1"}, {"ticket_id", ticket},
                                 {"scale", "{min: 0, max: 10}"}}},
          {answered, "survey.responded", {{"invitation_id", id}, {"ticket_id", ticket}, {"response_id", "r"}, {"revision", "1"},
                                          {"answers", "[{question_id: q, value: " + value + "}]"}}}};
}

inline metric::WindowSpec window(std::string_view text = "all") { return time::must(metric::parse_window(text, time::Zone::utc())); }

/// A question with its usual parts; the rest is set by the test.
inline Query ask(std::string metric, std::string_view span = "all", std::vector<std::string> by = {}) {
  Query q;
  q.metrics = {std::move(metric)};
  q.window = window(span);
  q.by = std::move(by);
  return q;
}
inline Query ask_at(std::string metric, std::string_view when, std::string_view span = "all", std::vector<std::string> by = {}) {
  Query q = ask(std::move(metric), span, std::move(by));
  q.at = at(when);
  return q;
}
inline value::Value value_of(const Engine& engine, const Query& q) { return time::must(engine.query(q)).rows.at(0).value; }
inline std::string refusal(const Engine& engine, const Query& q) {
  auto const answer = engine.query(q);
  return answer ? "answered" : answer.error().reason;
}
/// "a 2, b 1": groups of one dimension with their numbers.
inline std::string groups(const Engine& engine, const Query& q) {
  std::string out;
  for (const Row& row : time::must(engine.query(q)).rows) {
    std::string number = row.value.number ? std::to_string(*row.value.number) : std::string(value::to_text(row.value.reason));
    if (row.value.number) number.erase(number.find_last_not_of('0') + 1);
    if (number.ends_with('.')) number.pop_back();
    out += (out.empty() ? "" : ", ") + (row.group.empty() ? row.bucket : row.group[0].second) + " " + number;
  }
  return out;
}

}  // namespace deskgauge::engine

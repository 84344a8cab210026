#include <ostream>

#include "answer.h"
#include "table.h"
#include "words.h"

namespace deskgauge::cli {
namespace {

using engine::ExplainedFact;
using engine::Explanation;
using metric::Metric;

constexpr const char* kDot = " \u00b7 ";

void heading(std::ostream& out, const Console& console, const Explanation& explanation, const engine::ExplainRequest& request,
             const Metric& m, const time::Zone& zone) {
  const value::Value& v = explanation.row.value;
  out << console.paint(Ink::strong, m.label.empty() ? m.name : m.label) << console.paint(Ink::faint, "  " + explanation.definition) << '\n';
  out << console.paint(Ink::faint, window_text(explanation.row.window, std::nullopt, zone));
  for (auto const& [dimension, value] : request.group)
    out << console.paint(Ink::faint, kDot + dimension + " " + (value.empty() ? "(none)" : value));
  if (!request.where.empty()) out << console.paint(Ink::faint, kDot + request.where);
  if (!request.subject.empty()) out << console.paint(Ink::faint, kDot + ("only " + request.subject));
  out << "\n\n" << console.paint(Ink::strong, value_text(v, m));
  if (std::string const interval = interval_text(v.uncertainty, m); !interval.empty()) out << "  " << interval;
  out << "  n " << grouped(v.n);
  if (v.numerator && v.denominator) out << "  " << grouped(*v.numerator) << " / " << grouped(*v.denominator);
  if (v.pending > 0) out << "  " << console.paint(Ink::caution, grouped(v.pending) + " pending");
  if (v.low_n && v.number) out << "  " << console.paint(Ink::caution, "low n");
  if (v.provisional) out << "  " << console.paint(Ink::caution, "provisional");
  out << '\n';
}

/// "hit" or "miss" for a ratio, a number with its unit otherwise: a single rating is no percentage.
std::string sample_text(const ExplainedFact& fact, const Metric& m) {
  if (m.type == metric::MetricType::ratio) return fact.sample != 0 ? "hit" : "miss";
  if (m.unit == metric::Unit::seconds) return number_text(fact.sample, m);
  if (m.is_survival()) return time::to_text(time::milliseconds(static_cast<std::int64_t>(fact.sample * 1000)));
  return fact.sample == static_cast<double>(static_cast<std::int64_t>(fact.sample)) ? grouped(static_cast<std::int64_t>(fact.sample))
                                                                                    : rounded(fact.sample, 3);
}

Ink ink_of(const std::string& state) { return state == "counted" ? Ink::good : state == "paused" ? Ink::caution : Ink::faint; }

void segments(std::ostream& out, const Console& console, const ExplainedFact& fact, const time::Zone& zone) {
  Table table;
  table.column("clock", Align::left);
  table.column("length", Align::right);
  table.column("from", Align::left);
  table.column("to", Align::left);
  table.column("why", Align::left);
  for (const engine::ClockSegment& s : fact.segments) {
    bool const running = s.interval.to == time::kNever;
    std::string const why = s.reason.empty()     ? (s.schedule.empty() ? "calendar" : "open, " + s.schedule)
                            : s.schedule.empty() ? s.reason
                                                 : s.reason + ", " + s.schedule;
    table.row({{s.state, ink_of(s.state)}, {running ? "runs" : time::to_text(s.interval.length())}, {local_text(s.interval.from, zone)},
               {running ? "" : local_text(s.interval.to, zone)}, {why, Ink::faint}});
  }
  if (!fact.segments.empty()) table.print(out, console, "  ");
}

void one_fact(std::ostream& out, const Console& console, const ExplainedFact& fact, const Metric& m, const time::Zone& zone) {
  out << '\n' << console.paint(Ink::strong, fact.subject) << "  " << sample_text(fact, m);
  if (!fact.agent.empty()) out << kDot << "agent " << fact.agent;
  for (auto const& [dimension, value] : fact.dimensions)
    if (!value.empty() && dimension != "agent") out << console.paint(Ink::faint, kDot + dimension + " " + value);
  if (fact.pending) out << "  " << console.paint(Ink::caution, "pending: not in the number yet");
  out << '\n';
  for (auto const& [name, t] : fact.instants)
    if (t != time::kNever && t != time::kBeginning) out << "  " << name << ": " << local_text(t, zone) << '\n';
  if (!fact.start_rule.empty()) out << "  starts: " << fact.start_rule << '\n';
  if (!fact.stop_rule.empty()) out << "  stops: " << fact.stop_rule << '\n';
  segments(out, console, fact, zone);
  for (const std::string& note : fact.notes) out << "  note: " << note << '\n';
}

/// A derived metric's arithmetic, with the values it was done on.
void operands(std::ostream& out, const Console& console, const Explanation& explanation, const metric::Catalogue& catalogue) {
  if (explanation.expression.empty()) return;
  out << "\n= " << explanation.expression << '\n';
  Table table;
  table.column("operand", Align::left);
  table.column("value", Align::right);
  table.column("n", Align::right);
  for (const engine::Row& operand : explanation.operands)
    if (const Metric* const m = catalogue.find_metric(operand.metric))
      table.row({{operand.metric}, {value_text(operand.value, *m)}, {grouped(operand.value.n)}});
  table.print(out, console, "  ");
  out << console.paint(Ink::faint, "Explain an operand by its own name to see its tickets.") << '\n';
}

void excluded(std::ostream& out, const Console& console, const std::vector<engine::ExcludedEvent>& events, const time::Zone& zone) {
  if (events.empty()) return;
  out << "\nLeft out\n";
  Table table;
  table.column("subject", Align::left);
  table.column("event", Align::left);
  table.column("time", Align::left);
  table.column("id", Align::left);
  table.column("reason", Align::left);
  constexpr std::size_t kShown = 20;
  for (std::size_t i = 0; i < events.size() && i < kShown; ++i) {
    const engine::ExcludedEvent& e = events[i];
    bool const timed = e.time != time::kNever && e.time != time::kBeginning;
    table.row({{e.subject},
               {e.type},
               {timed ? local_text(e.time, zone) : ""},
               {e.id.empty() ? "" : e.source + "/" + e.id, Ink::faint},
               {e.reason, Ink::caution}});
  }
  table.print(out, console, "  ");
  if (events.size() > kShown)
    out << console.paint(Ink::faint, "\u2026 and " + grouped(static_cast<std::int64_t>(events.size() - kShown)) +
                                         " more; --format json has all of them")
        << '\n';
}

}  // namespace

void write_explanation_text(std::ostream& out, const Console& console, const Explanation& explanation,
                            const engine::ExplainRequest& request, const metric::Catalogue& catalogue) {
  const Metric* const m = catalogue.find_metric(explanation.row.metric);
  if (!m) return;
  const time::Zone& zone = catalogue.desk.zone;
  heading(out, console, explanation, request, *m, zone);
  operands(out, console, explanation, catalogue);
  for (const ExplainedFact& fact : explanation.facts) one_fact(out, console, fact, *m, zone);
  auto const shown = static_cast<std::int64_t>(explanation.facts.size()), end = static_cast<std::int64_t>(request.offset) + shown;
  if (shown < explanation.total_facts) {
    out << '\n'
        << grouped(static_cast<std::int64_t>(request.offset) + (shown > 0 ? 1 : 0)) << " to " << grouped(end) << " of "
        << grouped(explanation.total_facts);
    if (end < explanation.total_facts) out << "; --offset " << end << " shows the next";
    out << '\n';
  }
  excluded(out, console, explanation.excluded, zone);
}

}  // namespace deskgauge::cli

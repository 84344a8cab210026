#include <algorithm>
#include <ostream>

#include "eval_subject.h"
#include "table.h"
#include "words.h"

namespace deskgauge::cli {
namespace {

using engine::Exception;
using engine::ExceptionKind;
using engine::Severity;

/// What a line of the report stands for: an exception, or every service target of one ticket.
struct Entry {
  const Exception* first;
  std::string what;
  time::Instant last;
  std::int64_t times = 0;
};

Ink ink_of(Severity severity) {
  return severity == Severity::critical ? Ink::bad : severity == Severity::warning ? Ink::caution : Ink::plain;
}

/// The metric that the numbers of an exception are of, where there is one.
const metric::Metric* metric_of(const Exception& e, const metric::Catalogue& catalogue) {
  if (e.kind == ExceptionKind::signal) return catalogue.find_metric(e.subject);
  if (e.kind != ExceptionKind::threshold) return nullptr;
  const metric::Goal* const goal = catalogue.find_goal(e.subject);
  return goal ? catalogue.find_metric(goal->metric) : nullptr;
}

std::string what_of(const Exception& e) {
  if (e.kind == ExceptionKind::sla_due) return e.subject + ": " + words_of(e.message.substr(0, e.message.find(' ')));
  if (std::size_t const colon = e.message.rfind(": "); e.kind == ExceptionKind::signal && colon != e.message.npos)
    return e.subject + e.message.substr(colon);         // its number stands beside it
  return e.message.find(e.subject) == std::string::npos ? e.subject + ": " + e.message : e.message;
}

std::vector<Entry> entries_of(const engine::ExceptionAnswer& answer, Severity severity, ExceptionKind kind) {
  std::vector<Entry> entries;
  for (const Exception& e : answer.exceptions) {
    if (e.severity != severity || e.kind != kind) continue;
    if (kind == ExceptionKind::sla_due && !entries.empty() && entries.back().first->subject == e.subject) {
      entries.back().what += ", " + words_of(e.message.substr(0, e.message.find(' ')));
      entries.back().last = std::min(entries.back().last, e.last);
      continue;
    }
    entries.push_back({&e, what_of(e), e.last, e.occurrences});
  }
  if (kind == ExceptionKind::sla_due)                   // the latest are those that can still be helped
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.last > b.last; });
  return entries;
}

void table_of(std::ostream& out, const Console& console, const std::vector<Entry>& entries, const metric::Catalogue& catalogue,
              std::size_t top) {
  bool const due = entries.front().first->kind == ExceptionKind::sla_due;
  bool const late = due && entries.front().first->severity == Severity::critical;
  Table table;
  table.column(due ? "service target" : words_of(to_text(entries.front().first->kind)), Align::left);
  table.column(late ? "ran out" : due ? "runs out" : "since", Align::left);
  table.column("times", Align::right);
  table.column("value", Align::right);
  table.column("limit", Align::right);
  for (std::size_t i = 0; i < std::min(top, entries.size()); ++i) {
    const Exception& e = *entries[i].first;
    const metric::Metric* const m = metric_of(e, catalogue);
    auto const number = [&](const std::optional<double>& x) { return x && m ? number_text(*x, *m) : std::string(); };
    table.row({{entries[i].what},
               {local_text(due ? entries[i].last : e.since, catalogue.desk.zone), Ink::faint},
               {entries[i].times > 1 ? grouped(entries[i].times) : std::string()},
               {number(e.value)},
               {number(e.limit), Ink::faint}});
  }
  table.print(out, console, "  ");
  if (entries.size() > top)
    out << "  " << console.paint(Ink::faint, "\u2026 and " + grouped(static_cast<std::int64_t>(entries.size() - top)) + " more") << '\n';
}

}  // namespace

void write_exceptions_text(std::ostream& out, const Console& console, const engine::ExceptionAnswer& answer,
                           const metric::Catalogue& catalogue, std::size_t top) {
  out << console.paint(Ink::faint, place_text(catalogue.desk, {}, answer.at)) << '\n';
  if (answer.exceptions.empty()) out << '\n' << console.paint(Ink::good, "Nothing out of the ordinary.") << '\n';
  for (Severity severity : {Severity::critical, Severity::warning, Severity::notice}) {
    std::int64_t const n = std::count_if(answer.exceptions.begin(), answer.exceptions.end(),
                                         [&](const Exception& e) { return e.severity == severity; });
    if (n == 0) continue;
    std::string word(to_text(severity));
    word.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(word.front())));
    out << '\n' << console.paint(ink_of(severity), word) << "  " << grouped(n) << '\n';
    for (auto kind : {ExceptionKind::threshold, ExceptionKind::signal, ExceptionKind::sla_due, ExceptionKind::data_quality})
      if (std::vector<Entry> const entries = entries_of(answer, severity, kind); !entries.empty())
        table_of(out, console, entries, catalogue, top);
  }
}

}  // namespace deskgauge::cli

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

void table_of(std::ostream& out, const Console& console, const std::vector<const Exception*>& list, const metric::Catalogue& catalogue) {
  Table table;
  table.column("kind", Align::left);
  table.column("what", Align::left);
  table.column("since", Align::left);
  table.column("times", Align::right);
  table.column("value", Align::right);
  table.column("limit", Align::right);
  for (const Exception* e : list) {
    const metric::Metric* const m = metric_of(*e, catalogue);
    auto const number = [&](const std::optional<double>& x) { return x && m ? number_text(*x, *m) : std::string(); };
    std::string kind(to_text(e->kind));
    std::replace(kind.begin(), kind.end(), '_', ' ');
    bool const named = e->message.find(e->subject) != std::string::npos;
    table.row({{kind, Ink::faint},
               {named ? e->message : e->subject + ": " + e->message},
               {local_text(e->since, catalogue.desk.zone), Ink::faint},
               {e->occurrences > 1 ? grouped(e->occurrences) : std::string()},
               {number(e->value)},
               {number(e->limit), Ink::faint}});
  }
  table.print(out, console, "  ");
}

}  // namespace

void write_exceptions_text(std::ostream& out, const Console& console, const engine::ExceptionAnswer& answer,
                           const metric::Catalogue& catalogue) {
  out << console.paint(Ink::faint, place_text(catalogue.desk, {}, answer.at)) << "\n\n";
  if (answer.exceptions.empty()) out << console.paint(Ink::good, "Nothing out of the ordinary.") << '\n';
  bool first = true;
  for (Severity severity : {Severity::critical, Severity::warning, Severity::notice}) {
    std::vector<const Exception*> list;
    for (const Exception& e : answer.exceptions)
      if (e.severity == severity) list.push_back(&e);
    if (list.empty()) continue;
    if (!first) out << '\n';
    first = false;
    std::string word(to_text(severity));
    word.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(word.front())));
    out << console.paint(ink_of(severity), word) << "  " << list.size() << '\n';
    table_of(out, console, list, catalogue);
  }
}

}  // namespace deskgauge::cli

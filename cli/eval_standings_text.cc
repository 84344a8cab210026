#include <algorithm>
#include <ostream>

#include "eval_subject.h"
#include "table.h"
#include "words.h"

namespace deskgauge::cli {
namespace {

using engine::StandingRow;
using metric::Metric;

Table::Cell shrunken_cell(const StandingRow& row, const Metric& m) {
  if (!row.shrunk.estimate) return {words_of(row.shrunk.absent_reason), Ink::faint};
  return {number_text(*row.shrunk.estimate, m), row.below_minimum ? Ink::plain : Ink::strong};
}

std::string shrunken_interval(const StandingRow& row, const Metric& m) {
  return row.shrunk.estimate ? range_text(row.shrunk.low, row.shrunk.high, m) : std::string();
}

std::string ranks(const StandingRow& row) {
  if (!row.standing) return {};
  const score::Standing& s = *row.standing;
  return s.best == s.worst ? std::to_string(s.best) : std::to_string(s.best) + " \u2013 " + std::to_string(s.worst);
}

Table::Cell funnel_cell(const StandingRow& row) {
  if (!row.funnel || !row.funnel->p) return {};
  const score::FunnelPoint& f = *row.funnel;
  if (f.outside_outer) return {"outside 99.8 %", Ink::bad};
  if (f.outside_inner) return {"outside 95 %", Ink::caution};
  return {"within", Ink::faint};
}

std::string standardised(const StandingRow& row, const Metric& m) {
  if (!row.standardised) return {};
  bool const whole = row.standardised_cover > 0.9995;
  return number_text(*row.standardised, m) + (whole ? "" : " of " + percent(row.standardised_cover));
}

Table table_of(const engine::Standings& answer, const Metric& m, double confidence) {
  Table table;
  table.column(answer.by, Align::left);
  table.column("shrunken", Align::right);
  table.column(percent(confidence) + " interval", Align::right);
  for (const char* title : {"group", "ranks", "own value", "n"}) table.column(title, Align::right);
  table.column("funnel", Align::left);
  table.column("same mix", Align::right);
  table.column("response", Align::right);
  table.column("", Align::left);
  for (const StandingRow& row : answer.rows)
    table.row({{row.name},
               shrunken_cell(row, m),
               {shrunken_interval(row, m), Ink::faint},
               {row.standing ? std::to_string(row.standing->group) : std::string(), Ink::strong},
               {ranks(row)},
               {value_text(row.value, m), row.value.number ? Ink::plain : Ink::faint},
               {grouped(row.value.n)},
               funnel_cell(row),
               {standardised(row, m)},
               {row.response_rate && row.response_rate->number ? percent(*row.response_rate->number) : std::string(), Ink::faint},
               {row.below_minimum ? "low n: no rank" : "", Ink::caution}});
  return table;
}

/// What a reader needs to know so that nobody takes the table for a ranking.
void notes(std::ostream& out, const Console& console, const engine::Standings& answer, const Metric& m) {
  std::string text = "Everyone together: " + value_text(answer.pool, m) + ", n " + grouped(answer.pool.n) + ".";
  if (!answer.absent_reason.empty()) {
    text += " Nothing is shrunken: " + words_of(answer.absent_reason) + ".";
  } else {
    text += answer.prior_n > 0 ? " Values are pulled towards that as by " + rounded(answer.prior_n, 1) + " samples."
                               : " Geometric means, pulled towards that of all the more the fewer there are.";
  }
  out << '\n' << console.paint(Ink::faint, text) << '\n';
  text.clear();
  if (answer.groups == 1) text = "Overlapping intervals join all of them in one group; the ranks each may hold say what is certain.";
  if (answer.groups > 1) text = "Group 1 is the best. Overlapping intervals join a group; the ranks each may hold say what is certain.";
  if (answer.dispersion > 1) {
    text += text.empty() ? "" : " ";
    text += "They vary " + rounded(answer.dispersion, 1) + " times as much as chance alone would have it.";
  }
  if (!text.empty()) out << console.paint(Ink::faint, text) << '\n';
}

}  // namespace

void write_standings_text(std::ostream& out, const Console& console, const engine::Standings& answer, const metric::Catalogue& catalogue,
                          double confidence) {
  const Metric& m = *catalogue.find_metric(answer.metric);
  std::string const window = window_text(answer.window, answer.at, catalogue.desk.zone);
  out << console.paint(Ink::faint, place_text(catalogue.desk, window, answer.at)) << "\n\n";
  out << console.paint(Ink::strong, m.label.empty() ? m.name : m.label)
      << console.paint(Ink::faint, "  " + m.name + " v" + std::to_string(m.version) + " by " + answer.by) << "\n\n";
  if (answer.rows.empty()) {
    out << console.paint(Ink::faint, "no data") << '\n';
    return;
  }
  table_of(answer, m, confidence).print(out, console);
  notes(out, console, answer, m);
}

}  // namespace deskgauge::cli

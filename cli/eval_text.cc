#include <ostream>

#include "answer.h"
#include "table.h"
#include "words.h"

namespace deskgauge::cli {
namespace {

using engine::Answer;
using engine::Row;
using metric::Metric;

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts)
    if (!part.empty()) out += (out.empty() ? "" : std::string(separator)) + part;
  return out;
}

/// What a reader must know beside the number.
std::string notes(const value::Value& v) {
  std::vector<std::string> parts;
  if (v.low_n && v.number) parts.emplace_back("low n");
  if (v.pending > 0) parts.push_back(grouped(v.pending) + " pending");
  if (v.provisional) parts.emplace_back("provisional");
  if (v.error_bound > 0) parts.push_back("\u00b1" + rounded(v.error_bound * 100, 2) + " % sketch");
  return joined(parts, ", ");
}

std::string parts_text(const value::Value& v) {
  return v.numerator && v.denominator ? grouped(*v.numerator) + " / " + grouped(*v.denominator) : std::string();
}

std::string distribution_text(const value::Value& v) {
  std::vector<std::string> steps;
  for (auto const& [rating, count] : v.distribution) steps.push_back(std::to_string(rating) + ": " + grouped(count));
  return joined(steps, "  ");
}

Table::Cell value_cell(const value::Value& v, const Metric& m) {
  if (!v.distribution.empty()) return {distribution_text(v)};
  if (!v.number) return {reason_text(v.reason), Ink::faint};
  return {value_text(v, m), v.low_n ? Ink::plain : Ink::strong};
}

Table::Cell change_cell(const Row& row, const Metric& m) {
  if (!row.compared || !row.compared->number || !row.value.number) return {};
  int const better = judged(*row.compared->number, *row.value.number, m);
  return {change_text(*row.value.number - *row.compared->number, m), better > 0 ? Ink::good : better < 0 ? Ink::bad : Ink::plain};
}

/// Small p are evidence of a change, large ones of nothing.
Table::Cell p_cell(const Row& row) {
  if (!row.comparison || !row.comparison->p) return {};
  return {p_text(*row.comparison->p), *row.comparison->p < 0.05 ? Ink::plain : Ink::faint};
}

/// The columns every table has, after those that say which row it is.
void value_columns(Table& table, double confidence) {
  table.column("value", Align::right);
  table.column(percent(confidence) + " interval", Align::right);
  table.column("n", Align::right);
  table.column("of", Align::right);
  table.column("before", Align::right);
  table.column("change", Align::right);
  table.column(percent(confidence) + " of the change", Align::right);
  table.column("p", Align::right);
  table.column("", Align::left);
}

void value_cells(std::vector<Table::Cell>& cells, const Row& row, const Metric& m) {
  cells.push_back(value_cell(row.value, m));
  cells.push_back({interval_text(row.value.uncertainty, m), Ink::faint});
  cells.push_back({grouped(row.value.n)});
  cells.push_back({parts_text(row.value), Ink::faint});
  cells.push_back({row.compared ? value_text(*row.compared, m) : std::string(), Ink::faint});
  cells.push_back(change_cell(row, m));
  cells.push_back({row.comparison ? comparison_text(*row.comparison, m) : std::string(), Ink::faint});
  cells.push_back(p_cell(row));
  cells.push_back({notes(row.value), Ink::caution});
}

void title(std::ostream& out, const Console& console, const Metric& m) {
  out << console.paint(Ink::strong, m.label.empty() ? m.name : m.label)
      << console.paint(Ink::faint, "  " + m.name + " v" + std::to_string(m.version)) << "\n\n";
}

/// One line a metric.
void summary_table(std::ostream& out, const Console& console, const Answer& answer, const metric::Catalogue& catalogue) {
  Table table;
  table.column("metric", Align::left);
  double confidence = 0.95;
  for (const Row& row : answer.rows)
    if (row.value.uncertainty.method != value::IntervalMethod::none) confidence = row.value.uncertainty.confidence;
  value_columns(table, confidence);
  for (const Row& row : answer.rows) {
    const Metric* const m = catalogue.find_metric(row.metric);
    if (!m) continue;
    std::vector<Table::Cell> cells{{row.metric}};
    value_cells(cells, row, *m);
    table.row(std::move(cells));
  }
  table.print(out, console);
}

/// One line a group or bucket of one metric; `first` … `last` are its rows.
void metric_table(std::ostream& out, const Console& console, const std::vector<const Row*>& rows, const Asked& asked, const Metric& m) {
  title(out, console, m);
  if (rows.empty()) return;
  Table table;
  for (const std::string& dimension : asked.query.by) table.column(dimension, Align::left);
  if (asked.query.series) table.column(std::string(to_text(*asked.query.series)), Align::left);
  value_columns(table, m.confidence);
  for (const Row* row : rows) {
    std::vector<Table::Cell> cells;
    for (auto const& [dimension, value] : row->group)
      cells.push_back({value.empty() ? "(none)" : value, value.empty() ? Ink::faint : Ink::plain});
    if (asked.query.series) cells.push_back({row->bucket});
    value_cells(cells, *row, m);
    table.row(std::move(cells));
  }
  table.print(out, console);
  if (rows.front()->groups_overlap)
    out << console.paint(Ink::faint, "A ticket can be in several groups: they do not add up to the total.") << '\n';
}

void heading(std::ostream& out, const Console& console, const Answer& answer, const Asked& asked, const metric::Catalogue& catalogue) {
  const time::Zone& zone = catalogue.desk.zone;
  std::string line = catalogue.desk.label.empty() ? catalogue.desk.name : catalogue.desk.label;
  if (!answer.rows.empty() && !asked.query.series) line += " \u00b7 " + window_text(answer.rows.front().window, answer.at, zone);
  if (asked.query.series) line += " \u00b7 " + asked.window;
  line += " \u00b7 at " + local_text(answer.at, zone) + " " + zone.name();
  out << console.paint(Ink::faint, line) << '\n';
  if (!asked.query.where.empty()) out << console.paint(Ink::faint, "where " + asked.query.where) << '\n';
  for (const Row& row : answer.rows) {
    if (!row.compared || asked.query.series) continue;
    out << console.paint(Ink::faint, "before: " + window_text(row.compared_window, std::nullopt, zone)) << '\n';
    break;
  }
  out << '\n';
}

void footer(std::ostream& out, const Console& console, const engine::LeftOut& left) {
  std::vector<std::string> parts;
  auto const add = [&](std::int64_t n, const char* what) {
    if (n > 0) parts.push_back(grouped(n) + " " + what);
  };
  add(left.merged, "merged");
  add(left.spam, "spam");
  add(left.deleted, "deleted");
  add(left.test, "test");
  add(left.orphaned, "without a beginning");
  std::string line = parts.empty() ? "" : "Left out: " + joined(parts, ", ") + " tickets";
  if (left.retracted > 0) line += (line.empty() ? "Left out: " : ", ") + grouped(left.retracted) + " withdrawn events";
  if (!line.empty()) out << '\n' << console.paint(Ink::faint, line + ".") << '\n';
}

}  // namespace

void write_answer_text(std::ostream& out, const Console& console, const Answer& answer, const Asked& asked,
                       const metric::Catalogue& catalogue) {
  heading(out, console, answer, asked, catalogue);
  if (asked.query.by.empty() && !asked.query.series) {
    summary_table(out, console, answer, catalogue);
  } else {
    std::vector<std::pair<std::string, std::vector<const Row*>>> tables;
    for (const std::string& name : asked.query.metrics) tables.emplace_back(name, std::vector<const Row*>{});
    for (const Row& row : answer.rows)
      for (auto& [name, rows] : tables)
        if (name == row.metric) rows.push_back(&row);
    bool first = true;
    for (auto const& [name, rows] : tables) {
      const Metric* const m = catalogue.find_metric(name);
      if (!m) continue;
      if (!first) out << '\n';
      metric_table(out, console, rows, asked, *m);
      if (rows.empty()) out << console.paint(Ink::faint, "no data") << '\n';
      first = false;
    }
  }
  if (answer.left_out) footer(out, console, *answer.left_out);
}

}  // namespace deskgauge::cli

#include <ostream>

#include "answer.h"
#include "csv_line.h"

namespace deskgauge::cli {
namespace {

void header(std::ostream& out, const Asked& asked) {
  Line line(out);
  line.add("metric");
  if (asked.query.series) line.add("bucket");
  for (const std::string& dimension : asked.query.by) line.add(dimension);
  for (const char* name : {"from", "to", "value", "unit", "reason", "n", "numerator", "denominator", "low", "high", "confidence", "method",
                           "low_n", "provisional", "pending"})
    line.add(name);
  if (asked.query.compare == metric::Comparison::none) return;
  for (const char* name : {"compared_from", "compared_to", "compared_value", "compared_reason", "compared_n", "change_scale", "change",
                           "change_low", "change_high", "change_p", "change_method", "change_reason"})
    line.add(name);
}

void values(Line& line, const engine::Row& row, const metric::Metric* metric) {
  const value::Value& v = row.value;
  bool const interval = v.uncertainty.method != value::IntervalMethod::none;
  line.add(instant(row.window.from))
      .add(instant(row.window.to))
      .add(exact(v.number))
      .add(metric ? std::string(to_text(metric->unit)) : std::string());
  line.add(v.number ? std::string() : std::string(to_text(v.reason)))
      .add(std::to_string(v.n))
      .add(exact(v.numerator))
      .add(exact(v.denominator));
  line.add(interval ? exact(v.uncertainty.low) : "")
      .add(interval ? exact(v.uncertainty.high) : "")
      .add(interval ? exact(v.uncertainty.confidence) : "");
  line.add(interval ? std::string(to_text(v.uncertainty.method)) : "")
      .add(flag(v.low_n))
      .add(flag(v.provisional))
      .add(std::to_string(v.pending));
}

void compared(Line& line, const engine::Row& row) {
  if (!row.compared) {
    line.add_empty(12);
    return;
  }
  const value::Value& v = *row.compared;
  line.add(instant(row.compared_window.from)).add(instant(row.compared_window.to)).add(exact(v.number));
  line.add(v.number ? std::string() : std::string(to_text(v.reason))).add(std::to_string(v.n));
  if (!row.comparison) {
    line.add_empty(7);
    return;
  }
  const score::Comparison& c = *row.comparison;
  bool const bounded = c.method != score::ComparisonMethod::none;
  line.add(std::string(to_text(c.scale))).add(exact(c.effect));
  line.add(bounded ? exact(c.low) : "").add(bounded ? exact(c.high) : "").add(exact(c.p));
  line.add(bounded ? std::string(to_text(c.method)) : "").add(std::string(c.absent_reason));
}

}  // namespace

void write_answer_csv(std::ostream& out, const engine::Answer& answer, const Asked& asked, const metric::Catalogue& catalogue) {
  header(out, asked);
  for (const engine::Row& row : answer.rows) {
    Line line(out);
    line.add(row.metric);
    if (asked.query.series) line.add(row.bucket);
    for (auto const& [dimension, value] : row.group) line.add(value);
    values(line, row, catalogue.find_metric(row.metric));
    if (asked.query.compare != metric::Comparison::none) compared(line, row);
  }
}

}  // namespace deskgauge::cli

#include <charconv>
#include <ostream>

#include "answer.h"

namespace deskgauge::cli {
namespace {

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return text;
  std::string out = "\"";
  for (char c : text) out.append(c == '"' ? 2 : 1, c);
  return out + '"';
}

/// The shortest decimal that reads back as the same number.
std::string exact(double number) {
  char buffer[32];
  auto const [end, fault] = std::to_chars(buffer, buffer + sizeof buffer, number);
  return fault == std::errc{} ? std::string(buffer, end) : std::string();
}
std::string exact(const std::optional<double>& number) { return number ? exact(*number) : std::string(); }
std::string exact(const std::optional<std::int64_t>& number) { return number ? std::to_string(*number) : std::string(); }
std::string instant(time::Instant t) { return t == time::kBeginning || t == time::kNever ? std::string() : time::to_text(t); }
std::string flag(bool set) { return set ? "true" : "false"; }

/// Collects the fields of a line.
class Line {
 public:
  explicit Line(std::ostream& out) : out_(out) {}
  ~Line() { out_ << '\n'; }
  Line& add(const std::string& field) {
    out_ << (first_ ? "" : ",") << quoted(field);
    first_ = false;
    return *this;
  }

 private:
  std::ostream& out_;
  bool first_ = true;
};

void header(std::ostream& out, const Asked& asked) {
  Line line(out);
  line.add("metric");
  if (asked.query.series) line.add("bucket");
  for (const std::string& dimension : asked.query.by) line.add(dimension);
  for (const char* name : {"from", "to", "value", "unit", "reason", "n", "numerator", "denominator", "low", "high", "confidence", "method",
                           "low_n", "provisional", "pending"})
    line.add(name);
  if (asked.query.compare == metric::Comparison::none) return;
  for (const char* name : {"compared_from", "compared_to", "compared_value", "compared_reason", "compared_n"}) line.add(name);
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
    for (int i = 0; i < 5; ++i) line.add({});
    return;
  }
  const value::Value& v = *row.compared;
  line.add(instant(row.compared_window.from)).add(instant(row.compared_window.to)).add(exact(v.number));
  line.add(v.number ? std::string() : std::string(to_text(v.reason))).add(std::to_string(v.n));
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

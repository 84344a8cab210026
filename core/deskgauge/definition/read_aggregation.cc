#include "deskgauge/definition/keys.h"
#include "deskgauge/definition/read.h"

namespace deskgauge::definition {
namespace {

using aggregate::Aggregation;
using metric::AggregationSpec;

/// How an aggregation that has choices of its own is written; empty for the others.
std::string_view with_choices(std::string_view word) {
  if (word == "quantile") return "{quantile: 0.9, method: discrete}";
  if (word == "quantile_sketch") return "{quantile_sketch: {bits: 10}, q: 0.9, method: discrete}";
  if (word == "survival_quantile") return "{survival_quantile: 0.5}";
  if (word == "survival_within") return "{survival_within: 4h}";
  return {};
}

/// Words a simple metric may write alone: those without further choices, and not `ratio`, which is a type of metric.
std::vector<std::string_view> plain_words() {
  std::vector<std::string_view> words;
  for (const auto& kind : aggregate::aggregation_kinds())
    if (with_choices(kind.name).empty() && kind.aggregation != Aggregation::ratio) words.push_back(kind.name);
  return words;
}

void read_plain(const Field& field, AggregationSpec& out, Report& report) {
  const std::string& word = field.node.scalar;
  if (std::string const example(with_choices(word)); !example.empty()) {
    std::string const needs = word == "survival_within" ? "span" : word == "survival_quantile" ? "quantile" : "quantile and its method";
    return report.add(RuleId::missing_key, field.node.at, field.path + ": " + word + " needs its " + needs, "write " + example);
  }
  if (word == "ratio")
    return report.add(RuleId::misplaced_key, field.node.at, field.path + ": ratio is a type of metric, not an aggregation",
                      "write type: ratio and a numerator or within");
  if (word == "median")
    return report.add(RuleId::unknown_word, field.node.at, field.path + " cannot be \"median\"",
                      "write {quantile: 0.5, method: continuous}");
  auto const words = plain_words();
  if (auto const index = read_word(field, words, report)) out.aggregation = *aggregate::parse_aggregation(words[*index]);
}

void refuse_beside(const Fields& fields, std::initializer_list<std::string_view> keys, const std::string& word,
                   std::string_view hint = {}) {
  for (std::string_view key : keys) fields.refuse(key, "has no place beside " + word, hint);
}

void read_quantile(const Fields& fields, AggregationSpec& out) {
  out.aggregation = Aggregation::quantile;
  fields.take(fields.required("quantile", "quantile: 0.9"), out.q, read_number);
  fields.word(fields.required("method", "method: discrete (nearest rank), or continuous (type 7)"), kQuantileMethods, out.method);
  fields.refuse("q", "has no place beside quantile", "quantile already says which one");
  fields.refuse("csat", "has no place beside quantile");
}

void read_sketch(const Fields& fields, const Field& sketch, AggregationSpec& out) {
  out.aggregation = Aggregation::quantile_sketch;
  Fields const inner(sketch.node, sketch.node.at, sketch.path, known_keys("Metric", "spec.aggregation.quantile_sketch"), fields.report());
  std::int64_t bits = 10;
  auto const field = inner.required("bits", "bits: 10, a relative error of 1/2048");
  if (inner.take(field, bits, read_integer) && (bits < 1 || bits > 20))
    fields.report().add(RuleId::malformed_value, field->node.at, field->path + " must be from 1 to 20, not " + quote(field->node.scalar),
                        "10 is a relative error of 1/2048");
  out.bits = static_cast<std::uint8_t>(bits);
  fields.take(fields.required("q", "q: 0.9"), out.q, read_number);
  fields.word(fields.required("method", "method: discrete (nearest rank), or continuous (type 7)"), kQuantileMethods, out.method);
  fields.refuse("quantile", "has no place beside quantile_sketch", "write q");
  fields.refuse("csat", "has no place beside quantile_sketch");
}

void read_csat(const Fields& fields, const Field& csat, AggregationSpec& out) {
  out.aggregation = Aggregation::csat;
  Fields const inner(csat.node, csat.node.at, csat.path, known_keys("Metric", "spec.aggregation.csat"), fields.report());
  inner.take(inner.required("positive", "positive: [4, 5]"), out.positive, read_integers);
  refuse_beside(fields, {"quantile", "q", "method"}, "csat");
}

/// A curve is read at one height or at one span.
void read_survival(const Fields& fields, AggregationSpec& out) {
  if (auto const height = fields.optional("survival_quantile")) {
    out.aggregation = Aggregation::survival_quantile;
    fields.take(height, out.q, read_number);
    return refuse_beside(fields, {"survival_within", "quantile", "q", "method", "csat"}, "survival_quantile",
                         "keep one: the curve is read at one height or at one span");
  }
  out.aggregation = Aggregation::survival_within;
  fields.take(fields.optional("survival_within"), out.within, read_span);
  refuse_beside(fields, {"quantile", "q", "method", "csat"}, "survival_within");
}

}  // namespace

void read_aggregation(const Fields& metric_fields, metric::Metric& out) {
  Report& report = metric_fields.report();
  auto const field = metric_fields.required("aggregation", "aggregation: mean, {quantile: 0.9, method: discrete} or another");
  if (!field) return;
  if (field->node.type == Node::Type::scalar) return read_plain(*field, out.aggregation, report);
  Fields const fields(field->node, field->node.at, field->path, known_keys("Metric", "spec.aggregation"), report);
  if (field->node.type != Node::Type::mapping) return;
  if (auto const sketch = fields.optional("quantile_sketch")) return read_sketch(fields, *sketch, out.aggregation);
  if (auto const csat = fields.optional("csat")) return read_csat(fields, *csat, out.aggregation);
  if (fields.has("survival_quantile") || fields.has("survival_within")) return read_survival(fields, out.aggregation);
  read_quantile(fields, out.aggregation);
}

}  // namespace deskgauge::definition

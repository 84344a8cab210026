#include <set>

#include "deskgauge/definition/keys.h"
#include "deskgauge/definition/read.h"

namespace deskgauge::definition {
namespace {

using metric::DimensionRef;
using metric::Metric;
using metric::MetricType;

std::vector<std::string> dimension_words() {
  std::vector<std::string> words;
  for (std::string_view name : metric::dimension_names()) words.emplace_back(name);
  return words;
}

std::optional<DimensionRef> dimension_named(const std::string& name, const Position& at, const std::string& path, Report& report) {
  auto result = metric::parse_dimension(name);
  if (result) return result;
  std::string const near = metric::closest(name, dimension_words());
  report.add(RuleId::unknown_dimension, at, path + ": there is no dimension " + quote(name),
             near.empty() ? "fields of your own are written custom.NAME" : "did you mean " + quote(near) + "?");
  return std::nullopt;
}

/// agent, custom.plan, or {priority: created}.
std::optional<DimensionRef> read_dimension(const Field& item, Report& report) {
  if (item.node.type == Node::Type::scalar) return dimension_named(item.node.scalar, item.node.at, item.path, report);
  if (item.node.type != Node::Type::mapping || item.node.members.size() != 1) {
    report.add(RuleId::wrong_type, item.node.at, item.path + " must be a dimension or one with its moment",
               "write priority, or {priority: created}");
    return std::nullopt;
  }
  const Node::Member& member = item.node.members[0];
  auto result = dimension_named(member.key, member.at, item.path, report);
  auto const moment = read_word({member.value, item.path + "." + member.key}, kDimensionAt, report);
  if (!result || !moment) return std::nullopt;
  result->at = static_cast<metric::DimensionAt>(*moment);
  return result;
}

void read_dimensions(const Fields& fields, Metric& out, Report& report) {
  auto const field = fields.required("dimensions", "dimensions: [agent, team, channel], or [] for one number only");
  if (field)
    for (const Field& item : read_items(*field, report))
      if (auto dimension = read_dimension(item, report)) out.dimensions.push_back(std::move(*dimension));
  if (auto const rollups = fields.optional("rollups"))
    for (const Field& item : read_items(*rollups, report))
      if (auto names = read_texts(item, report)) out.rollups.push_back(std::move(*names));
}

void read_grains(const Fields& fields, Metric& out, Report& report) {
  auto const field = fields.optional("grains");
  if (!field) return;
  out.grains.clear();
  for (const Field& item : read_items(*field, report))
    if (auto const word = read_word(item, kGrains, report)) out.grains.push_back(*time::parse_grain(kGrains[*word]));
  if (field->node.type == Node::Type::sequence && field->node.items.empty())
    report.add(RuleId::malformed_value, field->node.at, "spec.grains holds no grain", "write [day, month], or leave it out for that");
}

void read_band(const Field& field, Metric& out, Report& report) {
  Fields const fields(field.node, field.node.at, field.path, known_keys("Metric", "spec.direction"), report);
  auto const band = fields.required("band", "band: [0.75, 0.85]");
  if (!band) return;
  auto const ends = read_items(*band, report);
  if (ends.size() != 2) {
    if (band->node.type == Node::Type::sequence)
      report.add(RuleId::wrong_type, band->node.at, band->path + " must be two numbers", "write [0.75, 0.85]");
    return;
  }
  out.direction = metric::Direction::band;
  auto const low = read_number(ends[0], report), high = read_number(ends[1], report);
  if (!low || !high) return;
  out.band_low = *low, out.band_high = *high;
  if (*high <= *low)
    report.add(RuleId::malformed_value, band->node.at,
               band->path + " must rise, not go from " + ends[0].node.scalar + " to " + ends[1].node.scalar, "write [0.75, 0.85]");
}

void read_direction(const Fields& fields, Metric& out, Report& report) {
  auto const field = fields.required("direction", "direction: up, down, none or {band: [0.75, 0.85]}");
  if (!field) return;
  if (field->node.type == Node::Type::mapping) return read_band(*field, out, report);
  if (field->node.type == Node::Type::scalar && field->node.scalar == "band")
    return report.add(RuleId::wrong_type, field->node.at, "spec.direction: a band needs its two ends", "write {band: [0.75, 0.85]}");
  fields.word(field, kDirections, out.direction);
}

void read_presentation(const Fields& fields, Metric& out, Report& report) {
  fields.word(fields.required("unit", "unit: s for durations, \"1\" for shares, \"{ticket}\", \"{message}\", \"{score}\", \"{point}\""),
              kUnits, out.unit);
  read_direction(fields, out, report);
  fields.word(fields.required("null_policy", "null_policy: no_data, or zero where an empty count is a true 0"), kNullPolicies,
              out.null_policy);
  auto const sample = fields.required("minimum_sample", "minimum_sample: 30, or 0 for none");
  if (fields.take(sample, out.minimum_sample, read_integer) && out.minimum_sample < 0)
    report.add(RuleId::malformed_value, sample->node.at, "spec.minimum_sample must be 0 or more, not " + quote(sample->node.scalar),
               "write 0 for none");
  auto const confidence = fields.optional("confidence");
  if (fields.take(confidence, out.confidence, read_number) && (out.confidence <= 0 || out.confidence >= 1))
    report.add(RuleId::malformed_value, confidence->node.at,
               "spec.confidence must lie between 0 and 1, not " + quote(confidence->node.scalar), "write 0.95");
  fields.take(fields.optional("companion"), out.companion, read_text);
  fields.take(fields.optional("calendar_twin"), out.calendar_twin, read_text);
}

/// A derived metric has no fact: what belongs to one is refused by name.
void read_derived(const Fields& fields, Metric& out, Report& report) {
  auto const field = fields.required("expression", "expression: \"reopens / solves * 100\"");
  if (field)
    if (auto expression = read_expression(*field, report)) out.expression = std::move(*expression);
  fields.word(fields.optional("level_at"), kLevelAt, out.level_at);
  for (std::string_view key : {"fact", "measure", "clock", "aggregation", "filter", "numerator", "within", "instrument", "question",
                               "anchor", "attribution", "maturity", "as_of"})
    fields.refuse(key, "does not belong to a derived metric, which computes with other metrics", "leave it out");
  std::set<std::string_view> options;
  for (const metric::FactKindSpec& kind : metric::fact_kinds())
    for (const metric::OptionSpec& option : kind.options) options.insert(option.name);
  for (std::string_view option : options) fields.refuse(option, "is a choice of a fact, and a derived metric has none", "leave it out");
}

}  // namespace

void read_metric(const Node& spec, Position at, const Metadata& metadata, Metric& out, Report& report) {
  Fields const fields(spec, std::move(at), "spec", known_keys("Metric", "spec"), report);
  if (spec.type != Node::Type::mapping) return;
  out.label = metadata.label, out.description = metadata.description, out.owner = metadata.owner, out.source_id = metadata.id;
  out.version = metadata.version.value_or(1);
  if (!fields.word(fields.required("type", "type: simple, ratio or derived"), kMetricTypes, out.type)) return;
  if (out.type == MetricType::derived) {
    read_derived(fields, out, report);
  } else {
    fields.refuse("expression", "belongs to a derived metric only", "write type: derived, or leave it out");
    fields.refuse("level_at", "belongs to a derived metric only", "leave it out");
    read_measured(fields, out);
  }
  read_dimensions(fields, out, report);
  read_grains(fields, out, report);
  read_presentation(fields, out, report);
}

}  // namespace deskgauge::definition

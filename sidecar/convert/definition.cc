#include "sidecar/convert/definition.h"

#include "deskgauge/metric/expression_text.h"
#include "sidecar/convert/value.h"
#include "sidecar/resource_name.h"

namespace deskgauge::sidecar::convert {
namespace {

v1::Severity severity(definition::Severity severity) {
  switch (severity) {
    case definition::Severity::error: return v1::SEVERITY_ERROR;
    case definition::Severity::warning: return v1::SEVERITY_WARNING;
    case definition::Severity::note: return v1::SEVERITY_NOTE;
    case definition::Severity::future_error: return v1::SEVERITY_FUTURE_ERROR;
  }
  return v1::SEVERITY_UNSPECIFIED;
}

v1::MetricType type(metric::MetricType type) {
  switch (type) {
    case metric::MetricType::simple: return v1::METRIC_TYPE_SIMPLE;
    case metric::MetricType::ratio: return v1::METRIC_TYPE_RATIO;
    case metric::MetricType::derived: return v1::METRIC_TYPE_DERIVED;
  }
  return v1::METRIC_TYPE_UNSPECIFIED;
}

v1::MetricDirection direction(metric::Direction direction) {
  switch (direction) {
    case metric::Direction::up: return v1::METRIC_DIRECTION_UP;
    case metric::Direction::down: return v1::METRIC_DIRECTION_DOWN;
    case metric::Direction::band: return v1::METRIC_DIRECTION_BAND;
    case metric::Direction::none: return v1::METRIC_DIRECTION_NONE;
  }
  return v1::METRIC_DIRECTION_UNSPECIFIED;
}

void write_position(const definition::Position& at, v1::SourcePosition& wire) {
  wire.set_file(at.file);
  wire.set_line(at.line);
  wire.set_column(at.column);
}

/// What only metrics made of facts have.
void write_fact_part(const metric::Metric& metric, v1::Metric& wire) {
  auto const& kind = metric::fact_kind(metric.fact);
  wire.set_fact(std::string(kind.name));
  bool const timed = metric.within.has_value();
  if (metric.type == metric::MetricType::simple)
    wire.set_measure(std::string(kind.measures[static_cast<std::size_t>(metric.measure)].name));
  if (metric.is_duration() || timed)
    wire.set_clock(metric.clock.kind == metric::ClockSpec::Kind::business ? "business" : "calendar");
  if (!metric.filter.empty()) wire.set_filter(metric::to_text(metric.filter));
  if (!metric.numerator.empty()) wire.set_numerator(metric::to_text(metric.numerator));
  if (timed) wire.set_within_ms(metric.within->ms);
  wire.set_anchor(std::string(kind.instants[static_cast<std::size_t>(metric.anchor)]));
  wire.set_attribution(std::string(metric::to_text(metric.attribution)));
  wire.set_aggregation(metric.type == metric::MetricType::ratio ? "ratio"
                                                                : std::string(aggregate::to_text(metric.aggregation.aggregation)));
  if (metric.maturity) wire.set_maturity_ms(metric.maturity->ms);
}

}  // namespace

std::vector<definition::SourceFile> read_files(const google::protobuf::RepeatedPtrField<v1::DefinitionFile>& wire) {
  std::vector<definition::SourceFile> files;
  for (const v1::DefinitionFile& file : wire) files.push_back({file.name(), file.text()});
  return files;
}

void write_files(const std::vector<definition::SourceFile>& files, google::protobuf::RepeatedPtrField<v1::DefinitionFile>& wire) {
  for (auto const& file : files) {
    auto* item = wire.Add();
    item->set_name(file.name);
    item->set_text(file.text);
  }
}

void write_diagnostic(const definition::Diagnostic& diagnostic, v1::Diagnostic& wire) {
  wire.set_rule(diagnostic.rule);
  wire.set_rule_name(diagnostic.rule_name);
  wire.set_severity(severity(diagnostic.severity));
  write_position(diagnostic.at, *wire.mutable_position());
  wire.set_message(diagnostic.message);
  wire.set_hint(diagnostic.hint);
  for (auto const& related : diagnostic.related) {
    auto* item = wire.add_related();
    write_position(related.at, *item->mutable_position());
    item->set_message(related.message);
  }
}

void write_metric(std::string_view desk, const metric::Metric& metric, v1::Metric& wire) {
  wire.set_name(metric_name(desk, metric.name));
  wire.set_label(metric.label);
  wire.set_description(metric.description);
  wire.set_owner(metric.owner);
  wire.set_source_id(metric.source_id);
  wire.set_version(metric.version);
  wire.set_semantic_hash(fingerprint_text(metric::semantic_hash(metric)));
  wire.set_type(type(metric.type));
  if (metric.type == metric::MetricType::derived) {
    wire.set_expression(metric::to_text(metric.expression));
    wire.set_level_at(std::string(metric::to_text(metric.level_at)));
  } else {
    write_fact_part(metric, wire);
  }
  for (auto const& dimension : metric.dimensions) wire.add_dimensions(dimension.name());
  for (auto const grain : metric.grains) wire.add_grains(std::string(time::to_text(grain)));
  wire.set_unit(std::string(metric::to_text(metric.unit)));
  wire.set_direction(direction(metric.direction));
  wire.set_band_low(metric.band_low);
  wire.set_band_high(metric.band_high);
  wire.set_null_policy(metric.null_policy == metric::NullPolicy::zero ? v1::NULL_POLICY_ZERO : v1::NULL_POLICY_NO_DATA);
  wire.set_minimum_sample(metric.minimum_sample);
  wire.set_confidence(metric.confidence);
  wire.set_companion(metric.companion);
  wire.set_calendar_twin(metric.calendar_twin);
}

}  // namespace deskgauge::sidecar::convert

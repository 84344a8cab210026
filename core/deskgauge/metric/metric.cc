#include "deskgauge/metric/metric.h"

#include <algorithm>
#include <array>

#include "deskgauge/base/bytes.h"

namespace deskgauge::metric {
namespace {

constexpr std::array<std::string_view, 3> kTypes{"simple", "ratio", "derived"};
constexpr std::array<std::string_view, 8> kUnits{"s", "1", "{ticket}", "{message}", "{score}", "{point}", "d", "{contact}"};
constexpr std::array<std::string_view, 4> kDirections{"up", "down", "band", "none"};
constexpr std::array<std::string_view, 2> kNullPolicies{"no_data", "zero"};

template <class Enum>
void number(base::Writer& out, Enum value) {
  out.u64(static_cast<std::uint64_t>(value));
}

void optional_span(base::Writer& out, const std::optional<time::Span>& span) {
  out.u64(span.has_value());
  if (span) out.i64(span->ms);
}

void write(base::Writer& out, const ClockSpec& clock) {
  number(out, clock.kind);
  if (clock.kind == ClockSpec::Kind::business) {
    number(out, clock.source);
    out.text(clock.source == ClockSpec::Source::named ? clock.schedule : "");
    number(out, clock.policy);
  }
  out.u64(clock.statuses);
}

void write(base::Writer& out, const AggregationSpec& spec) {
  using enum aggregate::Aggregation;
  number(out, spec.aggregation);
  if (spec.aggregation == quantile || spec.aggregation == quantile_sketch) {
    out.f64(spec.q);
    number(out, spec.method);
  }
  if (spec.aggregation == quantile_sketch) out.u64(spec.bits);
  if (spec.aggregation == survival_quantile) out.f64(spec.q);
  if (spec.aggregation == survival_within) out.i64(spec.within.ms);
  if (spec.aggregation == csat || spec.aggregation == ces) {
    auto positive = spec.positive;
    std::sort(positive.begin(), positive.end());
    out.u64(positive.size());
    for (std::int64_t value : positive) out.i64(value);
  }
}

void write(base::Writer& out, const Expression& expression) {
  number(out, expression.op);
  if (expression.op == Expression::Op::number) out.f64(expression.number);
  if (expression.op == Expression::Op::metric) out.text(expression.metric);
  out.u64(expression.operands.size());
  for (const Expression& operand : expression.operands) write(out, operand);
}

void write_measured(base::Writer& out, const Metric& metric) {
  number(out, metric.fact);
  out.u64(metric.options.size());
  for (std::int64_t option : metric.options) out.i64(option);
  out.i64(metric.measure);
  write(out, metric.clock);
  out.text(to_text(metric.filter));
  out.text(to_text(metric.numerator));
  optional_span(out, metric.within);
  out.text(metric.instrument);
  out.text(metric.question);
  out.i64(metric.anchor);
  number(out, metric.attribution);
  write(out, metric.aggregation);
  optional_span(out, metric.maturity);
  out.u64(metric.as_of_window_end);
}

}  // namespace

std::string_view to_text(MetricType type) { return kTypes[static_cast<std::size_t>(type)]; }
std::string_view to_text(Unit unit) { return kUnits[static_cast<std::size_t>(unit)]; }
std::string_view to_text(Direction direction) { return kDirections[static_cast<std::size_t>(direction)]; }
std::string_view to_text(NullPolicy policy) { return kNullPolicies[static_cast<std::size_t>(policy)]; }

std::string semantic_bytes(const Metric& metric) {
  base::Writer out;
  number(out, metric.type);
  if (metric.type == MetricType::derived) {
    write(out, metric.expression);
    number(out, metric.level_at);
  } else {
    write_measured(out, metric);
  }
  out.u64(metric.dimensions.size());
  for (const DimensionRef& dimension : metric.dimensions) {
    out.text(dimension.name());
    number(out, dimension.at);
  }
  number(out, metric.unit);
  number(out, metric.direction);
  if (metric.direction == Direction::band) out.f64(metric.band_low), out.f64(metric.band_high);
  number(out, metric.null_policy);
  out.i64(metric.minimum_sample);
  out.f64(metric.confidence);
  return out.take();
}

namespace {

bool reads(const Filter& filter, int measure) {
  auto const any_child = [&] {
    return std::any_of(filter.children.begin(), filter.children.end(), [&](const Filter& child) { return reads(child, measure); });
  };
  return filter.measure == measure || any_child();
}

bool demands_solved(const Filter& filter) {
  if (filter.op == Filter::Op::all) return std::any_of(filter.children.begin(), filter.children.end(), demands_solved);
  static const std::vector<Filter::Literal> kOne{std::int64_t{1}};
  return filter.op == Filter::Op::eq && filter.measure == ticket::solved && filter.literals == kOne;
}

}  // namespace

bool Metric::runs_on() const {
  if (type == MetricType::derived || fact != FactKind::ticket || demands_solved(filter)) return false;
  bool const is_pause = type == MetricType::simple && measure == ticket::improper_pause;
  return is_pause || reads(filter, ticket::improper_pause) || reads(numerator, ticket::improper_pause);
}

std::uint64_t semantic_hash(const Metric& metric) {
  base::Writer out;
  out.text(metric.name);  // two metrics of one meaning keep cells of their own
  out.text(semantic_bytes(metric));
  out.u64(metric.rollups.size());
  for (const auto& rollup : metric.rollups) {
    out.u64(rollup.size());
    for (const std::string& dimension : rollup) out.text(dimension);
  }
  out.u64(metric.grains.size());
  for (time::Grain grain : metric.grains) number(out, grain);
  return base::fingerprint(out.bytes());
}

}  // namespace deskgauge::metric

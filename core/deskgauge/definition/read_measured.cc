#include <algorithm>

#include "deskgauge/definition/keys.h"
#include "deskgauge/definition/read.h"

namespace deskgauge::definition {
namespace {

using metric::ClockSpec;
using metric::FactKind;
using metric::FactKindSpec;
using metric::MeasureType;
using metric::Metric;
using metric::MetricType;

std::vector<std::string_view> fact_words() {
  std::vector<std::string_view> words;
  for (const FactKindSpec& kind : metric::fact_kinds()) words.push_back(kind.name);
  return words;
}

std::vector<std::string_view> attribution_words() {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < metric::kAttributionCount; ++i) words.push_back(to_text(static_cast<metric::Attribution>(i)));
  return words;
}

std::string joined(std::span<const std::string_view> words) { return listed({words.begin(), words.end()}); }

/// One option: a word of its list, or a span.
std::int64_t read_option(const Fields& fields, const metric::OptionSpec& option) {
  std::string const example =
      option.choices.empty() ? std::string(option.name) + ": 7d" : std::string(option.name) + ": " + joined(option.choices);
  auto const field = option.required ? fields.required(option.name, example) : fields.optional(option.name);
  std::int64_t value = -1;
  if (option.choices.empty()) {
    time::Span span;
    if (fields.take(field, span, read_span)) value = span.ms;
  } else {
    fields.word(field, option.choices, value);
  }
  return value;
}

/// The options of the fact, and a finding for each that belongs to another one.
void read_options(const Fields& fields, const FactKindSpec& kind, Metric& out) {
  for (const metric::OptionSpec& option : kind.options) out.options.push_back(read_option(fields, option));
  std::vector<std::string_view> refused;
  for (const FactKindSpec& other : metric::fact_kinds())
    for (const metric::OptionSpec& option : other.options) {
      if (metric::option_index(kind.kind, option.name) >= 0 || std::find(refused.begin(), refused.end(), option.name) != refused.end())
        continue;
      fields.refuse(option.name, "is no choice of the fact " + std::string(kind.name), "it belongs to the fact " + std::string(other.name));
      refused.push_back(option.name);
    }
}

void read_measure(const Fields& fields, const FactKindSpec& kind, Metric& out) {
  std::vector<std::string_view> words;
  for (const metric::MeasureSpec& measure : kind.measures) words.push_back(measure.name);
  if (out.type == MetricType::simple) {
    fields.word(fields.required("measure", "measure: " + joined(words)), words, out.measure);
    return;
  }
  fields.refuse(
      "measure",
      out.within ? "has no place beside within, which reads the duration" : "has no place beside numerator, which says what counts",
      "leave it out");
  if (out.within) out.measure = std::max(metric::measure_index(kind.kind, "duration"), 0);
}

/// simple: no numerator; ratio: exactly one of numerator and within.
void read_hits(const Fields& fields, Metric& out) {
  if (out.type == MetricType::simple) {
    fields.refuse("numerator", "does not belong to a simple metric", "write type: ratio, or use filter");
    fields.refuse("within", "does not belong to a simple metric", "write type: ratio");
    return;
  }
  if (fields.has("numerator") && fields.has("within"))
    return fields.refuse("within", "stands beside numerator", "keep one: numerator is a filter, within a longest duration");
  if (!fields.has("numerator") && !fields.has("within")) {
    fields.report().add(RuleId::missing_key, fields.at(), "a ratio needs spec.numerator or spec.within",
                        "write numerator: \"a filter over the population\", or within: 4h");
    return;
  }
  time::Span within;
  if (fields.take(fields.optional("within"), within, read_span)) out.within = within;
  if (auto const numerator = fields.optional("numerator"))
    if (auto filter = read_filter(*numerator, out.fact, fields.report())) out.numerator = std::move(*filter);
}

void read_time(const Fields& fields, Metric& out) {
  bool const lasts = fields.has("within") || out.is_duration();  // a within that is malformed has been reported
  if (!lasts) return fields.refuse("clock", "has no place where nothing lasts", "leave it out: only durations and within run on a clock");
  auto const field = fields.required("clock", "clock: calendar, or {business: by_ticket, policy: in_force}");
  if (!field) return;
  if (auto clock = read_clock(*field, fields.report())) out.clock = std::move(*clock);
}

void read_survey(const Fields& fields, Metric& out) {
  bool const survey = out.fact == FactKind::survey_response || out.fact == FactKind::survey_invitation;
  std::string const fact(to_text(out.fact));
  if (survey) fields.take(fields.required("instrument", "instrument: the name of an Instrument"), out.instrument, read_text);
  else fields.refuse("instrument", "has no place with the fact " + fact, "surveys have instruments");
  if (out.fact == FactKind::survey_response) fields.take(fields.optional("question"), out.question, read_text);
  else fields.refuse("question", "has no place with the fact " + fact, "survey_response has questions");
}

bool read_business(const Fields& fields, const Field& business, ClockSpec& clock) {
  clock.kind = ClockSpec::Kind::business;
  auto const source = read_text(business, fields.report());
  if (!source) return false;
  if (*source == "desk") clock.source = ClockSpec::Source::desk;
  else if (*source != "by_ticket") clock.source = ClockSpec::Source::named, clock.schedule = *source;
  return fields.word(
      fields.required("policy", "policy: in_force (each stretch by the schedule then), or last (all by the schedule at the end)"),
      kClockPolicies, clock.policy);
}

}  // namespace

std::optional<ClockSpec> read_clock(const Field& field, Report& report) {
  ClockSpec clock;
  if (field.node.type == Node::Type::scalar) {
    if (field.node.scalar == "calendar") return clock;
    report.add(RuleId::unknown_word, field.node.at, field.path + " cannot be " + quote(field.node.scalar),
               "write calendar, or {business: by_ticket, policy: in_force}");
    return std::nullopt;
  }
  Fields const fields(field.node, field.node.at, field.path, known_keys("Metric", "spec.clock"), report);
  if (auto const statuses = fields.optional("statuses")) {
    clock.statuses = read_statuses(*statuses, report).value_or(0);
    if (statuses->node.type == Node::Type::sequence && statuses->node.items.empty())
      report.add(RuleId::malformed_value, statuses->node.at, statuses->path + " holds no status, so the clock would never run",
                 "leave it out for every status");
  }
  if (auto const business = fields.optional("business")) {
    fields.refuse("calendar", "has no place beside business", "keep one");
    if (!read_business(fields, *business, clock)) return std::nullopt;
    return clock;
  }
  bool calendar = false;
  if (!fields.take(fields.required("calendar", "calendar: true, or business: by_ticket"), calendar, read_boolean)) return std::nullopt;
  fields.refuse("policy", "has no place in a calendar clock", "leave it out: only schedules change");
  return clock;
}

void read_measured(const Fields& fields, Metric& out) {
  auto const facts = fact_words();
  if (!fields.word(fields.required("fact", "fact: ticket, solve, first_response or another"), facts, out.fact)) return;
  const FactKindSpec& kind = metric::fact_kind(out.fact);
  read_options(fields, kind, out);
  read_hits(fields, out);
  read_measure(fields, kind, out);
  read_time(fields, out);
  if (out.type == MetricType::simple) read_aggregation(fields, out);
  else fields.refuse("aggregation", "has no place in a ratio, which is hits divided by trials", "leave it out");
  if (out.type == MetricType::ratio) out.aggregation.aggregation = aggregate::Aggregation::ratio;
  if (auto const filter = fields.optional("filter"))
    if (auto parsed = read_filter(*filter, out.fact, fields.report())) out.filter = std::move(*parsed);
  read_survey(fields, out);
  fields.word(fields.required("anchor", "anchor: " + joined(kind.instants)), kind.instants, out.anchor);
  std::vector<std::string_view> agents;
  for (metric::Attribution a : kind.attributions) agents.push_back(to_text(a));
  fields.word(fields.required("attribution", "attribution: " + joined(agents)), attribution_words(), out.attribution);
  time::Span maturity;
  if (fields.take(fields.optional("maturity"), maturity, read_span)) out.maturity = maturity;
  fields.word(fields.optional("as_of"), kAsOf, out.as_of_window_end);
}

}  // namespace deskgauge::definition

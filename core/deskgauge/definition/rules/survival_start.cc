#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

using metric::Attribution;
using metric::FactKindSpec;
using metric::Metric;

/// Facts whose clock can be followed while it runs. An open age is what has not ended, and has no end to wait for.
bool has_clock(const FactKindSpec& kind) {
  return kind.start >= 0 && kind.end >= 0 && !kind.read_at && metric::measure_index(kind.kind, "duration") >= 0;
}

/// Known before the end comes: whoever it tells credits finished work only.
bool known_while_open(Attribution attribution) {
  return attribution == Attribution::none || attribution == Attribution::assignee || attribution == Attribution::owner_at_as_of;
}

void check_start(const Read<Metric>& read, Report& report) {
  const Metric& spec = read.spec;
  const FactKindSpec& kind = metric::fact_kind(spec.fact);
  std::string const word(to_text(spec.aggregation.aggregation));
  if (!has_clock(kind))
    return report.add(RuleId::survival_start, value_at(read, {"spec", "fact"}),
                      the_fact(spec) + " has no clock that " + word + " could follow from its start to its end",
                      "write solve, first_response, reply, first_assignment, contact or sla");
  int const measure = metric::measure_index(spec.fact, "duration"), start = metric::start_instant(spec.fact, spec.options);
  if (spec.measure != measure)
    report.add(RuleId::survival_start, value_at(read, {"spec", "measure"}), "spec.measure: " + word + " follows the clock of the fact",
               "write measure: duration");
  if (spec.anchor != start) {
    auto const name = [&](int instant) { return std::string(kind.instants[static_cast<std::size_t>(instant)]); };
    report.add(RuleId::survival_start, value_at(read, {"spec", "anchor"}),
               "spec.anchor: " + word + " counts every fact from the start of its clock, which is " + name(start) + ", not " +
                   name(spec.anchor),
               "write anchor: " + name(start));
  }
  if (!known_while_open(spec.attribution))
    report.add(RuleId::survival_start, value_at(read, {"spec", "attribution"}),
               "spec.attribution: " + std::string(to_text(spec.attribution)) +
                   " is known only of what has ended, so the rest would be nobody's",
               "write none, assignee or owner_at_as_of");
}

}  // namespace

void check_survival_start(const Definitions& definitions, Report& report) {
  for_each_measured(definitions, [&](const Read<Metric>& read) {
    if (read.spec.is_survival()) check_start(read, report);
  });
}

}  // namespace deskgauge::definition

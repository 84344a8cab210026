#include <algorithm>

#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

using Kind = event::Instrument;

bool contains(const std::vector<std::int64_t>& values, std::int64_t value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

void check_answers(const Read<metric::Instrument>& read, Report& report) {
  const metric::Instrument& spec = read.spec;
  std::string const scale = std::to_string(spec.minimum) + " to " + std::to_string(spec.maximum);
  const Node& positive = find_path(*read.node, {"spec", "positive"});
  for (std::size_t i = 0; i < spec.positive.size(); ++i)
    if (spec.positive[i] < spec.minimum || spec.positive[i] > spec.maximum)
      report.add(RuleId::instrument_scale, positive.items[i].at,
                 "spec.positive: " + std::to_string(spec.positive[i]) + " is not on the scale " + scale, "write answers of the scale");
  const Node& none = find_path(*read.node, {"spec", "no_answer"});
  for (std::size_t i = 0; i < spec.no_answer.size(); ++i)
    if (contains(spec.positive, spec.no_answer[i]))
      report.add(RuleId::instrument_scale, none.items[i].at,
                 "spec.no_answer: " + std::to_string(spec.no_answer[i]) + " is in spec.positive as well", "take it out of one of them");
}

}  // namespace

void check_instrument_scale(const Definitions& definitions, Report& report) {
  for (const auto& read : definitions.instruments) {
    if (!read.complete) continue;
    const metric::Instrument& spec = read.spec;
    bool const nps = spec.instrument == Kind::nps || spec.instrument == Kind::enps;
    if (spec.minimum >= spec.maximum)
      report.add(RuleId::instrument_scale, value_at(read, {"spec", "scale"}),
                 "spec.scale must rise from min to max, not from " + std::to_string(spec.minimum) + " to " + std::to_string(spec.maximum),
                 "write {min: 1, max: 5}");
    else if (nps && (spec.minimum != 0 || spec.maximum != 10))
      report.add(RuleId::instrument_scale, value_at(read, {"spec", "scale"}),
                 "spec.scale: " + std::string(to_text(spec.instrument)) + " is asked from 0 to 10, not from " +
                     std::to_string(spec.minimum) + " to " + std::to_string(spec.maximum),
                 "write {min: 0, max: 10}, or instrument: custom");
    else
      check_answers(read, report);
  }
}

}  // namespace deskgauge::definition

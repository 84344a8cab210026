#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

using aggregate::Aggregation;
using Kind = event::Instrument;

bool fits(Aggregation aggregation, Kind instrument) {
  bool const nps = instrument == Kind::nps || instrument == Kind::enps, ces = instrument == Kind::ces_v1 || instrument == Kind::ces_v2;
  if (aggregation == Aggregation::nps) return nps;
  if (aggregation == Aggregation::ces) return ces || instrument == Kind::custom;
  return aggregation != Aggregation::csat || (!nps && !ces);
}

void check_positive(const Read<metric::Metric>& read, const metric::Instrument& instrument, Report& report) {
  if (read.spec.aggregation.positive.empty() && instrument.positive.empty())
    return report.add(RuleId::instrument_mismatch, value_at(read, {"spec", "aggregation"}),
                      "spec.aggregation: csat needs a positive set, and the Instrument " + quote(instrument.name) + " has none",
                      "write positive: [4, 5] in the Instrument, or {csat: {positive: [4, 5]}} here");
  for (std::int64_t value : read.spec.aggregation.positive)
    if (value < instrument.minimum || value > instrument.maximum)
      return report.add(RuleId::instrument_mismatch, value_at(read, {"spec", "aggregation", "csat", "positive"}),
                        "spec.aggregation.csat.positive: " + std::to_string(value) + " is not on the scale " +
                            std::to_string(instrument.minimum) + " to " + std::to_string(instrument.maximum) + " of the Instrument " +
                            quote(instrument.name),
                        "write answers of the scale");
}

}  // namespace

void check_instrument_mismatch(const Definitions& definitions, Report& report) {
  for_each_measured(definitions, [&](const Read<metric::Metric>& read) {
    const auto* const instrument = definitions.find_instrument(read.spec.instrument);
    if (!instrument || !instrument->complete) return;
    Aggregation const aggregation = read.spec.aggregation.aggregation;
    if (!fits(aggregation, instrument->spec.instrument))
      return report.add(RuleId::instrument_mismatch, value_at(read, {"spec", "aggregation"}),
                        "spec.aggregation: " + std::string(to_text(aggregation)) + " does not fit the Instrument " +
                            quote(instrument->spec.name) + ", which is " + std::string(to_text(instrument->spec.instrument)),
                        "name another instrument, or write rating_mean");
    if (aggregation == Aggregation::csat) check_positive(read, instrument->spec, report);
  });
}

}  // namespace deskgauge::definition

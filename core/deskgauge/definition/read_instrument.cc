#include "deskgauge/definition/keys.h"
#include "deskgauge/definition/read.h"

namespace deskgauge::definition {

void read_instrument(const Node& spec, Position at, const Metadata&, metric::Instrument& out, Report& report) {
  Fields const fields(spec, std::move(at), "spec", known_keys("Instrument", "spec"), report);
  fields.word(fields.required("instrument", "instrument: csat, nps, ces_v2 or another"), instrument_words(), out.instrument);
  fields.take(fields.required("version", "version: the instrument_version of its events, or \"\" for any"), out.version, read_text);
  if (auto const scale = fields.required("scale", "scale: {min: 1, max: 5}")) {
    Fields const ends(scale->node, key_position(spec, {"scale"}), "spec.scale", known_keys("Instrument", "spec.scale"), report);
    ends.take(ends.required("min", "min: the lowest answer"), out.minimum, read_integer);
    ends.take(ends.required("max", "max: the highest answer"), out.maximum, read_integer);
  }
  fields.take(fields.optional("positive"), out.positive, read_integers);
  fields.take(fields.optional("no_answer"), out.no_answer, read_integers);
}

}  // namespace deskgauge::definition

#pragma once
#include <optional>

#include "deskgauge/engine/engine.h"
#include "tests/property/stream.h"

namespace deskgauge::property {

using engine::Engine;
using Order = std::vector<std::size_t>;      ///< positions in Stream::told

/// How events reach an engine.
struct Manner {
  bool in_batches = false;                   ///< of random sizes, some empty, with or without the sender's present; else all at once
  bool advances = false;                     ///< time passes at random moments between batches
  bool names_subjects = false;               ///< every event says its subject; else answers may know their invitation only
};

/// Delivers the events at `order`. What is refused because its invitation has not come yet is sent again with the next batch, as a sender
/// would; what nothing helps stays outside. Any other refusal is a fault of the test and throws.
void deliver(Engine& engine, const Stream& stream, const Order& order, Random& random, Manner manner);

Order as_told(const Stream& stream);
void shuffle(Order& order, Random& random);

/// The yardstick: everything in one batch, as told, at the stream's end.
Engine one_batch(const Stream& stream, bool names_subjects = false);
/// All events, in some order and manner, at the stream's end.
Engine delivered(const Stream& stream, const Order& order, Random& random, Manner manner);
/// A full snapshot and back, as a restart does it; throws if it is refused.
Engine restarted(const Engine& engine);

}  // namespace deskgauge::property

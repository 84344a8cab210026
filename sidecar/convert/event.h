#pragma once
#include "deskgauge/base/symbol.h"
#include "deskgauge/event/event.h"
#include "deskgauge/v1/event.pb.h"
#include "sidecar/convert/event_schema.h"

namespace deskgauge::sidecar::convert {

/// An event of the wire as an event of the core, its symbols in `interner`; needs the writer's thread, as interning does. Refuses what an
/// event of the core cannot express (no time, no body, an unknown word, a text too long to keep); whether the event makes sense is the
/// engine's to say. Field paths of errors are those of the wire, below the event.
base::Result<event::Event> read_event(const EventSchema& schema, const v1::Event& wire, base::Interner& interner);

}  // namespace deskgauge::sidecar::convert

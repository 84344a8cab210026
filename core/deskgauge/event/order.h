#pragma once
#include "deskgauge/base/bytes.h"
#include "deskgauge/event/event.h"

namespace deskgauge::event {

/// The total order of one entity's events: (time, sequence, recorded time, source, id); an absent sequence or recorded time sorts first.
/// Symbols compare as identifiers (base::Interner::compare), so ids that are numbers keep the order of a file.
int compare(const EventView& a, const EventView& b, const base::Interner& interner);

/// Decides between two deliveries of one (source, id): higher revision, else the greater canonical bytes. > 0: a wins.
int compare_versions(const EventView& a, const EventView& b, const base::Interner& interner);

/// Content without the envelope's identity, in canonical bytes: texts spelled out, so equal on every machine.
void write_canonical(base::Writer& out, const EventView& event, const base::Interner& interner);

EventView view(const Event& event);

}  // namespace deskgauge::event

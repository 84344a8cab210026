#pragma once
#include <functional>
#include <string>

#include "tests/property/stream.h"

namespace deskgauge::property {

/// What must hold of every stream: "" where it does, else what was seen instead. A pure function of its arguments.
using Law = std::function<std::string(const Stream& stream, Random random)>;

/// Checks a law on DESKGAUGE_STREAMS random streams (default 100) made from DESKGAUGE_SEED (default 1; "random" draws one, which is
/// printed). On a failure the stream is reduced while it still fails, and what is left is printed as JSON lines.
void holds_for_random_streams(const std::string& name, const Law& law);

}  // namespace deskgauge::property

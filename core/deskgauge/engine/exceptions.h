#pragma once
// Private to engine/: the sources of exceptions, one function each.
#include "deskgauge/engine/exception_report.h"
#include "deskgauge/engine/impl.h"

namespace deskgauge::engine {

using Exceptions = std::vector<Exception>;

/// Signals of one metric on its closed days: control limits from a frozen baseline, weekday pattern removed.
base::Result<void> add_signals(const Engine::Impl& engine, const std::string& metric, const ExceptionRequest& request, Instant at,
                               Exceptions& out);
/// Targets that are not fulfilled and run out within the request's span, or have run out.
void add_due_targets(const Engine::Impl& engine, const ExceptionRequest& request, Instant at, Exceptions& out);

}  // namespace deskgauge::engine

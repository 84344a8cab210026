#pragma once
#include <string>
#include <vector>

#include "deskgauge/definition/diagnostic.h"
#include "deskgauge/engine/query.h"
#include "deskgauge/metric/catalogue.h"

namespace deskgauge::interchange {

/// Results as JSON for programs: one schema for the command, Python and everyone else, field by field in docs/result-json.md. Every
/// document names its `schema` ("deskgauge.answer.v1"): fields are added freely, meanings never change. Instants are RFC 3339 in UTC, an
/// open end is null; durations are seconds; a value that does not exist is null beside its `reason`. Keys are sorted, so equal results
/// are equal bytes.

/// `indent` < 0: one line.
std::string answer_json(const engine::Answer& answer, const metric::Catalogue& catalogue, int indent = 2);
std::string explanation_json(const engine::Explanation& explanation, const metric::Catalogue& catalogue, int indent = 2);
std::string findings_json(const std::vector<definition::Diagnostic>& findings, int indent = 2);

}  // namespace deskgauge::interchange

#pragma once
#include <string>
#include <vector>

#include "deskgauge/definition/diagnostic.h"
#include "deskgauge/definition/source.h"

namespace deskgauge::definition {

/// A finding as people read it: "file:line:col: error: message [DG0012 unknown-dimension]", the line, a caret, "hint: …", and the related
/// places in the same form as notes. Ends with a line break.
std::string render_text(const Diagnostic& finding, const Sources& sources);
std::string render_text(const std::vector<Diagnostic>& findings, const Sources& sources);

}  // namespace deskgauge::definition

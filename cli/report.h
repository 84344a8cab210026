#pragma once
#include <iosfwd>
#include <string>
#include <vector>

#include "console.h"
#include "deskgauge/definition/load.h"
#include "deskgauge/scenario/run.h"

namespace deskgauge::cli {

/// How many findings of each severity.
struct Tally {
  int errors = 0, warnings = 0, notes = 0;
};
Tally tally(const std::vector<definition::Diagnostic>& findings);

using Findings = std::vector<definition::Diagnostic>;
using Files = std::vector<definition::SourceFile>;
using Outcomes = std::vector<scenario::TestOutcome>;

// One format a file. Findings come sorted.
void report_findings_text(std::ostream& out, const Console& console, const Findings& findings, const Files& files);
void report_findings_json(std::ostream& out, const Findings& findings);
/// GitHub's annotations: the worst ten, since a step shows no more; all of them are in the other formats.
void report_findings_github(std::ostream& out, const Findings& findings);

void report_tests_text(std::ostream& out, const Console& console, const Outcomes& outcomes, bool verbose);
void report_tests_json(std::ostream& out, const Outcomes& outcomes);
void report_tests_junit(std::ostream& out, const Outcomes& outcomes);
void report_tests_github(std::ostream& out, const Outcomes& outcomes);

/// Escapes for an annotation's message, or (`property`) for file and title.
std::string github_escaped(const std::string& text, bool property);

}  // namespace deskgauge::cli

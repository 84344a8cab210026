#include <ostream>

#include "deskgauge/definition/render_text.h"
#include "report.h"
#include "words.h"

namespace deskgauge::cli {
namespace {

using definition::Diagnostic;
using definition::Severity;

Ink ink_of(Severity severity) {
  if (severity == Severity::error) return Ink::bad;
  return severity == Severity::note ? Ink::faint : Ink::caution;
}

/// The finding as every door shows it, its place and severity in colour.
void show(std::ostream& out, const Console& console, const Diagnostic& d, const definition::Sources& sources) {
  std::string const text = definition::render_text(d, sources), severity = std::string(to_text(d.severity)) + ": ";
  std::size_t const at = text.find(": " + severity);
  if (at == text.npos) {
    out << text;
    return;
  }
  std::string_view const rest = std::string_view(text).substr(at + 2 + severity.size());
  out << console.paint(Ink::strong, text.substr(0, at + 2)) << console.paint(ink_of(d.severity), severity) << rest;
}

std::string place(const scenario::TestOutcome& test, int line) { return test.file + ":" + std::to_string(line); }

void show_outcome(std::ostream& out, const Console& console, const scenario::TestOutcome& test) {
  out << console.paint(Ink::bad, "FAILED") << "  " << console.paint(Ink::strong, test.name) << '\n';
  for (const scenario::Fault& fault : test.faults) out << "  " << place(test, fault.line) << ": " << to_text(fault.error) << '\n';
  for (const scenario::Difference& d : test.differences) {
    out << "  " << place(test, d.line) << ": " << d.metric << (d.group.empty() ? "" : " (" + d.group + ")") << " at " << d.at << ": "
        << d.field << " expected " << console.paint(Ink::good, d.expected) << ", got " << console.paint(Ink::bad, d.actual) << '\n';
  }
}

}  // namespace

Tally tally(const Findings& findings) {
  Tally t;
  for (const Diagnostic& d : findings) ++(d.severity == Severity::error ? t.errors : d.severity == Severity::note ? t.notes : t.warnings);
  return t;
}

void report_findings_text(std::ostream& out, const Console& console, const Findings& findings, const Files& files) {
  if (findings.empty()) return;
  definition::Sources const sources(files);
  for (const Diagnostic& d : findings) show(out, console, d, sources);
  Tally const t = tally(findings);
  out << '\n' << counted(t.errors, "error") << ", " << counted(t.warnings, "warning");
  if (t.notes > 0) out << ", " << counted(t.notes, "note");
  out << " in " << counted(static_cast<std::int64_t>(files.size()), "file") << '\n';
}

void report_tests_text(std::ostream& out, const Console& console, const Outcomes& outcomes, bool verbose) {
  std::int64_t failed = 0, compared = 0;
  for (const scenario::TestOutcome& test : outcomes) {
    compared += test.expectations;
    if (!test.passed()) {
      ++failed;
      show_outcome(out, console, test);
    } else if (verbose) {
      out << console.paint(Ink::good, "passed") << "  " << test.name
          << console.paint(Ink::faint, "  " + counted(test.events, "event") + ", " + counted(test.expectations, "value")) << '\n';
    }
  }
  if (failed > 0 || (verbose && !outcomes.empty())) out << '\n';
  auto const total = static_cast<std::int64_t>(outcomes.size());
  if (failed > 0) out << console.paint(Ink::bad, counted(failed, "test") + " failed") << ", " << grouped(total - failed) << " passed";
  else out << console.paint(Ink::good, counted(total, "test") + " passed");
  out << ", " << counted(compared, "value") << " compared\n";
}

}  // namespace deskgauge::cli

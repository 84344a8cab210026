#include <algorithm>
#include <ostream>

#include "report.h"
#include "words.h"

namespace deskgauge::cli {
namespace {

using definition::Diagnostic;
using definition::Severity;

constexpr std::size_t kShown = 10;

void annotate(std::ostream& out, std::string_view level, const std::string& file, int line, int column, const std::string& title,
              const std::string& text) {
  out << "::" << level << " file=" << github_escaped(file, true) << ",line=" << std::max(line, 1);
  if (column > 0) out << ",col=" << column;
  out << ",title=" << github_escaped(title, true) << "::" << github_escaped(text, false) << '\n';
}

std::string_view level_of(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::note ? "notice" : "warning";
}

}  // namespace

std::string github_escaped(const std::string& text, bool property) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '%': out += "%25"; break;
      case '\r': out += "%0D"; break;
      case '\n': out += "%0A"; break;
      case ':': out += property ? "%3A" : ":"; break;
      case ',': out += property ? "%2C" : ","; break;
      default: out += c;
    }
  }
  return out;
}

void report_findings_github(std::ostream& out, const Findings& findings) {
  Findings worst = findings;
  std::stable_sort(worst.begin(), worst.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return (a.severity == Severity::error) > (b.severity == Severity::error);
  });
  for (std::size_t i = 0; i < worst.size() && i < kShown; ++i) {
    const Diagnostic& d = worst[i];
    annotate(out, level_of(d.severity), d.at.file, d.at.line, d.at.column, d.rule + " " + d.rule_name,
             d.message + (d.hint.empty() ? "" : "\nhint: " + d.hint));
  }
  if (worst.size() > kShown)
    out << "::notice title=deskgauge::" << counted(static_cast<std::int64_t>(worst.size() - kShown), "more finding")
        << ": run deskgauge check to see all\n";
}

void report_tests_github(std::ostream& out, const Outcomes& outcomes) {
  for (const scenario::TestOutcome& test : outcomes) {
    for (const scenario::Fault& f : test.faults) annotate(out, "error", test.file, f.line, 0, "test " + test.name, to_text(f.error));
    for (const scenario::Difference& d : test.differences)
      annotate(out, "error", test.file, d.line, 0, "test " + test.name,
               d.metric + (d.group.empty() ? "" : " (" + d.group + ")") + " at " + d.at + ": " + d.field + " expected " + d.expected +
                   ", got " + d.actual);
  }
}

}  // namespace deskgauge::cli

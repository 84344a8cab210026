#include <map>
#include <ostream>

#include "report.h"

namespace deskgauge::cli {
namespace {

/// Text for an attribute or element; control characters, which XML 1.0 does not know, become spaces.
std::string xml(const std::string& text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\n': out += "&#10;"; break;
      default: out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return out;
}

void write_case(std::ostream& out, const scenario::TestOutcome& test) {
  out << "    <testcase name=\"" << xml(test.name) << "\" classname=\"" << xml(test.metric) << "\" file=\"" << xml(test.file)
      << "\" line=\"" << test.line << "\"";
  if (test.passed()) {
    out << "/>\n";
    return;
  }
  out << ">\n";
  for (const scenario::Fault& f : test.faults)
    out << "      <error message=\"" << xml("line " + std::to_string(f.line) + ": " + to_text(f.error)) << "\"/>\n";
  std::string text, first;
  for (const scenario::Difference& d : test.differences) {
    std::string const line = "line " + std::to_string(d.line) + ": " + d.metric + (d.group.empty() ? "" : " (" + d.group + ")") + " at " +
                             d.at + ": " + d.field + " expected " + d.expected + ", got " + d.actual;
    if (first.empty()) first = line;
    text += line + "\n";
  }
  if (!text.empty()) out << "      <failure message=\"" << xml(first) << "\">" << xml(text) << "</failure>\n";
  out << "    </testcase>\n";
}

}  // namespace

void report_tests_junit(std::ostream& out, const Outcomes& outcomes) {
  std::map<std::string, std::vector<const scenario::TestOutcome*>> suites;
  for (const scenario::TestOutcome& test : outcomes) suites[test.file].push_back(&test);
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  for (auto const& [file, tests] : suites) {
    int failures = 0, errors = 0;
    for (const scenario::TestOutcome* test : tests) {
      if (!test->faults.empty()) ++errors;
      else if (!test->passed()) ++failures;
    }
    out << "  <testsuite name=\"" << xml(file) << "\" tests=\"" << tests.size() << "\" failures=\"" << failures << "\" errors=\"" << errors
        << "\">\n";
    for (const scenario::TestOutcome* test : tests) write_case(out, *test);
    out << "  </testsuite>\n";
  }
  out << "</testsuites>\n";
}

}  // namespace deskgauge::cli

#include <ostream>

#include "deskgauge/interchange/json_tape.h"
#include "deskgauge/interchange/result_json.h"
#include "report.h"

namespace deskgauge::cli {
namespace {


std::string json_string(std::string_view text) {
  std::string out;
  interchange::append_json_string(out, text);
  return out;
}

void write_outcome(std::ostream& out, const scenario::TestOutcome& test) {
  out << "    {\"name\": " << json_string(test.name) << ", \"metric\": " << json_string(test.metric)
      << ", \"file\": " << json_string(test.file) << ", \"line\": " << test.line << ", \"passed\": " << (test.passed() ? "true" : "false")
      << ", \"events\": " << test.events << ", \"expectations\": " << test.expectations << ", \"faults\": [";
  bool first = true;
  for (const scenario::Fault& f : test.faults) {
    out << (first ? "" : ", ") << "{\"line\": " << f.line << ", \"reason\": " << json_string(f.error.reason)
        << ", \"message\": " << json_string(to_text(f.error)) << "}";
    first = false;
  }
  out << "], \"differences\": [";
  first = true;
  for (const scenario::Difference& d : test.differences) {
    out << (first ? "" : ", ") << "{\"line\": " << d.line << ", \"metric\": " << json_string(d.metric)
        << ", \"group\": " << json_string(d.group) << ", \"at\": " << json_string(d.at) << ", \"field\": " << json_string(d.field)
        << ", \"expected\": " << json_string(d.expected) << ", \"actual\": " << json_string(d.actual) << "}";
    first = false;
  }
  out << "]}";
}

}  // namespace

void report_findings_json(std::ostream& out, const Findings& findings) { out << interchange::findings_json(findings) << '\n'; }

void report_tests_json(std::ostream& out, const Outcomes& outcomes) {
  out << "{\n  \"schema\": \"deskgauge.tests.v1\",\n  \"tests\": [";
  bool first = true;
  for (const scenario::TestOutcome& test : outcomes) {
    out << (first ? "\n" : ",\n");
    write_outcome(out, test);
    first = false;
  }
  out << (first ? "]\n}\n" : "\n  ]\n}\n");
}

}  // namespace deskgauge::cli

// Any bytes as a definition file: the reader answers with findings that point into the file, or with a catalogue; it never throws.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "deskgauge/definition/load.h"
#include "deskgauge/definition/render_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace deskgauge;
  std::vector<definition::SourceFile> const files{{"fuzz.yaml", std::string(reinterpret_cast<const char*>(data), size)}};
  definition::Loaded const loaded = definition::load(files);
  bool has_error = false;
  const definition::Diagnostic* last = nullptr;
  for (const definition::Diagnostic& d : loaded.diagnostics) {
    has_error |= d.severity == definition::Severity::error;
    if (d.rule.empty() || d.message.empty()) std::abort();          // a finding without a name or a sentence
    if (last && definition::before(d, *last)) std::abort();         // findings out of order
    last = &d;
  }
  if (loaded.ok() == has_error) std::abort();                       // a catalogue with errors, or none without
  return 0;
}

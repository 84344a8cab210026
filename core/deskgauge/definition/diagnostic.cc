#include "deskgauge/definition/diagnostic.h"

#include <tuple>

namespace deskgauge::definition {

std::string_view to_text(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
    case Severity::future_error: break;
  }
  return "future error";
}

bool before(const Diagnostic& a, const Diagnostic& b) { return std::tie(a.at, a.rule, a.message) < std::tie(b.at, b.rule, b.message); }

}  // namespace deskgauge::definition

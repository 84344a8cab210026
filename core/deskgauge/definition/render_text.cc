#include "deskgauge/definition/render_text.h"

namespace deskgauge::definition {
namespace {

std::string place(const Position& at) {
  std::string text = at.file;
  if (at.line > 0) text += ":" + std::to_string(at.line);
  if (at.line > 0 && at.column > 0) text += ":" + std::to_string(at.column);
  return text;
}

std::string shown_line(const Position& at, const Sources& sources) {
  if (at.line < 1) return {};
  return excerpt(sources.line(at.file, at.line), at.column);
}

}  // namespace

std::string render_text(const Diagnostic& finding, const Sources& sources) {
  std::string text = place(finding.at) + ": " + std::string(to_text(finding.severity)) + ": " + finding.message + " [" + finding.rule +
                     " " + finding.rule_name + "]\n" + shown_line(finding.at, sources);
  if (!finding.hint.empty()) text += "  hint: " + finding.hint + "\n";
  for (const Diagnostic::Related& related : finding.related)
    text += place(related.at) + ": note: " + related.message + "\n" + shown_line(related.at, sources);
  return text;
}

std::string render_text(const std::vector<Diagnostic>& findings, const Sources& sources) {
  std::string text;
  for (const Diagnostic& finding : findings) text += render_text(finding, sources);
  return text;
}

}  // namespace deskgauge::definition

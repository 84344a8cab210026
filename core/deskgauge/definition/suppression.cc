#include "deskgauge/definition/suppression.h"

#include <algorithm>

namespace deskgauge::definition {
namespace {

constexpr std::string_view kMark = "deskgauge:";

struct Suppression {
  std::string rule;
  Position at;
  int from = 0, to = 0;  // the comment's line and the line it speaks about
  bool used = false;
};

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t");
  return first == text.npos ? std::string_view{} : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}
bool is_comment(std::string_view line) { return trimmed(line).starts_with('#'); }

std::string_view take_word(std::string_view& text) {
  text = trimmed(text);
  std::string_view const word = text.substr(0, text.find_first_of(" \t"));
  text.remove_prefix(word.size());
  return word;
}

/// The first line after the comment that is no comment itself.
int target_line(const Sources& sources, const std::string& file, int line) {
  int const last = sources.line_count(file);
  do ++line;
  while (line <= last && is_comment(sources.line(file, line)));
  return line;
}

void read_comment(const std::string& file, int line, Report& report, std::vector<Suppression>& out) {
  std::string_view const whole = report.sources().line(file, line);
  std::size_t const hash = whole.find('#'), mark = whole.find(kMark);
  if (!is_comment(whole) || mark == whole.npos || !trimmed(whole.substr(hash + 1)).starts_with(kMark)) return;
  Position const at{file, line, static_cast<int>(mark) + 1};
  std::string_view rest = whole.substr(mark + kMark.size());
  constexpr const char* kExample = "write # deskgauge: allow DG2013 and the reason";
  if (std::string_view const verb = take_word(rest); verb != "allow")
    return report.add(RuleId::bad_suppression, at, "a comment to deskgauge cannot say " + quote(verb), kExample);
  std::string const id(take_word(rest));
  const Rule* const found = find_rule(id);
  if (!found) return report.add(RuleId::bad_suppression, at, "there is no rule " + quote(id) + " to allow", kExample);
  if (!found->is_lint())
    return report.add(RuleId::bad_suppression, at, id + " " + std::string(found->name) + " is an error and cannot be allowed",
                      "only warnings and notes can");
  if (trimmed(rest).empty())
    return report.add(RuleId::bad_suppression, at, "allowing " + id + " needs a reason", "write why behind the id");
  out.push_back({id, at, line, target_line(report.sources(), file, line), false});
}

}  // namespace

void apply_suppressions(const std::vector<SourceFile>& files, bool tell_unused, Report& report) {
  std::vector<Suppression> suppressions;
  for (const SourceFile& file : files)
    for (int line = 1; line <= report.sources().line_count(file.name); ++line) read_comment(file.name, line, report, suppressions);
  auto const allowed = [&](const Diagnostic& finding) {
    bool any = false;
    for (Suppression& s : suppressions)
      if (s.rule == finding.rule && s.at.file == finding.at.file && s.to == finding.at.line) s.used = any = true;
    return any && finding.severity != Severity::error;
  };
  auto& findings = report.findings();
  findings.erase(std::remove_if(findings.begin(), findings.end(), allowed), findings.end());
  if (!tell_unused) return;
  for (const Suppression& s : suppressions)
    if (!s.used)
      report.add(RuleId::unused_suppression, s.at, "nothing on line " + std::to_string(s.to) + " needs allowing " + s.rule,
                 "remove the comment");
}

}  // namespace deskgauge::definition

#include "deskgauge/definition/report.h"

#include "deskgauge/metric/selector.h"

namespace deskgauge::definition {

void Report::add(Diagnostic finding) {
  errors_ += finding.severity == Severity::error;
  findings_.push_back(std::move(finding));
}

std::string listed(const std::vector<std::string>& words) {
  std::string result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) result += i + 1 == words.size() ? " or " : ", ";
    result += words[i];
  }
  return result;
}

std::string suggest(std::string_view value, const std::vector<std::string>& words) {
  std::string const near = metric::closest(value, words);
  if (!near.empty()) return "did you mean " + quote(near) + "?";
  if (words.empty()) return {};
  return words.size() == 1 ? "write " + words[0] : "write one of " + listed(words);
}

std::string suggest(std::string_view value, std::span<const std::string_view> words) {
  return suggest(value, std::vector<std::string>(words.begin(), words.end()));
}

}  // namespace deskgauge::definition

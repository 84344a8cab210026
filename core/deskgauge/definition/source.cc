#include "deskgauge/definition/source.h"

#include <algorithm>

namespace deskgauge::definition {
namespace {

constexpr std::size_t kWidest = 140;

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    std::size_t const end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// Bytes of source text behind `offset` bytes of a quoted value.
std::size_t raw_offset(std::string_view source, char quote, std::size_t offset) {
  std::size_t at = 1;
  for (std::size_t i = 0; i < offset && at < source.size(); ++i) {
    bool const escaped = quote == '"' ? source[at] == '\\' : source.substr(at, 2) == "''";
    at += escaped ? 2 : 1;
  }
  return at;
}

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

}  // namespace

Sources::Sources(const std::vector<SourceFile>& files) {
  for (const SourceFile& file : files) lines_.emplace(file.name, split_lines(file.text));
}

std::string_view Sources::line(const std::string& file, int number) const {
  auto const found = lines_.find(file);
  if (found == lines_.end() || number < 1 || static_cast<std::size_t>(number) > found->second.size()) return {};
  return found->second[static_cast<std::size_t>(number) - 1];
}

int Sources::line_count(const std::string& file) const {
  auto const found = lines_.find(file);
  return found == lines_.end() ? 0 : static_cast<int>(found->second.size());
}

Position Sources::inside(const Node& scalar, std::size_t offset) const {
  std::string_view const text = line(scalar.at.file, scalar.at.line);
  auto const start = static_cast<std::size_t>(scalar.at.column - 1);
  if (start >= text.size() || text[start] == '>' || text[start] == '|') return scalar.at;
  std::string_view const source = text.substr(start);
  bool const quoted = source[0] == '"' || source[0] == '\'';
  std::size_t const at = quoted ? raw_offset(source, source[0], offset) : offset;
  if (at > source.size()) return scalar.at;
  Position result = scalar.at;
  result.column += static_cast<int>(at);
  return result;
}

std::string excerpt(std::string_view line, int column) {
  auto caret = static_cast<std::size_t>(std::max(column, 1)) - 1;
  std::string shown;
  if (line.size() > kWidest && caret > kWidest / 2) {
    std::size_t cut = std::min(caret - kWidest / 2, line.size());
    while (cut < line.size() && !starts_character(line[cut])) ++cut;
    line.remove_prefix(cut);
    caret -= std::min(caret, cut);
  }
  if (line.size() > kWidest) {
    std::size_t end = kWidest;
    while (end > 0 && !starts_character(line[end])) --end;
    line = line.substr(0, end);
  }
  std::string below;
  for (char c : line.substr(0, std::min(caret, line.size())))
    if (starts_character(c)) below += c == '\t' ? '\t' : ' ';
  return "  " + std::string(line) + "\n  " + below + "^\n";
}

}  // namespace deskgauge::definition

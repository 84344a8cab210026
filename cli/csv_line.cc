#include "csv_line.h"

#include <charconv>
#include <ostream>

namespace deskgauge::cli {
namespace {

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return text;
  std::string out = "\"";
  for (char c : text) out.append(c == '"' ? 2 : 1, c);
  return out + '"';
}

}  // namespace

std::string exact(double number) {
  char buffer[32];
  auto const [end, fault] = std::to_chars(buffer, buffer + sizeof buffer, number);
  return fault == std::errc{} ? std::string(buffer, end) : std::string();
}
std::string exact(const std::optional<double>& number) { return number ? exact(*number) : std::string(); }
std::string exact(const std::optional<std::int64_t>& number) { return number ? std::to_string(*number) : std::string(); }
std::string instant(time::Instant t) { return t == time::kBeginning || t == time::kNever ? std::string() : time::to_text(t); }
std::string instant(const std::optional<time::Instant>& t) { return t ? instant(*t) : std::string(); }
std::string flag(bool set) { return set ? "true" : "false"; }

Line::~Line() { out_ << '\n'; }

Line& Line::add(const std::string& field) {
  out_ << (first_ ? "" : ",") << quoted(field);
  first_ = false;
  return *this;
}

Line& Line::add_empty(int fields) {
  for (int i = 0; i < fields; ++i) add({});
  return *this;
}

}  // namespace deskgauge::cli

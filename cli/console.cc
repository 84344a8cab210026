#include "console.h"

#include <unistd.h>

#include <cstdlib>
#include <iostream>

namespace deskgauge::cli {
namespace {

std::string painted(bool colored, Ink ink, std::string_view text) {
  static constexpr std::string_view kCodes[] = {"", "1", "2", "32", "31", "33"};
  std::string_view const code = kCodes[static_cast<int>(ink)];
  if (!colored || code.empty() || text.empty()) return std::string(text);
  return "\033[" + std::string(code) + "m" + std::string(text) + "\033[0m";
}

bool is_set(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

}  // namespace

base::Result<void> Console::open_output(const std::string& path) {
  if (path.empty() || path == "-") return {};
  file_.open(path, std::ios::binary | std::ios::trunc);
  path_ = path;
  if (file_.is_open()) return {};
  return base::unexpected(base::Code::unavailable, "unwritable_file", "The file cannot be written", "--output", path,
                          "Check that its folder exists and is yours.");
}

std::ostream& Console::out() { return file_.is_open() ? static_cast<std::ostream&>(file_) : std::cout; }
std::ostream& Console::err() { return std::cerr; }

bool Console::colored(int descriptor) const {
  if (color_ != Color::automatic) return color_ == Color::always;
  if (is_set("NO_COLOR")) return false;
  const char* const terminal = std::getenv("TERM");
  return isatty(descriptor) != 0 && !(terminal && std::string_view(terminal) == "dumb");
}

std::string Console::paint(Ink ink, std::string_view text) const {
  return painted(!file_.is_open() && colored(STDOUT_FILENO), ink, text);
}
std::string Console::paint_err(Ink ink, std::string_view text) const { return painted(colored(STDERR_FILENO), ink, text); }

void Console::progress(std::string_view text) {
  if (isatty(STDERR_FILENO) == 0 || (text.empty() && !progress_shown_)) return;
  std::cerr << "\r\033[K" << text << std::flush;
  progress_shown_ = !text.empty();
}

base::Result<void> Console::finish() {
  progress({});
  if (out().flush()) return {};
  return base::unexpected(base::Code::unavailable, "unwritable_file", "The output could not be written to its end", "--output",
                          path_.empty() ? "standard output" : path_, "Check the space left on the disk.");
}

}  // namespace deskgauge::cli

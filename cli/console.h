#pragma once
#include <fstream>
#include <iosfwd>
#include <string>
#include <string_view>

#include "deskgauge/base/result.h"

namespace deskgauge::cli {

/// Meaning of a colour, not the colour.
enum class Ink { plain, strong, faint, good, bad, caution };

/// Where a verb writes: data to standard output or the file of --output, everything else to standard error. Colours only on a terminal,
/// never under NO_COLOR, TERM=dumb or in a file, unless --color says otherwise. One per run; not thread-safe.
class Console {
 public:
  enum class Color { automatic, always, never };

  void set_color(Color color) { color_ = color; }
  /// "" or "-": standard output.
  base::Result<void> open_output(const std::string& path);
  std::ostream& out();
  std::ostream& err();
  std::string paint(Ink ink, std::string_view text) const;      ///< for out()
  std::string paint_err(Ink ink, std::string_view text) const;  ///< for err()
  /// A passing line on standard error ("read 120 000 events …"), only on a terminal; the next one replaces it, "" removes it.
  void progress(std::string_view text);
  /// Flushes; an Error if anything could not be written (a full disk).
  base::Result<void> finish();

 private:
  bool colored(int descriptor) const;
  Color color_ = Color::automatic;
  std::string path_;
  std::ofstream file_;
  bool progress_shown_ = false;
};

}  // namespace deskgauge::cli

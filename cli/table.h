#pragma once
#include <iosfwd>
#include <string>
#include <vector>

#include "console.h"

namespace deskgauge::cli {

enum class Align { left, right };

/// A table of text in aligned columns, two spaces apart. Widths count characters, not bytes. A column in which every cell is empty is left
/// out.
class Table {
 public:
  struct Cell {
    std::string text;
    Ink ink = Ink::plain;
  };
  void column(std::string title, Align align);
  void row(std::vector<Cell> cells);   ///< as many as there are columns
  void print(std::ostream& out, const Console& console, std::string_view indent = {}) const;

 private:
  struct Column {
    std::string title;
    Align align;
  };
  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace deskgauge::cli

#include "table.h"

#include <algorithm>
#include <ostream>

namespace deskgauge::cli {
namespace {

std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

void Table::column(std::string title, Align align) { columns_.push_back({std::move(title), align}); }
void Table::row(std::vector<Cell> cells) { rows_.push_back(std::move(cells)); }

void Table::print(std::ostream& out, const Console& console, std::string_view indent) const {
  std::vector<std::size_t> widths(columns_.size(), 0);
  for (const std::vector<Cell>& row : rows_)
    for (std::size_t i = 0; i < columns_.size(); ++i) widths[i] = std::max(widths[i], width(row[i].text));
  std::size_t last = columns_.size();
  while (last > 0 && widths[last - 1] == 0) --last;
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < last; ++i) {
    if (widths[i] == 0) continue;
    widths[i] = std::max(widths[i], width(columns_[i].title));
    shown.push_back(i);
  }
  auto const line = [&](auto cell) {
    std::string pending(indent);   // spaces are written only before text, so that no line ends in them
    for (std::size_t i : shown) {
      Cell const c = cell(i);
      std::string const space(widths[i] - width(c.text), ' ');
      if (columns_[i].align == Align::right) pending += space;
      if (!c.text.empty()) {
        out << pending << console.paint(c.ink, c.text);
        pending.clear();
      }
      if (columns_[i].align == Align::left) pending += space;
      pending += "  ";
    }
    out << '\n';
  };
  line([&](std::size_t i) { return Cell{columns_[i].title, Ink::faint}; });
  for (const std::vector<Cell>& row : rows_) line([&](std::size_t i) { return row[i]; });
}

}  // namespace deskgauge::cli

#include "draw.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace deskgauge::cli {

std::string bar(double share, std::size_t width, std::optional<double> tick) {
  static constexpr std::array<std::string_view, 8> kParts{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  auto const eighths = static_cast<std::size_t>(std::lround(std::clamp(share, 0.0, 1.0) * static_cast<double>(width * 8)));
  std::size_t const mark =
      tick ? std::min(width - 1, static_cast<std::size_t>(std::clamp(*tick, 0.0, 1.0) * static_cast<double>(width))) : width;
  std::string out;
  for (std::size_t i = 0; i < width; ++i) {
    if (i < eighths / 8) out += "█";
    else if (i == eighths / 8 && eighths % 8 != 0) out += kParts[eighths % 8];
    else out += i == mark ? "│" : "░";
  }
  return out;
}

std::size_t stride(std::size_t length, std::size_t width) { return std::max<std::size_t>(1, (length + width - 1) / width); }

Series thinned(const Series& series, std::size_t width) {
  std::size_t const step = stride(series.size(), width);
  Series out;
  for (std::size_t i = series.size(); i > 0; i = i > step ? i - step : 0) out.push_back(series[i - 1]);
  std::reverse(out.begin(), out.end());
  return out;
}

std::string sparkline(const Series& series, double low, double high) {
  static constexpr std::array<std::string_view, 8> kBlocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::string out;
  for (const std::optional<double>& value : series) {
    if (!value) {
      out += ' ';
      continue;
    }
    double const share = high > low ? (*value - low) / (high - low) : 0.5;
    out += kBlocks[static_cast<std::size_t>(std::clamp(std::lround(share * 7), 0L, 7L))];
  }
  return out;
}

}  // namespace deskgauge::cli

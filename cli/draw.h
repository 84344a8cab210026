#pragma once
#include <optional>
#include <string>
#include <vector>

namespace deskgauge::cli {

// Numbers as marks of a fixed-width font, a character a place.

/// "██████▍░░│░": a share of 0 … 1 over `width` places; `tick`, another share, is marked where it falls on an empty place.
std::string bar(double share, std::size_t width, std::optional<double> tick = std::nullopt);

using Series = std::vector<std::optional<double>>;
/// At most `width` values: of longer series every k-th, counted from the end so that the latest stands.
Series thinned(const Series& series, std::size_t width);
/// How many values of a series of this length one mark of thinned() stands for.
std::size_t stride(std::size_t length, std::size_t width);
/// "▁▂▄█ ▆" between low and high; a space where there is no value.
std::string sparkline(const Series& series, double low, double high);

}  // namespace deskgauge::cli

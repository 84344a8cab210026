#pragma once
#include <charconv>
#include <string>

namespace deskgauge::metric {

/// The shortest decimal that reads back as the same number: "0.87".
inline std::string number_text(double number) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr};
}

/// Four significant digits, for sentences: "0.2955".
inline std::string short_number_text(double number) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::general, 4).ptr};
}

}  // namespace deskgauge::metric

#pragma once
#include <span>
#include <string_view>

namespace deskgauge::definition {

/// The keys that a mapping of a kind may hold: the reader refuses others, and schemas/ lists the same (a test compares them).
struct KeyTable {
  std::string_view kind;   ///< "Metric"; "" for what every kind shares
  std::string_view path;   ///< "" the document, "metadata", "spec", "spec.targets[]" …
  std::span<const std::string_view> keys;
  std::span<const std::string_view> required;
};
std::span<const KeyTable> key_tables();
std::span<const std::string_view> known_keys(std::string_view kind, std::string_view path);

/// The kinds this version reads, in the order of the documentation.
std::span<const std::string_view> known_kinds();
inline constexpr std::string_view kApiVersion = "deskgauge/v1";

}  // namespace deskgauge::definition
